//! Scalars, and what YAML 1.2 takes a plain one for.

/// A value without parts.
#[derive(Clone, Debug)]
pub(crate) struct Scalar {
    /// The text, escapes read.
    pub text: String,
    /// Written without quotes, so that it may be a number, a boolean or null.
    pub plain: bool,
    /// How many characters stand before the text's first one (a quote), if the text stands in the
    /// file exactly as it is here, so that an error within can be pointed at.
    pub offset: Option<usize>,
}

/// What a scalar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScalarType {
    Null,
    Boolean(bool),
    Number,
    Text,
}

impl Scalar {
    /// What it is by the core schema of YAML 1.2 (`yes` and `on` are texts).
    pub(crate) fn kind(&self) -> ScalarType {
        if !self.plain {
            return ScalarType::Text;
        }
        match self.text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" => ScalarType::Null,
            "true" | "True" | "TRUE" => ScalarType::Boolean(true),
            "false" | "False" | "FALSE" => ScalarType::Boolean(false),
            text if is_number(text) => ScalarType::Number,
            _ => ScalarType::Text,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        self.kind() == ScalarType::Null
    }
}

fn is_number(text: &str) -> bool {
    let digits = |s: &str, radix| !s.is_empty() && s.chars().all(|c| c.is_digit(radix));
    if let Some(hex) = text.strip_prefix("0x") {
        return digits(hex, 16);
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return digits(octal, 8);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let begins_like_one = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let made_of = unsigned.chars().all(|c| c.is_ascii_digit() || ".eE+-".contains(c));
    begins_like_one && made_of && unsigned.parse::<f64>().is_ok()
}
