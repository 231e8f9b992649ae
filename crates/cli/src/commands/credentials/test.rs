//! `slipway credentials test`

use clap::Args;
use slipway_api::credentials::{TestDocument, TrialDocument};
use slipway_domain::credential::{Known, Tested};
use slipway_domain::problem::Problem;
use slipway_engine::credentials::rejected;
use slipway_engine::ports::Trials;

use super::choice::WhichArgs;
use super::place::Place;
use crate::context::Context;
use crate::{finish, show};

/// Tries credentials where they are for: logs in at a registry, asks GitHub or GitLab who a token is, and so on. What can be
/// tried nowhere is only seen to be there. One that asks before each use is tried without a question: this is the wish.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  slipway credentials test              all that apply here
  slipway credentials test ghcr.io      one of them")]
pub struct TestArgs {
    /// Only this one
    name: Option<String>,
    #[command(flatten)]
    which: WhichArgs,
}

/// What came of trying one.
struct Seen {
    known: Known,
    tested: Result<Tested, Problem>,
}

/// Executes it. Ends as the first that was not accepted, or could not be tried, wants it.
pub async fn execute(args: TestArgs, context: &Context) -> Result<u8, Problem> {
    let place = Place::open(context).await?;
    let trials = slipway_app::trials(place.policy.as_ref().map(|(policy, root)| (policy, root.as_path())))?;
    let seen = match &args.name {
        Some(name) => vec![try_one(args.which.find(name, &place).await?, &place, &trials).await],
        None => all(&place, &trials).await?,
    };
    let document = TestDocument { tested: seen.iter().map(Seen::document).collect() };
    if context.global.json {
        finish::document(&document);
    } else {
        show::credentials::print_tests(&document);
    }
    let problem = seen.iter().find_map(Seen::problem);
    if let Some(hint) = problem.as_ref().and_then(|problem| problem.hint.as_ref()) {
        show::line(&format!("hint: {hint}"));
    }
    Ok(problem.map_or(0, |problem| problem.code.exit().number()))
}

/// Those that apply in the project; where there is none, everywhere. A keychain that cannot be asked is asked once.
async fn all(place: &Place, trials: &Trials) -> Result<Vec<Seen>, Problem> {
    let mut known = place.wallet.known().await?;
    known.retain(|one| one.id.scope.project().is_none_or(|own| Some(own) == place.project()));
    let (mut seen, mut closed) = (Vec::new(), None);
    for known in known {
        let one = match &closed {
            Some(problem) => Seen { known, tested: Err(Problem::clone(problem)) },
            None => try_one(known, place, trials).await,
        };
        closed = one.tested.as_ref().err().filter(|problem| problem.code.is_of_the_keychain()).cloned();
        seen.push(one);
    }
    Ok(seen)
}

async fn try_one(known: Known, place: &Place, trials: &Trials) -> Seen {
    let tested = place.wallet.test(&known, trials).await;
    Seen { known, tested }
}

impl Seen {
    fn document(&self) -> TrialDocument {
        let id = &self.known.id;
        match &self.tested {
            Ok(tested) => TrialDocument::of(id, tested.works, &tested.said, None),
            Err(problem) => TrialDocument::of(id, None, &problem.message, Some(problem.code)),
        }
    }

    fn problem(&self) -> Option<Problem> {
        match &self.tested {
            Ok(tested) => rejected(&self.known, tested),
            Err(problem) => Some(problem.clone()),
        }
    }
}
