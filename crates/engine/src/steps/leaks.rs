//! Looks for secrets in an image that was built, before it is pushed.
//!
//! What a layer holds is learned once for each version of the rules, by the layer's digest: after a small change the
//! layers that are new are looked through, and nothing is exported where none is.

mod history;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use slipway_domain::entry::{Evidence, Report};
use slipway_domain::how_far::HowFar;
use slipway_domain::ids::{Key, StepId};
use slipway_domain::leak::{AcceptedLeak, Leak, distinct, unaccepted, unused};
use slipway_domain::plan::Effect;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;

use super::push::built_images;
use super::{failed, knows};
use crate::ports::{
    ContainerEngine, Cx, Engines, Executor, Fence, ImageTexts, LayerLeaks, Leaks, Memory, Recalled, Source,
    Topic, Where,
};

/// The executor's name.
pub const NAME: &str = "leaks";
/// Looks through a service's image.
pub const IMAGE: &str = "image";

/// What is looked through.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeaksArgs {
    /// The service.
    pub service: String,
    /// The tree that it was built from.
    pub tree: String,
    /// The Dockerfile in it.
    pub dockerfile: String,
    /// The step that built it.
    pub built_by: StepId,
    /// What the project accepts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<AcceptedLeak>,
}

/// Looks for secrets in images.
pub struct LeaksExecutor {
    /// The laptop's engine.
    pub engines: Arc<dyn Engines>,
    /// Where the Dockerfile is.
    pub source: Arc<dyn Source>,
    /// Knows what was looked through before.
    pub memory: Arc<dyn Memory>,
    /// Knows what a secret looks like.
    pub leaks: Arc<dyn Leaks>,
}

#[async_trait]
impl Executor for LeaksExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        knows(effect, &[IMAGE])
    }

    async fn observe(&self, effect: &Effect, _: &Key, cx: &Cx, _: Option<&Report>) -> Observed {
        self.look(effect, cx).await.unwrap_or_else(Observed::Unreachable)
    }

    async fn act(&self, effect: &Effect, _: &Key, _: Fence, cx: &Cx) -> Report {
        match self.look_through(effect, cx).await {
            Ok(()) => Report::default(),
            Err(problem) => Report { untouched: true, ..failed(problem) },
        }
    }

    /// Nothing goes on once nobody waits for it.
    async fn stop(&self, _: &Effect, _: &Key, _: &Cx) {}
}

impl LeaksExecutor {
    async fn look(&self, effect: &Effect, cx: &Cx) -> Result<Observed, Problem> {
        let args: LeaksArgs = effect.read()?;
        let images: Vec<String> = built_images(&args.built_by, cx)?.into_values().collect();
        let known = self.known::<Vec<Leak>>(&images).await?;
        if images.iter().any(|image| !known.contains_key(image)) {
            return Ok(Observed::Absent);
        }
        let said = self.dockerfile(&args).await?;
        let found = distinct(said.into_iter().chain(known.into_values().flatten()));
        let fact = json!({ "service": args.service, "found": found.len() });
        let refused = unaccepted(found, &args.accepted);
        if refused.is_empty() {
            return Ok(Observed::Done(fact));
        }
        let problem = leak_found(&format!("the image of {}", args.service), &refused);
        Ok(Observed::Different { fact, problem, evidence: evidence(&args.service, &refused) })
    }

    async fn look_through(&self, effect: &Effect, cx: &Cx) -> Result<(), Problem> {
        let args: LeaksArgs = effect.read()?;
        let images: Vec<String> = built_images(&args.built_by, cx)?.into_values().collect();
        let mut known = self.known::<Vec<Leak>>(&images).await?;
        let engine = self.engines.engine(&Where::Here).await?;
        let new: Vec<String> = images.into_iter().filter(|image| !known.contains_key(image)).collect();
        for image in new {
            let found = self.image(&*engine, &image, cx).await?;
            self.note(vec![self.learned(&image, &found)]).await?;
            known.insert(image, found);
        }
        let all: Vec<Leak> =
            self.dockerfile(&args).await?.into_iter().chain(known.into_values().flatten()).collect();
        for finding in unused(&all, &args.accepted) {
            cx.log(format!("`{finding}` is accepted in slipway.yml and was not found in this image"));
        }
        Ok(())
    }

