//! Where people push to.

use slipway_domain::address::without_login;
use slipway_domain::problem::Problem;

use crate::commit::remotes;
use crate::program::{Git, line};

/// The address of `origin`, else of the first remote, without any password.
pub(crate) async fn address(git: &Git) -> Result<Option<String>, Problem> {
    let remotes = remotes(git).await?;
    let origin = remotes.iter().find(|name| *name == "origin");
    let Some(name) = origin.or_else(|| remotes.first()) else { return Ok(None) };
    let address = line(git.run(&["remote", "get-url", "--push", "--", name]).await?)?;
    Ok(Some(without_login(&address)))
}
