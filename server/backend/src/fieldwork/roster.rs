//! The children of a worker's area as a phone holds them: with as little as a visit needs.

use std::collections::HashMap;

use domain::access::{Channel, Group};
use domain::fieldwork::{RosterChild, roster};
use uuid::Uuid;

use crate::access::accounts::{Account, FieldWorker};
use crate::crypt::record_key::RecordKey;
use crate::crypt::seal::unless_refused;
use crate::declare::submissions::state_of;
use crate::error::{Error, Result};
use crate::fieldwork::rows::roster as query;
use crate::fieldwork::rows::scope::Scope;
use crate::register::document::{Document, Summary, form_of};
use crate::register::seen::Seen;
use crate::register::tables::{record, submission};
use crate::store::Store;

/// Documents that are opened at a time: they are some kilobytes each.
const AT_A_TIME: usize = 500;

/// These records of the area as a phone holds them, in their order.
pub(crate) async fn children(
    store: &Store,
    worker: &FieldWorker,
    records: Vec<record::Model>,
) -> Result<Vec<RosterChild>> {
    let scope = Scope::from(worker);
    let mut days: HashMap<Uuid, Days> = HashMap::new();
    for part in records.chunks(AT_A_TIME) {
        for (record, day, next) in query::visits(&store.db, scope.county(), part).await? {
            // The later visit stands for the earlier ones, with what it says of the next.
            days.insert(record, Days { last: day, next });
        }
    }
    let mut children = Vec::with_capacity(records.len());
    let mut rest = records;
    while !rest.is_empty() {
        let later = rest.split_off(rest.len().min(AT_A_TIME));
        let current = query::current(&store.db, &rest).await?;
        let (work, account) = (store.clone(), worker.account().clone());
        let opened = tokio::task::spawn_blocking(move || open(&work, &account, &rest, current)).await;
        children.extend(opened.map_err(|_| Error::internal("opening the roster was cut short"))??);
        rest = later;
    }
    for child in &mut children {
        let days = child.record.parse().ok().and_then(|id: Uuid| days.remove(&id));
        (child.visited_on, child.next_visit) = days.map_or((None, None), |days| (Some(days.last), days.next));
    }
    Ok(children)
}

struct Days {
    last: String,
    next: Option<String>,
}

fn open(
    store: &Store,
    account: &Account,
    records: &[record::Model],
    current: Vec<submission::Model>,
) -> Result<Vec<RosterChild>> {
    let current: HashMap<Uuid, submission::Model> = current.into_iter().map(|row| (row.id, row)).collect();
    let one = |record: &record::Model| {
        let version =
            current.get(&record.submission_id).ok_or_else(|| Error::internal("a record lacks its version"))?;
        let seen = Seen::of(account, record, store.clock.today())?.through(Channel::Phone);
        let key = record.key(&store.keys)?;
        child((store, &key), seen, record, &Document::open(&key, version)?)
    };
    // What was tampered with does not come to a phone, and holds up nothing else.
    records.iter().filter_map(|record| unless_refused(one(record)).transpose()).collect()
}

fn child(
    (store, key): (&Store, &RecordKey),
    seen: Seen,
    record: &record::Model,
    document: &Document,
) -> Result<RosterChild> {
    let summary = Summary::open(key, record)?;
    let form = form_of(record)?;
    let shown = seen.answers(&document.answers);
    Ok(RosterChild {
        record: record.id.to_string(),
        version: record.version,
        form,
        state: state_of(record)?,
        name: summary.child_name,
        sex: summary.sex,
        born: summary.birth_date,
        carer: roster::carer(&shown),
        detail: roster::detail(&shown),
        due: roster::due(form, &document.answers, &document.verdict, &store.policy),
        visited_on: None,
        next_visit: None,
        key_care: !document.ledger.is_empty() && seen.shows(Group::Ledger),
    })
}
