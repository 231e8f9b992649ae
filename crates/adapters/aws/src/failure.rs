//! What came back instead of an answer, told apart.

use std::error::Error;

use aws_sdk_ecr::error::{ProvideErrorMetadata, SdkError};

/// The longest sentence of AWS that is repeated, in characters. AWS's own are far shorter.
const LONGEST: usize = 4_000;

/// What came back instead of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// AWS refused.
    Refused {
        /// Its own code, such as `RepositoryNotFoundException`.
        code: String,
        /// Its own sentence.
        message: String,
        /// The status of the answer.
        status: u16,
    },
    /// Nobody could be reached.
    Unreachable(String),
    /// Nobody answered in time.
    Silent,
    /// Something that makes no sense.
    Odd(String),
}

impl Failure {
    /// What an error of the client is.
    pub fn of<E>(error: &SdkError<E>) -> Self
    where
        E: ProvideErrorMetadata + Error + Send + Sync + 'static,
    {
        match error {
            SdkError::ServiceError(refused) => {
                let (said, status) = (refused.err(), refused.raw().status().as_u16());
                let code = said.code().unwrap_or_default().to_owned();
                let message = without_request(said.message().unwrap_or_default());
                Self::Refused { code, message: one_line(message), status }
            }
            SdkError::TimeoutError(_) => Self::Silent,
            SdkError::DispatchFailure(failure) if failure.is_timeout() => Self::Silent,
            SdkError::DispatchFailure(_) => Self::Unreachable(causes(error)),
            other => Self::Odd(causes(other)),
        }
    }
}

/// A sentence of AWS without the request that it repeats where a signature is wrong. A session's token may stand in that,
/// and cut off in the middle no redactor would know it.
fn without_request(message: &str) -> &str {
    message.split("The Canonical String").next().unwrap_or_default()
}

/// An error with all its causes, each said once.
pub(crate) fn causes(error: &(dyn Error + 'static)) -> String {
    let mut told: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let text = one_line(&error.to_string());
        if !text.is_empty() && !told.iter().any(|known| known.contains(&text)) {
            told.push(text);
        }
        next = error.source();
    }
    one_line(&told.join(": "))
}

/// A text on one line; none where nobody would read it to its end. It is not cut: a value that stands where it was cut is
/// known to no redactor any more.
fn one_line(text: &str) -> String {
    if text.chars().nth(LONGEST).is_some() {
        return String::new();
    }
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.trim().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Told(&'static str, Option<Box<Told>>);

    impl std::fmt::Display for Told {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(self.0)
        }
    }

    impl Error for Told {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            self.1.as_ref().map(|cause| cause.as_ref() as _)
        }
    }

    #[test]
    fn a_request_that_aws_repeats_is_not_told() {
        let said = "The request signature we calculated does not match.\n\nThe Canonical String for this request should \
                    have been\n'POST\n/\n\nhost:sts.amazonaws.com\nx-amz-security-token:IQoJb3JpZ2luX2VjEXAMPLE'";
        let told = one_line(without_request(said));
        assert_eq!(told, "The request signature we calculated does not match");
        assert_eq!(without_request("Not here"), "Not here");
    }

    #[test]
    fn every_cause_is_told_once_and_on_one_line() {
        let inner = Told("dns error\nno such host.", None);
        let middle = Told("dns error", Some(Box::new(inner)));
        let outer =
            Told("dispatch failure", Some(Box::new(Told("dispatch failure", Some(Box::new(middle))))));
        assert_eq!(causes(&outer), "dispatch failure: dns error: dns error no such host");
    }

    #[test]
    fn what_is_too_long_is_left_out_and_never_cut() {
        assert_eq!(one_line(&"x".repeat(LONGEST)).len(), LONGEST);
        assert_eq!(one_line(&"x".repeat(LONGEST + 1)), "");
    }
}
