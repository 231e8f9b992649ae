//! Targets and hosts.

use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::config::{ComposeTarget, ContainerOptions, DockerTarget, ScriptTarget, Target, Volume};
use crate::host::{Host, HostError, check_user};
use crate::yaml::{Kind, Node, Spot};

use super::fields::{Fields, closest};
use super::scalar::{filled, limit, number, port_mapping, text, tree_path, variable_name, verbatim};
use super::template::{Place, verbatim_template};

/// The kinds that can be written.
const KINDS: [&str; 3] = ["compose", "docker", "script"];

pub(crate) fn target(node: &Node, spot: Spot, cx: &mut Cx) -> Option<Target> {
    let Kind::Map(entries) = &node.kind else {
        super::scalar::wrong(node, "a map with one of compose, docker, script", cx);
        return None;
    };
    let mut read = Vec::new();
    for entry in entries {
        let value = &entry.value;
        read.extend(match entry.key.as_str() {
            "compose" => compose(value, entry.spot, cx).map(Target::Compose),
            "docker" => docker(value, entry.spot, cx).map(Target::Docker),
            "script" => script(value, entry.spot, cx).map(Target::Script),
            _ => {
                unknown_kind(&entry.key, entry.spot, cx);
                continue;
            }
        });
    }
    let known: Vec<_> = entries.iter().filter(|e| KINDS.contains(&e.key.as_str())).collect();
    match known.as_slice() {
        [] if entries.is_empty() => {
            cx.error(spot, Code::MissingKey, "The target is empty.")
                .hint("It is one of compose, docker, script.");
        }
        [first, second, ..] => {
            let message = format!(
                "An environment has one target, but `{}` and `{}` are written.",
                first.key, second.key
            );
            cx.error(second.spot, Code::Conflict, message)
                .hint("Make two environments of it; the second can come `after` the first.");
        }
        _ => {}
    }
    read.into_iter().next()
}

fn unknown_kind(key: &str, spot: Spot, cx: &mut Cx) {
    cx.error(spot, Code::UnknownKey, format!("`{key}` is not a kind of target."))
        .suggest_some(closest(key, KINDS))
        .hint("A target is one of compose, docker, script.");
}

fn compose(node: &Node, spot: Spot, cx: &mut Cx) -> Option<ComposeTarget> {
    let mut fields = open(node, spot, "a compose target", cx)?;
    let target = ComposeTarget {
        hosts: hosts(&mut fields, cx),
        file: fields.optional("file", cx, tree_path).unwrap_or(ComposeTarget::default().file),
        files: fields.placed("files", cx, filled),
        name: fields.optional("name", cx, filled),
        directory: fields.optional("directory", cx, filled),
    };
    fields.close(cx);
    Some(target)
}

fn script(node: &Node, spot: Spot, cx: &mut Cx) -> Option<ScriptTarget> {
    let mut fields = open(node, spot, "a script target", cx)?;
    let target = ScriptTarget {
        hosts: hosts(&mut fields, cx),
        file: fields.required("file", cx, tree_path),
        args: fields.placed("args", cx, |node, cx| verbatim_template(node, Place::Anywhere, cx)),
        stdin: fields.list("stdin", cx, variable_name),
        files: fields.placed("files", cx, filled),
        service: fields.optional("service", cx, filled),
        timeout: fields.optional("timeout", cx, limit),
    };
    fields.close(cx);
    Some(target)
}

fn docker(node: &Node, spot: Spot, cx: &mut Cx) -> Option<DockerTarget> {
    if node.is_null() {
        return Some(DockerTarget::default());
    }
    let mut fields = open(node, spot, "a docker target", cx)?;
    let options = container(&mut fields, cx);
    let target = DockerTarget {
        host: fields.optional("host", cx, host),
        name: options.name,
        ports: options.ports,
        volumes: options.volumes,
        restart: options.restart,
        network: options.network,
        services: fields.map("services", cx, |node, spot, cx| {
            let mut fields = open(node, spot, "a service of a docker target", cx)?;
            let options = container(&mut fields, cx);
            fields.close(cx);
            Some(options)
        }),
    };
    fields.close(cx);
    Some(target)
}

