//! Configurations and histories of images.

use slipway_domain::leak::Leak;
use slipway_engine::ports::ImageTexts;

use crate::dockerfile::{command, label, of_instruction, variable};

/// What an image says of itself to everybody who has it.
pub(crate) fn leaks(texts: &ImageTexts) -> Vec<Leak> {
    const PLACE: &str = "the image's configuration";
    let env = texts.env.iter().filter_map(|variable| variable.split_once('='));
    let env = env.filter_map(|(name, value)| variable("env", name, value, PLACE));
    let labels = texts.labels.iter().filter_map(|(name, value)| label(name, value, PLACE));
    let commands = texts.commands.iter().filter_map(|text| command(text, PLACE));
    let history = texts.history.iter().flat_map(|step| of_step(step));
    env.chain(labels).chain(commands).chain(history).collect()
}

/// A step of a history: an instruction as builders write it down, with the arguments of the build before its command.
fn of_step(step: &str) -> Vec<Leak> {
    const PLACE: &str = "the image's history";
    let plain = step.trim().trim_end_matches("# buildkit").trim_end();
    if let Some(instruction) = plain.strip_prefix("/bin/sh -c #(nop)") {
        return of_instruction(instruction.trim(), PLACE);
    }
    let run = plain.strip_prefix("RUN ").unwrap_or(plain);
    if let Some((args, command)) = arguments(run) {
        let args = args.into_iter().filter_map(|(name, value)| variable("arg", name, value, PLACE));
        return args.chain(of_instruction(&format!("RUN {command}"), PLACE)).collect();
    }
    match plain.starts_with("/bin/") {
        true => of_instruction(&format!("RUN {plain}"), PLACE),
        false => of_instruction(plain, PLACE),
    }
}

/// `|2 NAME=VALUE NAME=VALUE COMMAND`: the arguments and the command. A value may hold blanks; then what follows its
/// first word is taken for the command's, which is read as well.
fn arguments(text: &str) -> Option<(Vec<(&str, &str)>, &str)> {
    let (count, mut rest) = text.strip_prefix('|')?.split_once(' ')?;
    let mut args = Vec::new();
    for _ in 0..count.parse::<usize>().ok()?.min(1000) {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        let Some(pair) = word.split_once('=') else { break };
        args.push(pair);
        rest = after;
    }
    Some((args, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn histories_are_read_as_both_builders_write_them() {
        for (step, finding) in [
            ("ENV DB_PASSWORD=kX9v2LpQ7rT4", "env:DB_PASSWORD"),
            ("/bin/sh -c #(nop)  ENV DB_PASSWORD=kX9v2LpQ7rT4", "env:DB_PASSWORD"),
            ("RUN |2 A=b NPM_TOKEN=kX9v2LpQ7rT4mN8b /bin/sh -c npm ci # buildkit", "arg:NPM_TOKEN"),
            ("|1 NPM_TOKEN=kX9v2LpQ7rT4mN8b /bin/sh -c npm ci", "arg:NPM_TOKEN"),
            ("/bin/sh -c export API_TOKEN=kX9v2LpQ7rT4mN8b", "run:API_TOKEN"),
            ("RUN /bin/sh -c export API_TOKEN=kX9v2LpQ7rT4mN8b # buildkit", "run:API_TOKEN"),
            ("COPY .env /app/ # buildkit", "copy:.env"),
            ("ADD https://ann:kX9v2LpQ7r@a.internal/b /c/ # buildkit", "copy:https://a.internal/b"),
            ("/bin/sh -c #(nop) ADD https://ann:kX9v2LpQ7r@a.internal/b /c/ ", "copy:https://a.internal/b"),
        ] {
            let found: Vec<String> = of_step(step).into_iter().map(|leak| leak.finding).collect();
            assert_eq!(found, [finding], "{step}");
        }
        assert!(of_step("/bin/sh -c #(nop) COPY file:5f1a in /app/id_rsa ").is_empty());
    }
}
