//! Which credentials a plan would be carried out with.

use slipway_domain::caution::Caution;
use slipway_domain::credential::Known;
use slipway_domain::plan::Plan;
use slipway_domain::problem::Problem;
use slipway_domain::secret::how_to_give;

use super::warning::Warning;
use crate::ports::{AGE_IDENTITY, Need, Origin};
use crate::project::Project;

impl Project {
    /// The credentials of this laptop's keychain that a plan would be carried out with, and a warning for each secret that
    /// was never set anywhere. Nothing is opened. Neither is part of the plan: laptops differ in what they have.
    pub(super) async fn credentials_of(&self, plan: &Plan) -> Result<(Vec<Known>, Vec<Warning>), Problem> {
        let environment = plan.subject.environment();
        let named = self.runner.named_secrets(plan);
        let (mut credentials, mut warnings) = (Vec::new(), Vec::new());
        for need in self.runner.needs(plan, false) {
            match self.runner.secrets.origin(&need, environment).await? {
                Origin::Credential(known) => credentials.push(*known),
                // A sealed file may be opened with an SSH key instead.
                Origin::Nowhere if need.name() == AGE_IDENTITY && !named.contains(&need.name().into()) => {}
                Origin::Nowhere => warnings.push(unset(&need, environment)),
                Origin::Elsewhere => {}
            }
        }
        if let Some(environment) = environment {
            credentials.extend(self.runner.secrets.offered_keys(environment).await?);
        }
        Ok((credentials, warnings))
    }
}

fn unset(need: &Need, environment: Option<&str>) -> Warning {
    let name = need.name();
    let said = format!("the secret {name} was never set here: {}", how_to_give(name, environment));
    Warning::of(Caution::Unset { name: name.to_owned() }, said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_was_never_set_is_told_with_what_to_do() {
        let warning = unset(&Need::Secret("DATABASE_URL".into()), Some("production"));
        assert_eq!(
            warning.said,
            "the secret DATABASE_URL was never set here: \
             `slipway credentials add plain DATABASE_URL --env production`, \
             or set SLIPWAY_SECRET_DATABASE_URL where Slipway runs"
        );
        assert_eq!(warning.parts, Some(Caution::Unset { name: "DATABASE_URL".into() }));
    }
}
