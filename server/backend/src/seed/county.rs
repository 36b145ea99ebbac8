//! The county's work of the demonstration: accepted records, and batches in every state, made by the same verbs as real ones.

use domain::comparison::Item;
use domain::form::{Answers, Department, FormKind};
use domain::forms::{keys, options};
use domain::register::State;
use domain::view::review::QueueFilter;
use uuid::Uuid;

use crate::access;
use crate::access::accounts::{self, Account, Reviewer};
use crate::comparison::{self, Asked, Channel, Filled};
use crate::error::{Error, Result};
use crate::register::document::{Document, form_of};
use crate::register::rows::{records, submissions};
use crate::review::{self, Together};
use crate::store::Store;

/// The demonstration's account of a name.
async fn account(store: &Store, username: &str) -> Result<Account> {
    let row = access::rows::accounts::by_username(&store.db, username).await?;
    let row = row.ok_or_else(|| Error::internal("an account of the demonstration is missing"))?;
    let account = accounts::account(store, row.id, None).await?;
    account.ok_or_else(|| Error::internal("an account of the demonstration is closed"))
}

/// Accepts what townships approved, and compares it with departments: a batch that is a draft, one that waits to be sent, one
/// that is out, one that is half answered, with answers that do not agree, and one that is answered.
///
/// # Errors
/// If the database refuses.
pub(super) async fn work(store: &Store) -> Result<()> {
    let (nankai, shenpi) = (account(store, "nankai").await?, account(store, "shenpi").await?);
    let reviewer = Reviewer::of(&nankai)?;
    let filter = QueueFilter { state: Some(State::TownshipReviewed), ..QueueFilter::default() };
    let waiting = review::queue(store, &reviewer, filter).await?;
    // The first page is accepted but for some, so that something waits.
    let accepted: Vec<(Uuid, i32)> =
        waiting.rows.iter().skip(3).filter_map(|row| Some((row.id.parse().ok()?, row.version))).collect();
    review::together(store, &reviewer, Together::Accept, &accepted).await?;
    for (department, username, answered) in [
        (Department::MedicalInsurance, "yibao", Answered::All),
        (Department::Education, "jiaoyu", Answered::Half),
        (Department::PublicSecurity, "gongan", Answered::None),
    ] {
        let batch = make(store, &nankai, department).await?;
        comparison::decide(store, &shenpi, batch, None).await?;
        comparison::send(store, &nankai, batch).await?;
        answers(store, &account(store, username).await?, batch, answered).await?;
    }
    let approved = make(store, &nankai, Department::Health).await;
    if let Ok(batch) = approved {
        comparison::decide(store, &shenpi, batch, None).await?;
    }
    make(store, &nankai, Department::DisabledPersonsFederation).await?;
    Ok(())
}

/// How much of a batch is answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answered {
    All,
    Half,
    None,
}

async fn make(store: &Store, by: &Account, department: Department) -> Result<Uuid> {
    let asked = Asked { department, form: None, township: None, purpose: String::new() };
    let numbers = comparison::make(store, by, &asked).await?;
    let all = comparison::list(store, by).await?;
    let made = all.into_iter().find(|line| numbers.contains(&line.row.number));
    made.map(|line| line.row.id).ok_or_else(|| Error::internal("a batch of the demonstration is missing"))
}

async fn answers(store: &Store, by: &Account, batch: Uuid, answered: Answered) -> Result<()> {
    if answered == Answered::None {
        return Ok(());
    }
    let seen = comparison::open_batch(store, by, batch).await?;
    let lines = comparison::rows::lines(&store.db, &seen.row, 0, 100).await?;
    for (at, line) in lines.iter().enumerate() {
        if answered == Answered::Half && at % 2 == 1 {
            continue;
        }
        let Some(record) = records::by_id(&store.db, &line.county_code, line.record_id).await? else { continue };
        let version = submissions::version(&store.db, &line.county_code, line.record_id, line.version).await?;
        let Some(version) = version else { continue };
        let declared = Document::open(&record.key(&store.keys)?, &version)?.answers;
        // One in five knows something else.
        let filled = filled(form_of(&record)?, &declared, at % 5 == 2, &line.items);
        // A row that the sample cannot answer stays unanswered, as in life.
        let _read = comparison::answer(store, by, batch, line.row_no, &filled, Channel::Screen).await?;
    }
    Ok(())
}

/// What a department fills in about a child: what was declared, or something else.
fn filled(form: FormKind, declared: &Answers, differs: bool, items: &str) -> Filled {
    let label = |list: &[domain::form::Choice], code: &str| {
        list.iter().find(|choice| choice.code == code).map(|choice| choice.label.to_owned()).unwrap_or_default()
    };
    let text = |key| declared.text(key).unwrap_or_default();
    let mut cells = vec![("result", "有记录".to_owned())];
    if items.contains(Item::Schooling.code()) {
        cells.push(("stage", label(options::SCHOOLING, text(keys::SCHOOLING_STAGE))));
        cells.push(("academic_status", label(options::ACADEMIC, text(keys::ACADEMIC_STATUS))));
        let school = if differs { "南开区示例第二小学" } else { text(keys::SCHOOL_NAME) };
        cells.push(("school", school.to_owned()));
    }
    if items.contains(Item::Insurance.code()) {
        let place = match (form, text(keys::MEDICAL_INSURANCE)) {
            (_, "none") => None,
            (FormKind::Migrant, "at_hukou") => {
                declared.address(keys::HUKOU_ADDRESS).map(|address| address.division_code.chars().take(6).collect())
            }
            _ => Some("12".to_owned()),
        };
        let place = place.filter(|_| !differs);
        cells.push(("insurance_status", if place.is_some() { "参保" } else { "未参保" }.to_owned()));
        cells.extend(place.map(|place| ("insured_at", place)));
    }
    cells.into_iter().filter(|(_, value)| !value.is_empty()).map(|(key, value)| (key.to_owned(), value)).collect()
}
