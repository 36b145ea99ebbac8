//! Recording a breach, and what becomes of it.

use domain::access::Group;
use domain::problem::Problem;
use domain::values::text;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::plan::{Kind, Plan, Step};
use super::rows;
use super::tables::breach;
use crate::access::accounts::BreachKeeper;
use crate::audit::{self, Entry, pen};
use crate::crypt::seal::{Binding, open_json, seal_json};
use crate::error::Result;
use crate::register::receipt;
use crate::store::Store;

/// Most breaches of a county that a page shows.
const MOST: u64 = 200;

/// What is said of a breach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Story {
    /// What happened.
    pub what: String,
    /// What was done about it, in order.
    pub notes: Vec<Note>,
}

/// A step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// When, Unix milliseconds.
    pub at: i64,
    /// Who noted it.
    pub by: String,
    /// Code of its [`Step`].
    pub step: String,
    /// In words: what, to whom.
    pub words: String,
}

/// What somebody types to record one.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// County, 6 digits.
    pub county: String,
    /// What happened.
    pub kind: Option<Kind>,
    /// When it was found, Unix milliseconds.
    pub found_at: Option<i64>,
    /// The groups of fields.
    pub groups: Vec<Group>,
    /// How many children, as typed.
    pub children: String,
    /// What happened, in words.
    pub what: String,
}

/// Whether a step was done in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was done, in time or not.
    Done {
        /// When, Unix milliseconds.
        at: i64,
        /// Not later than the plan wants.
        in_time: bool,
    },
    /// It is still to be done, until this instant.
    Until(i64),
    /// It is late since this instant.
    Late(i64),
}

/// A breach, as its page shows it.
#[derive(Clone, Debug)]
pub struct Breach {
    /// The row.
    pub row: breach::Model,
    /// What happened.
    pub kind: Kind,
    /// What is said of it.
    pub story: Story,
    /// Names of the groups of fields.
    pub groups: Vec<&'static str>,
    /// Whether the authorities were told in time.
    pub reported: Told,
    /// Whether the families were.
    pub told: Told,
}

/// Records a breach; gives its id and number.
///
/// # Errors
/// [`Problem::NotFound`] for a county of another area; [`Problem::Invalid`] at `kind`, `found_at`, `children` or `what`.
pub async fn record(store: &Store, by: &BreachKeeper, asked: &Asked) -> Result<(Uuid, String)> {
    by.reach(&asked.county)?;
    let kind = asked.kind.ok_or_else(|| invalid("kind", "请选择事件类型"))?;
    let (id, now) = (store.new_id(), store.clock.millis());
    let found_at = asked.found_at.filter(|at| *at <= now);
    let found_at = found_at.ok_or_else(|| invalid("found_at", "请填写发现时间，不能晚于现在"))?;
    let children: u32 =
        asked.children.trim().parse().map_err(|_| invalid("children", "请填写涉及儿童人数，不清楚的先填0"))?;
    let what = words("what", &asked.what, "请写明发生了什么")?;
    let story = Story { what, notes: Vec::new() };
    let sealed = seal_json(&store.keys, &asked.county, Binding::breach(id, 1), &story)?;
    let codes: Vec<&str> = asked.groups.iter().map(|group| group.code()).collect();
    let breach = breach::Model {
        county_code: asked.county.clone(),
        id,
        number: receipt::numbered("B", store.clock.today().year())?,
        kind: kind.code().to_owned(),
        found_at,
        recorded_at: now,
        recorded_by: by.account().id(),
        recorder: in_words(by),
        children: i64::from(children),
        groups: codes.join(","),
        reported_at: None,
        told_at: None,
        closed_at: None,
        revision: 1,
        sealed: sealed.bytes,
        key_id: sealed.key_id,
    };
    let entry = entry(by, &breach, now).with("kind", kind.code()).with("children", children);
    let tx = store.begin().await?;
    rows::insert(&*tx, &breach).await?;
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    Ok((id, breach.number))
}

