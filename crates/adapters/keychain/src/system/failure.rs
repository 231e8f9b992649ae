//! What errors of a Secret Service and of the bus say about its state.

use std::io::ErrorKind;

use secret_service::Error;
use slipway_engine::ports::KeychainState;
use zbus::{DBusError as _, fdo};

/// The state that an error shows, `None` where it shows none.
pub(super) fn state_of(error: &Error) -> Option<KeychainState> {
    match error {
        Error::Unavailable => Some(KeychainState::NoBus),
        Error::NoResult => Some(KeychainState::NoCollection),
        // A prompt that the person, or the lack of a display, dismissed leaves it as it was.
        Error::Locked | Error::Prompt => Some(KeychainState::Locked),
        Error::PromptDisconnected => Some(KeychainState::Silent),
        Error::Zbus(error) => of_bus(error),
        Error::ZbusFdo(error) => of_answer(error),
        _ => None,
    }
}

fn of_bus(error: &zbus::Error) -> Option<KeychainState> {
    match error {
        zbus::Error::MethodError(name, _, _) => of_name(name.as_str()),
        zbus::Error::InputOutput(error) if error.kind() == ErrorKind::TimedOut => Some(KeychainState::Silent),
        zbus::Error::FDO(error) => of_answer(error),
        _ => None,
    }
}

fn of_answer(error: &fdo::Error) -> Option<KeychainState> {
    match error {
        fdo::Error::ZBus(error) => of_bus(error),
        error => of_name(error.name().as_str()),
    }
}

/// The state that an error's name shows. A service that the bus cannot start is none.
fn of_name(name: &str) -> Option<KeychainState> {
    if let Some(word) = name.strip_prefix("org.freedesktop.DBus.Error.") {
        return match word {
            "ServiceUnknown" | "NameHasNoOwner" => Some(KeychainState::NoService),
            "NoReply" | "TimedOut" | "Timeout" => Some(KeychainState::Silent),
            word if word.starts_with("Spawn.") => Some(KeychainState::NoService),
            _ => None,
        };
    }
    (name == "org.freedesktop.Secret.Error.IsLocked").then_some(KeychainState::Locked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_there_is_told_from_what_does_not_answer() {
        for (error, state) in [
            (fdo::Error::ServiceUnknown(String::new()), Some(KeychainState::NoService)),
            (fdo::Error::NameHasNoOwner(String::new()), Some(KeychainState::NoService)),
            (fdo::Error::NoReply(String::new()), Some(KeychainState::Silent)),
            (fdo::Error::AccessDenied(String::new()), None),
        ] {
            assert_eq!(state_of(&Error::ZbusFdo(error)), state);
        }
        let late = std::io::Error::from(ErrorKind::TimedOut);
        assert_eq!(
            state_of(&Error::Zbus(zbus::Error::InputOutput(late.into()))),
            Some(KeychainState::Silent)
        );
        assert_eq!(of_name("org.freedesktop.DBus.Error.Spawn.ChildExited"), Some(KeychainState::NoService));
        assert_eq!(state_of(&Error::Prompt), Some(KeychainState::Locked));
        assert_eq!(state_of(&Error::NoResult), Some(KeychainState::NoCollection));
    }
}
