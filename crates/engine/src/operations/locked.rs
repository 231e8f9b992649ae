//! Which environment is meant when somebody takes over and names none.

use slipway_domain::problem::{Code, Problem};

use crate::project::Project;

impl Project {
    /// The one environment whose lock an operation holds.
    pub(super) async fn only_locked(&self) -> Result<String, Problem> {
        let environments = self.status(None).await?.into_iter();
        let held = environments.filter(|one| one.lock.as_ref().is_some_and(|lock| lock.operation.is_some()));
        only(held.map(|one| one.name).collect())
    }
}

fn only(mut held: Vec<String>) -> Result<String, Problem> {
    if held.len() > 1 {
        let message = format!("operations hold {}", held.join(", "));
        return Err(Problem::new(Code::Usage, message).hint("name one: --take-over ENVIRONMENT"));
    }
    held.pop().ok_or_else(|| {
        Problem::new(Code::OperationNotFound, "no environment is locked by an operation")
            .hint("`slipway resume` carries on what was left open here")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_locked_environment_is_meant_and_one_of_several_has_to_be_named() {
        let held = |names: &[&str]| only(names.iter().map(|name| (*name).to_owned()).collect());
        assert_eq!(held(&["sandbox"]).unwrap(), "sandbox");
        assert_eq!(held(&[]).unwrap_err().code, Code::OperationNotFound);
        let several = held(&["sandbox", "production"]).unwrap_err();
        assert_eq!(several.code, Code::Usage);
        assert_eq!(several.message, "operations hold sandbox, production");
    }
}