fn container(fields: &mut Fields, cx: &mut Cx) -> ContainerOptions {
    ContainerOptions {
        name: fields.optional("name", cx, filled),
        ports: fields.placed("ports", cx, port_mapping),
        volumes: fields.list("volumes", cx, volume),
        restart: fields.optional("restart", cx, restart),
        network: fields.optional("network", cx, filled),
    }
}

fn open<'n>(node: &'n Node, spot: Spot, what: &'static str, cx: &mut Cx) -> Option<Fields<'n>> {
    Fields::open(node, spot, what, cx)
}

/// Docker's restart policies: `no`, `always`, `unless-stopped`, `on-failure[:times]`.
fn restart(node: &Node, cx: &mut Cx) -> Option<String> {
    let written = verbatim(node, cx)?;
    let known = ["no", "always", "unless-stopped", "on-failure"];
    let times = written.strip_prefix("on-failure:");
    if known.contains(&written.as_str()) || times.is_some_and(|n| n.parse::<u16>().is_ok()) {
        return Some(written);
    }
    cx.error(node.spot, Code::BadValue, format!("`{written}` is not a restart policy."))
        .suggest_some(closest(&written, known))
        .hint("It is one of no, always, unless-stopped, on-failure, on-failure:TIMES.");
    None
}

/// `source:/path[:ro]`.
fn volume(node: &Node, cx: &mut Cx) -> Option<Volume> {
    let written = text(node, cx)?;
    let read = written.parse();
    if read.is_err() {
        cx.error(node.spot, Code::BadValue, format!("`{written}` mounts nothing.")).hint(
            "Volumes look like name:/path, /on/the/host:/path or name:/path:ro; both paths are absolute.",
        );
    }
    read.ok()
}

fn hosts(fields: &mut Fields, cx: &mut Cx) -> Vec<Host> {
    let spot = fields.key_spot("hosts").unwrap_or(fields.spot());
    let list_is_empty =
        matches!(fields.get("hosts").map(|n| &n.kind), Some(Kind::List(items)) if items.is_empty());
    if list_is_empty || fields.get("hosts").is_none() {
        cx.error(spot, Code::MissingKey, "`hosts` is missing: this target needs at least one host.")
            .hint("A host is [user@]address[:port].");
        return Vec::new();
    }
    fields.one_or_many("hosts", cx, host)
}

fn host(node: &Node, cx: &mut Cx) -> Option<Host> {
    match &node.kind {
        Kind::Map(_) => named_host(node, cx),
        Kind::Scalar(_) => address(node, cx),
        Kind::List(_) => {
            super::scalar::wrong(node, "a host", cx);
            None
        }
    }
}

fn address(node: &Node, cx: &mut Cx) -> Option<Host> {
    let written = verbatim(node, cx)?;
    match written.parse() {
        Ok(host) => Some(host),
        Err(error) => {
            report(node, &error, cx);
            None
        }
    }
}

fn report(node: &Node, error: &HostError, cx: &mut Cx) {
    let suggestion = match error {
        HostError::Brackets(address) => Some(format!("\"[{address}]\"")),
        HostError::Url(url) => url.strip_prefix("ssh://").map(|rest| rest.trim_end_matches('/').to_owned()),
        _ => None,
    };
    cx.error(node.spot, Code::BadHost, format!("This is no host: {error}."))
        .suggest_some(suggestion)
        .hint("A host is [user@]address[:port], or a map with name and address.");
}

fn named_host(node: &Node, cx: &mut Cx) -> Option<Host> {
    let mut fields = Fields::open(node, node.spot, "a host", cx)?;
    let name = fields.optional("name", cx, filled);
    let host = fields.required("address", cx, |node, cx| address(node, cx).map(Some));
    let user = fields.optional("user", cx, |node, cx| {
        let user = verbatim(node, cx)?;
        check_user(&user).map_err(|error| report(node, &error, cx)).ok()
    });
    let port = fields.optional("port", cx, |node, cx| number(node, 1, u32::from(u16::MAX), cx));
    let spot = fields.spot();
    fields.close(cx);
    let host = host?;
    if (host.user.is_some() && user.is_some()) || (host.port.is_some() && port.is_some()) {
        cx.error(spot, Code::Conflict, "The address says the user or the port already.")
            .hint("Write each once: in `address`, or as a key of its own.");
    }
    Some(Host {
        name,
        user: user.or(host.user),
        address: host.address,
        port: port.and_then(|port| u16::try_from(port).ok()).or(host.port),
    })
}
