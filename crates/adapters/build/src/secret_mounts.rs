//! Which secrets a Dockerfile mounts.

use slipway_domain::dockerfile::instructions;

/// A secret that some `RUN` mounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SecretMount {
    /// Its id.
    pub(crate) id: String,
    /// Whether the step fails without it.
    pub(crate) required: bool,
}

/// The secret mounts of a Dockerfile's text. Those whose id is computed by the Dockerfile are left out.
pub(crate) fn secret_mounts(dockerfile: &str) -> Vec<SecretMount> {
    instructions(dockerfile).iter().flat_map(|(_, instruction)| mounts(instruction)).collect()
}

fn mounts(instruction: &str) -> Vec<SecretMount> {
    let mut words = instruction.split_whitespace();
    if !words.next().is_some_and(|word| word.eq_ignore_ascii_case("run")) {
        return Vec::new();
    }
    words
        .take_while(|word| word.starts_with("--"))
        .filter_map(|word| word.strip_prefix("--mount="))
        .filter_map(secret_mount)
        .collect()
}

fn secret_mount(options: &str) -> Option<SecretMount> {
    let options = options.trim_matches('"');
    let pairs: Vec<(&str, &str)> =
        options.split(',').map(|pair| pair.split_once('=').unwrap_or((pair, "true"))).collect();
    let value = |names: &[&str]| pairs.iter().find(|(name, _)| names.contains(name)).map(|(_, value)| *value);
    if value(&["type"]) != Some("secret") {
        return None;
    }
    let named = value(&["id"]).or_else(|| value(&["target", "dst", "destination"])?.rsplit('/').next())?;
    let required = value(&["required"]).is_some_and(|value| matches!(value, "true" | "1"));
    (!named.contains('$')).then(|| SecretMount { id: named.to_owned(), required })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, bool)> {
        secret_mounts(text).into_iter().map(|mount| (mount.id, mount.required)).collect()
    }

    #[test]
    fn mounts_are_found_with_their_ids() {
        let text = "FROM x\n# RUN --mount=type=secret,id=no true\nRUN --mount=type=secret,id=a --mount=type=cache,target=/c \\\n # note\n  --mount=type=secret,target=/run/secrets/b,required cat\nrun --mount=type=secret,id=c,required=true true\nRUN echo --mount=type=secret,id=text\nRUN --mount=type=secret,id=$X true";
        let wanted = [("a", false), ("b", true), ("c", true)].map(|(id, required)| (id.to_owned(), required));
        assert_eq!(found(text), wanted);
    }

    #[test]
    fn a_here_document_mounts_nothing() {
        let text = "RUN --mount=type=secret,id=a <<EOF\nRUN --mount=type=secret,id=no\nEOF\n\
                    RUN --mount=type=secret,id=b true";
        assert_eq!(found(text), [("a".to_owned(), false), ("b".to_owned(), false)]);
    }
}
