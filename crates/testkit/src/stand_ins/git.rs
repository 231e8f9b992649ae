//! A GitHub of one's own, as far as it says whose a token is.

use serde_json::{Value, json};

use super::{Asked, Reply, State};

pub(super) fn whose(asked: &Asked, state: &mut State) -> Reply {
    let wanted = format!("Bearer {}", state.keys.git);
    if asked.head.header("authorization") != Some(wanted.as_str()) {
        return Reply::json(401, &json!({ "message": "Bad credentials" }));
    }
    state.take("git", "user", &Value::Null);
    Reply::json(200, &json!({ "login": "ann" }))
}
