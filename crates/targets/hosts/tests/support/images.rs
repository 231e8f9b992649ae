//! Images of the sample in a registry with a password, and what runs of them.

use slipway_domain::digest::Digest;
use slipway_testkit::{Docker, Registry};

/// What a container of the sample runs: an HTTP server that says its version.
const SAMPLE: &str = "trap 'exit 0' TERM; mkdir -p /www; echo $SLIPWAY_VERSION >/www/version; \
    [ -z \"$FAIL\" ] || { echo cannot go on: $FAIL; exit 7; }; \
    echo serving $SLIPWAY_VERSION; httpd -f -p 8080 -h /www & wait";

/// Makes an image of the sample for `team/NAME`, pushes it under these tags and removes it from the engine.
pub fn image(docker: &Docker, registry: &Registry, name: &str, tags: &[&str]) -> Digest {
    let made = docker.text(&["create", slipway_testkit::BASE_IMAGE]).unwrap();
    let command = format!("CMD {}", serde_json::json!(["sh", "-c", SAMPLE]));
    let content = format!("LABEL content={name}-{}", tags[0]);
    let local = format!("made/{name}:{}", tags[0]);
    docker.run(&["commit", "-c", &command, "-c", &content, &made, &local]).unwrap();
    docker.run(&["rm", "-f", &made]).unwrap();
    let repository = format!("team/{name}");
    for tag in tags {
        let pushed = registry.push(docker, &local, &format!("{repository}:{tag}")).unwrap();
        docker.run(&["rmi", &pushed]).unwrap();
    }
    docker.run(&["rmi", &local]).unwrap();
    registry.digest(&repository, tags[0]).unwrap().unwrap().parse().unwrap()
}

/// The digest in `team/NAME` of what a container runs, as its engine tells.
pub fn running(docker: &Docker, registry: &Registry, container: &str, name: &str) -> Option<String> {
    let image = docker.text(&["inspect", "-f", "{{.Image}}", container]).ok()?;
    let digests = docker.text(&["inspect", "-f", "{{join .RepoDigests \" \"}}", &image]).unwrap();
    let own = format!("{}@", registry.image(&format!("team/{name}")));
    digests.split_whitespace().find_map(|one| one.strip_prefix(&own)).map(str::to_owned)
}
