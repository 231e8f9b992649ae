//! Engines at a place, and a clear word when the program that leads to them is missing.

use std::sync::Arc;

use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::ContainerEngine;
use slipway_hosts::{Kit, Spot};

/// The engine of the place, for looking.
pub async fn engine(kit: &Kit, spot: &Spot) -> Result<Arc<dyn ContainerEngine>, Problem> {
    match kit.engine(spot, String::new()).await {
        Ok(engine) => Ok(engine),
        Err(problem) => Err(explain(kit, spot, problem).await),
    }
}

/// A problem with an engine, put better where the `docker` program is what is missing: it makes the connection.
pub async fn explain(kit: &Kit, spot: &Spot, problem: Problem) -> Problem {
    if problem.code != Code::EngineUnreachable {
        return problem;
    }
    match kit.question(spot, "command -v docker >/dev/null 2>&1").await {
        Ok(ran) if ran.code != 0 => missing(spot),
        _ => problem,
    }
}

fn missing(spot: &Spot) -> Problem {
    let place = &spot.place;
    let text = format!(
        "there is no `docker` program on {place}, and Slipway reaches the engine there through `docker system dial-stdio`"
    );
    Problem::new(Code::ProgramMissing, text)
        .hint("install the Docker command line there, or put it on the PATH: `docker version` must work")
}
