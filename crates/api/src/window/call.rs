//! The calls of the window: the one list of what it may ask and do.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use super::topic::Topic;
use super::{
    activity, board, credential_values, credentials, environment, found_credentials, images, onboarding,
    operation, plan, projects, questions, repositories, settings, untold,
};
use crate::done::DoneDocument;

/// A call without arguments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct Nothing {}

/// What a call came to, and what it was made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer<T> {
    /// The document.
    pub value: T,
    /// The topics that it was made of; empty for what changes something.
    pub reads: Vec<Topic>,
}

/// A call: its name on the wire, its arguments and what it answers.
pub trait Call {
    /// Its name.
    const NAME: &'static str;
    /// What it takes.
    type Args: for<'json> Deserialize<'json> + JsonSchema;
    /// What it answers.
    type Value: Serialize + JsonSchema;
}

/// A call in the list, for what is generated from it.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// Makes the schema of its arguments.
    pub args: fn(&mut SchemaGenerator) -> Schema,
    /// Makes the schema of its answer.
    pub value: fn(&mut SchemaGenerator) -> Schema,
}

macro_rules! calls {
    ($($(#[doc = $about:literal])+ $call:ident = $name:literal: $args:ty => $value:ty;)*) => {
        $($(#[doc = $about])+
        #[derive(Debug, Clone, Copy)]
        pub struct $call;

        impl Call for $call {
            const NAME: &'static str = $name;
            type Args = $args;
            type Value = $value;
        })*

        /// Every call.
        pub const CALLS: &[Listed] = &[$(Listed {
            name: $name,
            about: trim(concat!($($about),+)),
            args: SchemaGenerator::subschema_for::<$args>,
            value: SchemaGenerator::subschema_for::<$value>,
        }),*];
    };
}

/// A doc comment's text without the blank that begins it.
const fn trim(about: &'static str) -> &'static str {
    about.trim_ascii()
}

calls! {
    /// The projects of the window.
    Projects = "projects": Nothing => projects::ProjectsDocument;
    /// The board.
    Board = "board": Nothing => board::BoardDocument;
    /// An environment.
    Environment = "environment": environment::EnvironmentArgs => environment::EnvironmentPage;
    /// Operations across projects.
    Activity = "activity": activity::ActivityArgs => activity::ActivityDocument;
    /// Channels that could not be told what was done.
    Untold = "untold": Nothing => untold::UntoldDocument;
    /// One operation.
    Operation = "operation": operation::OperationArgs => operation::OperationPage;
    /// Lines of an operation's log.
    Log = "log": operation::LogArgs => operation::LogDocument;
    /// Where a text stands in an operation's log.
    SearchLog = "search_log": operation::SearchArgs => operation::SearchDocument;
    /// Keeps an operation's log as a file among the person's downloads.
    SaveLog = "save_log": operation::SaveLogArgs => operation::SavedLogDocument;
    /// A service's images.
    Images = "images": images::ImagesArgs => images::ImagesDocument;
    /// What lies between two images.
    Compare = "compare": images::CompareArgs => images::CompareDocument;
    /// Branches against what runs.
    Repositories = "repositories": Nothing => repositories::RepositoriesDocument;
    /// What a deployment, promotion or rollback would do.
    Plan = "plan": plan::PlanArgs => plan::PlanPage;
    /// What a person chose.
    Settings = "settings": Nothing => settings::SettingsDocument;
    /// The Docker Engine of this laptop; looked at now.
    Docker = "docker": Nothing => settings::DockerDocument;
    /// What this program is.
    About = "about": Nothing => settings::AboutDocument;
    /// What is in a repository, and what is proposed for it.
    InspectFolder = "inspect_folder": onboarding::FolderArgs => onboarding::RepositoryFindings;
    /// Whether a draft can be used.
    CheckDraft = "check_draft": onboarding::DraftArgs => onboarding::DraftDocument;
    /// Whether the hosts of a draft are fit.
    CheckDraftHosts = "check_draft_hosts": onboarding::DraftArgs => onboarding::DraftHostsDocument;
    /// The credentials that are known here, and what is needed and is none yet.
    Credentials = "credentials": Nothing => credentials::CredentialsDocument;
    /// The keychain; asked now.
    Keychain = "keychain": Nothing => credentials::KeychainDocument;
    /// Whether there can be a credential of that name, and what it would be used instead of.
    CheckCredential = "check_credential": credentials::CredentialWish => credentials::CredentialWishDocument;
    /// What may be shown of a private key.
    LookAtKey = "look_at_key": credential_values::KeyArgs => credential_values::KeyDocument;
    /// What people have elsewhere and could be put into the keychain.
    FindCredentials = "find_credentials": Nothing => found_credentials::FoundCredentialsDocument;
    /// What the keychain holds and nothing is known of here.
    HeldCredentials = "held_credentials": Nothing => found_credentials::HeldCredentialsDocument;
    /// Which credentials this laptop has, by their names alone.
    LaptopCredentials = "laptop_credentials": Nothing => found_credentials::LaptopCredentialsDocument;
    /// What is asked while something is executed.
    Questions = "questions": Nothing => questions::QuestionsDocument;

    /// Looks at an environment now.
    Look = "look": environment::EnvironmentArgs => DoneDocument;
    /// Carries a plan out.
    CarryOut = "carry_out": plan::CarryOutArgs => plan::BegunDocument;
    /// Begins a run.
    Run = "run": plan::RunArgs => plan::BegunDocument;
    /// Approves or denies a plan.
    AnswerPlan = "answer_plan": plan::AnswerArgs => DoneDocument;
    /// Stops an operation; it ends when its state is known.
    Cancel = "cancel": operation::OperationArgs => DoneDocument;
    /// Carries on what was left in the middle.
    Resume = "resume": operation::OperationArgs => DoneDocument;
    /// Takes over what a colleague left in the middle in an environment.
    TakeOver = "take_over": environment::EnvironmentArgs => DoneDocument;
    /// Restarts a service.
    Restart = "restart": environment::RestartArgs => plan::BegunDocument;
    /// Sets or lifts a hold, a freeze or a lock.
    SetRule = "set_rule": environment::RuleArgs => DoneDocument;
    /// Opens what running containers log.
    ContainerLogs = "container_logs": environment::ContainerLogsArgs => environment::StreamDocument;
    /// Opens a shell in a container.
    Shell = "shell": environment::ShellArgs => environment::StreamDocument;
    /// Says something to an open stream, or closes it.
    Stream = "stream": environment::StreamArgs => DoneDocument;
    /// Commits a draft as `slipway.yml`, alone and unpushed, and adds its project; also one that has the file already.
    AddProject = "add_project": onboarding::DraftArgs => onboarding::AddedDocument;
    /// Leaves a project out of the window.
    RemoveProject = "remove_project": onboarding::ProjectArgs => DoneDocument;
    /// Puts a credential into the keychain.
    AddCredential = "add_credential": credential_values::AddCredentialArgs => credentials::CredentialName;
    /// Replaces the value of a credential.
    RotateCredential = "rotate_credential": credential_values::RotateCredentialArgs => credentials::CredentialName;
    /// Takes a credential out of the keychain.
    RemoveCredential = "remove_credential": credentials::CredentialArgs => DoneDocument;
    /// Tries a credential.
    TestCredential = "test_credential": credentials::CredentialArgs => credentials::TriedDocument;
    /// Tries all of them.
    TestCredentials = "test_credentials": Nothing => credentials::TriedAllDocument;
    /// Tries what is not in the keychain yet.
    TryCredential = "try_credential": credential_values::AddCredentialArgs => credentials::TriedDocument;
    /// Puts what was found into the keychain.
    ImportCredentials = "import_credentials":
        found_credentials::ImportCredentialsArgs => found_credentials::ImportedCredentialsDocument;
    /// Has the person asked to unlock the keychain.
    UnlockKeychain = "unlock_keychain": Nothing => credentials::KeychainDocument;
    /// Answers what is asked while something is executed.
    AnswerQuestion = "answer_question": questions::AnswerQuestionArgs => DoneDocument;
    /// Keeps what a person chose.
    Choose = "choose": settings::SettingsDocument => settings::SettingsDocument;
    /// The path that the window shows, so that nothing is notified of what is seen; says where to go instead.
    Showing = "showing": ShowingArgs => ShowingDocument;
}

/// Calls whose arguments may hold a secret: what is wrong with those is told without quoting them.
pub const TAKE_SECRETS: [&str; 5] =
    ["look_at_key", "add_credential", "rotate_credential", "try_credential", "answer_question"];

/// What the window shows.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShowingArgs {
    /// The path; null while the window is hidden.
    pub path: Option<String>,
}

/// What the window is to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ShowingDocument {
    /// Where to go instead: a link or a notification was pressed before there was a page. Null to stay.
    pub go: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_takes_a_secret_is_named() {
        let takes_a_secret = |listed: &&Listed| {
            let mut schemas = SchemaGenerator::default();
            let args = (listed.args)(&mut schemas).to_value();
            let all = format!("{args}{:?}", schemas.definitions());
            all.contains("writeOnly")
        };
        let named: Vec<&str> = CALLS.iter().filter(takes_a_secret).map(|listed| listed.name).collect();
        assert_eq!(named, TAKE_SECRETS);
    }
}
