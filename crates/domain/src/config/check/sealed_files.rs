//! Sealed files are what they should be, as far as everybody can read them.

use super::Subject;
use crate::config::Config;
use crate::config::cx::Cx;
use crate::config::finding::{Code, Findings};
use crate::sealed::{SealedText, of};
use crate::yaml::Positions;

/// What is wrong with the sealed files that a configuration names. `read` gives the text of a path, `None` where there is no
/// such file, which is said elsewhere.
pub fn sealed_files(
    config: &Config,
    at: &Positions,
    file_name: &str,
    read: impl Fn(&str) -> Option<String>,
) -> Findings {
    let mut cx = Cx::new(file_name);
    let subject = Subject { config, at };
    for (name, environment) in &config.environments {
        let named = environment.sealed.as_ref();
        if let Some((path, text)) = named.and_then(|path| Some((path, read(path)?))) {
            one(name, path, &text, &subject, &mut cx);
        }
    }
    Findings::new(cx.into_findings())
}

fn one(environment: &str, path: &str, text: &str, subject: &Subject, cx: &mut Cx) {
    let spot = subject.at.value(&["environments", environment, "sealed"]);
    let wanted = of(&subject.config.project, environment);
    match SealedText::read(text) {
        Err(why) => {
            cx.error(spot, Code::BadValue, format!("`{path}` cannot be used: {why}.")).hint(why.hint());
        }
        Ok(text) if text.head.of != wanted => {
            let says = text.head.of;
            cx.error(spot, Code::BadValue, format!("`{path}` was sealed for {says} and not for {wanted}."))
                .hint("A copy would give one environment's secrets to another: make this one a file of its own.");
        }
        Ok(_) => {}
    }
}
