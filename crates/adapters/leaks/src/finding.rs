//! How findings are told.

use slipway_domain::leak::Leak;

/// What to do about something that a build was given.
pub(crate) const MOUNT_IT: &str = "let the build mount it: name it under `build.secrets` in slipway.yml and use `RUN --mount=type=secret`; whoever has the image reads what was built in, so replace the secret if such an image was ever pushed";
/// What to do about something that the running service wants.
pub(crate) const GIVE_IT: &str = "give it to the running service under `env` of the environment, as { secret: NAME }; whoever has the image reads its variables, so replace the secret if such an image was ever pushed";
/// What to do about a file.
pub(crate) const LEAVE_IT_OUT: &str = "leave the file out: name it in .dockerignore, or mount it for the one command that needs it with `RUN --mount=type=secret`; a later layer that removes it does not take it out of the image";

/// One finding. `kind` and `name` are what it is accepted by.
pub(crate) fn leak(
    kind: &str,
    name: &str,
    place: impl Into<String>,
    why: impl Into<String>,
    hint: &str,
) -> Leak {
    Leak { finding: format!("{kind}:{name}"), place: place.into(), why: why.into(), hint: hint.to_owned() }
}
