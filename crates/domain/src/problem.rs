//! What can go wrong, as people and scripts are told: a stable code, a sentence, a hint.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that went wrong, ready to be shown.
///
/// `message` says what happened in a sentence, `hint` what to do about it. Neither ever holds a secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// The stable code.
    pub code: Code,
    /// What happened.
    pub message: String,
    /// What to do; the code's own hint where none was given.
    pub hint: Option<String>,
    /// More for machines, such as the findings of a configuration or the owner of a lock.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub details: serde_json::Value,
}

impl Problem {
    /// A problem with the code's own hint.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: code.hint().map(str::to_owned),
            details: serde_json::Value::Null,
        }
    }

    /// The same problem with a hint that fits better.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem with more for machines.
    pub fn details(mut self, details: serde_json::Value) -> Self {
        self.details = details;
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}

impl Code {
    /// Whether the keychain as a whole cannot be asked, so that any other credential would meet the same.
    pub fn is_of_the_keychain(self) -> bool {
        matches!(
            self,
            Self::KeychainUnavailable | Self::KeychainLocked | Self::KeychainSilent | Self::KeychainEmpty
        )
    }
}

/// How a program ends (CONTRACT, "Exit codes").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// What was asked for was done.
    Done = 0,
    /// The work failed.
    Failed = 1,
    /// Wrong usage or configuration.
    Usage = 2,
    /// Refused by a rule.
    Refused = 3,
    /// The outcome is not known.
    Unknown = 4,
    /// Someone has to act first.
    Waiting = 5,
    /// Stopped by the person, in a known state.
    Interrupted = 130,
}

impl Exit {
    /// As the operating system takes it.
    pub fn number(self) -> u8 {
        self as u8
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident: $exit:ident $(, $hint:literal)?;)+) => {
        /// The closed set of codes. Codes are only ever added.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code, in the order of this file.
            pub const ALL: &[Code] = &[$(Code::$name,)+];

            /// How a program that meets this ends.
            pub fn exit(self) -> Exit {
                match self { $(Code::$name => Exit::$exit,)+ }
            }

            /// What to do, where the code alone tells.
            pub fn hint(self) -> Option<&'static str> {
                match self { $(Code::$name => codes!(@hint $($hint)?),)+ }
            }
        }
    };
    (@hint) => { None };
    (@hint $hint:literal) => { Some($hint) };
}

