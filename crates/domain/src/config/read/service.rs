//! Services, builds, registries.

use crate::config::cx::Cx;
use crate::config::service::default_tags;
use crate::config::{Build, BuildArg, Registry, Service};
use crate::template::Template;
use crate::yaml::{Node, Spot};

use super::fields::Fields;
use super::scalar::{boolean, env, filled, variable_name};
use super::template::{Place, template, verbatim_template};

pub(crate) fn service(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Service> {
    let Some(mut fields) = Fields::open(node, spot, "a service", cx) else {
        return Some(Service::default());
    };
    let build_spot = fields.key_spot("build").unwrap_or(spot);
    let service = Service {
        build: fields.optional("build", cx, |node, cx| build(node, build_spot, cx)),
        paths: fields.placed("paths", cx, filled),
        image: fields.required("image", cx, |node, cx| template(node, Place::Image, cx)),
        version: fields.required("version", cx, |node, cx| template(node, Place::Version, cx)),
        tags: tags(&mut fields, cx),
        compose_service: fields.optional("compose_service", cx, filled),
        env: env(&mut fields, cx),
    };
    fields.close(cx);
    Some(service)
}

fn tags(fields: &mut Fields, cx: &mut Cx) -> Vec<Template> {
    match fields.get("tags") {
        None => default_tags(),
        Some(_) => fields.placed("tags", cx, |node, cx| template(node, Place::Anywhere, cx)),
    }
}

fn build(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Build> {
    let defaults = Build::default();
    let mut fields = Fields::open(node, spot, "a build", cx)?;
    let build = Build {
        context: fields.optional("context", cx, filled).unwrap_or(defaults.context),
        dockerfile: fields.optional("dockerfile", cx, filled).unwrap_or(defaults.dockerfile),
        target: fields.optional("target", cx, filled),
        args: fields.map("args", cx, |node, _, cx| Some(build_arg(node, cx))),
        secrets: fields.list("secrets", cx, variable_name),
        platforms: fields.placed("platforms", cx, filled),
    };
    fields.close(cx);
    Some(build)
}

fn build_arg(node: &Node, cx: &mut Cx) -> BuildArg {
    match node.is_null() {
        true => BuildArg::FromEnvironment,
        false => {
            verbatim_template(node, Place::Anywhere, cx).map_or(BuildArg::FromEnvironment, BuildArg::Value)
        }
    }
}

pub(crate) fn registry(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Registry> {
    let mut fields = Fields::open(node, spot, "a registry", cx)?;
    let registry = Registry {
        ca: fields.optional("ca", cx, filled),
        insecure: fields.optional("insecure", cx, boolean).unwrap_or_default(),
        credential: fields.optional("credential", cx, filled),
        create: fields.optional("create", cx, boolean).unwrap_or_default(),
        ecr: fields.optional("ecr", cx, filled),
    };
    fields.close(cx);
    Some(registry)
}
