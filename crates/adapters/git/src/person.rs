//! Who works here.

use slipway_domain::problem::{Code, Problem};

use crate::program::{Git, line};

/// `NAME <ADDRESS>` as it would stand in a commit made now.
pub(crate) async fn read(git: &Git) -> Result<String, Problem> {
    let answer = git.ask(&["var", "GIT_AUTHOR_IDENT"]).await?;
    if !answer.ok {
        return Err(Problem::new(Code::PersonUnknown, "git does not know who you are"));
    }
    // Behind the address stand the time and its zone.
    let identity = line(answer.stdout)?;
    Ok(identity.rsplitn(3, ' ').last().unwrap_or(&identity).to_owned())
}
