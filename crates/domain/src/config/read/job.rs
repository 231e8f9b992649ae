//! Jobs, steps, caches, sidecars, reports.

use crate::config::cx::Cx;
use crate::config::{Cache, Job, Ready, Reports, Sidecar, Step};
use crate::yaml::{Node, Spot};

use super::fields::Fields;
use super::scalar::{boolean, env, filled, limit, number};

pub(crate) fn job(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Job> {
    let Some(mut fields) = Fields::open(node, spot, "a job", cx) else {
        return Some(Job::default());
    };
    let reports_spot = fields.key_spot("reports").unwrap_or(spot);
    let job = Job {
        image: fields.optional("image", cx, filled),
        needs: fields.one_or_many("needs", cx, filled),
        env: env(&mut fields, cx),
        steps: fields.placed("steps", cx, step),
        timeout: fields.optional("timeout", cx, limit),
        caches: fields.list("caches", cx, cache),
        sidecars: fields.map("sidecars", cx, sidecar),
        artifacts: fields.list("artifacts", cx, filled),
        reports: fields.optional("reports", cx, |node, cx| reports(node, reports_spot, cx)),
        build: fields.one_or_many("build", cx, filled),
        push: fields.optional("push", cx, boolean).unwrap_or_default(),
    };
    fields.close(cx);
    Some(job)
}

fn step(node: &Node, cx: &mut Cx) -> Option<Step> {
    let mut fields = Fields::open(node, node.spot, "a step", cx)?;
    let step = Step {
        name: fields.optional("name", cx, filled),
        run: fields.required("run", cx, filled),
        working_directory: fields.optional("working_directory", cx, filled),
        env: env(&mut fields, cx),
        timeout: fields.optional("timeout", cx, limit),
    };
    fields.close(cx);
    Some(step)
}

fn cache(node: &Node, cx: &mut Cx) -> Option<Cache> {
    let mut fields = Fields::open(node, node.spot, "a cache", cx)?;
    fields.required("paths", cx, |_, _| Some(()));
    let cache = Cache { key: fields.required("key", cx, filled), paths: fields.list("paths", cx, filled) };
    fields.close(cx);
    Some(cache)
}

fn sidecar(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Sidecar> {
    let mut fields = Fields::open(node, spot, "a sidecar", cx)?;
    let ready_spot = fields.key_spot("ready").unwrap_or(spot);
    let sidecar = Sidecar {
        image: fields.required("image", cx, filled),
        env: env(&mut fields, cx),
        ready: fields.optional("ready", cx, |node, cx| ready(node, ready_spot, cx)),
    };
    fields.close(cx);
    Some(sidecar)
}

fn ready(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Ready> {
    let mut fields = Fields::open(node, spot, "a readiness check", cx)?;
    let port = |node: &Node, cx: &mut Cx| number(node, 1, u32::from(u16::MAX), cx);
    let ready = Ready {
        tcp: u16::try_from(fields.required("tcp", cx, port)).unwrap_or_default(),
        within: fields.optional("within", cx, limit),
    };
    fields.close(cx);
    Some(ready)
}

fn reports(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Reports> {
    let mut fields = Fields::open(node, spot, "a job's reports", cx)?;
    let reports = Reports {
        junit: fields.one_or_many("junit", cx, filled),
        coverage: fields.one_or_many("coverage", cx, filled),
    };
    fields.close(cx);
    Some(reports)
}
