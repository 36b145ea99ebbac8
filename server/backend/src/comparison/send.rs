//! A batch goes out (发出): each row gets its key, the batch its checksum and the day on which it is due; the records are
//! compared from then on (county.md A.3 rows 3, 8 and 13).

use std::collections::{BTreeMap, HashMap};

use domain::access::Action;
use domain::comparison::ItemState;
use domain::comparison::batch::BatchAction;
use domain::parameters::Parameters;
use domain::problem::Problem;
use domain::register::State;
use domain::values::date;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::child::{self, Child};
use super::decide::{entry, found, moved};
use super::rows;
use super::tables::{batch, batch_row};
use crate::access::accounts::Account;
use crate::audit::pen::Act;
use crate::audit::{Kind, Note, pen};
use crate::calendar;
use crate::error::Result;
use crate::register::document::state_of;
use crate::register::rows::items;
use crate::register::rows::items::Open;
use crate::register::settled_counts::SettledCounts;
use crate::register::tables::{comparison_item, record};
use crate::store::{Store, WriteTransaction};

/// Rows of a step.
const STEP: u64 = 500;

/// Sends a batch that another person approved. A record that is the county's no more is taken out of it.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who sends none, or when no such batch is approved; [`Problem::Invalid`] when none of
/// its records is there any more.
pub async fn send(store: &Store, account: &Account, id: Uuid) -> Result<()> {
    if !account.may(Action::BatchSend) {
        return Err(Problem::NotFound.into());
    }
    let tx = store.begin().await?;
    let was = found(&tx, account, id).await?;
    let state = moved(&was, BatchAction::Send)?;
    let (now, today) = (store.clock.millis(), store.clock.today());
    let parameters = Parameters::in_force(&[], today);
    let due_on = calendar::due(&*tx, &was.county_code, today, parameters.compare_answer_wd).await?;
    let Sent { count, checksum, records } = rows_out(store, &tx, account, &was).await?;
    if count == 0 {
        let message = "批次里的登记都已不在本区民政办理，请撤销后重新编制。".to_owned();
        return Err(Problem::Invalid { field: "batch".into(), message }.into());
    }
    let sent = batch::Model {
        state: state.code().to_owned(),
        rows: count,
        sent_at: Some(now),
        due_on: Some(date::format(due_on)),
        checksum,
        ..was.clone()
    };
    if !rows::change(&*tx, &was, &sent).await? {
        return Err(Problem::NotFound.into());
    }
    let counts = store.resident::<SettledCounts>();
    let subjects: Vec<Uuid> = records.iter().map(|(was, _)| was.id).collect();
    let entry = entry(store, account, &sent, Kind::BatchSent).with("due", date::format(due_on)).about(subjects);
    pen::append(store, &tx, [&entry.with("checksum", sent.checksum.as_str())]).await?;
    tx.commit().await?;
    for (was, now) in &records {
        counts.moved(was, now);
    }
    Ok(())
}

/// What went out.
#[derive(Default)]
struct Sent {
    count: i32,
    checksum: String,
    /// The records as they were, and as they are now.
    records: Vec<(record::Model, record::Model)>,
}

async fn rows_out(store: &Store, tx: &WriteTransaction, account: &Account, batch: &batch::Model) -> Result<Sent> {
    let today = store.clock.today();
    let mut hash = Sha256::new();
    let mut sent = Sent::default();
    let mut after = 0;
    loop {
        let mut lines = rows::lines(&**tx, batch, after, STEP).await?;
        let Some(last) = lines.last() else { break };
        after = last.row_no;
        let children = current(store, tx, batch, &mut lines).await?;
        let gone: Vec<i32> = lines.iter().map(|line| line.row_no).filter(|no| !children.contains_key(no)).collect();
        rows::drop_lines(&**tx, batch, &gone).await?;
        lines.retain(|line| children.contains_key(&line.row_no));
        for line in &mut lines {
            let Some(child) = children.get(&line.row_no) else { continue };
            let number = line.row_no.unsigned_abs();
            line.row_key = child.row_key(store, &batch.number, number);
            hash.update(child.content(number, today).as_bytes());
        }
        rows::put_lines(&**tx, &lines).await?;
        sent.count += i32::try_from(lines.len()).unwrap_or(0);
        let records = lines.iter().filter_map(|line| children.get(&line.row_no)).map(|child| child.record.clone());
        sent.records.extend(out(store, tx, account, batch, &lines, records.collect()).await?);
    }
    sent.checksum = hex::encode(hash.finalize());
    Ok(sent)
}

