//! Another person's word on an export.

use domain::access::{self, Action, Relation, Target};
use domain::problem::Problem;
use uuid::Uuid;

use super::request::{OPEN, in_words};
use super::rows;
use super::state::State;
use super::tables::export;
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::store::Store;

/// Approves or refuses an export of the county.
///
/// # Errors
/// [`Problem::NotFound`] when nothing of this county waits under the id, or for a role that decides about none;
/// [`Problem::OwnRequest`] for who asked for it, whatever the role.
pub async fn decide(store: &Store, account: &Account, id: Uuid, approved: bool) -> Result<()> {
    let was = rows::by_id(&store.db, account.county_code(), id).await?;
    let was = was.filter(|export| export.state == State::Asked.code()).ok_or(Problem::NotFound)?;
    if was.asker_person == account.person() {
        return Err(Problem::OwnRequest.into());
    }
    if !may_decide(account) {
        return Err(Problem::NotFound.into());
    }
    let at = store.clock.millis();
    let now = export::Model {
        state: if approved { State::Approved } else { State::Refused }.code().to_owned(),
        decided_by: Some(account.id()),
        decider: in_words(account),
        decided_at: Some(at),
        ends_at: if approved { at + OPEN } else { 0 },
        ..was.clone()
    };
    let tx = store.begin().await?;
    if !rows::change(&*tx, &was, &now).await? {
        return Err(Problem::NotFound.into());
    }
    let entry = Entry::new(&was.county_code, at, Kind::ExportApproved, account.actor()).of("export", id);
    let entry = entry.with("number", was.number.as_str()).with("approved", approved).with("count", was.rows);
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await
}

/// Whether this account decides about exports of its county.
pub(super) fn may_decide(account: &Account) -> bool {
    access::may(Action::ExportApprove, account.role(), Target::Area(Relation::County)).is_some()
}