/// Notes a step. The clocks stop at the first of each kind; what is closed takes no more notes.
///
/// # Errors
/// [`Problem::NotFound`] for a breach of another area, or one that is closed; [`Problem::Invalid`] at `words`;
/// [`Problem::DraftChanged`] when somebody else noted something meanwhile.
pub async fn note(store: &Store, by: &BreachKeeper, county: &str, id: Uuid, step: Step, typed: &str) -> Result<()> {
    let was = found(store, by, county, id).await?;
    if was.closed_at.is_some() {
        return Err(Problem::NotFound.into());
    }
    let words = words("words", typed, "请写明做了什么、告诉了谁")?;
    let at = store.clock.millis();
    let mut story = opened(store, &was)?;
    story.notes.push(Note { at, by: in_words(by), step: step.code().to_owned(), words });
    let mut now = breach::Model { revision: was.revision + 1, ..was.clone() };
    match step {
        Step::Measure => {}
        Step::Reported => now.reported_at = now.reported_at.or(Some(at)),
        Step::Told => now.told_at = now.told_at.or(Some(at)),
        Step::Closed => now.closed_at = Some(at),
    }
    let sealed = seal_json(&store.keys, county, Binding::breach(id, now.revision), &story)?;
    (now.sealed, now.key_id) = (sealed.bytes, sealed.key_id);
    let tx = store.begin().await?;
    if !rows::change(&*tx, &was, &now).await? {
        return Err(Problem::DraftChanged.into());
    }
    pen::append(store, &tx, [&entry(by, &now, at).with("step", step.code())]).await?;
    tx.commit().await
}

/// The breaches of the area, the newest first.
///
/// # Errors
/// If the database refuses.
pub async fn all(store: &Store, by: &BreachKeeper) -> Result<Vec<Breach>> {
    let mut found = Vec::new();
    for county in by.counties() {
        let plan = Plan::of(store, county).await?;
        for row in rows::all(&store.db, county, MOST).await? {
            found.push(shown(store, row, plan)?);
        }
    }
    found.sort_by_key(|breach| std::cmp::Reverse(breach.row.found_at));
    Ok(found)
}

/// A breach of the area.
///
/// # Errors
/// [`Problem::NotFound`] when there is none.
pub async fn one(store: &Store, by: &BreachKeeper, county: &str, id: Uuid) -> Result<Breach> {
    let row = found(store, by, county, id).await?;
    let plan = Plan::of(store, county).await?;
    shown(store, row, plan)
}

async fn found(store: &Store, by: &BreachKeeper, county: &str, id: Uuid) -> Result<breach::Model> {
    by.reach(county)?;
    Ok(rows::by_id(&store.db, county, id).await?.ok_or(Problem::NotFound)?)
}

fn shown(store: &Store, row: breach::Model, plan: Plan) -> Result<Breach> {
    let now = store.clock.millis();
    let clock = |done: Option<i64>, hours: i64| {
        let until = row.found_at + hours * 3_600_000;
        match done {
            Some(at) => Told::Done { at, in_time: at <= until },
            None if now <= until => Told::Until(until),
            None => Told::Late(until),
        }
    };
    Ok(Breach {
        kind: Kind::from_code(&row.kind).unwrap_or_default(),
        story: opened(store, &row)?,
        groups: row.groups.split(',').filter_map(Group::from_code).map(Group::label).collect(),
        reported: clock(row.reported_at, plan.report_hours),
        told: clock(row.told_at, plan.tell_hours),
        row,
    })
}

fn opened(store: &Store, row: &breach::Model) -> Result<Story> {
    open_json(&store.keys, &row.county_code, Binding::breach(row.id, row.revision), &row.key_id, &row.sealed)
}

fn entry(by: &BreachKeeper, breach: &breach::Model, at: i64) -> Entry {
    let entry = Entry::new(&breach.county_code, at, audit::Kind::BreachRecorded, by.actor()).of("breach", breach.id);
    entry.with("number", breach.number.as_str())
}

fn in_words(by: &BreachKeeper) -> String {
    format!("{}（{}）", by.account().display_name(), by.account().role().label())
}

fn words(field: &str, typed: &str, asked: &str) -> Result<String> {
    if text::is_empty(typed) {
        return Err(invalid(field, asked));
    }
    text::parse_lines(typed, 2_000).map_err(|error| invalid(field, format!("填写的内容{error}")))
}

pub(super) fn invalid(field: &str, message: impl Into<String>) -> crate::Error {
    Problem::Invalid { field: field.into(), message: message.into() }.into()
}
