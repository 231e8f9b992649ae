//! A script as the one text that a remote login shell of any kind passes on unharmed.
//!
//! The account's shell (bash, zsh, fish, csh …) reads that text first. All of them agree on a text in
//! single quotes that holds no newline, `!`, `\` or `'`; so these four travel as control characters and
//! are put back by `tr` on the host. What a backslash is needed for stands outside the quotes, doubled.

use slipway_domain::problem::{Code, Problem};

/// A Linux kernel passes no single argument of 128 KiB; this leaves room for what is around it.
const LONGEST: usize = 100 * 1024;

/// What stands for newline, `!`, `\` and `'` on the way.
const STAND_INS: [(char, char); 4] = [('\n', '\u{1}'), ('!', '\u{2}'), ('\\', '\u{3}'), ('\'', '\u{4}')];

/// What a command that ends by itself with 255 writes last to standard error. `ssh` ends with 255 too when
/// the connection is lost, and then this is missing.
pub(crate) const OWN_255: &str = "slipway: the command itself ended with 255";

/// The text that runs `script` and says when it was the script that ended with 255.
pub(crate) fn told(script: &str) -> Result<String, Problem> {
    let after = format!("sh -c \"$c\"; r=$?; [ $r = 255 ] && echo {} >&2; exit $r", quoted_words(OWN_255));
    encode(script, &after)
}

/// The text that becomes `script`.
pub(crate) fn bare(script: &str) -> Result<String, Problem> {
    encode(script, "exec sh -c \"$c\"")
}

/// Words in double quotes; they hold nothing special.
fn quoted_words(words: &str) -> String {
    format!("\"{words}\"")
}

fn encode(script: &str, then: &str) -> Result<String, Problem> {
    check(script)?;
    let travelling: String = script.chars().map(stand_in).collect();
    let from: String = STAND_INS.iter().map(|(_, stand_in)| stand_in).collect();
    let decode = "c=$(printf %s \"$3\" | LC_ALL=C tr \"$1\" \"$2\"); ";
    Ok(format!("exec sh -c '{decode}{then}' sh '{from}' \\\\012\\\\041\\\\134\\\\047 '{travelling}'"))
}

fn stand_in(c: char) -> char {
    STAND_INS.iter().find(|(real, _)| *real == c).map_or(c, |(_, stand_in)| *stand_in)
}

fn check(script: &str) -> Result<(), Problem> {
    let refuse = |why: String| Err(Problem::new(Code::Internal, why));
    if script.len() > LONGEST {
        let length = script.len();
        return refuse(format!(
            "a command of {length} bytes is too long for a host: {LONGEST} go, more has to go through its input"
        ));
    }
    if script.contains(|c| c == '\0' || STAND_INS.iter().any(|(_, stand_in)| *stand_in == c)) {
        return refuse("a command for a host holds control characters that cannot be passed on".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::process::Command;

    const AWKWARD: &str =
        "printf '%s|' 'it'\"'\"'s' \"a\\\\b\" '!x' \"$HOME\" '*' '$(id)' `echo ok` 文\nexit 7\n";

    #[test]
    fn every_login_shell_passes_a_script_on_unharmed() {
        let text = told(AWKWARD).unwrap();
        for shell in ["sh", "bash", "dash", "zsh", "fish", "tcsh", "csh", "busybox"] {
            let mut command = Command::new(shell);
            if shell == "busybox" {
                command.arg("sh");
            }
            let Ok(output) = command.arg("-c").arg(&text).env("HOME", "/h").output() else {
                println!("{shell} is not installed and was left out");
                continue;
            };
            let (out, err) =
                (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert_eq!(out, "it's|a\\b|!x|/h|*|$(id)|ok|文|", "{shell}: {err}");
            assert_eq!(output.status.code(), Some(7), "{shell}");
        }
    }

    #[test]
    fn a_script_of_its_own_255_says_so() {
        let run = |script: &str| Command::new("sh").arg("-c").arg(told(script).unwrap()).output().unwrap();
        let own = run("echo why >&2; exit 255");
        assert_eq!(String::from_utf8_lossy(&own.stderr), format!("why\n{OWN_255}\n"));
        assert!(run("exit 254").stderr.is_empty());
    }

    #[test]
    fn what_cannot_travel_is_refused() {
        assert!(told(&"x".repeat(LONGEST + 1)).is_err());
        assert!(bare("a\u{1}b").is_err());
    }
}
