//! One event with everything that is known of it, and what proves it.

use domain::problem::Problem;
use uuid::Uuid;

use super::people::People;
use crate::access::accounts::Auditor;
use crate::access::rows;
use crate::audit::evidence::{self, HeadProof, Inclusion};
use crate::audit::rows::{search, trail};
use crate::audit::tables::audit_event;
use crate::divisions::names;
use crate::error::Result;
use crate::store::Store;

/// An event.
#[derive(Clone, Debug)]
pub struct EventDetail {
    /// Its columns.
    pub event: audit_event::Model,
    /// Who acted, in words.
    pub who: String,
    /// The place of the assignment under which it was done, in words; empty when there is none.
    pub place: String,
    /// The ids that it names beside its subject.
    pub subjects: Vec<Uuid>,
    /// Its way to the root of its batch; nothing while it is not sealed.
    pub inclusion: Option<Inclusion>,
    /// The head over that batch; nothing before the next one.
    pub head: Option<HeadProof>,
}

/// An event of the area.
///
/// # Errors
/// [`Problem::NotFound`] when there is none, or it is of another area.
pub async fn event(store: &Store, by: &Auditor, county: &str, lane: Uuid, no: i64) -> Result<EventDetail> {
    by.reach(county)?;
    let event = search::one(&store.db, county, lane, no).await?.ok_or(Problem::NotFound)?;
    let beside = trail::subjects(&store.db, county, lane, (no, no)).await?;
    let ids = beside.iter().flat_map(|row| row.ids.chunks_exact(16)).filter_map(|id| Uuid::from_slice(id).ok());
    let inclusion = evidence::inclusion(store, &event).await?;
    let head = match &inclusion {
        Some(inclusion) => evidence::head_over(store, &inclusion.batch).await?,
        None => None,
    };
    let who = People::of(store, [&event]).await?.who(&event);
    Ok(EventDetail { who, place: place(store, &event).await?, subjects: ids.collect(), inclusion, head, event })
}

/// The place of an event's assignment.
async fn place(store: &Store, event: &audit_event::Model) -> Result<String> {
    let (Some(account), Some(id)) = (event.actor, event.assignment) else { return Ok(String::new()) };
    let Some(account) = rows::accounts::by_id(&store.db, account).await? else { return Ok(String::new()) };
    let all = rows::assignments::of_account(&store.db, &account.county_code, account.id).await?;
    match all.into_iter().find(|row| row.id == id) {
        Some(row) => names::name_in_words(&row.place_code),
        None => Ok(String::new()),
    }
}