    /// What the Dockerfile says, also of stages that leave nothing in the image: their commands stay in the cache.
    async fn dockerfile(&self, args: &LeaksArgs) -> Result<Vec<Leak>, Problem> {
        let file = self.source.file(&args.tree, &args.dockerfile).await?;
        let leaks = |text: &str| self.leaks.dockerfile(&args.dockerfile, text);
        Ok(file.map(|file| leaks(&String::from_utf8_lossy(&file.bytes))).unwrap_or_default())
    }

    /// What an image shows, with its layers.
    async fn image(&self, engine: &dyn ContainerEngine, image: &str, cx: &Cx) -> Result<Vec<Leak>, Problem> {
        let gone = || Problem::new(Code::EngineFailed, format!("the image {image} is not there any more"));
        let layers = engine.image(image).await?.ok_or_else(gone)?.layers;
        let texts = engine.image_texts(image).await?.ok_or_else(gone)?;
        let mut known = self.known::<LayerLeaks>(&layers).await?;
        let wanted: BTreeSet<String> =
            layers.iter().filter(|layer| !known.contains_key(*layer)).cloned().collect();
        if !wanted.is_empty() {
            cx.tell(HowFar::Layers { new: wanted.len() as u64, of: layers.len() as u64 });
            let found = self.leaks.layers(engine.export(image), &wanted).await?;
            if let Some(layer) = wanted.iter().find(|layer| !found.contains_key(*layer)) {
                let message = format!(
                    "the engine does not give out the layer {layer} of {image}, so nobody knows what is in it"
                );
                return Err(Problem::new(Code::EngineFailed, message));
            }
            let learned = found.iter().map(|(layer, found)| self.learned(layer, found)).collect();
            self.note(learned).await?;
            known.extend(found);
        }
        let in_order: Vec<LayerLeaks> = layers.iter().filter_map(|layer| known.get(layer).cloned()).collect();
        Ok(distinct(self.leaks.image(&texts).into_iter().chain(in_layers(in_order, &texts))))
    }

    /// What was learned by these rules, by digest.
    async fn known<T: for<'r> Deserialize<'r>>(
        &self,
        digests: &[String],
    ) -> Result<BTreeMap<String, T>, Problem> {
        let keys: Vec<String> = digests.iter().map(|digest| self.key(digest)).collect();
        let recalled = self.memory.recall(Topic::Leaks, &keys).await?;
        let read = |one: &Recalled| {
            let digest = digests.iter().find(|digest| self.key(digest) == one.key)?;
            Some((digest.clone(), one.read()?))
        };
        Ok(recalled.iter().filter_map(read).collect())
    }

    async fn note(&self, values: Vec<(String, Value)>) -> Result<(), Problem> {
        self.memory.note(Topic::Leaks, values).await
    }

    fn learned(&self, digest: &str, found: &impl Serialize) -> (String, Value) {
        (self.key(digest), json!(found))
    }

    /// What is known under other rules is as good as unknown.
    fn key(&self, digest: &str) -> String {
        format!("{}/{digest}", self.leaks.rules())
    }
}

/// The findings of all layers, each with what made its layer and whether a later one takes the file away.
fn in_layers(layers: Vec<LayerLeaks>, texts: &ImageTexts) -> Vec<Leak> {
    let makers = history::makers(&texts.history, layers.len());
    let mut told = Vec::new();
    for (at, layer) in layers.iter().enumerate() {
        for leak in &layer.leaks {
            let path = leak.finding.split_once(':').map_or("", |(_, path)| path);
            let mut leak = leak.clone();
            if let Some(maker) = makers.get(at) {
                leak.place.push_str(&format!(", made by {maker}"));
            }
            if layers[at + 1..].iter().any(|later| takes_away(later, path)) {
                leak.place.push_str("; a later layer hides the file and does not take it out of the image");
            }
            told.push(leak);
        }
    }
    told
}

