//! Jenkinsfiles, by searching their text: they are programs, and running them is not ours.

use super::{CiImage, CiJob, CiStep};
use crate::branches::Branches;
use crate::place::Place;
use crate::shell::Script;

/// The stages of a Jenkinsfile.
pub(super) fn jobs(path: &str, text: &str) -> Vec<CiJob> {
    let mut jobs: Vec<CiJob> = Vec::new();
    let mut image: Option<CiImage> = None;
    let mut skip = 0;
    let lines: Vec<&str> = text.lines().collect();
    for (index, line) in lines.iter().enumerate() {
        if index < skip || line.trim_start().starts_with("//") {
            continue;
        }
        let place = Place::new(path, index + 1);
        if let Some(name) = quoted_after(line, "stage(").or_else(|| quoted_after(line, "stage (")) {
            let job = CiJob {
                name,
                file: path.to_owned(),
                line: index + 1,
                image: image.clone(),
                ..CiJob::default()
            };
            jobs.push(job);
        }
        let named = ["image ", "docker.image(", "inside("].iter().find_map(|word| quoted_after(line, word));
        if let Some(name) = named.filter(|_| line.contains("image")) {
            let found = CiImage { name, place: place.clone(), guess: None };
            match jobs.last_mut() {
                Some(job) => job.image = Some(found),
                None => image = Some(found),
            }
        }
        let Some(job) = jobs.last_mut() else { continue };
        if let Some(branch) = quoted_after(line, "branch ").or_else(|| quoted_after(line, "branch(")) {
            let found = Branches::of_patterns([branch.as_str()]);
            job.branches = if job.branches == Branches::Any { found } else { job.branches.or(&found) };
        }
        if ["input ", "input{", "input("].iter().any(|word| line.trim_start().starts_with(word)) {
            job.approval = Some(place);
        }
        if let Some((script, last)) = shell(path, &lines, index) {
            skip = last + 1;
            job.steps.push(CiStep { name: None, script, working_directory: None });
        }
    }
    jobs
}

/// The text in quotes after a word.
fn quoted_after(line: &str, word: &str) -> Option<String> {
    let rest = line.split_once(word)?.1.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    Some(rest[1..].split(quote).next()?.to_owned())
}

/// The script of `sh '…'`, `sh "…"` or `sh '''…'''` that begins in a line, and the line it ends in.
fn shell(path: &str, lines: &[&str], index: usize) -> Option<(Script, usize)> {
    let line = lines[index];
    let at = ["sh ", "sh(", "sh(script: ", "sh script: "].iter().find_map(|word| {
        let at = line.find(word)?;
        let begins = !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '/'));
        begins.then_some(at + word.len())
    })?;
    let rest = line[at..].trim_start_matches([' ', '(']).trim_start_matches("script:").trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let triple: String = std::iter::repeat_n(quote, 3).collect();
    if let Some(first) = rest.strip_prefix(triple.as_str()) {
        if let Some((one, _)) = first.split_once(triple.as_str()) {
            return Some((Script::new(path, one, index + 1), index));
        }
        let last = (index + 1..lines.len()).find(|at| lines[*at].contains(triple.as_str()))?;
        let end = lines[last].split(triple.as_str()).next().unwrap_or_default();
        let mut body: Vec<&str> = vec![first];
        body.extend(&lines[index + 1..last]);
        body.push(end);
        return Some((Script::new(path, &body.join("\n"), index + 1), last));
    }
    let end = rest.rfind(quote).filter(|end| *end > 0)?;
    let text = rest[1..end].replace(&format!("\\{quote}"), &quote.to_string());
    Some((Script::new(path, &text, index + 1), index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stages_and_their_shell_are_found() {
        let text = "pipeline {\n agent { docker { image 'node:18' } }\n stages {\n  stage('Test') {\n   steps { sh 'npm test' }\n  }\n\
            \x20 stage(\"Deploy\") {\n   when { branch 'main' }\n   steps {\n    sh '''\n      ssh a@h x\n    '''\n   }\n  }\n }\n}\n";
        let jobs = jobs("Jenkinsfile", text);
        assert_eq!(jobs.iter().map(|job| job.name.as_str()).collect::<Vec<_>>(), ["Test", "Deploy"]);
        assert_eq!(jobs[0].steps[0].run(), "npm test");
        assert_eq!(jobs[0].image.as_ref().map(|image| image.name.as_str()), Some("node:18"));
        assert_eq!(jobs[1].branches.named(), ["main"]);
        assert_eq!(jobs[1].steps[0].script.place(1), Place::new("Jenkinsfile", 11));
    }
}
