//! The sealed file of an environment, as a commit has it: what can be said of it without any key.

use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::{self, SealedError, SealedFile, SealedText};
use slipway_domain::tree_path::normal;

use crate::ports::Source;

/// The sealed file of an environment in a tree.
pub async fn sealed_file(
    source: &dyn Source,
    tree: &str,
    path: &str,
    (project, environment): (&str, &str),
) -> Result<SealedFile, Problem> {
    let (text, version) = text_in(source, tree, path).await?.ok_or_else(|| missing(path))?;
    let head = text.head;
    let of = sealed::of(project, environment);
    if head.of != of {
        return Err(of_another(path, &head.of, &of));
    }
    Ok(SealedFile { path: path.to_owned(), tree: tree.to_owned(), version, of, secrets: head.secrets })
}

/// What a sealed file in a tree says, and its version; `None` where there is no such file.
pub async fn text_in(
    source: &dyn Source,
    tree: &str,
    path: &str,
) -> Result<Option<(SealedText, Digest)>, Problem> {
    let Some(path_in_tree) = normal(path) else { return Ok(None) };
    let Some(file) = source.file(tree, &path_in_tree).await? else { return Ok(None) };
    let text = SealedText::read(&String::from_utf8_lossy(&file.bytes)).map_err(|why| invalid(path, &why))?;
    Ok(Some((text, Digest::of(&file.bytes))))
}

/// The problem of a text that is no sealed file.
pub fn invalid(path: &str, why: &SealedError) -> Problem {
    Problem::new(Code::SealedInvalid, format!("{path} cannot be used: {why}")).hint(why.hint())
}

/// The problem of a file that was sealed for something else: a copy would give one environment's secrets to another.
pub fn of_another(path: &str, says: &str, wanted: &str) -> Problem {
    let message = format!("{path} was sealed for {says} and not for {wanted}");
    Problem::new(Code::SealedInvalid, message).hint(
        "a sealed file belongs to one environment: make one of its own with `slipway credentials sealed set`, or name \
         the right one under `sealed` in slipway.yml",
    )
}

fn missing(path: &str) -> Problem {
    let message = format!("the commit has no {path}, which slipway.yml names under `sealed`");
    Problem::new(Code::SealedInvalid, message)
        .hint("make it with `slipway credentials sealed set NAME --env E` and commit it")
}
