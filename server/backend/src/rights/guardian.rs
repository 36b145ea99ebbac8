//! Who comes as a guardian: what the access table gives that role, and how the trail writes it.

use domain::access::{self, Action, Decision, Levels, Relation, Role, Target};
use domain::problem::Problem;
use domain::register::State;
use uuid::Uuid;

use crate::audit::{Actor, ActorKind};
use crate::declare::guardian::guarded;
use crate::error::Result;
use crate::links::holder::LinkHolder;
use crate::register::document::state_of;
use crate::register::tables::record;
use crate::store::Store;

/// A guardian as the trail writes it.
pub(super) fn actor(link_holder: &LinkHolder) -> Actor {
    let (role, relation) = (Role::Guardian.code(), Relation::Holder.code());
    Actor { kind: ActorKind::Family, id: Some(link_holder.holder()), role, relation, ..Actor::default() }
}

/// What a guardian is shown of a record in this state.
pub(super) fn levels(state: State) -> Levels {
    access::levels(Role::Guardian, Relation::Holder, state.into())
}

/// Whether the role of an event is that of the family itself.
pub(super) fn is_family(role: &str) -> bool {
    [Role::Guardian.code(), Role::Family.code()].contains(&role)
}

/// The record of a guardian who may do this with it.
///
/// # Errors
/// The problems of the link; [`Problem::NotFound`] when it is not the family's or the access table does not give it;
/// [`Problem::CodeNeeded`] without a fresh proof.
pub(super) async fn reached(
    store: &Store,
    link_holder: &LinkHolder,
    id: Uuid,
    action: Action,
) -> Result<record::Model> {
    let record = guarded(store, link_holder, id).await?;
    let target = Target::Record(Relation::Holder, state_of(&record)?.into());
    match access::decide(action, Role::Guardian, target) {
        Decision::Allowed(_) => Ok(record),
        Decision::Forbidden | Decision::NotFound => Err(Problem::NotFound.into()),
    }
}
