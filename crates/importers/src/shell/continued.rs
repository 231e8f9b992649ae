//! Commands that go on in the next line without saying so.

/// Programs whose long commands are written over several lines.
const PROGRAMS: [&str; 7] = ["docker", "docker-compose", "ssh", "scp", "rsync", "aws", "podman"];

/// Joins a deeper indented line to the command before it, as YAML's folded texts would. Such texts are
/// wrong as shell, but people print and paste them, and what they mean is plain. Lines are kept.
pub(super) fn join(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut out = String::with_capacity(text.len());
    let mut command: Option<usize> = None;
    for (index, line) in lines.iter().enumerate() {
        out.push_str(line);
        let indent = line.len() - line.trim_start().len();
        if begins_with_program(line) {
            command = Some(indent);
        }
        let goes_on = command.is_some_and(|indent| continues(line, lines.get(index + 1), indent));
        if !goes_on {
            command = None;
        }
        out.push_str(if goes_on { "\\\n" } else { "\n" });
    }
    out
}

fn begins_with_program(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(|word| PROGRAMS.contains(&word))
}

fn continues(line: &str, next: Option<&&str>, indent: usize) -> bool {
    let Some(next) = next.filter(|next| !next.trim().is_empty()) else {
        return false;
    };
    let ended = line.trim_end().ends_with(['\\', ';', '&', '|', '{', '(']) || line.contains("<<");
    let open = line.matches('"').count() % 2 == 1 || line.matches('\'').count() % 2 == 1;
    let deeper = next.len() - next.trim_start().len() > indent;
    deeper && !ended && !open && !begins_with_program(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_deeper_lines_are_joined() {
        assert_eq!(join("docker tag a\n    b\ndocker push b\n"), "docker tag a\\\n    b\ndocker push b\n");
        assert_eq!(join("if x\nthen\n  ssh h y\nfi"), "if x\nthen\n  ssh h y\nfi\n");
    }
}
