//! Another person's word on a list.

use domain::access::Action;
use domain::problem::Problem;
use uuid::Uuid;

use super::duty::{county_of, in_words};
use super::rows::batches;
use super::tables::erasure_batch;
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::store::Store;

/// The word of another person on a list. A guardian's request is carried out at once by [`super::carry_out()`], a list of the
/// job in the next night.
///
/// # Errors
/// [`Problem::NotFound`] when nothing of this county waits under the id; [`Problem::OwnRequest`] for who asked for it.
pub async fn decide(store: &Store, account: &Account, id: Uuid, approved: bool) -> Result<erasure_batch::Model> {
    let county = county_of(account, Action::RetentionApprove)?;
    let was = batches::by_id(&store.db, county, id).await?.ok_or(Problem::NotFound)?;
    if was.state != "proposed" || was.ends_at < store.clock.millis() {
        return Err(Problem::NotFound.into());
    }
    if was.asked_person == Some(account.person()) {
        return Err(Problem::OwnRequest.into());
    }
    let at = store.clock.millis();
    let now = erasure_batch::Model {
        state: if approved { "approved" } else { "refused" }.to_owned(),
        decided_by: Some(account.id()),
        decider: in_words(account),
        decided_at: Some(at),
        ..was.clone()
    };
    let tx = store.begin().await?;
    if !batches::change(&*tx, &was, &now).await? {
        return Err(Problem::NotFound.into());
    }
    let entry = Entry::new(county, at, Kind::RetentionApproved, account.actor()).of("erasure", id);
    let entry = entry.with("number", was.number.as_str()).with("step", now.state.as_str()).with("count", was.records);
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    Ok(now)
}
