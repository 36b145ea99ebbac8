//! The items of a record (比对项, county.md B.1): which departments have to be asked about it, first or again.

use domain::Date;
use domain::comparison::{Item, ItemState, Standing, stale};
use domain::divisions::CountyCode;
use domain::parameters::Parameters;
use domain::values::date;

use super::document::{Document, form_of};
use super::rows;
use super::rows::items::Open;
use super::tables::{comparison_item, record};
use crate::error::{Error, Result};
use crate::store::{Store, WriteTransaction};

/// Brings the items of a record to what its current version and today ask for: new ones are due; what was asked about
/// something that has changed since is asked again (A.5), and so is what was answered too long ago; what no longer concerns the
/// child by its age falls away. Writes what is open of the record, and gives it.
///
/// # Errors
/// If a version does not open or the database refuses.
pub(crate) async fn refresh(store: &Store, tx: &WriteTransaction, record: &record::Model) -> Result<Open> {
    let today = store.clock.today();
    let (county, form) = (record.county_code.as_str(), form_of(record)?);
    let was = rows::items::of_record(&**tx, county, record.id).await?;
    let now = document(store, tx, record, record.version).await?;
    let owner = code(county)?;
    let requested: Vec<Item> = was.iter().filter(|row| row.requested).filter_map(item_of).collect();
    let wanted = Item::of_record(form, &now.answers, today, &requested);
    let mut changed = Vec::new();
    for version in versions(&was, record.version) {
        let before = document(store, tx, record, version).await?;
        // Who 公安 knew by the parents is not kept apart: a parent's change asks about the child once more.
        let was = Standing { form, answers: &before.answers, county: owner };
        let is = Standing { form, answers: &now.answers, county: owner };
        let again = stale(&was, &is, today, true);
        changed.extend(again.into_iter().map(|item| (version, item)));
    }
    let mut rows: Vec<comparison_item::Model> = Vec::new();
    for item in Item::ALL.iter().copied() {
        let known = was.iter().find(|row| row.item == item.code());
        let Some(row) = known.cloned().or_else(|| wanted.contains(&item).then(|| fresh(record, item))) else {
            continue;
        };
        let is_stale = changed.contains(&(row.version, item));
        if is_stale {
            rows::items::supersede(&**tx, (county, record.id), item.code(), store.clock.millis()).await?;
        }
        rows.push(next(row, record.version, (wanted.contains(&item), is_stale), today));
    }
    rows::items::put(&**tx, &rows).await?;
    let open = Open::of(&rows, rows::items::discrepancies(&**tx, county, record.id).await?.len());
    rows::items::keep_open(&**tx, county, record.id, open).await?;
    Ok(open)
}

/// The item as it stands for this version.
fn next(
    mut row: comparison_item::Model,
    version: i32,
    (wanted, is_stale): (bool, bool),
    today: Date,
) -> comparison_item::Model {
    let Some(state) = ItemState::from_code(&row.state) else { return row };
    let Some(item) = item_of(&row) else { return row };
    let over = || {
        let answered = row.answered_at.and_then(date::in_china).map(|(day, ..)| day);
        answered.is_some_and(|day| item.asked_again_on(day, &Parameters::default()) <= today)
    };
    let state = if !wanted {
        ItemState::NotApplicable
    } else if state == ItemState::Sent {
        // The department answers what it was asked; what changed since is asked again after that.
        return row;
    } else if is_stale {
        ItemState::Stale
    } else if state == ItemState::NotApplicable || (state.settled() && over()) {
        ItemState::Due
    } else {
        state
    };
    state.code().clone_into(&mut row.state);
    row.version = version;
    row
}

/// The versions of which items speak, other than this one.
fn versions(rows: &[comparison_item::Model], current: i32) -> Vec<i32> {
    let mut versions: Vec<i32> = rows.iter().map(|row| row.version).filter(|version| *version != current).collect();
    versions.sort_unstable();
    versions.dedup();
    versions
}

fn fresh(record: &record::Model, item: Item) -> comparison_item::Model {
    comparison_item::Model {
        county_code: record.county_code.clone(),
        record_id: record.id,
        item: item.code().to_owned(),
        state: ItemState::Due.code().to_owned(),
        version: record.version,
        batch_id: None,
        answer_id: None,
        answered_at: None,
        requested: false,
    }
}

/// The item of a row; nothing for a code of a later version.
pub(crate) fn item_of(row: &comparison_item::Model) -> Option<Item> {
    Item::from_code(&row.item)
}

/// A version of a record.
pub(crate) async fn document(
    store: &Store,
    tx: &WriteTransaction,
    record: &record::Model,
    version: i32,
) -> Result<Document> {
    let row = rows::submissions::version(&**tx, &record.county_code, record.id, version).await?;
    let row = row.ok_or_else(|| Error::internal("a record lacks one of its versions"))?;
    Document::open(&record.key(&store.keys)?, &row)
}

/// A county as the comparison knows it.
pub(crate) fn code(county: &str) -> Result<CountyCode> {
    CountyCode::parse(county).map_err(|_| Error::internal("a record has no county"))
}
