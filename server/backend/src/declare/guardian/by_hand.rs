//! Somebody asks to be let in whose guardianship was revoked, or against whom a protective measure is recorded: the page
//! answers as to an unknown telephone, and the officer for children's data decides by hand.

use domain::values::date;
use uuid::Uuid;

use crate::audit::{Actor, Entry, Kind, pen};
use crate::calendar;
use crate::declare::declarations::own_record;
use crate::error::Result;
use crate::links::holder::LinkHolder;
use crate::register::requests::{RequestKind, RequestState};
use crate::register::rows::requests;
use crate::register::tables::rights_request;
use crate::store::Store;

/// Working days within which it is decided.
const DAYS: u8 = 15;

/// Makes the task, unless one waits already. Nobody waits for it: whoever asks has had the answer, in the time that any other
/// number takes.
pub(super) fn task(store: &Store, link_holder: &LinkHolder, id: Uuid) {
    let (store, link_holder) = (store.clone(), *link_holder);
    tokio::spawn(async move {
        if let Err(error) = write(&store, &link_holder, id).await {
            tracing::error!(?error, "a task of the officer for children's data cannot be written");
        }
    });
}

async fn write(store: &Store, link_holder: &LinkHolder, id: Uuid) -> Result<()> {
    let record = own_record(store, link_holder, id).await?.filter(|record| record.id == id);
    let county = record.map_or_else(|| link_holder.county().to_string(), |record| record.county_code);
    let tx = store.begin().await?;
    let waits = |row: &rights_request::Model| {
        row.kind == RequestKind::Identity.code() && RequestState::from_code(&row.state).is_some_and(RequestState::waits)
    };
    if requests::of_record(&*tx, &county, id).await?.iter().any(waits) {
        return Ok(());
    }
    let due = calendar::due(&*tx, &county, store.clock.today(), DAYS).await?;
    let row = rights_request::Model {
        county_code: county.clone(),
        record_id: id,
        id: store.new_id(),
        kind: RequestKind::Identity.code().to_owned(),
        version: 1,
        sealed: Vec::new(),
        key_id: String::new(),
        asked_at: store.clock.millis(),
        due_on: date::format(due),
        state: RequestState::Open.code().to_owned(),
        handled_by: None,
        handled_person: None,
        handled_at: None,
    };
    requests::insert(&*tx, &row).await?;
    let entry = Entry::new(county, row.asked_at, Kind::RequestMade, Actor::default()).of("request", row.id);
    pen::append(store, &tx, [&entry.with("kind", RequestKind::Identity.code()).with("declaration", id.to_string())])
        .await?;
    tx.commit().await
}
