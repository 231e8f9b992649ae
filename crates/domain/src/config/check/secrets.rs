//! Secrets in plain text: values that look like one, and variables whose names say so.

use super::Subject;
use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::secret::variable_of;
use crate::secret_words::{looks_random, names_a_secret, token};
use crate::yaml::{Kind, Node, Spot};

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    let mut walk = Walk { path: Vec::new(), cx };
    walk.node(subject.at.root());
}

struct Walk<'n, 'c, 'f> {
    path: Vec<&'n str>,
    cx: &'c mut Cx<'f>,
}

impl<'n> Walk<'n, '_, '_> {
    fn node(&mut self, node: &'n Node) {
        match &node.kind {
            Kind::List(items) => items.iter().for_each(|item| self.node(item)),
            Kind::Map(entries) => {
                for entry in entries {
                    self.path.push(&entry.key);
                    self.node(&entry.value);
                    self.path.pop();
                }
            }
            Kind::Scalar(scalar) => self.scalar(&scalar.text, node.spot),
        }
    }

    fn scalar(&mut self, text: &str, spot: Spot) {
        if let Some(kind) = token(text) {
            self.report(text, spot, &format!("{kind} is written here in plain text."));
            return;
        }
        let [.., parent, name] = self.path.as_slice() else {
            return;
        };
        let is_variable = matches!(*parent, "env" | "args");
        // Throw-away passwords of a test's database are common and harmless.
        let throw_away = self.path.first() == Some(&"jobs");
        if is_variable && names_a_secret(name) && looks_random(text, throw_away) {
            let message =
                format!("`{name}` looks like a secret, and its value is written here in plain text.");
            self.report(text, spot, &message);
        }
    }

    fn report(&mut self, secret: &str, spot: Spot, message: &str) {
        let (name, parent) = match self.path.as_slice() {
            [.., parent, name] if matches!(*parent, "env" | "args") => (*name, *parent),
            _ => ("NAME", ""),
        };
        let instead = match parent {
            "env" => format!("name it here, {{ secret: {name} }}"),
            "args" => "name it under `secrets` of the build, where the Dockerfile can mount it".to_owned(),
            _ => "name it where it is needed".to_owned(),
        };
        self.cx.conceal(secret);
        self.cx
            .error(spot, Code::SecretInPlainText, message)
            .suggest_some((parent == "env").then(|| format!("{{ secret: {name} }}")))
            .hint(format!(
                "Set {} where Slipway runs and {instead}. If this file was ever committed, replace the secret: it is in the history.",
                variable_of(name)
            ));
    }
}
