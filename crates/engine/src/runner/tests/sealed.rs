//! Secrets of sealed files: they come from there before they come from anywhere else.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::sealed::SealedFile;
use slipway_domain::secret::Secret;

use super::{Needy, needing_a_secret, operation, runner};
use crate::ports::{AGE_IDENTITY, Login, Need, Secrets};
use crate::runner::Runner;

/// A laptop with a value of its own for every name, and a team whose files it opens or not.
#[derive(Default)]
struct Team {
    closed: bool,
    opened: Mutex<Vec<String>>,
}

#[async_trait]
impl Secrets for Team {
    async fn secret(&self, name: &str, _: Option<&str>) -> Result<Option<Secret>, Problem> {
        self.opened.lock().unwrap().push(name.to_owned());
        Ok(Some(Secret::new("a laptop's own")))
    }

    async fn login(&self, _: &str, _: Option<&str>) -> Result<Option<Login>, Problem> {
        Ok(None)
    }

    async fn sealed(&self, file: &SealedFile) -> Result<BTreeMap<String, Secret>, Problem> {
        self.opened.lock().unwrap().push(file.path.clone());
        match self.closed {
            true => Err(Problem::new(Code::SealedClosed, "no key here opens it")),
            false => {
                Ok(file.secrets.iter().map(|name| (name.clone(), Secret::new(file.path.as_str()))).collect())
            }
        }
    }

    fn redact(&self, text: &str) -> String {
        text.to_owned()
    }
}

fn file(path: &str, secrets: &[&str]) -> SealedFile {
    SealedFile {
        path: path.to_owned(),
        tree: "t".to_owned(),
        version: Digest::of(path.as_bytes()),
        of: "recipes/sandbox".to_owned(),
        secrets: secrets.iter().map(|name| (*name).to_owned()).collect(),
    }
}

fn with(team: Arc<Team>) -> Runner {
    let other = runner(1, Arc::new(Needy::default()));
    Runner { secrets: team, ..Arc::into_inner(other).unwrap() }
}

#[tokio::test]
async fn the_first_file_that_has_a_secret_gives_it_and_nothing_else_is_opened() {
    let files = vec![file("none.age", &["OTHER"]), file("new.age", &["TOKEN"]), file("old.age", &["TOKEN"])];
    let plan = needing_a_secret().with_sealed(files);
    let team = Arc::new(Team::default());
    let runner = with(team.clone());
    let opened = runner.open_secrets(operation(&plan).id, &plan, false).await.unwrap();
    assert_eq!(opened["TOKEN"].expose(), "new.age");
    assert_eq!(*team.opened.lock().unwrap(), ["new.age"]);
    let key = Need::Secret(AGE_IDENTITY.to_owned());
    assert_eq!(
        runner.needs(&plan, false),
        [key],
        "what opens it is asked about, and no credential of its name"
    );
}

#[tokio::test]
async fn no_value_of_a_laptop_stands_in_for_a_file_that_does_not_open() {
    let plan = needing_a_secret().with_sealed(vec![file("new.age", &["TOKEN"])]);
    let team = Arc::new(Team { closed: true, ..Team::default() });
    let refused = with(team.clone()).open_secrets(operation(&plan).id, &plan, false).await.unwrap_err();
    assert_eq!(refused.code, Code::SealedClosed);
    assert_eq!(*team.opened.lock().unwrap(), ["new.age"]);
}

#[tokio::test]
async fn what_no_file_has_comes_from_where_it_came_before() {
    let plan = needing_a_secret().with_sealed(vec![file("new.age", &["OTHER"])]);
    let team = Arc::new(Team::default());
    let opened = with(team.clone()).open_secrets(operation(&plan).id, &plan, false).await.unwrap();
    assert_eq!(opened["TOKEN"].expose(), "a laptop's own");
    assert_eq!(*team.opened.lock().unwrap(), ["TOKEN"]);
}
