//! Asking for an export.

use domain::access::{Action, Group};
use domain::form::Sensitivity;
use domain::problem::Problem;
use domain::register;
use domain::values::text;
use domain::view::review::QueueFilter;
use uuid::Uuid;

use super::columns;
use super::rows;
use super::state::{Format, Purpose, State};
use super::tables::export;
use crate::access::accounts::{Account, Reviewer};
use crate::audit::{Entry, Kind, pen};
use crate::crypt::seal::{Binding, seal};
use crate::error::Result;
use crate::register::receipt;
use crate::register::tables::record;
use crate::review::rows::queue;
use crate::store::Store;

/// Most records of one export.
pub const MOST: usize = 5_000;

/// Most records that leave without another person's word, if nothing of them is sensitive.
pub const MOST_ALONE: usize = 100;

/// Records of one statement.
const PAGE: u64 = 200;

/// For how long it can be fetched, in milliseconds.
pub(super) const OPEN: i64 = domain::retention::EXPORT_HOURS as i64 * 3_600_000;

/// What somebody asks for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Which records of the own area; a search is not looked at.
    pub filter: QueueFilter,
    /// Which groups of fields besides what every export has.
    pub groups: Vec<Group>,
    /// What for.
    pub purpose: Option<Purpose>,
    /// What for, in words.
    pub words: String,
    /// What kind of file.
    pub format: Format,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requested {
    /// Id.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// How many records.
    pub rows: usize,
    /// Another person has to approve it.
    pub waits: bool,
}

/// Asks for an export. More than [`MOST_ALONE`] records, or a group of the highest sensitivity, need another person's word.
///
/// # Errors
/// [`Problem::NotFound`] for a role that takes nothing out; [`Problem::Invalid`] at `filter`, `groups`, `purpose` or `words`.
pub async fn request(store: &Store, reviewer: &Reviewer, asked: &Asked) -> Result<Requested> {
    let account = reviewer.account();
    if !account.may(Action::ExportRequest) {
        return Err(Problem::NotFound.into());
    }
    let allowed = columns::groups(reviewer);
    let groups: Vec<Group> = allowed.into_iter().filter(|group| asked.groups.contains(group)).collect();
    if groups.is_empty() {
        return Err(invalid("groups", "请选择要导出的内容"));
    }
    let purpose = asked.purpose.ok_or_else(|| invalid("purpose", "请选择用途"))?;
    if text::is_empty(&asked.words) {
        return Err(invalid("words", "请写明用途：给谁、做什么、用到什么时候"));
    }
    let words = text::parse_lines(&asked.words, 500).map_err(|error| invalid("words", format!("用途{error}")))?;
    let filter = QueueFilter { search: None, after: None, ..asked.filter.clone() };
    let records = records(store, reviewer, &filter).await?;
    if records.is_empty() {
        return Err(invalid("filter", "没有符合条件的登记，请重新选择范围"));
    }
    let waits = records.len() > MOST_ALONE || groups.iter().any(|group| group.sensitivity() == Sensitivity::S3);
    let (id, now) = (store.new_id(), store.clock.millis());
    let county = reviewer.area().county();
    let sealed = seal(&store.keys, county, Binding::export(id), words.as_bytes())?;
    let codes: Vec<&str> = groups.iter().map(|group| group.code()).collect();
    let export = export::Model {
        county_code: county.to_owned(),
        id,
        number: receipt::numbered("E", store.clock.today().year())?,
        state: if waits { State::Asked } else { State::Approved }.code().to_owned(),
        asked_by: account.id(),
        asker_person: account.person(),
        asker: in_words(account),
        asked_at: now,
        purpose: purpose.code().to_owned(),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        format: asked.format.code().to_owned(),
        groups: codes.join(","),
        filter: serde_json::to_string(&filter)?,
        records: records.iter().flat_map(|id| *id.as_bytes()).collect(),
        rows: i32::try_from(records.len()).unwrap_or(i32::MAX),
        decided_by: None,
        decider: String::new(),
        decided_at: None,
        ends_at: if waits { 0 } else { now + OPEN },
        fetched_at: None,
        digest: String::new(),
    };
    let rows = records.len();
    let mut entry = Entry::new(county, now, Kind::ExportRequested, reviewer.actor()).of("export", id);
    entry = entry.with("number", export.number.as_str()).with("format", asked.format.code()).about(records);
    (entry.groups, entry.purpose) = (codes, purpose.code());
    let tx = store.begin().await?;
    rows::insert(&*tx, &export).await?;
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    Ok(Requested { id, number: export.number, rows, waits })
}

/// The ids of the area's records that the filter leaves, by state and entry. Without a state it is all that are not past.
async fn records(store: &Store, reviewer: &Reviewer, filter: &QueueFilter) -> Result<Vec<Uuid>> {
    let wanted = queue::Wanted {
        form: filter.form,
        class: filter.class,
        village: filter.village.clone().filter(|code| !code.is_empty()),
        duplicates: filter.duplicates,
        ..queue::Wanted::default()
    };
    let past = register::State::ALL.iter().filter(|state| {
        filter
            .state
            .map_or_else(|| !crate::register::rows::records::INACTIVE.contains(&state.code()), |one| one == **state)
    });
    let mut ids = Vec::new();
    for state in past {
        let mut after = None;
        loop {
            let page = queue::Page { after, newest_first: false, limit: PAGE };
            let rows: Vec<record::Model> = queue::in_state(&store.db, reviewer, *state, &wanted, page).await?;
            let Some(last) = rows.last() else { break };
            after = Some((last.entered_at, last.id));
            ids.extend(rows.iter().map(|row| row.id));
            if ids.len() > MOST {
                return Err(invalid("filter", format!("超过{MOST}条，请缩小范围，分几次导出")));
            }
        }
    }
    Ok(ids)
}

pub(super) fn in_words(account: &Account) -> String {
    let view = account.view();
    format!("{}（{}，{}）", view.display_name, account.role().label(), view.division_name.replace('/', ""))
}

fn invalid(field: &str, message: impl Into<String>) -> crate::Error {
    Problem::Invalid { field: field.into(), message: message.into() }.into()
}
