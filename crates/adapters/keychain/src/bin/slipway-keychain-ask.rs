//! Asks the keychain that this session's variables choose, as a program of its own. The tests of the states start it: a
//! session bus and a descriptor belong to a process.
//!
//! `[--by-prompt] state | entries | unlock | read ID | write ID | remove ID`, several of them with `then` between them. What
//! is written, or what is expected to be read, comes from standard input; no value is shown. It says one JSON document: what
//! was answered, to several questions a list.
#![allow(clippy::print_stdout)]

use std::io::Read as _;
use std::process::ExitCode;

use serde_json::{Value, json};
use slipway_domain::credential::{CredentialId, Parts};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_engine::ports::Keychain;
use slipway_keychain::{Chosen, Unlocking};

#[tokio::main]
async fn main() -> ExitCode {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let by_prompt = words.first().is_some_and(|word| word == "--by-prompt");
    if by_prompt {
        words.remove(0);
    }
    let unlocking = if by_prompt { Unlocking::ByPrompt } else { Unlocking::Never };
    let keychain = Chosen::of(|name| std::env::var(name).ok()).keychain(unlocking);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match answers(keychain.as_ref(), &words).await {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            println!("{}", json!({ "problem": problem }));
            ExitCode::from(problem.code.exit().number())
        }
    }
}

async fn answers(keychain: &dyn Keychain, words: &[&str]) -> Result<Value, Problem> {
    let input = input()?;
    let questions: Vec<&[&str]> = words.split(|word| *word == "then").collect();
    if let [question] = questions[..] {
        return answer(keychain, question, &input).await;
    }
    let mut answers = Vec::new();
    for question in questions {
        let answer = answer(keychain, question, &input).await;
        answers.push(answer.unwrap_or_else(|problem| json!({ "problem": problem })));
    }
    Ok(Value::from(answers))
}

async fn answer(keychain: &dyn Keychain, words: &[&str], input: &str) -> Result<Value, Problem> {
    Ok(match words {
        ["state"] => json!({ "state": format!("{:?}", keychain.state().await) }),
        ["unlock"] => {
            keychain.unlock().await?;
            json!({ "unlocked": true })
        }
        ["entries"] => json!({ "entries": keychain.entries().await? }),
        ["read", id] => match keychain.read(&named(id)?).await? {
            Some(parts) => {
                let value = parts.secrets().next().map(Secret::expose);
                json!({ "there": true, "same": value == Some(input) })
            }
            None => json!({ "there": false }),
        },
        ["write", id] => {
            let id = named(id)?;
            let field = id.kind.main_secret().map(|field| field.name).unwrap_or_default();
            let parts = Parts::new(id.kind, [(field.to_owned(), Secret::new(input))]);
            keychain.write(&id, &parts.map_err(|why| wrong(why.to_string()))?).await?;
            json!({ "written": true })
        }
        ["remove", id] => json!({ "there": keychain.remove(&named(id)?).await? }),
        _ => return Err(wrong("there is no such question")),
    })
}

fn named(id: &str) -> Result<CredentialId, Problem> {
    id.parse().map_err(|why: slipway_domain::credential::IdError| wrong(why.to_string()))
}

fn input() -> Result<String, Problem> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| wrong(error.to_string()))?;
    Ok(text)
}

fn wrong(why: impl Into<String>) -> Problem {
    Problem::new(Code::Usage, why)
}
