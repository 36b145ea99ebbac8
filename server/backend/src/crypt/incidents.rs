//! Values that did not open, remembered until the trail has them.
//!
//! Opening is a function without a database, and what does not open is met in the midst of reading. So it is noted here,
//! and written by whoever seals the trail, within a second.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

/// Incidents that are remembered, and places of which it is known that they were told; more says nothing new.
const MOST: usize = 10_000;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Fault {
    /// A value was changed, or comes from another place, row, county or time.
    Broken,
    /// A value is of a format that no longer opens.
    Downgrade,
}

/// A value that did not open.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Incident {
    pub(crate) fault: Fault,
    /// County of its row.
    pub(crate) county: String,
    /// Table and column.
    pub(crate) column: &'static str,
    /// Its row.
    pub(crate) row: Uuid,
}

#[derive(Default)]
pub(super) struct Incidents(Mutex<State>);

#[derive(Default)]
struct State {
    waiting: Vec<Incident>,
    /// A page that is loaded again and again tells of its broken value once.
    told: HashSet<Incident>,
}

impl Incidents {
    pub(super) fn note(&self, incident: Incident) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.told.len() < MOST && state.told.insert(incident.clone()) {
            tracing::error!(?incident, "a sealed value does not open");
            state.waiting.push(incident);
        }
    }

    pub(super) fn take(&self) -> Vec<Incident> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).waiting)
    }

    /// Those that could not be written wait again.
    pub(super) fn put_back(&self, incidents: Vec<Incident>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).waiting.extend(incidents);
    }
}
