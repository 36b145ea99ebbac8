//! The copy of a declaration on the phone, from which its pages open without a connection.

use std::collections::BTreeMap;

use domain::view::declare::{DraftView, ReceiptView};
use leptos::prelude::*;

use super::{Declaration, Keeper};
use crate::codec::Encoded;
use crate::declaration::functions::Loaded;

impl Declaration {
    /// What a page would be told of it now.
    pub(crate) fn as_loaded(&self) -> Loaded {
        let draft = self.0.draft.as_ref().map(|draft| DraftView {
            id: draft.id.clone(),
            revision: self.revision(),
            form: self.kind(),
            answers: self.as_typed(),
            overrides: self.0.overrides.get_untracked(),
            comments: draft.comments.clone(),
            return_reason: draft.return_reason.clone(),
        });
        Loaded {
            link: self.0.link.clone(),
            consent: self.0.consent.clone(),
            notice: self.0.notice.clone(),
            draft,
            submitted: self.0.submitted.clone(),
            today: self.0.today,
            policy: self.0.policy.name.clone(),
            deployment: self.0.divisions.clone(),
            ways: self.0.ways.clone(),
            receipt: self.0.receipt.get_untracked(),
            practice: self.practice(),
            places: BTreeMap::new(),
            recalled: false,
        }
    }

    /// The copy, as the server has it. Nothing while something waits to be sent: that is kept apart, and the next copy has
    /// it. Nothing for what no server keeps: a draft of a worker, whose locker has it, and a form to practise on.
    #[must_use]
    pub fn copy(&self) -> Option<Loaded> {
        (self.settled() && !self.recalled()).then(|| self.as_loaded())
    }

    /// A family's declaration of which the server has everything.
    #[must_use]
    pub fn settled(&self) -> bool {
        matches!(self.0.keeper, Keeper::Server) && !self.waits()
    }

    /// The same, of which nobody knows what others did to it meanwhile.
    #[must_use]
    pub fn as_recalled(&self) -> Self {
        Self::new(Loaded { recalled: true, ..self.as_loaded() })
    }

    /// The same after its draft was submitted and the list of what was submitted could not be read.
    #[must_use]
    pub fn after_submitting(&self, receipt: Encoded<Option<ReceiptView>>) -> Self {
        Self::new(Loaded { draft: None, receipt, recalled: true, ..self.as_loaded() })
    }

    /// Whether it comes from the copy, so that what others did to it is not known.
    #[must_use]
    pub fn recalled(&self) -> bool {
        self.0.recalled
    }
}
