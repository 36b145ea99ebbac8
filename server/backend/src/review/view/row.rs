//! A record as a line of a list: what the channel of lists carries, names and numbers masked (standards 1.1).

use domain::access::{Channel, Group};
use domain::eligibility::Class;
use domain::masking;
use domain::values::Sex;
use domain::values::date::full_years;
use domain::view::review::QueueRow;

use crate::access::accounts::Reviewer;
use crate::divisions::names;
use crate::error::{Error, Result};
use crate::register::document::state_of;
use crate::register::document::{Summary, form_of};
use crate::register::seen::Seen;
use crate::register::tables::record;
use crate::review::claimed_by_other;
use crate::store::Store;

/// A record as a line of the queue.
pub(crate) fn row_view(store: &Store, reviewer: &Reviewer, record: &record::Model, now: i64) -> Result<QueueRow> {
    let seen = Seen::of(reviewer.account(), record, store.clock.today())?.through(Channel::List);
    let summary = Summary::open(&record.key(&store.keys)?, record)?;
    let shown = |group: Group, words: String| if seen.shows(group) { words } else { String::new() };
    let born = summary.birth_date.filter(|_| seen.shows(Group::Basic));
    Ok(QueueRow {
        id: record.id.to_string(),
        receipt_no: record.receipt_no.clone(),
        form: form_of(record)?,
        state: state_of(record)?,
        class: Class::from_code(&record.class).ok_or_else(|| Error::internal("a record has an unknown class"))?,
        child_name: shown(Group::Name, masking::name(&summary.child_name)),
        id_number: shown(Group::Idno, masking::id_number(&summary.id_number)),
        age: born.map_or(-1, |born| full_years(born, summary.report_date)),
        sex: shown(Group::Basic, Sex::from_code(&summary.sex).map_or_else(String::new, |sex| sex.label().to_owned())),
        place: place(record)?,
        entered_at: record.entered_at,
        findings: u32::try_from(record.findings).unwrap_or(0),
        alert: record.alert && seen.shows(Group::Needs),
        duplicates: record.duplicates > 0 && seen.shows(Group::Duplicates),
        claimed_by: claimed_by_other(record, reviewer, now).map(|(name, _)| name),
        version: record.version,
    })
}

/// Name of the village, else of the township, else of the county.
pub(super) fn place(record: &record::Model) -> Result<String> {
    let codes =
        [record.village_code.as_deref(), Some(record.township_code.as_str()), Some(record.county_code.as_str())];
    for code in codes.into_iter().flatten().filter(|code| !code.is_empty()) {
        if let Some(unit) = names::item(code)? {
            return Ok(unit.name);
        }
    }
    Ok(record.county_code.clone())
}
