//! What is inside a sealed file.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use slipway_domain::sealed::Head;
use slipway_domain::secret::Secret;
use zeroize::Zeroizing;

/// The content is filled up to a multiple of this many bytes.
const BLOCK: usize = 512;

/// The text that is encrypted.
pub(crate) fn write(head: &Head, secrets: &BTreeMap<String, Secret>) -> Zeroizing<String> {
    let values = secrets.iter().map(|(name, secret)| (name.clone(), Value::from(secret.expose())));
    let mut content =
        json!({ "head": head.digest(), "for": head.of, "secrets": values.collect::<Map<_, _>>() });
    let mut text = Zeroizing::new(content.to_string());
    wipe(&mut content);
    let missing = BLOCK - text.len() % BLOCK;
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// The secrets in a decrypted text, if it was sealed with this head.
pub(crate) fn read(head: &Head, text: &str) -> Option<BTreeMap<String, Secret>> {
    let mut content: Value = serde_json::from_str(text).ok()?;
    let fits = content.get("head").and_then(Value::as_str) == Some(head.digest().as_str())
        && content.get("for").and_then(Value::as_str) == Some(head.of.as_str());
    let secrets = fits.then(|| values(&content)).flatten();
    wipe(&mut content);
    secrets.filter(|secrets| secrets.keys().eq(head.secrets.iter()))
}

fn values(content: &Value) -> Option<BTreeMap<String, Secret>> {
    let values = content.get("secrets")?.as_object()?;
    values.iter().map(|(name, value)| Some((name.clone(), Secret::new(value.as_str()?)))).collect()
}

/// Wipes the texts of what was read or written.
fn wipe(value: &mut Value) {
    use zeroize::Zeroize;
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(wipe),
        Value::Object(values) => values.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use slipway_domain::sealed::Recipient;

    use super::*;

    fn head(secrets: &[&str]) -> Head {
        let key = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
        Head {
            of: "recipes/production".to_owned(),
            recipients: vec![Recipient::new("ann", key).unwrap()],
            secrets: secrets.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn what_is_written_goes_with_its_head_alone() {
        let secrets = BTreeMap::from([("TOKEN".to_owned(), Secret::new("a\n\"ü"))]);
        let text = write(&head(&["TOKEN"]), &secrets);
        assert_eq!(read(&head(&["TOKEN"]), &text).unwrap()["TOKEN"].expose(), "a\n\"ü");
        let elsewhere = Head { of: "recipes/sandbox".to_owned(), ..head(&["TOKEN"]) };
        let for_one_more = Head { recipients: vec![head(&[]).recipients[0].clone(); 2], ..head(&["TOKEN"]) };
        for other in [head(&["OTHER"]), head(&[]), elsewhere, for_one_more] {
            assert!(read(&other, &text).is_none(), "{other:?}");
        }
    }

    #[test]
    fn the_length_hardly_tells_how_long_a_secret_is() {
        let length = |secret: &str| {
            write(&head(&["TOKEN"]), &BTreeMap::from([("TOKEN".to_owned(), Secret::new(secret))])).len()
        };
        assert_eq!(length("a"), length("a-much-longer-one-of-forty-characters-00"));
        assert_eq!(length("a") % 512, 0);
    }
}
