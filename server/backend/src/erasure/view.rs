//! What the pages show of lists.

use domain::access::Action;
use domain::problem::Problem;
use uuid::Uuid;

use super::duty::county_of;
use super::rows::batches;
use super::tables::{erasure_batch, erasure_item};
use crate::access::accounts::Account;
use crate::crypt::seal::{Binding, open};
use crate::error::{Error, Result};
use crate::store::Store;

/// A list with its records, as its page shows it.
#[derive(Clone, Debug)]
pub struct BatchView {
    /// The list.
    pub batch: erasure_batch::Model,
    /// Why, in the words of who asked; empty for the job.
    pub reason: String,
    /// Counts by rule, township and state.
    pub counts: Vec<batches::Count>,
    /// The records, at most [`MOST_ITEMS`].
    pub items: Vec<erasure_item::Model>,
    /// This person asked for it.
    pub own: bool,
    /// This person may decide about it now.
    pub decides: bool,
}

/// Most records that a page of a list shows.
pub const MOST_ITEMS: u64 = 5_000;

/// Most lists of a page.
const MOST: u64 = 200;

/// The county whose lists this account sees: who makes requests of guardians, and who approves.
fn seen(account: &Account) -> Result<&str> {
    county_of(account, Action::RetentionPreview).or_else(|_| county_of(account, Action::RetentionApprove))
}

/// The lists of the county, the newest first.
///
/// # Errors
/// [`Problem::NotFound`] for a role that sees none.
pub async fn all(store: &Store, account: &Account) -> Result<Vec<erasure_batch::Model>> {
    batches::all(&store.db, seen(account)?, MOST).await
}

/// A list of the county.
///
/// # Errors
/// [`Problem::NotFound`] for a role that sees none, and when there is none.
pub async fn one(store: &Store, account: &Account, id: Uuid) -> Result<BatchView> {
    let county = seen(account)?;
    let batch = batches::by_id(&store.db, county, id).await?.ok_or(Problem::NotFound)?;
    let own = batch.asked_person == Some(account.person());
    let waits = batch.state == "proposed" && batch.ends_at >= store.clock.millis();
    Ok(BatchView {
        reason: reason(store, &batch)?,
        counts: batches::counts(&store.db, county, id).await?,
        items: batches::items(&store.db, county, id, MOST_ITEMS).await?,
        decides: waits && !own && county_of(account, Action::RetentionApprove).is_ok(),
        own,
        batch,
    })
}

fn reason(store: &Store, batch: &erasure_batch::Model) -> Result<String> {
    if batch.sealed.is_empty() {
        return Ok(String::new());
    }
    let binding = Binding::erasure_batch(batch.id);
    let words = open(&store.keys, &batch.county_code, binding, &batch.key_id, &batch.sealed)?;
    String::from_utf8(words.to_vec()).map_err(|_| Error::internal("the words of a list are no text"))
}
