//! The engine's answer to a build: JSON, a line for each piece of news.

use base64::Engine;
use bollard_buildkit_proto::moby::buildkit::v1::StatusResponse;
use http_body_util::BodyExt;
use prost::Message;
use serde::Deserialize;
use serde_json::Value;
use slipway_domain::problem::Problem;

use crate::post::{Answer, lost};

/// A piece of news.
pub(crate) enum News {
    /// How the steps go.
    Report(StatusResponse),
    /// The image is there, with this id.
    Image(String),
    /// It failed, for this reason.
    Failed(String),
}

/// The news of one build, in order.
pub(crate) struct Answers {
    answer: Answer,
    buffer: Vec<u8>,
}

impl Answers {
    /// Reads the answer to a build request.
    pub(crate) fn new(answer: Answer) -> Self {
        Self { answer, buffer: Vec::new() }
    }

    /// The next piece of news, `None` at the end.
    ///
    /// # Errors
    /// `EngineUnreachable` when the connection breaks.
    pub(crate) async fn next(&mut self) -> Result<Option<News>, Problem> {
        loop {
            while let Some(end) = self.buffer.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.buffer.drain(..=end).collect();
                if let Some(news) = news(&line) {
                    return Ok(Some(news));
                }
            }
            match self.answer.response.body_mut().frame().await {
                Some(frame) => {
                    if let Ok(data) = frame.map_err(lost)?.into_data() {
                        self.buffer.extend_from_slice(&data);
                    }
                }
                None if self.buffer.is_empty() => return Ok(None),
                None => return Ok(news(&std::mem::take(&mut self.buffer))),
            }
        }
    }
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: String,
    aux: Option<Value>,
    error: Option<String>,
}

/// What a line says; `None` for what is of no interest.
fn news(line: &[u8]) -> Option<News> {
    let line: Line = serde_json::from_slice(line).ok()?;
    if let Some(error) = line.error {
        return Some(News::Failed(error));
    }
    match line.id.as_str() {
        "moby.buildkit.trace" => {
            let bytes = base64::engine::general_purpose::STANDARD.decode(line.aux?.as_str()?).ok()?;
            StatusResponse::decode(bytes.as_slice()).ok().map(News::Report)
        }
        "moby.image.id" => Some(News::Image(line.aux?.get("ID")?.as_str()?.to_owned())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_understood() {
        let image = br#"{"id":"moby.image.id","aux":{"ID":"sha256:12"}}"#;
        assert!(matches!(news(image), Some(News::Image(id)) if id == "sha256:12"));
        let failed = br#"{"errorDetail":{"message":"bad"},"error":"bad"}"#;
        assert!(matches!(news(failed), Some(News::Failed(why)) if why == "bad"));
        assert!(news(br#"{"id":"moby.buildkit.trace","aux":""}"#).is_some());
        assert!(news(b"{}").is_none());
        assert!(news(b"garbage").is_none());
    }
}
