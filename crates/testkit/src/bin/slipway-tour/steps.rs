//! The steps of the tour, as data.

/// One thing that the tour does and shows.
pub(crate) struct Step {
    /// What a person would say they are doing.
    pub(crate) title: &'static str,
    pub(crate) action: Action,
}

pub(crate) enum Action {
    /// Arguments of the `slipway` program; it has to end with 0.
    Slipway(&'static [&'static str]),
    /// Shell text in the repository; it has to end with 0. `$SANDBOX` and `$PRODUCTION` are the
    /// published ports.
    Shell(&'static str),
}

use Action::{Shell, Slipway};

pub(crate) const STEPS: &[Step] = &[
    Step { title: "Let Slipway look at the repository", action: Slipway(&["init"]) },
    Step {
        title: "Say what it could not find there: the registry, the hosts, the test",
        action: Shell(
            "cp ../slipway.yml . && cat slipway.yml && git add slipway.yml && git commit --quiet -m 'Add slipway.yml'",
        ),
    },
    Step { title: "Check the configuration", action: Slipway(&["check"]) },
    Step { title: "Check the hosts", action: Slipway(&["check", "--hosts"]) },
    Step { title: "Test, build and push the commit", action: Slipway(&["run"]) },
    Step { title: "See what is in the registry", action: Slipway(&["tags", "api"]) },
    Step { title: "See what a deployment would do", action: Slipway(&["plan", "sandbox"]) },
    Step { title: "Deploy to sandbox, on host-1", action: Slipway(&["deploy", "sandbox", "--yes"]) },
    Step { title: "Ask the service itself", action: Shell("curl -fsS http://localhost:$SANDBOX/version") },
    Step {
        title: "Promote the same image to production, on host-2",
        action: Slipway(&["promote", "sandbox", "production", "--yes"]),
    },
    Step {
        title: "Commit a change",
        action: Shell(
            "printf 'Rye bread\\n\\nServes 8\\n\\nLet the dough rest overnight.\\n' > recipes/rye-bread.txt && \
             git add recipes && git commit --quiet -m 'Add rye bread' && git log --oneline",
        ),
    },
    Step { title: "Test, build and push it", action: Slipway(&["run"]) },
    Step { title: "Deploy it to sandbox", action: Slipway(&["deploy", "sandbox", "--yes"]) },
    Step { title: "Promote it", action: Slipway(&["promote", "sandbox", "production", "--yes"]) },
    Step {
        title: "Both environments run the new version",
        action: Shell("curl -fsS http://localhost:$SANDBOX/version http://localhost:$PRODUCTION/version"),
    },
    Step { title: "Take production back", action: Slipway(&["rollback", "production", "--yes"]) },
    Step {
        title: "Production answers with the version before",
        action: Shell("curl -fsS http://localhost:$PRODUCTION/version"),
    },
    Step { title: "Who did what", action: Slipway(&["history"]) },
    Step { title: "What runs where", action: Slipway(&["status"]) },
];

/// What is said when all went well.
pub(crate) const AFTERWARDS: &str = "
To go on with your own repository:
  cd your/repository
  slipway init      # proposes a slipway.yml from your Dockerfile, compose file and CI file
  slipway check --hosts
  slipway run && slipway deploy ENVIRONMENT
The program is target/debug/slipway; `./dev package` builds one to install.";
