//! A plan.

use slipway_api::plan::SealedDocument;
use slipway_domain::credential::Known;
use slipway_domain::plan::{Step, When};
use slipway_engine::deploy::{
    Change, CommitChange, ConfigurationChange, GateView, Prepared, ServiceChange, VariableChange,
};
use slipway_engine::ports::Identity;
use slipway_engine::select::title;
use slipway_engine::steps::gate::Answer;

use super::names;

/// Prints what a plan would do, in the order in which people want to know it: to standard output where the plan is what
/// was asked for, else beside the question that it belongs to.
pub fn print(prepared: &Prepared, out: fn(&str)) {
    let section = |title: &str, lines: Vec<String>| print_section(out, title, &lines);
    let deployment = &prepared.deployment;
    let places: Vec<&str> = prepared.plan.basis.iter().map(|basis| basis.resource.as_str()).collect();
    out(&format!("{} → {} on {}", title(&deployment.as_release()), deployment.environment, names(&places)));
    prepared.services.iter().for_each(|service| out(&format!("  {}", change(service))));
    section("Commits", commits(prepared, false));
    section("Commits taken back", commits(prepared, true));
    let variable = |one: &ConfigurationChange| format!("{} {}", sign(one.change), one.key);
    section("Configuration", prepared.configuration.iter().map(variable).collect());
    section("Sealed secrets", SealedDocument::of(prepared).iter().map(sealed).collect());
    section("Gates", prepared.gates.iter().map(gate).collect());
    section("Account", prepared.account.iter().map(account).collect());
    section("Credentials", prepared.credentials.iter().map(credential).collect());
    section("Warnings", prepared.warnings.iter().map(|one| one.said.clone()).collect());
    section("Actions", actions(prepared, |when| *when == When::Success));
    let half_done = |when: &When| matches!(when, When::UndoUnfinished(_));
    section("If it fails", actions(prepared, |when| when.is_recovery() && !half_done(when)));
    section("Where it fails", actions(prepared, half_done));
    section("At the end", actions(prepared, |when| *when == When::Always));
    match &prepared.rollback_to {
        Some(release) => out(&format!("A rollback afterwards restores {}.", title(release))),
        None => out("There is nothing a rollback could restore afterwards."),
    }
    out(&format!("Plan {}", prepared.hash));
}

/// Which secrets come from a sealed file, and of which version.
fn sealed(file: &SealedDocument) -> String {
    let secrets: Vec<&str> = file.secrets.iter().map(String::as_str).collect();
    let version = file.version.short();
    match secrets.is_empty() {
        true => format!("{} (version {version}), for what is put back", file.file),
        false => format!("{} from {} (version {version})", names(&secrets), file.file),
    }
}

fn print_section(out: fn(&str), title: &str, lines: &[String]) {
    if !lines.is_empty() {
        out(title);
        lines.iter().for_each(|text| out(&format!("  {text}")));
    }
}

fn commits(prepared: &Prepared, removed: bool) -> Vec<String> {
    let line = |CommitChange { commit, .. }: &CommitChange| {
        let sha: String = commit.sha.chars().take(7).collect();
        format!("{sha} {} ({})", commit.subject, super::person(&commit.author))
    };
    prepared.commits.iter().filter(|one| one.removed == removed).map(line).collect()
}

fn account(identity: &Identity) -> String {
    format!("{}, {} of the account {}", identity.from, identity.name, identity.account)
}

fn credential(known: &Known) -> String {
    let asks = if known.ask { ", asks before it is used" } else { "" };
    format!("{} {} ({}){asks}", known.id.kind, known.id.name(), known.id.scope)
}

fn gate(gate: &GateView) -> String {
    match &gate.answer {
        Answer::Passed => format!("{}: passed", gate.name),
        Answer::Waiting(why) => format!("{}: waiting, {}", gate.name, why.message),
        Answer::Refused(why) => format!("{}: refused, {}", gate.name, why.message),
    }
}

/// Each step on a line of its own, and below it the command, which would make the line too long to read.
fn actions(prepared: &Prepared, wanted: impl Fn(&When) -> bool) -> Vec<String> {
    let steps = prepared.plan.steps.iter().filter(|step| wanted(&step.when));
    steps.flat_map(|step| [vec![format!("{}: {}", step.id, step.action)], commands(step)].concat()).collect()
}

/// A command that consists of several takes a line for each.
fn commands(step: &Step) -> Vec<String> {
    let all = step.command.iter().flat_map(|command| command.split(" && "));
    all.map(|one| format!("  $ {one}")).collect()
}

fn sign(change: VariableChange) -> &'static str {
    match change {
        VariableChange::Added => "+",
        VariableChange::Removed => "-",
        VariableChange::Changed => "~",
    }
}

fn change(service: &ServiceChange) -> String {
    let version = |version: &Option<String>| version.clone().unwrap_or_else(|| "unknown".to_owned());
    let from = service.from.as_ref().map(|(from, _)| version(from));
    let image = |one: &Option<_>| one.as_ref() == service.to.as_ref().map(|(_, digest)| digest);
    let same_image = service.from.as_ref().is_some_and(|(_, digest)| image(digest));
    let to = service.to.as_ref().map(|(to, _)| to.clone()).unwrap_or_default();
    match service.change {
        Change::Same => format!("= {} {to}", service.name),
        Change::New => format!("+ {} {to}", service.name),
        Change::Removed => format!("- {} {}", service.name, from.unwrap_or_default()),
        Change::Changed if same_image => format!("~ {} {to}, other configuration", service.name),
        Change::Changed => format!("~ {} {} → {to}", service.name, from.unwrap_or_default()),
    }
}
