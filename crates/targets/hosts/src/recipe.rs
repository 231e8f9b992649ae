//! Recipes that a newer Slipway made.

use serde_json::Value;
use slipway_domain::problem::{Code, Problem};

/// That a deployment's recipe has the one format that a kind of target knows. What it says in another one would be
/// lost if it were read as this one.
pub fn check_recipe_format(recipe: &Value, known: u32) -> Result<(), Problem> {
    match recipe.get("format").and_then(Value::as_u64) {
        Some(other) if other != u64::from(known) => {
            let text =
                format!("the recipe of this deployment has format {other}, which a newer Slipway wrote");
            Err(Problem::new(Code::SlipwayTooOld, text).hint("install the newest Slipway"))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn another_format_is_refused_whatever_else_stands_there() {
        let code = |recipe| check_recipe_format(&recipe, 1).err().map(|problem| problem.code);
        assert_eq!(code(json!({ "format": 1, "services": {} })), None);
        assert_eq!(code(json!({ "format": 2, "parts": [] })), Some(Code::SlipwayTooOld));
        assert_eq!(code(json!({})), None, "that is for its reader to tell");
    }
}
