//! The AWS account that an environment belongs to.

use schemars::JsonSchema;
use serde::Serialize;

/// The AWS account that an environment belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(default, deny_unknown_fields)]
pub struct Aws {
    /// The account's twelve digits, in quotes. Nothing goes out to the environment with the identity of another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = "123456789012")]
    pub account: Option<String>,
    /// The region, such as `eu-central-1`, where the credential does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The credential to use, by its name; the narrowest one that applies when missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
}

/// Whether a text is an account: twelve digits.
pub fn is_aws_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text may be a region: `eu-central-1`, `us-gov-west-1`, `eusc-de-east-1`.
pub fn is_aws_region(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    match parts.as_slice() {
        [words @ .., number] if words.len() >= 2 => {
            words.iter().all(word) && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_and_regions_are_told_from_other_texts() {
        assert!(is_aws_account("123456789012") && is_aws_account("001234567890"));
        for text in ["12345678901", "1234567890123", "12345678901x", ""] {
            assert!(!is_aws_account(text), "{text}");
        }
        for text in ["eu-central-1", "us-gov-west-1", "cn-north-1", "ap-southeast-2", "eusc-de-east-1"] {
            assert!(is_aws_region(text), "{text}");
        }
        for text in ["", "eu", "eu-central", "Eu-Central-1", "eu-central-1a", "eu--1", "frankfurt", "-1"] {
            assert!(!is_aws_region(text), "{text}");
        }
    }
}
