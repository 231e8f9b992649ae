//! What came of `run`, `deploy`, `promote`, `rollback`, `resume` and `cancel`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use slipway_domain::digest::Digest;
use slipway_domain::entry::Evidence;
use slipway_domain::operation::Verdict;
use slipway_engine::deploy::{OperationResult, PlaceResult};

/// The document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OperationDocument {
    /// Its id; null when nothing was open to resume.
    pub operation: Option<String>,
    /// How it stands.
    pub verdict: Verdict,
    /// The environment.
    pub environment: Option<String>,
    /// The number of the release that was made or moved.
    pub release: Option<u64>,
    /// Per service its version.
    pub versions: BTreeMap<String, String>,
    /// The version, when there is one service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// Per service its digest.
    pub digests: BTreeMap<String, Digest>,
    /// What runs at each place now.
    pub places: Vec<PlaceDocument>,
    /// What shows why it did not succeed.
    pub evidence: Vec<Evidence>,
    /// Why it did not succeed, or what it waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<crate::error::ErrorBody>,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PlaceDocument {
    /// Its name.
    pub name: String,
    /// How it ended there.
    pub verdict: Verdict,
    /// Per service the digest that runs; null when the place cannot be seen.
    pub running: Option<BTreeMap<String, Option<Digest>>>,
}

impl From<&OperationResult> for OperationDocument {
    fn from(result: &OperationResult) -> Self {
        let services = result.release.iter().flat_map(|release| &release.services);
        let versions: BTreeMap<String, String> =
            services.clone().map(|(name, service)| (name.clone(), service.version.clone())).collect();
        let version = (versions.len() == 1).then(|| versions.values().next().cloned()).flatten();
        Self {
            operation: result.operation.map(|id| id.to_string()),
            verdict: result.verdict,
            environment: result.environment.clone(),
            release: result.release.as_ref().map(|release| release.number),
            digests: services.map(|(name, service)| (name.clone(), service.digest.clone())).collect(),
            places: result.places.iter().map(PlaceDocument::from).collect(),
            evidence: result.evidence.clone(),
            problem: result.problem.as_ref().map(|problem| crate::error::ErrorDocument::from(problem).error),
            versions,
            version,
        }
    }
}

impl OperationDocument {
    /// Nothing was open to resume.
    pub fn nothing() -> Self {
        Self {
            operation: None,
            verdict: Verdict::Succeeded,
            environment: None,
            release: None,
            versions: BTreeMap::new(),
            version: None,
            digests: BTreeMap::new(),
            places: Vec::new(),
            evidence: Vec::new(),
            problem: None,
        }
    }
}

impl From<&PlaceResult> for PlaceDocument {
    fn from(place: &PlaceResult) -> Self {
        Self { name: place.name.clone(), verdict: place.verdict, running: place.running.clone() }
    }
}
