//! One connection to the agent.

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncWrite};

use super::key::PrivateKey;
use super::settings_of::UserAgent;
use super::wire;
use crate::listener::{Theirs, connect};

/// What is known of a connection.
pub(super) struct Conversation {
    keys: Arc<Vec<PrivateKey>>,
    theirs: UserAgent,
    /// The connection to the user's own agent, once something was passed on.
    passed: Option<Theirs>,
    /// It comes from a host that the agent was forwarded to.
    forwarded: bool,
}

impl Conversation {
    pub(super) fn new(keys: Arc<Vec<PrivateKey>>, theirs: UserAgent) -> Self {
        Self { keys, theirs, passed: None, forwarded: false }
    }

    /// Answers until the other side closes.
    pub(super) async fn hold(mut self, mut stream: impl AsyncRead + AsyncWrite + Unpin) {
        while let Ok(Some(request)) = wire::read(&mut stream).await {
            let answer = self.answer(&request).await;
            if wire::write(&mut stream, &answer).await.is_err() {
                return;
            }
        }
    }

    async fn answer(&mut self, request: &[u8]) -> Vec<u8> {
        match request.first() {
            Some(&wire::REQUEST_IDENTITIES) => {
                let theirs = self.pass_on(request).await;
                let own = self.own().iter().map(|key| (key.blob(), key.comment()));
                wire::identities(own, theirs.as_deref())
            }
            Some(&wire::SIGN_REQUEST) => match self.signed(request) {
                Some(signature) => signature,
                None => self.theirs(request).await,
            },
            Some(&wire::EXTENSION) => {
                // Once it is known to come from elsewhere, nothing that is said later changes that.
                self.forwarded |= wire::forwarded(request).unwrap_or_default();
                self.theirs(request).await
            }
            _ => self.theirs(request).await,
        }
    }

    /// The keys that this connection may use.
    fn own(&self) -> &[PrivateKey] {
        if self.forwarded { &[] } else { &self.keys }
    }

    /// The answer to a request to sign with one of them; `None` where it is not one of them.
    fn signed(&self, request: &[u8]) -> Option<Vec<u8>> {
        let wanted = wire::sign_request(request)?;
        let key = self.own().iter().find(|key| key.blob() == wanted.key)?;
        let signature = key.sign(wanted.data, wanted.flags);
        Some(signature.map_or_else(|| vec![wire::FAILURE], |signature| wire::signed(&signature)))
    }

    /// What the user's own agent answers.
    async fn theirs(&mut self, request: &[u8]) -> Vec<u8> {
        self.pass_on(request).await.unwrap_or_else(|| vec![wire::FAILURE])
    }

    async fn pass_on(&mut self, request: &[u8]) -> Option<Vec<u8>> {
        let answered = self.ask_theirs(request).await;
        if !matches!(answered, Ok(Some(_))) {
            // The next request connects anew.
            self.passed = None;
        }
        answered.ok().flatten()
    }

    async fn ask_theirs(&mut self, request: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let Some(address) = self.theirs.address() else { return Ok(None) };
        if self.passed.is_none() {
            self.passed = Some(connect(address).await?);
        }
        let Some(theirs) = &mut self.passed else { return Ok(None) };
        wire::write(theirs, request).await?;
        wire::read(theirs).await
    }
}
