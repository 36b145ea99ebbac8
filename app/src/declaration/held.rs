//! The declaration that this page load works on, kept while pages change.

use std::sync::{Arc, Mutex};

use domain::form::FormKind;

use super::Declaration;
use crate::declaration::functions::Loaded;

/// Holds the declaration above the routes, so that a new page need not ask for it again.
#[derive(Clone, Default)]
pub struct HeldDeclaration(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    declaration: Option<Declaration>,
    /// What a form to practise on is made from.
    blank: Option<Loaded>,
}

impl HeldDeclaration {
    /// The declaration, once loaded: the family's own, or the one to practise on.
    #[must_use]
    pub fn current(&self, practice: bool) -> Option<Declaration> {
        let current = self.0.lock().ok()?.declaration.clone().filter(|held| held.practice() == practice)?;
        // Another page is made from it: controls that were never left are gone.
        current.settle();
        Some(current)
    }

    /// Works on this declaration from now on.
    pub fn set(&self, declaration: Option<Declaration>) {
        if let Some(declaration) = &declaration {
            crate::declaration::stay_openable(declaration);
        }
        if let Ok(mut held) = self.0.lock() {
            held.declaration = declaration;
        }
    }

    /// Works on what the server told.
    #[must_use]
    pub fn adopt(&self, loaded: Loaded) -> Declaration {
        if loaded.practice {
            self.practise_with(loaded.clone());
        }
        let declaration = Declaration::new(loaded);
        self.set(Some(declaration.clone()));
        declaration
    }

    /// From now on a form to practise on is made from this one, which nothing was typed into.
    pub fn practise_with(&self, blank: Loaded) {
        if let Ok(mut held) = self.0.lock() {
            held.blank = Some(blank);
        }
    }

    /// A form of this kind to practise on, where nobody need be asked for it.
    #[must_use]
    pub fn blank(&self, kind: FormKind) -> Option<Loaded> {
        Some(self.0.lock().ok()?.blank.clone()?.to_practise(kind))
    }
}
