//! Dockerfiles.

use slipway_domain::address::without_secrets;
use slipway_domain::dockerfile::instructions;
use slipway_domain::leak::Leak;

use crate::assigned::{is_secret, pairs};
use crate::examples::{is_example, is_reference};
use crate::files::is_secret_name;
use crate::finding::{GIVE_IT, LEAVE_IT_OUT, MOUNT_IT, leak};
use crate::shapes::shape;

/// What a Dockerfile says that can be read in the image or its history.
pub(crate) fn leaks(path: &str, text: &str) -> Vec<Leak> {
    let all = instructions(text);
    let of_one =
        |(line, instruction): &(usize, String)| of_instruction(instruction, &format!("{path}, line {line}"));
    all.iter().flat_map(of_one).chain(documents(path, text, &all)).collect()
}

/// What one instruction says, in a Dockerfile or as an image's history quotes it.
pub(crate) fn of_instruction(instruction: &str, place: &str) -> Vec<Leak> {
    let (keyword, rest) = instruction.split_once(char::is_whitespace).unwrap_or((instruction, ""));
    match keyword.to_ascii_uppercase().as_str() {
        "ENV" => assignments(rest, true)
            .into_iter()
            .filter_map(|(name, value)| variable("env", name, value, place))
            .collect(),
        "ARG" => assignments(rest, false)
            .into_iter()
            .filter_map(|(name, value)| variable("arg", name, value, place))
            .collect(),
        "LABEL" => assignments(rest, true)
            .into_iter()
            .filter_map(|(name, value)| label(name, value, place))
            .collect(),
        "COPY" | "ADD" => copied(rest, place),
        "RUN" => run(rest, place),
        "CMD" | "ENTRYPOINT" | "HEALTHCHECK" => command(rest, place).into_iter().collect(),
        "ONBUILD" => of_instruction(rest.trim_start(), place),
        _ => Vec::new(),
    }
}

/// A variable of the image or of its build.
pub(crate) fn variable(kind: &str, name: &str, value: &str, place: &str) -> Option<Leak> {
    let hint = if kind == "arg" { MOUNT_IT } else { GIVE_IT };
    if let Some(what) = shape(value) {
        return Some(leak(kind, name, place, format!("{what} is the value of {name}"), hint));
    }
    let why = || format!("{name} says that its value is a secret, and it has one");
    is_secret(name, value).then(|| leak(kind, name, place, why(), hint))
}

/// A label.
pub(crate) fn label(name: &str, value: &str, place: &str) -> Option<Leak> {
    let why = format!("the label {name} holds a secret");
    (shape(value).is_some() || is_secret(name, value)).then(|| leak("label", name, place, why, MOUNT_IT))
}

/// A command that is kept in the image.
pub(crate) fn command(text: &str, place: &str) -> Option<Leak> {
    let (name, what) = told(text)?;
    Some(leak("command", &name, place, what, GIVE_IT))
}

/// `NAME=VALUE …`, and where it is allowed `NAME VALUE`.
fn assignments(text: &str, spaced: bool) -> Vec<(&str, &str)> {
    let text = text.trim();
    let first = text.split_whitespace().next().unwrap_or_default();
    if spaced && !first.contains('=') {
        return text
            .split_once(char::is_whitespace)
            .map(|(name, value)| (name, value.trim()))
            .into_iter()
            .collect();
    }
    words(text)
        .into_iter()
        .filter_map(|word| word.split_once('='))
        .map(|(name, value)| (name.trim_matches('"'), value.trim_matches(['"', '\''])))
        .collect()
}

