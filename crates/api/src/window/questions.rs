//! What is asked while something is executed: whether a credential may be used, and what SSH wants to know.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::credentials::CredentialName;
use super::secret_text::SecretText;

/// What is asked now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuestionsDocument {
    /// The one that has waited longest first.
    pub questions: Vec<QuestionDocument>,
}

/// A question that something waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct QuestionDocument {
    /// Its number, by which it is answered.
    pub number: u64,
    /// The operation that waits; null where none does.
    pub operation: Option<String>,
    /// The project of that operation.
    pub project: Option<String>,
    /// The environment of that operation.
    pub environment: Option<String>,
    /// What is asked.
    pub asks: Asks,
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Asks {
    /// Whether credentials may be used that ask each time.
    Credentials {
        /// Which.
        credentials: Vec<CredentialName>,
    },
    /// Something that SSH wants to know.
    Ssh {
        /// In the words of SSH.
        prompt: String,
        /// What it takes for an answer.
        wants: SshWants,
    },
}

/// What SSH takes for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SshWants {
    /// Yes or no.
    Confirmation,
    /// A text that is not shown while it is typed.
    Secret,
    /// Nothing: it only says that something is to be done, such as touching a key.
    Nothing,
}

/// A question is answered.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerQuestionArgs {
    /// Its number.
    pub number: u64,
    /// Yes or no.
    pub yes: bool,
    /// What was typed, where a text is wanted.
    #[serde(default)]
    pub text: Option<SecretText>,
}
