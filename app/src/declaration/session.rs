//! The declaration that this page load works on, kept while pages change.

use std::sync::{Arc, Mutex};

use super::Declaration;
use crate::api::declarations::Loaded;
use crate::platform;

/// Holds the declaration above the routes, so that a new page need not ask for it again.
#[derive(Clone, Default)]
pub struct Session(Arc<Mutex<Option<Declaration>>>);

impl Session {
    /// The declaration, once loaded: the family's own, or the one to practise on.
    #[must_use]
    pub fn current(&self, practice: bool) -> Option<Declaration> {
        self.0.lock().ok()?.clone().filter(|held| held.practice() == practice)
    }

    /// Works on this declaration from now on.
    pub fn set(&self, declaration: Option<Declaration>) {
        if let Some(declaration) = &declaration {
            platform::stay_openable(declaration);
        }
        if let Ok(mut held) = self.0.lock() {
            *held = declaration;
        }
    }

    /// Works on what the server told.
    #[must_use]
    pub fn adopt(&self, loaded: Loaded) -> Declaration {
        let declaration = Declaration::new(loaded);
        self.set(Some(declaration.clone()));
        declaration
    }
}
