//! Containers of services that go.

use serde::{Deserialize, Serialize};
use serde_json::json;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_engine::ports::{ContainerEngine, Cx};
use slipway_hosts::{GRACE, Spot, selection};

/// The arguments of `remove`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RemoveArgs {
    /// Where.
    pub spot: Spot,
    /// The services whose containers go.
    pub services: Vec<String>,
}

/// Stops and removes every container of these services; nothing that is not labelled as ours. The engine is
/// a fenced one. Volumes stay.
pub async fn remove(
    spot: &Spot,
    services: &[String],
    engine: &dyn ContainerEngine,
    cx: &Cx,
) -> Result<(), Problem> {
    for service in services {
        for found in engine.containers(&selection(&spot.project, &spot.environment, Some(service))).await? {
            engine.stop(&found.id, GRACE).await?;
            engine.remove_keeping_volumes(&found.id).await?;
            cx.log(format!("{service}: {} is removed", found.name));
        }
    }
    Ok(())
}

/// Sentences on what is still there of these services.
pub async fn left(
    spot: &Spot,
    services: &[String],
    engine: &dyn ContainerEngine,
) -> Result<Vec<String>, Problem> {
    let mut left = Vec::new();
    for service in services {
        let found = engine.containers(&selection(&spot.project, &spot.environment, Some(service))).await?;
        left.extend(found.iter().map(|found| format!("{} is still there", found.name)));
    }
    Ok(left)
}

/// Whether all of them are gone.
pub async fn seen(args: &RemoveArgs, engine: &dyn ContainerEngine) -> Result<Observed, Problem> {
    let left = left(&args.spot, &args.services, engine).await?;
    if left.is_empty() {
        return Ok(Observed::Done(json!({})));
    }
    let text = format!("on {} {}", args.spot.place, left.join("; "));
    let problem = Problem::new(Code::VerifyFailed, text);
    Ok(Observed::Different { fact: json!({}), problem, evidence: Vec::new() })
}
