//! The header that shows who asks, and what a request is about.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use reqwest::header::HeaderValue;
use slipway_domain::secret::Secret;
use slipway_engine::ports::Login;

/// What a request wants to do, since tokens are given per action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Action {
    /// Reading.
    Pull,
    /// Writing.
    Push,
    /// Removing.
    Delete,
}

/// A repository and what is done with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    /// The repository's name within its registry.
    pub path: String,
    /// What is done.
    pub action: Action,
}

impl fmt::Display for Scope {
    /// As token servers read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let actions = match self.action {
            Action::Pull => "pull",
            Action::Push => "pull,push",
            Action::Delete => "pull,delete",
        };
        write!(f, "repository:{}:{actions}", self.path)
    }
}

/// Who asks.
#[derive(Debug, Clone)]
pub(crate) enum Authorization {
    /// Nobody in particular.
    Anonymous,
    /// A user with a password.
    Basic(Login),
    /// The holder of a token.
    Bearer(Secret),
}

impl Authorization {
    /// The value of the header, marked so that no library prints it.
    pub fn header(&self) -> Option<HeaderValue> {
        let text = match self {
            Self::Anonymous => return None,
            Self::Basic(login) => {
                let pair = format!("{}:{}", login.user, login.password.expose());
                format!("Basic {}", BASE64_STANDARD.encode(pair))
            }
            Self::Bearer(token) => format!("Bearer {}", token.expose()),
        };
        let mut value = HeaderValue::try_from(text).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// Whether a registry that refused `before` may answer otherwise to this.
    pub fn shows_more_than(&self, before: &Self) -> bool {
        match (before, self) {
            (_, Self::Anonymous) => false,
            (Self::Basic(before), Self::Basic(now)) => !now.is(before),
            (Self::Bearer(before), Self::Bearer(now)) => now.expose() != before.expose(),
            _ => true,
        }
    }
}