codes! {
    /// The command line does not fit.
    Usage: Usage, "`slipway --help` lists the commands, `slipway COMMAND --help` what one takes";
    /// `slipway.yml` has errors.
    ConfigurationInvalid: Usage, "`slipway check` reads slipway.yml and says where it is wrong";
    /// There is no `slipway.yml` here.
    ConfigurationMissing: Usage, "`slipway init` looks at the repository and proposes one";
    /// The project asks for a newer Slipway.
    SlipwayTooOld: Usage, "install a newer Slipway, or change `requires` in slipway.yml";
    /// Not inside a git repository.
    NotARepository: Usage, "run Slipway inside the repository, or name it with -C";
    /// The commit, branch or tag is not in the repository.
    CommitNotFound: Usage, "`git fetch` may bring it";
    /// The version or release is not known, or more than one fits.
    ReleaseNotFound: Usage, "`slipway history` lists the releases";
    /// No environment of that name.
    EnvironmentNotFound: Usage, "`slipway status` lists the environments";
    /// No service of that name.
    ServiceNotFound: Usage, "`slipway status` lists the services";
    /// No operation of that id.
    OperationNotFound: Usage, "`slipway history` lists the operations";
    /// The plan was made by a newer Slipway and holds what this one cannot do.
    PlanNewer: Refused, "install the newest Slipway; then `slipway resume` goes on";
    /// The plan with that hash is not what would happen now.
    PlanOutOfDate: Refused, "look at the new plan with `slipway plan`, then deploy that";
    /// A question could not be asked, because there is no terminal.
    ConfirmationNeeded: Usage, "add --yes to go on without the question";
    /// Submodules, LFS pointers and the like cannot be built from the commit.
    SourceUnsupported: Usage;
    /// The repository cannot be read.
    SourceFailed: Failed, "`git status` and `git fsck` in the repository may say more";
    /// git has no name and address for the person.
    PersonUnknown: Usage, "set them once: `git config --global user.name NAME` and `git config --global user.email ADDRESS`";
    /// The working tree has changes that a protected environment does not take.
    DirtyRefused: Refused, "commit the change and run again";
    /// The commit is on no remote branch.
    UnpushedRefused: Refused, "push the commit first, so that others can see what runs";
    /// Another operation holds the environment.
    LockHeld: Refused, "wait until it has ended, or take over with `slipway resume --take-over` if its owner is gone";
    /// A newer holder of the lock is at work.
    TakenOver: Refused, "`slipway status` shows what the new owner did";
    /// The environment is on hold.
    Held: Refused, "`slipway unhold` lifts it";
    /// The environment is frozen.
    Frozen: Refused, "wait until the freeze ends, or lift it with `slipway unfreeze`";
    /// A gate did not pass.
    GateRefused: Refused, "`slipway plan` shows every gate and what it wants";
    /// The release was not verified in the environment before.
    NotVerifiedBefore: Refused, "promote it through the environment before, or use --hotfix with --reason";
    /// A rule cannot be checked, so it does not pass.
    RuleUnchecked: Refused;
    /// Someone denied the plan.
    Denied: Refused, "talk to whoever denied it, then plan again";
    /// An approval is needed.
    ApprovalWanted: Waiting, "`slipway approve HASH` by someone who may, then `slipway resume`";
    /// The host's SSH key is not known.
    HostKeyUnknown: Refused, "compare the fingerprint with the host's own, then connect once with ssh to accept it";
    /// The host's SSH key is another than the known one.
    HostKeyChanged: Refused, "find out why before anything else; if the host was set up anew, remove the old key with ssh-keygen -R";
    /// The host does not let us in.
    HostDenied: Failed, "check the user, the key and the agent: `ssh HOST true` must work without a question";
    /// The host cannot be reached from here.
    HostUnreachable: Failed, "check the network and the address; nothing is known about what runs there now";
    /// The host lacks something that a release needs.
    HostUnfit: Failed, "`slipway check --hosts` says what is missing and how to get it";
    /// The host's directory belongs to another project or environment.
    MarkContradicts: Refused;
    /// Files on the host were written by a newer Slipway.
    HostFormatNewer: Refused, "install the newest Slipway";
    /// A command on a host failed.
    HostCommandFailed: Failed, "`slipway check --hosts` says whether the host has all that it needs; `slipway logs` shows what was said";
    /// No Docker Engine answers.
    EngineUnreachable: Failed, "start Docker, or set DOCKER_HOST";
    /// The Docker Engine refused a request.
    EngineFailed: Failed, "`slipway logs` shows what was said; the engine's own log says more";
    /// The image could not be built.
    BuildFailed: Failed, "`slipway logs` shows everything that the build said";
    /// The image has no variant for the host's processor.
    PlatformMissing: Failed, "build for it: `platforms` in slipway.yml";
    /// The disk is too full.
    DiskShort: Failed, "free some space; `docker system df` shows what Docker holds";
    /// The registry cannot be reached.
    RegistryUnreachable: Failed, "check the network and the registry's address; then run again, nothing is lost";
    /// The registry does not accept the login.
    RegistryDenied: Failed, "check the login: `slipway credentials test`; or SLIPWAY_REGISTRY_USER and SLIPWAY_REGISTRY_PASSWORD, or `docker login`";
    /// The registry has no such image.
    RegistryNotFound: Failed, "`slipway tags SERVICE` lists what the registry has; check the name in slipway.yml";
    /// The registry answered with an error.
    RegistryFailed: Failed, "try again; nothing was changed by this";
    /// A Dockerfile or an image shows a secret that the project has not accepted.
    LeakFound: Refused, "take it out, as the finding says, or accept it by its name under `accepted_leaks` in slipway.yml";
    /// The version tag exists with another digest.
    VersionTaken: Failed, "run again: the next run takes the next number";
    /// A job of the pipeline failed.
    JobFailed: Failed, "`slipway logs` shows everything that it said";
    /// The release did not become healthy.
    VerifyFailed: Failed, "the evidence shows what was seen; `slipway logs --env` shows what the containers say now";
    /// A step took longer than its limit.
    TimedOut: Failed, "`slipway logs` shows how far it came";
    /// A secret that is needed was not found.
    SecretMissing: Failed, "`slipway credentials add plain NAME` keeps it in the keychain; or set SLIPWAY_SECRET_NAME in the environment that Slipway runs in, with the secret's own name in capital letters for NAME";
    /// What a job left and a release ships is not on this laptop.
    ArtifactsMissing: Failed, "run the commit again and deploy the release that comes of it";
    /// A place that keeps logins cannot be read.
    CredentialsFailed: Failed, "the sentence names the file or helper; mend it, or set SLIPWAY_REGISTRY_USER and SLIPWAY_REGISTRY_PASSWORD";
    /// No keychain is there to keep a credential.
    KeychainUnavailable: Failed;
    /// The keychain is locked.
    KeychainLocked: Failed, "unlock it, as when you log in, and try again";
    /// The keychain was asked and does not answer.
    KeychainSilent: Failed, "end the program that keeps secrets and start it anew, or log out and in again";
    /// The program that keeps secrets has no collection to keep them in.
    KeychainEmpty: Failed, "create a keychain called `login` once, for example with Passwords and Keys (seahorse)";
    /// A credential was put into the keychain and is not there any more.
    CredentialGone: Failed, "put it there again: `slipway credentials rotate`";
    /// No credential of that name is known here.
    CredentialUnknown: Usage, "`slipway credentials list` shows all";
    /// Somebody said no when a credential was to be used that asks each time.
    CredentialDeclined: Refused, "do it again and say yes; `slipway credentials list` shows which ask each time";
    /// A credential was tried and not accepted.
    CredentialRejected: Failed, "put a new value there: `slipway credentials rotate NAME`";
    /// Whoever acts belongs to another account than the environment.
    WrongAccount: Refused, "use a credential of that account: `environments.NAME.aws.credential` in slipway.yml names it";
    /// The account does not allow what has to be done.
    AccountDenied: Failed, "`slipway check --policy` prints all that this project has to be allowed";
    /// Nobody can act in the account: there is no login, it has expired, or it is refused.
    AccountUnusable: Failed;
    /// A tag is to move in a repository whose tags never move.
    TagFixed: Refused, "leave the tag out of `tags` in slipway.yml, or let the repository's tags move";
    /// A sealed file is none that can be used: unfinished merge, changed by hand, of another environment.
    SealedInvalid: Usage, "take the file as an earlier commit has it, and change it with `slipway credentials sealed`";
    /// No key here opens a sealed file.
    SealedClosed: Failed, "put a key that it was sealed for into the keychain, `slipway credentials add ssh-key NAME`, or ask one of its recipients to add yours";
    /// A channel of `notifications` was not told.
    NotificationFailed: Failed, "the sentence says what the channel answered; nothing else depends on it";
    /// The ledger cannot be read or written.
    LedgerFailed: Failed, "check the disk and the rights of the data directory";
    /// The ledger was written by a newer Slipway.
    LedgerNewer: Failed, "install the newest Slipway, or choose another --data-dir";
    /// Another program executes this operation right now.
    OperationBusy: Refused, "it goes on in the other program; `slipway logs -f` follows it";
    /// What happened is not known.
    OutcomeUnknown: Unknown, "`slipway resume` looks again and settles it";
    /// A file or folder cannot be read or written.
    FileFailed: Failed, "check that the file is there, its rights, and the disk's free space";
    /// A program that Slipway needs is not installed.
    ProgramMissing: Failed, "install it, and see that it is found on the PATH";
    /// The person stopped it.
    Interrupted: Interrupted;
    /// A mistake in Slipway itself.
    Internal: Failed, "this is a mistake in Slipway; a report with the log helps to mend it";
}

impl Code {
    /// Whether a connection was lost or never made: what it was used for may have been done or not.
    pub fn is_lost_connection(self) -> bool {
        matches!(self, Self::HostUnreachable | Self::EngineUnreachable)
    }

    /// Whether it only says that a place could not be looked at, and nothing of what is there.
    pub fn says_nothing_of_the_place(self) -> bool {
        let not_let_in = matches!(self, Self::HostKeyUnknown | Self::HostKeyChanged | Self::HostDenied);
        self.is_lost_connection() || not_let_in || self == Self::Interrupted
    }
}
