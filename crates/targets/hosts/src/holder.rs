//! Who holds a place's file lock: processes on a host, as shell text.

/// Shell text: the function `start`, which tells when a process began.
pub const START: &str = include_str!("scripts/start.sh");

/// Shell text that finds the process in `holder`, and ends it with everything that it started.
pub(crate) const HOLDER: &str = concat!(include_str!("scripts/start.sh"), include_str!("scripts/holder.sh"));

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    /// What does not heed the first signal is ended by the second, with what it started.
    const ENDED: &str = r#"
sh -c 'trap "" TERM; sleep 60 & : >"$1/ready"; wait; wait' sh "$S" &
until [ -e "$S/ready" ]; do sleep 0.05; done
printf '%s %s key\n' $! "$(start $!)" >"$S/holder"
end_holder TERM
holders_live && echo "lives on: $(for h in $holders; do echo; done | wc -l)"
end_holder KILL
wait
n=0
while holders_live && [ "$n" -lt 100 ]; do n=$((n+1)); sleep 0.05; done
holders_live || echo over
"#;

    /// Who came when the first one was gone is ended by the second signal.
    const FOLLOWED: &str = r#"
hold() { sleep 60 & printf '%s %s key\n' $! "$(start $!)" >"$S/holder"; }
hold
end_holder TERM
wait $!
hold
end_holder KILL
wait $!
echo "$?"
"#;

    /// What comes of it with and without `/proc`.
    fn assert_says(scene: &str, expected: &str) {
        let without = HOLDER.replace("/proc", "/nowhere");
        for functions in [HOLDER, &without] {
            let folder = tempfile::tempdir().expect("a folder");
            let script = format!("S='{}'\n{functions}{scene}", folder.path().display());
            let ran = Command::new("sh").args(["-c", &script]).output().expect("a shell");
            let said = String::from_utf8_lossy(&ran.stdout).replace(' ', "");
            assert_eq!(said, expected, "{}", String::from_utf8_lossy(&ran.stderr));
        }
    }

    #[test]
    fn a_holder_is_known_and_ended_with_and_without_proc() {
        assert_says(ENDED, "liveson:2\nover\n");
    }

    #[test]
    fn a_holder_that_came_meanwhile_is_ended_too() {
        assert_says(FOLLOWED, "137\n");
    }
}
