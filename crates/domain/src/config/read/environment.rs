//! Environments, approvals, freezes, checks.

use jiff::Timestamp;

use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::freeze::{end_of_day, midnight, minutes, time_zone, utc};
use crate::config::verify::default_within;
use crate::config::{
    Approvals, Aws, Environment, EnvironmentService, Freeze, OnFailure, Rollout, Verify, VerifyFrom, Weekday,
};
use crate::yaml::{Kind, Node, Spot};

use super::fields::Fields;
use super::scalar::{boolean, duration, env, filled, limit, number, text, verbatim, word};
use super::target::target;
use super::template::{Place, template};

/// The most people or places a number in the file may mean.
const MOST: u32 = 1000;

pub(crate) fn environment(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Environment> {
    let Some(mut fields) = Fields::open(node, spot, "an environment", cx) else {
        return Some(Environment::default());
    };
    let at = |fields: &Fields, key| fields.key_spot(key).unwrap_or(spot);
    let (approvals_at, rollout_at, target_at) =
        (at(&fields, "approvals"), at(&fields, "rollout"), at(&fields, "target"));
    let aws_at = at(&fields, "aws");
    let environment = Environment {
        branch: fields.one_or_many("branch", cx, filled),
        automatic: fields.optional("automatic", cx, boolean).unwrap_or_default(),
        after: fields.optional("after", cx, filled),
        protected: fields.optional("protected", cx, boolean).unwrap_or_default(),
        approvals: fields.optional("approvals", cx, |node, cx| approvals(node, approvals_at, cx)),
        freeze: fields.list("freeze", cx, freeze),
        soak: fields.optional("soak", cx, limit),
        registry: fields.optional("registry", cx, filled),
        aws: fields.optional("aws", cx, |node, cx| aws(node, aws_at, cx)),
        target: fields.required("target", cx, |node, cx| target(node, target_at, cx)),
        env: env(&mut fields, cx),
        sealed: fields.optional("sealed", cx, filled),
        services: fields.map("services", cx, environment_service),
        verify: fields.one_or_many("verify", cx, verify),
        rollout: fields.optional("rollout", cx, |node, cx| rollout(node, rollout_at, cx)),
        on_failure: fields.optional("on_failure", cx, on_failure).unwrap_or_default(),
    };
    fields.close(cx);
    Some(environment)
}

fn aws(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Aws> {
    let mut fields = Fields::open(node, spot, "`aws` of an environment", cx)?;
    let aws = Aws {
        account: fields.optional("account", cx, filled),
        region: fields.optional("region", cx, filled),
        credential: fields.optional("credential", cx, filled),
    };
    fields.close(cx);
    Some(aws)
}

fn environment_service(node: &Node, spot: Spot, cx: &mut Cx) -> Option<EnvironmentService> {
    let mut fields = Fields::open(node, spot, "a service in an environment", cx)?;
    let service = EnvironmentService { env: env(&mut fields, cx) };
    fields.close(cx);
    Some(service)
}

fn approvals(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Approvals> {
    let mut fields = Fields::open(node, spot, "approvals", cx)?;
    let count = |node: &Node, cx: &mut Cx| number(node, 1, MOST, cx);
    let approvals = Approvals {
        count: fields.optional("count", cx, count).unwrap_or(1),
        not_author: fields.optional("not_author", cx, boolean).unwrap_or_default(),
    };
    fields.close(cx);
    Some(approvals)
}

fn rollout(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Rollout> {
    let mut fields = Fields::open(node, spot, "a rollout", cx)?;
    let batch = |node: &Node, cx: &mut Cx| number(node, 1, MOST, cx);
    let rollout = Rollout {
        batch: fields.optional("batch", cx, batch).unwrap_or(1),
        wait: fields.optional("wait", cx, duration),
    };
    fields.close(cx);
    Some(rollout)
}

fn on_failure(node: &Node, cx: &mut Cx) -> Option<OnFailure> {
    let words = [("stop", OnFailure::Stop), ("rollback", OnFailure::Rollback), ("ask", OnFailure::Ask)];
    word(node, &words, cx)
}

fn verify(node: &Node, cx: &mut Cx) -> Option<Verify> {
    let mut fields = Fields::open(node, node.spot, "a check in `verify`", cx)?;
    let words = [("host", VerifyFrom::Host), ("laptop", VerifyFrom::Laptop)];
    let anywhere = |node: &Node, cx: &mut Cx| template(node, Place::Anywhere, cx);
    let verify = Verify {
        url: fields.required("url", cx, anywhere),
        contains: fields.optional("contains", cx, anywhere),
        ca: fields.optional("ca", cx, filled),
        within: fields.optional("within", cx, limit).unwrap_or_else(default_within),
        from: fields.optional("from", cx, |node, cx| word(node, &words, cx)).unwrap_or_default(),
        service: fields.optional("service", cx, filled),
    };
    fields.close(cx);
    Some(verify)
}

fn freeze(node: &Node, cx: &mut Cx) -> Option<Freeze> {
    let mut fields = Fields::open(node, node.spot, "a freeze", cx)?;
    let freeze = match node.get("days") {
        Some(_) => weekly(&mut fields, cx),
        None => once(&mut fields, cx),
    };
    fields.close(cx);
    freeze
}

fn once(fields: &mut Fields, cx: &mut Cx) -> Option<Freeze> {
    let from = fields.required("from", cx, |node, cx| timestamp(node, cx).map(Some));
    let until = fields.required("until", cx, |node, cx| timestamp(node, cx).map(Some));
    let reason = fields.optional("reason", cx, text);
    // Asked for, so that both forms suggest each other's keys.
    let _ = (
        fields.get("days"),
        fields.get("timezone").map(|node| {
            cx.error(
                node.spot,
                Code::Conflict,
                "A time zone belongs to a weekly freeze; these times carry their own.",
            )
            .hint("Leave `timezone` out, or add `days`.");
        }),
    );
    let (from, until) = (from?, until?);
    if until <= from {
        cx.error(fields.spot(), Code::BadValue, "This freeze ends before it begins.");
    }
    Some(Freeze::Once { from, until, reason })
}

fn timestamp(node: &Node, cx: &mut Cx) -> Option<Timestamp> {
    let written = verbatim(node, cx)?;
    match written.parse() {
        Ok(time) => Some(time),
        Err(_) => {
            let day = written.parse::<jiff::civil::Date>().is_ok();
            cx.error(node.spot, Code::BadValue, format!("`{written}` is not a moment in time."))
                .suggest_some(day.then(|| format!("{written}T00:00:00Z")))
                .hint("Moments are written as in RFC 3339: 2026-12-20T00:00:00Z, or with an offset such as +01:00.");
            None
        }
    }
}

fn weekly(fields: &mut Fields, cx: &mut Cx) -> Option<Freeze> {
    let words = Weekday::ALL.map(|day| (day.name(), day));
    let days_at = fields.key_spot("days").unwrap_or(fields.spot());
    let days_are_empty =
        matches!(fields.get("days").map(|node| &node.kind), Some(Kind::List(days)) if days.is_empty());
    let days = fields.one_or_many("days", cx, |node, cx| word(node, &words, cx));
    let from = fields.optional("from", cx, clock).unwrap_or_else(midnight);
    let until = fields.optional("until", cx, clock).unwrap_or_else(end_of_day);
    let timezone = fields.optional("timezone", cx, zone).unwrap_or_else(utc);
    let reason = fields.optional("reason", cx, text);
    if days_are_empty {
        cx.error(days_at, Code::BadValue, "A weekly freeze needs at least one day.");
    }
    Some(Freeze::Weekly { days, from, until, timezone, reason })
}

pub(super) fn clock(node: &Node, cx: &mut Cx) -> Option<String> {
    let written = verbatim(node, cx)?;
    if minutes(&written).is_none() {
        let padded = format!("0{written}");
        let suggestion = minutes(&padded).map(|_| format!("\"{padded}\""));
        cx.error(node.spot, Code::BadValue, format!("`{written}` is not a time of day."))
            .suggest_some(suggestion)
            .hint("Times of day look like \"16:00\", up to \"24:00\".");
        return None;
    }
    Some(written)
}

pub(super) fn zone(node: &Node, cx: &mut Cx) -> Option<String> {
    let written = filled(node, cx)?;
    if time_zone(&written).is_none() {
        let database = jiff::tz::TimeZoneDatabase::bundled();
        let known: Vec<String> = database.available().map(|name| name.to_string()).collect();
        let near = super::fields::closest(&written, known.iter().map(String::as_str));
        cx.error(node.spot, Code::BadValue, format!("`{written}` is not a time zone."))
            .suggest_some(near)
            .hint("Time zones have names such as Europe/Berlin or UTC.");
        return None;
    }
    Some(written)
}
