//! Who acts, as the trail writes it.

use domain::access::Relation;

use super::{Account, Director, FieldWorker, Reviewer};
use crate::audit::{Actor, ActorKind};

impl Account {
    /// The same account, asking in this session: the first 16 bytes of the digest of its id.
    #[must_use]
    pub fn in_session(mut self, session: Option<[u8; 16]>) -> Self {
        self.session = session;
        self
    }

    /// The account as the trail writes it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor {
            kind: ActorKind::Account,
            id: Some(self.id()),
            person: Some(self.person()),
            assignment: Some(self.assignment().id),
            name: self.display_name().to_owned(),
            role: self.role().code(),
            relation: "",
            session: self.session,
        }
    }
}

impl Reviewer {
    /// The reviewer as the trail writes it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let relation = if self.area().township().is_some() { Relation::Township } else { Relation::County };
        Actor { relation: relation.code(), ..self.account().actor() }
    }
}

impl Director {
    /// The maker of links as the trail writes it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.account().actor()
    }
}

impl FieldWorker {
    /// The worker as the trail writes it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        let relation = if self.village().is_some() { Relation::Village } else { Relation::Township };
        Actor { relation: relation.code(), ..self.account().actor() }
    }
}
