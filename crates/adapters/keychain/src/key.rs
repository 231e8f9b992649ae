//! What an encrypted file opens with.

use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;

use crate::chosen::{DESCRIPTOR_VARIABLE, KEY_VARIABLE};

/// What an encrypted file opens with. It cannot be printed.
#[derive(Debug, Clone)]
pub struct Key(Secret);

impl Key {
    /// The one that a variable holds.
    pub fn from_variable(value: &str) -> Result<Self, Problem> {
        Self::of_text(value, KEY_VARIABLE)
    }

    /// The one that a descriptor of this process gives, to its end. The descriptor is closed, so that no child of this
    /// process gets it.
    #[cfg(unix)]
    pub fn from_descriptor(number: u32) -> Result<Self, Problem> {
        Self::of_text(descriptor::read(number)?.expose(), DESCRIPTOR_VARIABLE)
    }

    /// There are no such descriptors on this system.
    #[cfg(not(unix))]
    pub fn from_descriptor(_number: u32) -> Result<Self, Problem> {
        let message = format!("{DESCRIPTOR_VARIABLE} is set, and this system has no descriptors by number");
        Err(Problem::new(Code::Usage, message).hint(format!("set {KEY_VARIABLE}")))
    }

    /// The end of its line is no part of it.
    fn of_text(text: &str, whence: &str) -> Result<Self, Problem> {
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        if text.is_empty() {
            let message = format!("{whence} gives no key for the encrypted file that SLIPWAY_KEYCHAIN names");
            return Err(
                Problem::new(Code::KeychainLocked, message).hint("give the key that the file was made with")
            );
        }
        Ok(Self(Secret::new(text)))
    }

    /// Its text, for whoever sees to it that it is in no other.
    pub fn secret(&self) -> &Secret {
        &self.0
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose()
    }
}

#[cfg(unix)]
mod descriptor {
    use std::fs::File;
    use std::io::{self, Read as _};
    use std::sync::mpsc::channel;
    use std::thread;

    use secrecy::zeroize::Zeroizing;
    use slipway_domain::problem::{Code, Problem};
    use slipway_domain::secret::Secret;

    use crate::chosen::DESCRIPTOR_VARIABLE;
    use crate::clerk::LIMIT;

    /// The longest key, in bytes.
    const LONGEST: u64 = 64 * 1024;

    /// The two that this program writes to.
    const OUTPUTS: [u32; 2] = [1, 2];

    /// What the descriptor gives. It is waited for as long as for a keychain.
    pub(super) fn read(number: u32) -> Result<Secret, Problem> {
        if OUTPUTS.contains(&number) {
            return Err(failed(number, "this program writes to it"));
        }
        // Opened by its name it is ours, and the system tells which numbers are none.
        let file =
            File::open(format!("/dev/fd/{number}")).map_err(|error| failed(number, &error.to_string()))?;
        let (tell, told) = channel();
        thread::spawn(move || tell.send(to_the_end(file)));
        let text = match told.recv_timeout(LIMIT) {
            Ok(read) => read.map_err(|error| failed(number, &error.to_string()))?,
            Err(_) => {
                return Err(failed(number, &format!("it did not end within {} s", LIMIT.as_secs())));
            }
        };
        close(number);
        Ok(text)
    }

    fn to_the_end(file: File) -> io::Result<Secret> {
        let mut text = Zeroizing::new(String::new());
        file.take(LONGEST).read_to_string(&mut text)?;
        Ok(Secret::new(text.as_str()))
    }

    /// Standard input stays open: whatever was opened next would take its place.
    fn close(number: u32) {
        if let Ok(number @ 3..) = i32::try_from(number) {
            let _ = nix::unistd::close(number);
        }
    }

    fn failed(number: u32, why: &str) -> Problem {
        let message = format!("the key cannot be read from the descriptor {number}: {why}");
        Problem::new(Code::Usage, message).hint(format!(
            "{DESCRIPTOR_VARIABLE} numbers a pipe or file that is open for reading, as in `3<FILE`"
        ))
    }

    #[cfg(test)]
    mod tests {
        use std::io::Write as _;
        use std::os::fd::IntoRawFd as _;

        use super::*;

        #[test]
        fn a_key_is_read_to_the_end_of_its_pipe() {
            let (reader, mut writer) = io::pipe().unwrap();
            writer.write_all(b"the key\n").unwrap();
            drop(writer);
            let number = u32::try_from(reader.into_raw_fd()).unwrap();
            assert_eq!(read(number).unwrap().expose(), "the key\n");
        }

        #[test]
        fn what_is_no_descriptor_is_told() {
            for number in [1, 2, 99_999, u32::MAX] {
                assert_eq!(read(number).unwrap_err().code, Code::Usage, "{number}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_its_line_and_never_nothing() {
        for (text, key) in [("k", "k"), ("k\n", "k"), ("k\r\n", "k"), (" k \n\n", " k \n")] {
            assert_eq!(Key::from_variable(text).unwrap().expose(), key);
        }
        for text in ["", "\n", "\r\n"] {
            assert_eq!(Key::from_variable(text).unwrap_err().code, Code::KeychainLocked, "{text:?}");
        }
        assert_eq!(format!("{:?}", Key::from_variable("hunter22").unwrap()), "Key(Secret(***))");
    }
}
