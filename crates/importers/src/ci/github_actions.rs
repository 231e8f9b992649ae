//! The actions that people build and deploy with.

use slipway_domain::yaml::Value;

use super::github::File;
use super::lines::script;
use super::{CiImage, CiJob};
use crate::deeds::{Act, BuildAct};
use crate::host::HostName;
use crate::image::ImageName;
use crate::variables::Variables;

/// Actions that install a language, the image that has it, and the key of its version.
const SETUPS: [(&str, &str, &str); 6] = [
    ("actions/setup-node", "node", "node-version"),
    ("actions/setup-go", "golang", "go-version"),
    ("actions/setup-python", "python", "python-version"),
    ("actions/setup-java", "eclipse-temurin", "java-version"),
    ("actions/setup-dotnet", "mcr.microsoft.com/dotnet/sdk", "dotnet-version"),
    ("ruby/setup-ruby", "ruby", "ruby-version"),
];

/// Actions that need nothing in Slipway.
const NOTHING: [&str; 8] = [
    "actions/checkout",
    "actions/cache",
    "actions/upload-artifact",
    "actions/download-artifact",
    "docker/setup-buildx-action",
    "docker/setup-qemu-action",
    "docker/metadata-action",
    "aws-actions/configure-aws-credentials",
];

/// Reads a step with `uses`.
pub(super) fn step(file: &File, uses: Value, with: Option<Value>, job: &mut CiJob) {
    let Some(action) = uses.text().map(|text| text.split('@').next().unwrap_or(text)) else {
        return;
    };
    let place = file.place(uses.line());
    let text = |key: &str| with.and_then(|with| with.get(key)).and_then(Value::text);
    if let Some((_, image, key)) = SETUPS.iter().find(|(name, _, _)| *name == action) {
        let version = text(key).filter(|version| is_version(version)).map(|v| v.trim_end_matches(".x"));
        job.image = job.image.take().or_else(|| {
            let name = format!("{image}:{}", version?);
            let guess = Some(format!("{name} has what {action} installs"));
            Some(CiImage { name, place: file.place(uses.line()), guess })
        });
        return;
    }
    match action {
        "docker/build-push-action" => job.acts.push((Act::Build(build(with)), place, None)),
        "docker/login-action" => {
            let registry = text("registry").unwrap_or("docker.io").to_owned();
            job.acts.push((Act::Login { registry }, place, None));
        }
        "aws-actions/amazon-ecs-deploy-task-definition" => {
            job.acts.push((Act::Elsewhere { what: "Amazon ECS".to_owned() }, place, None));
        }
        "azure/k8s-deploy" | "Azure/k8s-deploy" => {
            job.acts.push((Act::Elsewhere { what: "Kubernetes".to_owned() }, place, None));
        }
        "appleboy/ssh-action" => {
            let script = with
                .and_then(|with| with.get("script"))
                .and_then(|value| script(file.path, file.text, value));
            if let (Some(host), Some(script)) = (host(with), script) {
                job.remote.push((host, script));
            }
        }
        "appleboy/scp-action" => {
            if let Some(host) = host(with) {
                let files = text("source").unwrap_or_default().split(',').map(|file| file.trim().to_owned());
                job.acts.push((Act::Copy { files: files.collect() }, place, Some(host)));
            }
        }
        action if NOTHING.contains(&action) => {}
        action => job.obstacle = job.obstacle.take().or(Some(format!("it uses the action {action}"))),
    }
}

fn is_version(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == 'x')
        && text.trim_end_matches(".x").chars().all(|c| c != 'x')
}

fn host(with: Option<Value>) -> Option<HostName> {
    let text = |key: &str| with.and_then(|with| with.get(key)).and_then(Value::text);
    // An account or port that only GitHub knows is left to the person.
    let plain = |text: &&str| !text.contains('$');
    let first = text("host")?.split(',').next()?;
    HostName::read(first, text("username").filter(plain), text("port").filter(plain), &Variables::new())
}

fn build(with: Option<Value>) -> BuildAct {
    let text = |key: &str| with.and_then(|with| with.get(key)).and_then(Value::text);
    let lines = |key: &str| {
        text(key).unwrap_or_default().split(['\n', ',']).map(str::trim).filter(|line| !line.is_empty())
    };
    let args = text("build-args").unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty());
    BuildAct {
        images: lines("tags").filter_map(|image| ImageName::read(image, &Variables::new())).collect(),
        context: text("context").map_or(".", |path| path.trim_start_matches("./")).to_owned(),
        dockerfile: text("file").map(|path| path.trim_start_matches("./").to_owned()),
        target: text("target").map(str::to_owned),
        args: args
            .map(|line| match line.split_once('=') {
                Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                None => (line.to_owned(), None),
            })
            .collect(),
        push: text("push") != Some("false"),
    }
}
