//! Templates, with the variables that each place allows.

use crate::config::cx::Cx;
use crate::config::finding::Code;
use crate::template::{Template, TemplateError, Variable};
use crate::yaml::{Kind, Node, Spot};

use super::fields::closest;
use super::scalar;

/// Where a template stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A service's version: everything but itself.
    Version,
    /// A service's repository: known before the version is.
    Image,
    /// Everywhere else.
    Anywhere,
}

impl Place {
    fn allows(self, variable: Variable) -> bool {
        match self {
            Self::Version => variable != Variable::Version,
            Self::Image => !matches!(variable, Variable::Version | Variable::BuildNumber),
            Self::Anywhere => true,
        }
    }

    fn allowed(self) -> Vec<Variable> {
        let all = Variable::ALL.into_iter();
        all.filter(|variable| self.allows(*variable)).collect()
    }
}

/// A text with variables.
pub(crate) fn template(node: &Node, place: Place, cx: &mut Cx) -> Option<Template> {
    let text = scalar::text(node, cx)?;
    parse(&text, node, place, cx)
}

/// The same; numbers and booleans are taken as they are written.
pub(crate) fn verbatim_template(node: &Node, place: Place, cx: &mut Cx) -> Option<Template> {
    let text = scalar::verbatim(node, cx)?;
    parse(&text, node, place, cx)
}

fn parse(text: &str, node: &Node, place: Place, cx: &mut Cx) -> Option<Template> {
    let template = match Template::parse(text) {
        Ok(template) => template,
        Err(error) => {
            report(text, node, place, &error, cx);
            return None;
        }
    };
    for variable in template.variables().filter(|v| !place.allows(*v)) {
        let name = variable.to_string();
        let at = text.find(&name).map(|at| text[..at].chars().count());
        let spot = part_of(node, at, name.chars().count());
        cx.error(spot, Code::BadTemplate, format!("`{name}` has no value at this place."))
            .hint(format!("Known here: {}.", names(&place.allowed())));
    }
    Some(template)
}

fn report(text: &str, node: &Node, place: Place, error: &TemplateError, cx: &mut Cx) {
    let length = match error {
        TemplateError::Unknown { name, .. } => name.chars().count() + 3,
        _ => 1,
    };
    let spot = part_of(node, error.at(), length);
    let allowed = place.allowed();
    let finding = cx.error(spot, Code::BadTemplate, format!("This template cannot be read: {error}."));
    match error {
        TemplateError::Unknown { name, .. } => {
            let known = allowed.iter().map(|variable| variable.name());
            let near = closest(name, known).map(|near| format!("${{{near}}}"));
            finding
                .suggest_some(near)
                .hint(format!("Known here: {}. `$$` stands for one `$`.", names(&allowed)));
        }
        TemplateError::LoneDollar { .. } => {
            finding
                .suggest(lone_dollars_doubled(text))
                .hint("`$$` stands for one `$`; variables are written `${name}`.");
        }
        TemplateError::Unclosed { .. } | TemplateError::NoValue(_) => {
            finding.hint("Variables are written `${name}`; `$$` stands for one `$`.");
        }
    }
}

fn lone_dollars_doubled(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(dollar) = rest.find('$') {
        let after = &rest[dollar + 1..];
        out.push_str(&rest[..dollar]);
        rest = match after.chars().next() {
            Some('$') => &after[1..],
            _ => after,
        };
        out.push_str(if rest.starts_with('{') && rest.len() == after.len() { "$" } else { "$$" });
    }
    out + rest
}

fn names(variables: &[Variable]) -> String {
    let names: Vec<String> = variables.iter().map(Variable::to_string).collect();
    names.join(" ")
}

/// The part of a scalar's text, where the file shows it as it is.
pub(crate) fn part_of(node: &Node, at: Option<usize>, length: usize) -> Spot {
    let offset = match &node.kind {
        Kind::Scalar(scalar) => scalar.offset,
        _ => None,
    };
    match (offset, at) {
        (Some(offset), Some(at)) => node.spot.within(offset + at, length),
        _ => node.spot,
    }
}
