//! Which step of an image's history made which layer.

use slipway_domain::address::without_secrets;

/// Instructions that change an image's configuration and make no layer.
const WITHOUT_LAYER: [&str; 13] = [
    "ARG",
    "CMD",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
];

/// Per layer what made it, in words that hold no value. Empty where the history does not tell: builders are free to
/// write into it what they like.
pub(super) fn makers(history: &[String], layers: usize) -> Vec<String> {
    let makers: Vec<String> = history.iter().filter_map(|step| maker(step)).collect();
    if makers.len() == layers { makers } else { Vec::new() }
}

/// What made a layer; `None` where a step makes none.
fn maker(step: &str) -> Option<String> {
    let plain = step.trim().trim_end_matches("# buildkit").trim_end();
    let instruction = plain.strip_prefix("/bin/sh -c #(nop)").unwrap_or(plain).trim();
    let keyword = instruction.split_whitespace().next().unwrap_or_default();
    match keyword {
        // The command may hold the secret that was found; so may an address.
        "COPY" | "ADD" => {
            let words: Vec<String> = instruction.split_whitespace().map(without_secrets).collect();
            Some(format!("`{}`", words.join(" ")))
        }
        "WORKDIR" => Some("a WORKDIR".to_owned()),
        keyword if WITHOUT_LAYER.contains(&keyword) => None,
        _ => Some("a RUN".to_owned()),
    }
}
