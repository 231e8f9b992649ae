//! Removes what the tour leaves on the person's own engine, even when the tour is killed.

use std::path::Path;

use slipway_testkit::{BASE_IMAGE, Leashed, Result};

/// The project's name in the tour's copy of the sample; nobody else's is called like that. What `slipway run` starts
/// carries it, and its compose projects are called after it.
pub(crate) const PROJECT: &str = "slipway-tour";

/// The file in the tour's folder that holds the process id of the `slipway` under way.
pub(crate) const UNDER_WAY: &str = "step.pid";

/// What has to be removed.
pub(crate) struct Sweep {
    /// The engine that it is on, as DOCKER_HOST says it.
    pub(crate) endpoint: String,
    /// `address:port` of the tour's registry.
    pub(crate) registry: String,
    /// The container that the registry runs in, if it does.
    pub(crate) container: Option<String>,
    /// An image that was pulled for the tour.
    pub(crate) pulled: Option<String>,
}

impl Sweep {
    /// The commands, in order.
    pub(crate) fn commands(&self) -> Vec<String> {
        let labels = [
            format!("dev.slipway.project={PROJECT}"),
            format!("com.docker.compose.project={PROJECT}-sandbox"),
            format!("com.docker.compose.project={PROJECT}-production"),
        ];
        let mut commands: Vec<String> = labels
            .iter()
            .flat_map(|label| {
                [
                    format!("docker ps -aq --filter label={label} | xargs -r docker rm --force --volumes"),
                    format!("docker volume ls -q --filter label={label} | xargs -r docker volume rm --force"),
                    format!("docker network ls -q --filter label={label} | xargs -r docker network rm"),
                ]
            })
            .collect();
        commands.extend(self.container.iter().map(|name| format!("docker rm --force --volumes {name}")));
        // By name first: an identity may carry names of other people's as well.
        for format in ["--format '{{.Repository}}:{{.Tag}}'", "--quiet"] {
            commands.push(format!(
                "docker image ls --filter 'reference={}/*/*' {format} | sort -u | xargs -r docker image rm --force",
                self.registry
            ));
        }
        let images = self.pulled.iter().map(String::as_str).chain([BASE_IMAGE]);
        // Without force: whoever uses one meanwhile keeps it.
        commands.extend(images.map(|image| format!("docker image rm {image}")));
        commands
    }

    /// Keeps the commands ready to run when the tour ends, however it ends; a `slipway` that is under way then is
    /// ended first. The tour's `folder` goes last.
    pub(crate) fn start(&self, folder: &Path) -> Result<Leashed> {
        let text = format!(
            "export DOCKER_HOST='{}'\nfolder='{}'\nsweep() {{\n{}\n}}\n{}",
            self.endpoint,
            folder.display(),
            self.commands().join("\n"),
            AT_END.replace("UNDER_WAY", UNDER_WAY)
        );
        Leashed::start_then(&["sleep", "2000000"], &text, &folder.join("sweeper.log"))
    }
}

/// A `slipway` that was ended may leave its connections open for a while, and what it asked an engine for may still
/// appear: one sweep is not enough then.
const AT_END: &str = r#"
if step=$(cat "$folder/UNDER_WAY"); then
  kill -TERM "$step"
  for _ in $(seq 100); do
    case $(ps -o stat= -p "$step") in '' | Z*) break ;; esac
    sleep 0.1
  done
  kill -KILL "$step"
  pkill -f -- "-F $folder/ssh_config "
  sweep
  sleep 2
fi
sweep
rm -rf "$folder"
"#;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use slipway_testkit::{Docker, Network, busybox_image, root_or_explain};

    use super::*;

    fn leave_something(docker: &Docker, project: &str) {
        let label = format!("dev.slipway.project={project}");
        docker.run(&["volume", "create", "--label", &label, project]).unwrap();
        let mount = format!("{project}:/work");
        let container = ["run", "--detach", "--name", project, "--label", &label, "--volume", &mount];
        docker.run(&[&container[..], &[BASE_IMAGE, "sleep", "600"]].concat()).unwrap();
    }

    #[test]
    fn what_the_tour_left_is_swept_and_nothing_else() {
        if !root_or_explain("the tour's sweeper") {
            return;
        }
        let network = Network::start().unwrap();
        let engine = network.engine("swept").unwrap();
        let docker = engine.docker();
        busybox_image(docker).unwrap();
        docker.run(&["tag", BASE_IMAGE, "127.0.0.1:5055/recipes/api:1"]).unwrap();
        docker.run(&["tag", BASE_IMAGE, "registry:2"]).unwrap();
        docker.run(&["tag", BASE_IMAGE, "alpine:3"]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let tour = folder.path().join("tour");
        std::fs::create_dir(&tour).unwrap();
        let mut step = std::process::Command::new("sleep").arg("600").spawn().unwrap();
        std::fs::write(tour.join(UNDER_WAY), step.id().to_string()).unwrap();
        leave_something(docker, "recipes");
        let before = docker.inventory().unwrap();
        let sweep = Sweep {
            endpoint: docker.endpoint().to_owned(),
            registry: "127.0.0.1:5055".to_owned(),
            container: None,
            pulled: Some("registry:2".to_owned()),
        };
        let leash = sweep.start(&tour).unwrap();
        leave_something(docker, PROJECT);
        drop(leash);
        assert_eq!(docker.inventory().unwrap(), before, "the tour's are gone, the others' are there");
        let images = docker.text(&["image", "ls", "--format", "{{.Repository}}:{{.Tag}}"]).unwrap();
        assert_eq!(images, "alpine:3");
        assert!(!step.wait().unwrap().success(), "the step under way was ended");
        assert!(!tour.exists());
    }
}
