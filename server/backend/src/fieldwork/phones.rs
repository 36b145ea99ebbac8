//! Workers' phones as the township sees them: whose, how much is unsent, since when, and how much of what came
//! could not be taken. Numbers only.

use domain::problem::Problem;
use domain::view::fieldwork::PhoneView;
use uuid::Uuid;

use crate::access::accounts::Reviewer;
use crate::audit::{Entry, Kind, pen};
use crate::divisions::names;
use crate::error::Result;
use crate::fieldwork::rows::phones as query;
use crate::store::Store;

/// The phones of the area's workers: those with unsent work first, the longest unsent before the others.
///
/// # Errors
/// If the database refuses.
pub async fn phones(store: &Store, reviewer: &Reviewer) -> Result<Vec<PhoneView>> {
    let mut phones = Vec::new();
    for (phone, worker, kept) in query::of_area(&store.db, reviewer).await? {
        let division = names::item(&worker.place)?;
        let unsent = u32::try_from(phone.unsent).unwrap_or(0);
        phones.push(PhoneView {
            id: phone.id.to_string(),
            worker: worker.account.display_name,
            division_name: division.map_or(worker.place, |unit| unit.name),
            unsent,
            unsent_since: phone.unsent_since.filter(|_| unsent > 0),
            last_seen: phone.last_seen,
            kept,
            ended: phone.revoked_at.is_some(),
        });
    }
    phones.sort_by_key(|phone| (phone.unsent == 0, phone.unsent_since.unwrap_or(i64::MAX)));
    Ok(phones)
}

/// Ends a lost phone: it sends and gets nothing any more. What it sent before stays.
///
/// # Errors
/// [`Problem::Forbidden`] for somebody who only reads; [`Problem::NotFound`] when there is none of the area
/// that still sends.
pub async fn revoke_phone(store: &Store, reviewer: &Reviewer, id: Uuid) -> Result<()> {
    if !reviewer.decides() {
        return Err(Problem::Forbidden.into());
    }
    let tx = store.begin().await?;
    let now = store.clock.millis();
    if !query::revoke(&*tx, reviewer, id, now).await? {
        return Err(Problem::NotFound.into());
    }
    let entry = Entry::new(reviewer.area().county(), now, Kind::PhoneEnded, reviewer.actor()).of("phone", id);
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await
}
