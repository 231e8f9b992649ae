//! What AWS says when it does not allow something.

/// A refusal: who may not do what with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Who asked, by its full name.
    pub who: String,
    /// What is not allowed, such as `ecr:PutImage`.
    pub action: String,
    /// With what it was to be done, where that is said.
    pub resource: Option<String>,
    /// Whether something forbids it, which no further permission changes.
    pub denied: bool,
}

/// The refusal in a sentence, also where a registry or an engine quotes it.
pub fn refusal(sentence: &str) -> Option<Refusal> {
    let (_, rest) = sentence.split_once("User: ")?;
    let (who, rest) = rest.split_once(" is not authorized to perform: ")?;
    let action = first_word(rest)?;
    if !action.contains(':') {
        return None;
    }
    let resource = rest.split_once(" on resource: ").and_then(|(_, rest)| first_word(rest));
    let denied = rest.contains("explicit deny");
    Some(Refusal { who: who.trim().to_owned(), action, resource, denied })
}

fn first_word(text: &str) -> Option<String> {
    let word = text.split_whitespace().next()?;
    let word = word.trim_end_matches(['.', ',', ';', '"', '\'', ')']);
    (!word.is_empty()).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_what_and_with_what_are_read_from_the_sentence() {
        let said = "denied: User: arn:aws:sts::123456789012:assumed-role/ci/ann is not authorized to perform: \
                    ecr:InitiateLayerUpload on resource: arn:aws:ecr:eu-central-1:123456789012:repository/team/api \
                    because no identity-based policy allows the ecr:InitiateLayerUpload action";
        let read = refusal(said).unwrap();
        assert_eq!(read.who, "arn:aws:sts::123456789012:assumed-role/ci/ann");
        assert_eq!(read.action, "ecr:InitiateLayerUpload");
        assert_eq!(
            read.resource.as_deref(),
            Some("arn:aws:ecr:eu-central-1:123456789012:repository/team/api")
        );
        assert!(!read.denied);
    }

    #[test]
    fn what_is_forbidden_is_told_from_what_is_only_not_allowed() {
        let said = "User: arn:aws:iam::1:user/a is not authorized to perform: ecr:PutImage on resource: x with an \
                    explicit deny in an identity-based policy";
        assert!(refusal(said).unwrap().denied);
        let bare =
            refusal("User: arn:aws:iam::1:user/a is not authorized to perform: sts:AssumeRole.").unwrap();
        assert_eq!((bare.action.as_str(), bare.resource), ("sts:AssumeRole", None));
    }

    #[test]
    fn other_sentences_are_no_refusals() {
        for said in [
            "denied: requested access to the resource is denied",
            "",
            "User: x is not authorized",
            "User: x is not authorized to perform: it",
        ] {
            assert_eq!(refusal(said), None, "{said}");
        }
    }
}