/// Words as a Dockerfile's assignments have them: what stands in quotes or after a backslash is no end of one.
fn words(text: &str) -> Vec<&str> {
    let (mut words, mut from, mut quote, mut escaped) = (Vec::new(), 0, None, false);
    for (at, c) in text.char_indices() {
        match (c, quote) {
            _ if escaped => escaped = false,
            ('\\', None | Some('"')) => escaped = true,
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            (c, None) if c.is_whitespace() => {
                words.push(&text[from..at]);
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    words.push(&text[from..]);
    words.retain(|word| !word.is_empty());
    words
}

/// Files that are put into the image and hold secrets by their names, and addresses that let one in.
fn copied(rest: &str, place: &str) -> Vec<Leak> {
    let mut paths = operands(rest);
    paths.pop();
    paths.iter().filter_map(|path| source(path, place)).collect()
}

/// What follows the options, in either form.
fn operands(rest: &str) -> Vec<String> {
    let mut rest = rest.trim_start();
    while let Some((_, after)) = rest.split_once(char::is_whitespace).filter(|_| rest.starts_with("--")) {
        rest = after.trim_start();
    }
    let words = || rest.split_whitespace().map(|word| word.trim_matches('"').to_owned());
    let listed: Vec<String> = serde_json::from_str(rest).unwrap_or_else(|_| words().collect());
    listed.into_iter().filter(|word| !word.starts_with("<<")).collect()
}

/// What is copied from there. An address is told without what lets one in.
fn source(word: &str, place: &str) -> Option<Leak> {
    let path = without_secrets(word);
    if let Some(what) = shape(word).or_else(|| signed(word)) {
        let name = if shape(&path).is_none() { path.as_str() } else { what };
        return Some(leak("copy", name, place, format!("{what} is where it is fetched from"), MOUNT_IT));
    }
    let why = || format!("{path} is put into the image, and by its name it holds a secret");
    is_secret_name(path.trim_start_matches("./")).then(|| leak("copy", &path, place, why(), LEAVE_IT_OUT))
}

/// `https://HOST/PATH?token=VALUE`.
fn signed(address: &str) -> Option<&'static str> {
    let (_, query) = address.split_once("://")?.1.split_once('?')?;
    let mut said = query.split(['&', ';']).filter_map(|pair| pair.split_once('='));
    said.any(|(name, value)| is_secret(name, value)).then_some("A URL with a secret")
}

/// A command of the build, with the build's arguments before it as a history quotes them.
fn run(rest: &str, place: &str) -> Vec<Leak> {
    let told = told(rest).map(|(name, what)| leak("run", &name, place, what, MOUNT_IT));
    told.into_iter().collect()
}

/// What a command tells: what it is accepted by, and why.
fn told(text: &str) -> Option<(String, String)> {
    if let Some((name, _)) = pairs(text).into_iter().find(|(name, value)| is_secret(name, value)) {
        let name = name.trim_start_matches('-');
        return Some((name.to_owned(), format!("the command gives {name} a secret")));
    }
    if let Some(what) = shape(text) {
        return Some((what.to_owned(), format!("{what} is in the command")));
    }
    login(text).map(|what| (what.to_owned(), format!("the command holds {what}")))
}

/// Logins that have no name: `curl -u USER:PASSWORD`, `sshpass -p PASSWORD`, `echo USER:PASSWORD | chpasswd`.
fn login(text: &str) -> Option<&'static str> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "\"'|".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let real = |value: &str| value.len() >= 6 && !is_reference(value) && !is_example(value);
    let after_colon = |word: &&str| {
        word.split_once(':')
            .is_some_and(|(user, password)| !user.is_empty() && !password.starts_with("//") && real(password))
    };
    let follows = |option: &[&str]| {
        words.windows(2).filter(move |pair| option.contains(&pair[0])).map(|pair| pair[1]).collect::<Vec<_>>()
    };
    let calls = |program: &str| words.iter().any(|word| word.rsplit('/').next() == Some(program));
    if (calls("curl") || calls("wget")) && follows(&["-u", "--user"]).iter().any(after_colon) {
        return Some("a login for curl");
    }
    if calls("sshpass") && follows(&["-p"]).into_iter().any(real) {
        return Some("a password for ssh");
    }
    (calls("chpasswd") && words.iter().any(after_colon)).then_some("a password of a user")
}

/// Here-documents, which are no instructions: their lines are run, or go into the image as they are.
fn documents(path: &str, text: &str, instructions: &[(usize, String)]) -> Option<Leak> {
    let said = |line: &&str| instructions.iter().any(|(_, instruction)| instruction.contains(bare(line)));
    let rest: Vec<&str> =
        text.lines().filter(|line| !line.trim_start().starts_with('#') && !said(line)).collect();
    let what = shape(&rest.join("\n"))?;
    Some(leak("run", what, path, format!("{what} is in a here-document"), MOUNT_IT))
}

/// A line without what continues it in the next.
fn bare(line: &str) -> &str {
    line.trim().trim_end_matches(['\\', '`']).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Vec<String> {
        leaks("Dockerfile", text).into_iter().map(|leak| leak.finding).collect()
    }

    #[test]
    fn a_finding_says_where_it_is_and_not_what() {
        let text = "FROM a\nENV A=1 \\\n  DB_PASSWORD=\"kX9v2LpQ 7rT4\" DB_TOKEN=kX9v2LpQ7rT4\n";
        let found = leaks("api/Dockerfile", text);
        let told: Vec<_> = found.iter().map(|leak| (leak.finding.as_str(), leak.place.as_str())).collect();
        let place = "api/Dockerfile, line 2";
        assert_eq!(told, [("env:DB_PASSWORD", place), ("env:DB_TOKEN", place)]);
        assert!(!format!("{found:?}").contains("kX9v2LpQ"));
    }

    #[test]
    fn every_instruction_that_keeps_something_is_read() {
        for (line, finding) in [
            ("ENV DB_PASSWORD kX9v2LpQ7rT4", "env:DB_PASSWORD"),
            ("ARG NPM_TOKEN=kX9v2LpQ7rT4mN8b", "arg:NPM_TOKEN"),
            ("LABEL deploy.token=kX9v2LpQ7rT4mN8b", "label:deploy.token"),
            ("COPY .env /app/", "copy:.env"),
            ("COPY --chown=app [\"./deploy/id_rsa\", \"/root/.ssh/\"]", "copy:./deploy/id_rsa"),
            (
                "ADD https://ann:kX9v2LpQ7r@files.internal/app.tgz /app/",
                "copy:https://files.internal/app.tgz",
            ),
            (
                "ADD https://files.internal/app.tgz?token=kX9v2LpQ7r /app/",
                "copy:https://files.internal/app.tgz",
            ),
            ("ADD https://kX9v2LpQ7r@files.internal/id_rsa /root/", "copy:https://files.internal/id_rsa"),
            ("RUN export API_TOKEN=kX9v2LpQ7rT4mN8b && make", "run:API_TOKEN"),
            ("RUN curl -u ann:kX9v2LpQ https://a.internal", "run:a login for curl"),
            ("RUN git clone https://ann:kX9v2LpQ7r@git.internal/a.git", "run:A URL with a password"),
            ("RUN echo 'root:kX9v2LpQ' | chpasswd", "run:a password of a user"),
            (
                "RUN npm config set //registry.npmjs.org/:_authToken=npm_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o",
                "run:A npm token",
            ),
            ("CMD [\"serve\", \"--password\", \"kX9v2LpQ7rT4\"]", "command:password"),
        ] {
            let found = findings(&format!("FROM a\n{line}\n"));
            assert_eq!(found.len(), 1, "{line}: {found:?}");
            // What a token is called is the rule's; that it is found under a command's name is what counts here.
            assert_eq!(found[0].split(':').next(), finding.split(':').next(), "{line}: {found:?}");
        }
    }

    #[test]
    fn values_that_come_from_elsewhere_are_none() {
        for line in [
            "ARG NPM_TOKEN",
            "ENV DB_PASSWORD=${DB_PASSWORD}",
            "ENV DB_PASSWORD_FILE=/run/secrets/db",
            "COPY .env.example /app/.env",
            "COPY . .",
            "ADD https://files.internal/app.tgz?version=2.4.1&key=stable /app/",
            "ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://a.internal/b /c",
            "ADD git@git.internal:team/app.git#v1 /src",
            "RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci",
            "RUN useradd --password '' app",
            "RUN git config --global url.\"https://${TOKEN}@github.com\".insteadOf https://github.com",
        ] {
            assert_eq!(findings(&format!("FROM a\n{line}\n")), [""; 0], "{line}");
        }
    }
}
