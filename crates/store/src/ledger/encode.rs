//! From values to what stands in columns.

use serde::Serialize;
use serde::de::DeserializeOwned;
use slipway_domain::ids::OperationId;
use slipway_domain::problem::{Code, Problem};

/// A value as canonical JSON (RFC 8785), or as plain JSON where the canonical form would not read back the
/// same: that form knows only floating-point numbers, which whole numbers beyond 2^53 do not survive.
pub fn json<T: Serialize + DeserializeOwned + PartialEq>(value: &T) -> Result<String, Problem> {
    if let Ok(text) = serde_json_canonicalizer::to_string(value)
        && serde_json::from_str::<T>(&text).is_ok_and(|read| read == *value)
    {
        return Ok(text);
    }
    serde_json::to_string(value)
        .map_err(|why| Problem::new(Code::Internal, format!("A value cannot be recorded as JSON: {why}.")))
}

/// An operation's id as sixteen bytes.
pub fn id(operation: OperationId) -> Vec<u8> {
    operation.0.as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json as value};

    #[test]
    fn keys_are_sorted_and_no_number_is_changed() {
        let text = json(&value!({"b": 1, "a": [true, null, "x\u{1}"]})).unwrap();
        assert_eq!(text, r#"{"a":[true,null,"x\u0001"],"b":1}"#);
        for odd in [value!({"size": u64::MAX}), value!(9_007_199_254_740_993_i64), value!([1.0, -0.5])] {
            let read: Value = serde_json::from_str(&json(&odd).unwrap()).unwrap();
            assert_eq!(read, odd);
        }
    }
}