/// The children of rows in their current version; those whose record departments are still asked about.
async fn current(
    store: &Store,
    tx: &WriteTransaction,
    batch: &batch::Model,
    lines: &mut [batch_row::Model],
) -> Result<HashMap<i32, Child>> {
    let ids: Vec<Uuid> = lines.iter().map(|line| line.record_id).collect();
    let records = crate::register::rows::records::of_county(&**tx, &batch.county_code, &ids).await?;
    let versions: HashMap<Uuid, i32> = records.iter().map(|record| (record.id, record.version)).collect();
    for line in lines.iter_mut() {
        line.version = versions.get(&line.record_id).copied().unwrap_or(line.version);
    }
    let mut children = child::of_rows(store, &**tx, &batch.county_code, lines).await?;
    let is_asked = |child: &Child| {
        let state = State::from_code(&child.record.state);
        state.is_some_and(|state| {
            matches!(
                state,
                State::CountyAccepted | State::Comparing | State::Feedback | State::Verified | State::Uploaded
            )
        })
    };
    children.retain(|_, child| is_asked(child));
    Ok(children)
}

/// The items of these rows are with the department, and their records are compared.
async fn out(
    store: &Store,
    tx: &WriteTransaction,
    account: &Account,
    batch: &batch::Model,
    lines: &[batch_row::Model],
    records: Vec<record::Model>,
) -> Result<Vec<(record::Model, record::Model)>> {
    let county = batch.county_code.as_str();
    let ids: Vec<Uuid> = records.iter().map(|record| record.id).collect();
    let versions: HashMap<Uuid, i32> = lines.iter().map(|line| (line.record_id, line.version)).collect();
    let mut all = items::of_records(&**tx, county, &ids).await?;
    for item in all.iter_mut().filter(|item| item.batch_id == Some(batch.id)) {
        ItemState::Sent.code().clone_into(&mut item.state);
        item.version = versions.get(&item.record_id).copied().unwrap_or(item.version);
    }
    items::put(&**tx, &all).await?;
    keep_open(tx, county, &records, &all).await?;
    let now = store.clock.millis();
    let (mut pairs, mut traces) = (Vec::new(), Vec::new());
    let mut to_move: BTreeMap<&'static str, (State, Vec<Uuid>)> = BTreeMap::new();
    for was in records {
        let from = state_of(&was)?;
        if !matches!(from, State::CountyAccepted | State::Feedback) {
            continue;
        }
        let compared = record::Model { state: State::Comparing.code().to_owned(), moved_at: now, ..was.clone() };
        let act = Act {
            at: now,
            actor: &account.actor(),
            action: domain::review::Action::Compare,
            from: Some(from),
            subject: compared.subject(),
        };
        traces.push(act.trace(&was.key(&store.keys)?, store.new_id(), &Note::default())?);
        to_move.entry(from.code()).or_insert((from, Vec::new())).1.push(was.id);
        pairs.push((was, compared));
    }
    for (from, ids) in to_move.into_values() {
        rows::move_records(&**tx, county, &ids, (from, State::Comparing), now).await?;
    }
    pen::write(store, tx, &traces).await?;
    Ok(pairs)
}

/// Writes what is open of records whose items are these.
pub(super) async fn keep_open(
    tx: &WriteTransaction,
    county: &str,
    records: &[record::Model],
    all: &[comparison_item::Model],
) -> Result<()> {
    let mut of_record: HashMap<Uuid, Vec<comparison_item::Model>> = HashMap::new();
    for item in all {
        of_record.entry(item.record_id).or_default().push(item.clone());
    }
    for record in records {
        let own = of_record.remove(&record.id).unwrap_or_default();
        let open = Open::of(&own, usize::try_from(record.discrepancies).unwrap_or(0));
        items::keep_open(&**tx, county, record.id, open).await?;
    }
    Ok(())
}
