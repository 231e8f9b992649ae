//! What is made from the command line: the page of commands and the completions.

use std::fmt::Write as _;

use clap::{Arg, Command};
use clap_complete::{Shell, generate};

use super::Generated;

const HEAD: &str = include_str!("commands_head.md");

/// `docs/commands.md` and `completions/slipway.SHELL`.
pub fn files(command: Command) -> Vec<Generated> {
    let mut command = command;
    // Fills in what clap adds itself, such as global options in subcommands.
    command.build();
    let mut files = vec![Generated { path: "docs/commands.md".to_owned(), text: page(&command) }];
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        let mut script = Vec::new();
        generate(shell, &mut command.clone(), "slipway", &mut script);
        files.push(Generated {
            path: format!("completions/slipway.{shell}"),
            text: String::from_utf8_lossy(&script).into_owned(),
        });
    }
    files
}

fn page(command: &Command) -> String {
    let mut text = HEAD.to_owned();
    let global: Vec<&Arg> = command.get_arguments().filter(|arg| arg.is_global_set()).collect();
    text.push_str("\n## Options of every command\n\n");
    table(&mut text, &global);
    for one in command.get_subcommands().filter(|one| shown(one)) {
        section(&mut text, one, "slipway");
    }
    text
}

fn shown(command: &Command) -> bool {
    !command.is_hide_set() && command.get_name() != "help"
}

fn section(text: &mut String, command: &Command, parent: &str) {
    let name = format!("{parent} {}", command.get_name());
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let about = command.get_long_about().or_else(|| command.get_about());
    let about = about.map(ToString::to_string).unwrap_or_default();
    let _ = write!(text, "\n## `{name}`\n\n{}\n\n```\n{usage}\n```\n", sentence(about.trim()));
    let own: Vec<&Arg> = command.get_arguments().filter(|arg| !arg.is_global_set()).collect();
    let own: Vec<&Arg> = own.into_iter().filter(|arg| !arg.is_hide_set() && arg.get_id() != "help").collect();
    if !own.is_empty() {
        text.push('\n');
        table(text, &own);
    }
    command.get_subcommands().filter(|one| shown(one)).for_each(|one| section(text, one, &name));
}

fn table(text: &mut String, args: &[&Arg]) {
    text.push_str("| Option | Meaning |\n| --- | --- |\n");
    for arg in args {
        let help =
            arg.get_long_help().or_else(|| arg.get_help()).map(ToString::to_string).unwrap_or_default();
        let choices: Vec<String> = arg
            .get_possible_values()
            .iter()
            .filter(|value| !value.is_hide_set() && arg.get_action().takes_values())
            .map(|value| format!("`{}`", value.get_name()))
            .collect();
        let choices =
            if choices.is_empty() { String::new() } else { format!(" One of {}.", choices.join(", ")) };
        let cell = format!("{}{choices}", sentence(&help)).replace('\n', " ").replace('|', "\\|");
        let _ = writeln!(text, "| `{}` | {} |", spelling(arg).replace('|', "\\|"), cell.trim());
    }
}

/// `-C, --project DIR`, `NAME` or `NAME…`.
fn spelling(arg: &Arg) -> String {
    let names: Vec<String> = arg
        .get_short()
        .map(|short| format!("-{short}"))
        .into_iter()
        .chain(arg.get_long().map(|long| format!("--{long}")))
        .chain(arg.get_visible_aliases().into_iter().flatten().map(|long| format!("--{long}")))
        .collect();
    let values = match arg.get_value_names() {
        Some(values) if arg.get_action().takes_values() => {
            values.iter().map(|value| value.to_string()).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    };
    let spelling = [names.join(", "), values].into_iter().filter(|part| !part.is_empty());
    spelling.collect::<Vec<_>>().join(" ")
}

/// clap takes the full stop away from comments.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() || text.ends_with(['.', ':', '?', ')']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Command {
        let to = Arg::new("to").value_name("ENV").required(true).help("Where it goes");
        let by = Arg::new("sort").long("sort").value_parser(["semver", "build"]).visible_alias("by");
        let by = by.help("The order");
        let json = Arg::new("json").long("json").global(true).num_args(0).help("One document");
        Command::new("slipway")
            .arg(json)
            .subcommand(Command::new("deploy").about("Brings a release there").arg(to).arg(by))
            .subcommand(Command::new("secret").hide(true))
    }

    #[test]
    fn the_page_shows_commands_arguments_and_choices() {
        let files = files(sample());
        let page = &files[0].text;
        assert!(page.contains("## `slipway deploy`\n\nBrings a release there.\n"), "{page}");
        assert!(page.contains("| `ENV` | Where it goes. |"), "{page}");
        assert!(page.contains("| `--sort, --by` |"), "other names are shown:\n{page}");
        assert!(page.contains("One of `semver`, `build`."), "{page}");
        assert!(!page.contains("secret"), "hidden commands stay hidden:\n{page}");
        assert_eq!(page.matches("| `--json` |").count(), 1, "global options stand once:\n{page}");
    }

    #[test]
    fn completions_are_there_for_three_shells() {
        let paths: Vec<String> = files(sample()).into_iter().skip(1).map(|file| file.path).collect();
        assert_eq!(
            paths,
            ["completions/slipway.bash", "completions/slipway.zsh", "completions/slipway.fish"]
        );
    }
}
