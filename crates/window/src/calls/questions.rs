//! What is asked of the person at the window while something is executed.

use slipway_api::done::DoneDocument;
use slipway_api::window::call::Nothing;
use slipway_api::window::questions::{AnswerQuestionArgs, Asks, QuestionDocument, QuestionsDocument};
use slipway_api::window::secret_text::SecretText;
use slipway_api::window::topic::Topic;
use slipway_domain::problem::{Code, Problem};

use crate::answer::{Answered, done, read};
use crate::asking::{Question, Reply};
use crate::session::Session;

/// What is asked now.
pub(crate) async fn questions(session: &Session, _: Nothing) -> Answered<QuestionsDocument> {
    let mut questions = Vec::new();
    for question in session.inner.asking.open() {
        questions.push(document(session, question).await?);
    }
    read(QuestionsDocument { questions }, [Topic::Questions])
}

/// A question, with what waits for its answer. What is asked before an operation is in the ledger is told by what it is
/// about.
async fn document(session: &Session, question: Question) -> Result<QuestionDocument, Problem> {
    let Question { number, operation, asks } = question;
    let operation = operation.map(|id| id.to_string());
    let row = match &operation {
        Some(id) => session.inner.kept.ledger().operation(id).await?,
        None => None,
    };
    let (project, environment) = match row {
        Some(row) => (Some(row.operation.project), row.operation.environment),
        None => about(&asks),
    };
    Ok(QuestionDocument { number, operation, project, environment, asks })
}

fn about(asks: &Asks) -> (Option<String>, Option<String>) {
    let Asks::Credentials { credentials } = asks else { return (None, None) };
    let narrowest = credentials.iter().max_by_key(|one| (one.project.is_some(), one.environment.is_some()));
    narrowest.map_or((None, None), |one| (one.project.clone(), one.environment.clone()))
}

/// Answers a question.
pub(crate) async fn answer(session: &Session, args: AnswerQuestionArgs) -> Answered<DoneDocument> {
    let AnswerQuestionArgs { number, yes, text } = args;
    if session.inner.asking.answer(number, Reply { yes, text: text.map(SecretText::into_secret) }) {
        return done(DoneDocument { done: "it was answered".to_owned() });
    }
    session.changed(vec![Topic::Questions]);
    Err(Problem::new(Code::Usage, "nobody waits for this answer any more"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use slipway_api::window::credentials::CredentialName;
    use slipway_domain::credential::CredentialId;

    use super::*;

    #[test]
    fn what_is_not_in_the_ledger_yet_is_told_by_its_narrowest_credential() {
        let named = |id: &str| CredentialName::from(&id.parse::<CredentialId>().unwrap());
        let credentials = vec![
            named("environment/recipes/production/plain/URL"),
            named("global/plain/TOKEN"),
            named("project/recipes/plain/KEY"),
        ];
        let told = about(&Asks::Credentials { credentials });
        assert_eq!(told, (Some("recipes".to_owned()), Some("production".to_owned())));
        assert_eq!(
            about(&Asks::Credentials { credentials: vec![named("global/plain/TOKEN")] }),
            (None, None)
        );
    }

    #[tokio::test]
    async fn what_nobody_asks_cannot_be_answered() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let args = AnswerQuestionArgs { number: 7, yes: true, text: None };
        assert_eq!(answer(&session, args).await.unwrap_err().code, Code::Usage);
    }
}
