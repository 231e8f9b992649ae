//! Hosts through the user's own OpenSSH, and this machine through its shell.
//!
//! The `ssh` program does the connecting, so that configuration files, agents, jump hosts, known hosts and
//! hardware keys work as they do in a terminal. Nothing here weakens what it checks: what needs a person's
//! word (an unknown host key, a passphrase) `ssh` itself asks on the terminal, one host after the other, and
//! without a terminal it is refused.
//!
//! Where keys are among the credentials, an agent of Slipway's own holds them for a host's connection (`agent`) and passes
//! everything else on to the user's. Without any, `ssh` is called as it would be by hand.
//!
//! One session per host: the first command opens a connection that goes to the background and is shared by
//! all others through a socket in a private folder. It ends with [`SshHosts`], or by itself half a minute
//! after the program was killed. A command that was under way on a host when the
//! program was killed goes on there to its end.

mod agent;
mod arguments;
pub mod askpass;
mod child;
mod connection;
mod directory;
mod failure;
mod forwarding;
mod hosts;
mod known_key;
mod listener;
mod local;
mod output;
mod person;
mod private_keys;
mod private_line;
mod relay;
mod remote_command;
mod session;
mod settings;
mod ssh_host;
mod trial;

pub use hosts::{LOCAL, SshHosts};
pub use local::LocalHost;
pub use person::Person;
pub use private_keys::PrivateKeys;
pub use private_line::PrivateLine;
pub use settings::{Environment, SshSettings, allowed_environment};
pub use trial::{HostOf, SshTrial};