fn takes_away(layer: &LayerLeaks, path: &str) -> bool {
    layer.removed.iter().any(|gone| {
        let within = path.strip_prefix(gone.as_str());
        within.is_some_and(|rest| rest.is_empty() || gone.ends_with('/') || rest.starts_with('/'))
    })
}

/// The problem that unaccepted findings are.
pub fn leak_found(whose: &str, leaks: &[Leak]) -> Problem {
    let shown = leaks.iter().map(|leak| {
        let Leak { finding, place, why, hint } = leak;
        format!("\n  {finding} ({place}): {why}\n    {hint}")
    });
    let many = if leaks.len() == 1 { "a secret".to_owned() } else { format!("{} secrets", leaks.len()) };
    let message = format!("{whose} shows {many}{}", shown.collect::<String>());
    Problem::new(Code::LeakFound, message).details(json!({ "leaks": leaks }))
}

fn evidence(service: &str, leaks: &[Leak]) -> Vec<Evidence> {
    let one = |leak: &Leak| Evidence {
        place: None,
        service: Some(service.to_owned()),
        what: leak.finding.clone(),
        text: format!("{}: {}\n{}", leak.place, leak.why, leak.hint),
    };
    leaks.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(files: &[&str], removed: &[&str]) -> LayerLeaks {
        let leak = |file: &&str| Leak {
            finding: format!("file:{file}"),
            place: "layer 1a2b".into(),
            why: "it holds a login".into(),
            hint: "leave it out".into(),
        };
        LayerLeaks {
            leaks: files.iter().map(leak).collect(),
            removed: removed.iter().map(|path| (*path).to_owned()).collect(),
        }
    }

    #[test]
    fn a_finding_says_what_made_its_layer_and_that_the_file_was_hidden() {
        let history =
            ["FROM x", "ENV A=b", "COPY .npmrc /app/ # buildkit", "RUN /bin/sh -c rm /app/.npmrc # buildkit"];
        let texts = ImageTexts {
            history: history[1..].iter().map(|step| (*step).to_owned()).collect(),
            ..ImageTexts::default()
        };
        let layers = vec![layer(&["app/.npmrc", "srv/a"], &[]), layer(&["app/b"], &["app/.npmrc"])];
        let places: Vec<String> = in_layers(layers, &texts).into_iter().map(|leak| leak.place).collect();
        assert_eq!(
            places,
            [
                "layer 1a2b, made by `COPY .npmrc /app/`; a later layer hides the file and does not take it out of the image",
                "layer 1a2b, made by `COPY .npmrc /app/`",
                "layer 1a2b, made by a RUN",
            ]
        );
    }

    #[test]
    fn what_made_a_layer_is_told_without_what_lets_one_in() {
        let step = "ADD https://ann:kX9v2LpQ7rT4@files.internal/app.tgz?sig=9f8e /app/ # buildkit";
        let texts = ImageTexts { history: vec![step.to_owned()], ..ImageTexts::default() };
        let places: Vec<String> =
            in_layers(vec![layer(&["app/.npmrc"], &[])], &texts).into_iter().map(|leak| leak.place).collect();
        assert_eq!(places, ["layer 1a2b, made by `ADD https://files.internal/app.tgz /app/`"]);
    }

    #[test]
    fn a_folder_that_was_emptied_hides_what_was_in_it() {
        for (gone, hidden) in
            [("srv/", true), ("srv", true), ("srv/a", true), ("sr", false), ("srv/a/b", false), ("", false)]
        {
            assert_eq!(takes_away(&layer(&[], &[gone]), "srv/a"), hidden, "{gone}");
        }
    }
}
