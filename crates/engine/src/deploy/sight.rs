//! The places of an environment as one request sees them.

use slipway_domain::world::World;
use tokio::sync::OnceCell;

use crate::ports::Target;

/// A look at all places of an environment, taken when somebody first asks for it. Whoever asks later, or while it is
/// taken, gets the same: to look is a round trip to every host.
pub(super) struct Sight<'t> {
    target: &'t dyn Target,
    seen: OnceCell<World>,
}

impl<'t> Sight<'t> {
    /// Nothing is looked at yet.
    pub fn of(target: &'t dyn Target) -> Self {
        Self { target, seen: OnceCell::new() }
    }

    /// What was seen.
    pub async fn world(&self) -> &World {
        self.seen.get_or_init(|| self.target.observe()).await
    }
}
