//! What a room keeps in memory for as long as the store lives: counts, questions that wait for each other, the task that
//! writes. The store holds it and does not know it, so that rooms stand on the store and not the store on them.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Store;

/// Something that is kept once for a store and all its clones.
pub(crate) trait Resident: Send + Sync + 'static {
    /// Makes it. What it spawns must not hold the store, which would then never end.
    fn start(store: &Store) -> Self;
}

type Cell = Arc<OnceLock<Arc<dyn Any + Send + Sync>>>;

/// The residents of a store, by their type.
#[derive(Clone, Default)]
pub(super) struct Residents(Arc<Mutex<HashMap<TypeId, Cell>>>);

impl Residents {
    pub(super) fn get<T: Resident>(&self, store: &Store) -> Arc<T> {
        let cell = {
            let mut residents = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(residents.entry(TypeId::of::<T>()).or_default())
        };
        // The list is free again: a resident may ask for another one while it starts.
        let resident = cell.get_or_init(|| Arc::new(T::start(store)));
        Arc::clone(resident).downcast::<T>().unwrap_or_else(|_| unreachable!("the key is the type of the value"))
    }
}

impl fmt::Debug for Residents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Residents").finish_non_exhaustive()
    }
}
