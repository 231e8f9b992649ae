//! Hands a call of the window to the one that serves it.

use serde::Serialize;
use serde_json::Value;
use slipway_api::window::call::{self as calls_of_window, Answer, Call, TAKE_SECRETS};
use slipway_domain::problem::{Code, Problem};

use crate::calls;
use crate::session::Session;

macro_rules! serve {
    ($session:ident, $name:ident, $args:ident; $($call:ident => $handler:path;)*) => {
        match $name {
            $(<calls_of_window::$call as Call>::NAME => {
                answer($handler($session, arguments::<calls_of_window::$call>($args)?).await?)
            })*
            _ => Err(unknown($name)),
        }
    };
}

/// Serves a call by its name, with its arguments as the window sends them.
///
/// # Errors
/// `Usage` for a name or arguments that are none; what keeps the call from being served otherwise.
///
/// A call has a thread of its own, since what the engine does need not stay with one that others wait for.
pub async fn call(session: &Session, name: &str, args: Value) -> Result<Value, Problem> {
    let (session, name) = (session.clone(), name.to_owned());
    let runtime = tokio::runtime::Handle::current();
    let served = tokio::task::spawn_blocking(move || runtime.block_on(serve(&session, &name, args)));
    let answer = served
        .await
        .unwrap_or_else(|why| Err(Problem::new(Code::Internal, format!("a call came to no end: {why}"))));
    // Whatever is copied, shown or told from there on was given to the window here.
    answer.map(slipway_app::redacted_json).map_err(slipway_app::redacted_problem)
}

async fn serve(session: &Session, name: &str, args: Value) -> Result<Value, Problem> {
    serve! { session, name, args;
        Projects => calls::projects::projects;
        Board => calls::board::board;
        Environment => calls::environment::environment;
        Activity => calls::activity::activity;
        Untold => calls::untold::untold;
        Operation => calls::operation::operation;
        Log => calls::log::log;
        SearchLog => calls::log::search;
        SaveLog => calls::log::save;
        Images => calls::images::images;
        Compare => calls::images::compare;
        Repositories => calls::repositories::repositories;
        Plan => calls::plan::plan;
        Settings => calls::settings::settings;
        Docker => calls::settings::docker;
        About => calls::settings::about;
        InspectFolder => calls::onboarding::inspect;
        CheckDraft => calls::onboarding::check;
        CheckDraftHosts => calls::onboarding::check_hosts;
        Credentials => calls::credentials::credentials;
        Keychain => calls::credentials::keychain;
        CheckCredential => calls::credentials::check;
        LookAtKey => calls::credentials::look_at_key;
        FindCredentials => calls::credentials::find;
        HeldCredentials => calls::credentials::held;
        LaptopCredentials => calls::credentials::laptop;
        Questions => calls::questions::questions;
        Look => calls::environment::look;
        CarryOut => calls::plan::carry_out;
        Run => calls::plan::run;
        AnswerPlan => calls::plan::answer_plan;
        Cancel => calls::operation::cancel;
        Resume => calls::operation::resume;
        TakeOver => calls::environment::take_over;
        Restart => calls::environment::restart;
        SetRule => calls::environment::set_rule;
        ContainerLogs => calls::streams::container_logs;
        Shell => calls::shell::shell;
        Stream => calls::streams::stream;
        AddProject => calls::onboarding::add;
        RemoveProject => calls::projects::remove;
        AddCredential => calls::credentials::add;
        RotateCredential => calls::credentials::rotate;
        RemoveCredential => calls::credentials::remove;
        TestCredential => calls::credentials::test;
        TestCredentials => calls::credentials::test_all;
        TryCredential => calls::credentials::try_before;
        ImportCredentials => calls::credentials::import;
        UnlockKeychain => calls::credentials::unlock;
        AnswerQuestion => calls::questions::answer;
        Choose => calls::settings::choose;
        Showing => calls::settings::showing;
    }
}

fn arguments<C: Call>(args: Value) -> Result<C::Args, Problem> {
    serde_json::from_value(args).map_err(|why| {
        // What is wrong may be quoted, and what is quoted may be a secret.
        let why =
            if TAKE_SECRETS.contains(&C::NAME) { "they are not shown".to_owned() } else { why.to_string() };
        Problem::new(Code::Usage, format!("the arguments of `{}` are none: {why}", C::NAME))
    })
}

fn answer<T: Serialize>(answer: Answer<T>) -> Result<Value, Problem> {
    serde_json::to_value(answer)
        .map_err(|why| Problem::new(Code::Internal, format!("an answer cannot be written: {why}")))
}

fn unknown(name: &str) -> Problem {
    Problem::new(Code::Usage, format!("the window has no call `{name}`"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use slipway_domain::secret::Secret;

    use super::*;

    #[tokio::test]
    async fn every_call_of_the_list_is_served() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        for listed in calls_of_window::CALLS {
            let refused = call(&session, listed.name, Value::Null).await.unwrap_err();
            assert!(refused.message.starts_with("the arguments of"), "{}: {}", listed.name, refused.message);
        }
        let refused = call(&session, "nothing", Value::Null).await.unwrap_err();
        assert_eq!(refused.message, "the window has no call `nothing`");
    }

    /// What is copied in the page, to the clipboard or elsewhere, is what it was given here.
    #[tokio::test]
    async fn neither_an_answer_nor_a_problem_brings_a_value_into_the_page() {
        const VALUE: &str = "medlar-81-gable";
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join(VALUE);
        std::fs::create_dir(&data).unwrap();
        let session = Session::open(Some(data.clone())).await.unwrap();
        let about = async || call(&session, "about", serde_json::json!({})).await.unwrap();
        assert!(about().await.to_string().contains(VALUE), "nobody has opened a secret of that name yet");
        slipway_app::remember(&Secret::new(VALUE));
        let answer = about().await;
        assert!(!answer.to_string().contains(VALUE), "{answer:#}");
        assert!(answer["value"]["data_directory"].as_str().unwrap().ends_with("/***"), "{answer:#}");
        let args = serde_json::json!({ "folder": data });
        let refused = call(&session, "inspect_folder", args).await.unwrap_err();
        assert!(refused.message.contains("/***"), "{refused:?}");
        assert!(!format!("{refused:?}").contains(VALUE), "{refused:?}");
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_secret_is_told_without_it() {
        const VALUE: &str = "correct horse battery staple";
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        for args in [
            serde_json::json!(VALUE),
            serde_json::json!({ "values": VALUE, "text": [VALUE], "number": VALUE, "id": { VALUE: 1 } }),
            serde_json::json!({ "credential": { "kind": VALUE, "name": "x" }, "values": {} }),
            serde_json::json!({ VALUE: VALUE }),
        ] {
            for name in TAKE_SECRETS {
                let refused = call(&session, name, args.clone()).await.unwrap_err();
                assert!(!format!("{refused:?}").contains(VALUE), "{name}: {refused:?}");
            }
        }
    }
}
