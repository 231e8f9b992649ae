//! The laptop's engine, held while an operation works with it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use slipway_domain::ids::OperationId;

use crate::ports::ContainerEngine;

/// The engine of each operation that has begun something there. While it is held no other one is given, also where a
/// person chooses another: what was begun is there and nowhere else.
#[derive(Default)]
pub struct Held(Mutex<BTreeMap<OperationId, Arc<dyn ContainerEngine>>>);

impl Held {
    /// Holds it until the operation is let go.
    pub(super) fn keep(&self, operation: OperationId, engine: Arc<dyn ContainerEngine>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(operation, engine);
    }

    /// Nothing more is done for the operation.
    pub(super) fn let_go(&self, operation: OperationId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&operation);
    }
}
