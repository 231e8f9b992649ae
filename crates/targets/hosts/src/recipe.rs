//! How a target reads the recipe of a deployment.

use serde::de::DeserializeOwned;
use serde_json::Value;
use slipway_domain::problem::{Code, Problem};

/// A deployment's recipe in the one format that a kind of target knows. What it says in another one would be lost if it
/// were read as this one. One that another kind of target made has another form.
pub fn read_recipe<R: DeserializeOwned>(recipe: &Value, known: u32) -> Result<R, Problem> {
    let format = recipe.get("format").and_then(Value::as_u64);
    if let Some(other) = format.filter(|format| *format != u64::from(known)) {
        let text = format!("the recipe of this deployment has format {other}, which a newer Slipway wrote");
        return Err(Problem::new(Code::SlipwayTooOld, text).hint("install the newest Slipway"));
    }
    serde_json::from_value(recipe.clone()).map_err(|error| {
        let text = format!("the recipe of this deployment cannot be read: {error}");
        Problem::new(Code::ConfigurationInvalid, text)
            .hint("it was made for another kind of target or by another version; deploy a release anew")
    })
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Recipe {
        services: Vec<String>,
    }

    #[test]
    fn another_format_is_refused_whatever_else_stands_there() {
        let read = |recipe| read_recipe::<Recipe>(&recipe, 1).map(|recipe| recipe.services);
        let code = |recipe| read(recipe).err().map(|problem| problem.code);
        assert_eq!(read(json!({ "format": 1, "services": ["api"] })), Ok(vec!["api".to_owned()]));
        assert_eq!(code(json!({ "format": 2, "services": [] })), Some(Code::SlipwayTooOld));
        assert_eq!(code(json!({ "services": [] })), None, "its reader knows what it may lack");
    }

    #[test]
    fn what_another_kind_of_target_made_is_no_mistake_of_ours() {
        let problem = read_recipe::<Recipe>(&json!({ "format": 1, "script": "true" }), 1).unwrap_err();
        assert_eq!(problem.code, Code::ConfigurationInvalid);
        assert!(problem.message.contains("missing field `services`"), "{problem}");
    }
}
