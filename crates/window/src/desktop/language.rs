//! In which language the desktop is told.

use slipway_api::window::settings::Language;

/// A language that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tongue {
    English,
    Chinese,
}

impl Tongue {
    /// The one that was chosen, or the desktop's: `locale` is what it calls that, such as `zh_CN.UTF-8` or `en-GB`.
    pub fn of(chosen: Language, locale: Option<&str>) -> Self {
        match chosen {
            Language::English => Self::English,
            Language::Chinese => Self::Chinese,
            Language::System if locale.is_some_and(|locale| locale.to_lowercase().starts_with("zh")) => {
                Self::Chinese
            }
            Language::System => Self::English,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_wins_over_the_desktop() {
        for (chosen, locale, tongue) in [
            (Language::System, Some("zh_CN.UTF-8"), Tongue::Chinese),
            (Language::System, Some("ZH-Hans"), Tongue::Chinese),
            (Language::System, Some("de-CH"), Tongue::English),
            (Language::System, None, Tongue::English),
            (Language::English, Some("zh_CN"), Tongue::English),
            (Language::Chinese, Some("en"), Tongue::Chinese),
        ] {
            assert_eq!(Tongue::of(chosen, locale), tongue, "{chosen:?} {locale:?}");
        }
    }
}
