//! Releases to deploy, and hosts on which a script could deploy them as well.

use std::process::Command;

use slipway_testkit::{
    Docker, HEALTH_OFTEN, HEALTH_SELDOM, Host, RegistryOptions, Result, Stage, TestkitError,
};

use crate::arguments::Arguments;

/// A stage on which two releases with an image each are ready to be deployed.
pub(crate) struct Releases {
    pub(crate) stage: Stage,
    digests: [String; 2],
}

impl Releases {
    /// Hosts, of which sandbox has the first half, and two releases.
    pub(crate) fn make(arguments: &Arguments, hosts: u8) -> Result<Self> {
        let stage = Stage::put_up(hosts, &RegistryOptions::default(), Some(&arguments.programs))?;
        // Health and versions are observed by us alone; the script that people write ends before.
        stage.repository.replace("Dockerfile", HEALTH_SELDOM, HEALTH_OFTEN)?;
        stage.repository.commit("Look after health more often")?;
        let first = run(&stage)?;
        stage.repository.write("recipes/soup.txt", "Soup\n\nServes 2\n\nBoil it.\n")?;
        stage.repository.commit("Add soup")?;
        Ok(Self { digests: [first, run(&stage)?], stage })
    }

    /// The number of the release that a round deploys; each round the other one.
    pub(crate) fn of_round(round: usize) -> usize {
        round % 2 + 1
    }

    /// The name of a release's image, by digest.
    pub(crate) fn image(&self, release: usize) -> String {
        let digest = self.digests.get(release - 1).map_or("", String::as_str);
        format!("{}@{digest}", self.repository())
    }

    /// The repository of the images.
    pub(crate) fn repository(&self) -> String {
        self.stage.registry.image("recipes/api")
    }

    /// Makes a host forget the image of a release, so that it has to be pulled again.
    pub(crate) fn forget(&self, docker: &Docker, release: usize) -> Result<()> {
        let all = docker.text(&[
            "image",
            "ls",
            "--quiet",
            "--no-trunc",
            "--filter",
            &format!("reference={}", self.image(release)),
        ])?;
        for id in all.lines() {
            docker.try_run(&["image", "rm", "--force", id])?;
        }
        Ok(())
    }

    /// `slipway WORDS --yes` in the project, not yet started.
    pub(crate) fn slipway(&self, words: &[&str]) -> Result<Command> {
        self.stage.laptop.command(self.stage.repository.folder(), &[words, &["--yes"]].concat())
    }

    /// Shell text of the laptop's user in the project, not yet started.
    pub(crate) fn shell(&self, text: &str) -> Command {
        self.stage.laptop.shell(text)
    }

    /// Prepares a host for the script that people write: a compose file and a login.
    pub(crate) fn prepare_script(&self, host: &Host) -> Result<()> {
        let (registry, folder) = (&self.stage.registry, host.home().join("stack"));
        let text = self.stage.repository.read("docker-compose.yml")?;
        let text = text.replace("/recipes/api:develop", "/recipes/api:${TAG}");
        let file = self.stage.laptop.home().join("stack.yml");
        std::fs::write(&file, text).map_err(|error| TestkitError::new(error.to_string()))?;
        let (folder, address) = (folder.display(), registry.address());
        host.sh(&format!(
            "mkdir -p {folder}; printf PORT=8083 > {folder}/.env; echo store > {folder}/store.conf"
        ))?
        .success()?;
        self.stage
            .laptop
            .sh(&format!(
                "ssh -F $SLIPWAY_SSH_CONFIG {} 'cat > {folder}/docker-compose.yml' < {}",
                host.name(),
                file.display()
            ))?
            .success()?;
        self.stage
            .laptop
            .sh(&format!(
                "printf %s \"$SLIPWAY_REGISTRY_PASSWORD\" | ssh -F $SLIPWAY_SSH_CONFIG {} docker login -u {} --password-stdin {address}",
                host.name(),
                registry.user(),
            ))?
            .success()
            .map(drop)
    }
}

fn run(stage: &Stage) -> Result<String> {
    let run =
        stage.laptop.slipway(stage.repository.folder(), &["run", "--yes", "--json"])?.success()?.json()?;
    let digest = run["digests"]["api"].as_str().map(str::to_owned);
    digest.ok_or_else(|| TestkitError::new(format!("a run without a digest: {run}")))
}
