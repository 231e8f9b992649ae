//! `docker build`, `tag`, `push`, `login`.

use slipway_domain::tree_path::normal;

use super::options::{Argument, Arguments, tidy};
use super::{Act, BuildAct};
use crate::image::ImageName;
use crate::variables::{Variables, filled};

/// Options of `docker build` and `docker buildx build` that take a value.
const BUILD_OPTIONS: [&str; 14] = [
    "-t",
    "--tag",
    "-f",
    "--file",
    "--target",
    "--build-arg",
    "--platform",
    "--label",
    "--cache-from",
    "--cache-to",
    "--network",
    "--secret",
    "--progress",
    "--builder",
];

/// What `docker VERB …` does with images; `None` if it is something else.
pub(crate) fn image_act(verb: &str, words: &[String], folder: Option<&str>, set: &Variables) -> Option<Act> {
    match verb {
        "build" => Some(Act::Build(build(&mended(words), folder, set))),
        "tag" => {
            let words = mended(words);
            let to = words.iter().filter(|word| !word.starts_with('-')).nth(1)?;
            Some(Act::Tag { to: ImageName::read(to, set)? })
        }
        "push" => {
            let words = mended(words);
            let image = words.iter().find(|word| !word.starts_with('-'))?;
            Some(Act::Push(ImageName::read(image, set)?))
        }
        "login" => Some(login(words, set)),
        _ => None,
    }
}

/// Puts an image's name together that was broken over two lines after a `/` or a `.`, or before a `/`.
fn mended(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in words {
        let is_image = |text: &str| !text.starts_with(['.', '-', '/']) && text.contains(['/', '.']);
        match out.last_mut() {
            Some(last) if is_image(last) && last.ends_with(['/', '.']) && is_name(word) => {
                last.push_str(word)
            }
            Some(last) if is_image(last) && word.len() > 1 && word.starts_with('/') => last.push_str(word),
            _ => out.push(word.clone()),
        }
    }
    out
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphanumeric())
}

fn build(words: &[String], folder: Option<&str>, set: &Variables) -> BuildAct {
    let mut act = BuildAct::default();
    let mut context = ".".to_owned();
    for argument in Arguments::new(words, &BUILD_OPTIONS) {
        match argument {
            Argument::Option("-t" | "--tag", image) => act.images.extend(ImageName::read(image, set)),
            Argument::Option("-f" | "--file", file) => {
                act.dockerfile = Some(in_folder(folder, &filled(file, set)))
            }
            Argument::Option("--target", stage) => act.target = Some(filled(stage, set)),
            Argument::Option("--build-arg", text) => act.args.push(match text.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(filled(value, set))),
                None => (text.to_owned(), None),
            }),
            Argument::Flag("--push") => act.push = true,
            Argument::Plain(path) => context = filled(path, set),
            _ => {}
        }
    }
    act.context = in_folder(folder, &context);
    act
}

/// A path as seen from the repository's root. What the script reached by a variable, and what lies outside of the
/// repository, is left as it is.
fn in_folder(folder: Option<&str>, path: &str) -> String {
    let folder = folder.filter(|folder| !folder.starts_with(['/', '~', '$']));
    let whole = folder.map_or_else(|| path.to_owned(), |folder| format!("{folder}/{path}"));
    let is_known = !whole.contains('$') && !path.starts_with(['/', '~']);
    match normal(&whole).filter(|_| is_known) {
        Some(root) if root.is_empty() => ".".to_owned(),
        Some(inside) => inside,
        None => tidy(&whole),
    }
}

fn login(words: &[String], set: &Variables) -> Act {
    let arguments = Arguments::new(words, &["-u", "--username", "-p", "--password"]);
    let plain = arguments.filter_map(|argument| match argument {
        Argument::Plain(word) if word.contains(['.', ':', '$']) => Some(filled(word, set)),
        _ => None,
    });
    let registry = plain.last().unwrap_or_else(|| "docker.io".to_owned());
    let registry = registry.split_once("://").map_or(registry.as_str(), |(_, rest)| rest).to_owned();
    Act::Login { registry }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    fn act(text: &str) -> Act {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        image_act(&words[0], &words[1..], None, &Variables::new()).unwrap()
    }

    #[test]
    fn builds_are_read() {
        let Act::Build(build) = act(
            "build -t mlabouardy/ recipes-api:$TAG --build-arg V=${TAG} --build-arg K -f a/Dockerfile ./a",
        ) else {
            panic!("no build");
        };
        assert_eq!(build.images[0].repository, "mlabouardy/recipes-api");
        assert_eq!(build.args, [("V".into(), Some("${TAG}".into())), ("K".into(), None)]);
        assert_eq!((build.context.as_str(), build.dockerfile.as_deref()), ("a", Some("a/Dockerfile")));
    }

    #[test]
    fn paths_of_a_build_are_seen_from_the_repository() {
        for (folder, words, context, dockerfile) in [
            (Some("api"), "-f ../docker/api.Dockerfile .", "api", "docker/api.Dockerfile"),
            (Some("api"), "-f Dockerfile ..", ".", "api/Dockerfile"),
            (Some("a/b"), "-f ./x/../Dockerfile ../c", "a/c", "a/b/Dockerfile"),
            (None, "-f api/../Dockerfile ./", ".", "Dockerfile"),
            (Some("api"), "-f ../../x/Dockerfile .", "api", "api/../../x/Dockerfile"),
            (Some("$DIR"), "-f a/Dockerfile ..", "..", "a/Dockerfile"),
            (None, "-f $DIR/../Dockerfile a/$DIR/..", "a/${DIR}/..", "${DIR}/../Dockerfile"),
        ] {
            let words: Vec<String> = words.split(' ').map(str::to_owned).collect();
            let Some(Act::Build(build)) = image_act("build", &words, folder, &Variables::new()) else {
                panic!("no build: {words:?}");
            };
            let found = (build.context.as_str(), build.dockerfile.as_deref());
            assert_eq!(found, (context, Some(dockerfile)), "{words:?} in {folder:?}");
        }
    }

    #[test]
    fn names_over_two_lines_are_mended() {
        let Act::Push(image) = act("push ID.dkr.ecr.REGION.amazonaws.com /USER/api:$TAG") else {
            panic!("no push");
        };
        assert_eq!(image.repository, "ID.dkr.ecr.REGION.amazonaws.com/user/api");
        let Act::Tag { to } = act("tag USER/api:$TAG ID.dkr.ecr.REGION.amazonaws.com/USER/ api:$TAG") else {
            panic!("no tag");
        };
        assert_eq!(to.repository, image.repository);
        assert_eq!(
            act("login -u x --password-stdin https://r.example.com"),
            Act::Login { registry: "r.example.com".into() }
        );
        assert_eq!(act("login -u $U -p $P"), Act::Login { registry: "docker.io".into() });
    }
}
