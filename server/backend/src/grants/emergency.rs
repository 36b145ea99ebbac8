//! Emergency access (紧急查阅) for a child in danger (未成年人保护法 第十一条): open at once to who knows the child's name and
//! number, for 24 hours, and reviewed afterwards by the county whose record it is.
//!
//! Only both identifiers together open anything, so that it cannot be used to browse.

use domain::access::{self, Action, Relation, Target};
use domain::problem::Problem;
use domain::values::{NationalId, date, national_id, text};
use uuid::Uuid;

use super::state::{Kind, State};
use super::tables::{access_grant, grant_holder};
use super::words;
use super::{rows, state};
use crate::access::accounts::Account;

use crate::audit::rows::trail;
use crate::audit::{self, Entry, Outcome, pen};
use crate::crypt::seal::unless_refused;
use crate::error::Result;
use crate::register::document::Summary;
use crate::register::seen::{Seen, relation};
use crate::register::tables::record;
use crate::register::{hash, receipt, rows as register_rows};
use crate::store::{Store, WriteTransaction};

/// How long a record stays open, in milliseconds.
const OPEN: i64 = 24 * 3_600_000;

/// Most records of one person within that time.
const MOST: usize = 5;

/// Fewest characters of a reason.
const REASON_MIN: usize = 20;

/// Most characters of a reason.
const REASON_MAX: u16 = 500;

/// Working days within which the county reviews.
const REVIEW_DAYS: u8 = 3;

/// Most attempts of one person in an hour.
const ATTEMPTS: u64 = 20;

/// What somebody types for an emergency.
#[derive(Clone, Debug, Default)]
pub struct EmergencyAsked {
    /// The child's name.
    pub name: String,
    /// Its ID number, or the receipt number of its record.
    pub number: String,
    /// How the child is in danger.
    pub reason: String,
}

/// Opens the record of a child in danger for a day; gives its id.
///
/// # Errors
/// [`Problem::NotFound`] for a role without this right; [`Problem::Invalid`] at `name`, `number` (also when both do not
/// agree with any record) or `reason`; [`Problem::Forbidden`] for a sixth record; [`Problem::TooManyAttempts`].
pub async fn open_emergency(store: &Store, account: &Account, asked: &EmergencyAsked) -> Result<Uuid> {
    if !account.may(Action::EmergencyOpen) {
        return Err(Problem::NotFound.into());
    }
    let reason = checked(asked)?;
    let now = store.clock.millis();
    let attempt = Entry::new(account.county_code(), now, audit::Kind::EmergencyOpened, account.actor());
    let tried = trail::count_by(
        &store.db,
        account.county_code(),
        account.person(),
        audit::Kind::EmergencyOpened,
        now - 3_600_000,
    );
    if tried.await? >= ATTEMPTS {
        return Err(Problem::TooManyAttempts { retry_after: 600 }.into());
    }
    let Some(record) = found(store, account, asked).await? else {
        pen::record(store, &Entry { outcome: Outcome::Refused, ..attempt }).await?;
        return Err(invalid("number", "没有找到。请核对孩子的姓名和号码，两项都要与登记一致"));
    };
    let target = Target::Area(relation(account, &record).unwrap_or(Relation::Beside));
    if Seen::of(account, &record, store.clock.today()).is_ok() {
        return Err(invalid("number", "这条登记在您的管理范围内，请直接打开，不需要紧急查阅"));
    }
    if access::may(Action::EmergencyOpen, account.role(), target).is_none() {
        return Err(Problem::NotFound.into());
    }
    let tx = store.begin().await?;
    let held = rows::held(&*tx, (account.county_code(), account.person()), now).await?;
    let opened: Vec<Uuid> =
        held.iter().filter(|row| row.kind == Kind::Emergency.code()).map(|row| row.record_id).collect();
    if opened.contains(&record.id) {
        return Ok(record.id);
    }
    if opened.len() >= MOST {
        return Err(Problem::Forbidden.into());
    }
    write(store, &tx, account, &record, &reason).await?;
    tx.commit().await?;
    Ok(record.id)
}

async fn write(
    store: &Store,
    tx: &WriteTransaction,
    account: &Account,
    record: &record::Model,
    reason: &str,
) -> Result<()> {
    let (id, now) = (store.new_id(), store.clock.millis());
    let sealed = words::sealed(&store.keys, (&record.county_code, id), reason)?;
    let grant = access_grant::Model {
        county_code: record.county_code.clone(),
        id,
        kind: Kind::Emergency.code().to_owned(),
        asker_county: account.county_code().to_owned(),
        asked_by: account.id(),
        asker_person: account.person(),
        asker: words::asker(account),
        records: words::packed(&[record.id]),
        groups: String::new(),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        days: 1,
        asked_at: now,
        state: State::Opened.code().to_owned(),
        ends_at: now + OPEN,
        due_on: date::format(date::add_working_days(store.clock.today(), REVIEW_DAYS)),
        decided_by: None,
        decided_at: None,
    };
    rows::insert(&**tx, &grant).await?;
    let holder = grant_holder::Model {
        county_code: account.county_code().to_owned(),
        person_id: account.person(),
        grant_id: id,
        record_id: record.id,
        owner_county: record.county_code.clone(),
        kind: Kind::Emergency.code().to_owned(),
        groups: String::new(),
        starts_at: now,
        ends_at: now + OPEN,
    };
    rows::hold(&**tx, &[holder]).await?;
    // Both counties have it in their trail.
    let entry = |county: &str| {
        let entry = Entry::new(county, now, audit::Kind::EmergencyOpened, account.actor()).of("record", record.id);
        entry.with("grant", id.to_string())
    };
    let mut entries = vec![entry(&record.county_code)];
    if record.county_code != account.county_code() {
        entries.push(entry(account.county_code()));
    }
    pen::append(store, tx, &entries).await
}

/// The county's word on an emergency: whether it was justified. Otherwise it ends at once.
///
/// # Errors
/// [`Problem::NotFound`] when there is none of this county to review; [`Problem::OwnRequest`] for who opened it.
pub async fn review_emergency(store: &Store, account: &Account, id: Uuid, justified: bool) -> Result<()> {
    if !account.may(Action::EmergencyReview) {
        return Err(Problem::NotFound.into());
    }
    let (tx, now) = (store.begin().await?, store.clock.millis());
    let grant = state::waiting(&tx, account, id, State::Opened).await?;
    if !justified {
        rows::end(&*tx, (&grant.asker_county, grant.asker_person, id), now).await?;
    }
    let entry = Entry::new(&grant.county_code, now, audit::Kind::EmergencyReviewed, account.actor()).of("grant", id);
    let settled = match justified {
        true => (State::Justified, grant.ends_at),
        false => (State::NotJustified, now.min(grant.ends_at)),
    };
    state::settle(store, tx, account, grant, settled, entry.with("justified", justified)).await
}

/// The record whose child has this name and this number, if a grant would show it: one that was closed or erased is not
/// found.
async fn found(store: &Store, account: &Account, asked: &EmergencyAsked) -> Result<Option<record::Model>> {
    let candidates = match (receipt::parse(&national_id::normalise(&asked.number)), NationalId::parse(&asked.number)) {
        (Some(number), _) => {
            register_rows::records::anywhere_with_receipt(&store.db, &number).await?.into_iter().collect()
        }
        (None, Ok(number)) => {
            let hash = hash::id_number(&store.keys, number.as_str());
            register_rows::lookups::with_number(&store.db, hash).await?
        }
        (None, Err(_)) => Vec::new(),
    };
    let name = text::clean(&asked.name);
    for record in candidates {
        let summary = unless_refused(record.key(&store.keys).and_then(|key| Summary::open(&key, &record)))?;
        let same = summary.is_some_and(|summary| text::clean(&summary.child_name) == name);
        if same && Seen::granted(account, &record, &[], store.clock.today()).is_ok() {
            return Ok(Some(record));
        }
    }
    Ok(None)
}

/// The reason in its one spelling.
fn checked(asked: &EmergencyAsked) -> Result<String> {
    for (field, typed, words) in
        [("name", &asked.name, "请填写孩子的姓名"), ("number", &asked.number, "请填写孩子的公民身份号码或登记编号")]
    {
        if text::is_empty(typed) || typed.chars().count() > 60 {
            return Err(invalid(field, words));
        }
    }
    match text::parse_lines(&asked.reason, REASON_MAX) {
        Ok(reason) if reason.chars().count() >= REASON_MIN => Ok(reason),
        Ok(_) => Err(invalid("reason", "请写明孩子有什么危险、要做什么，至少20个字")),
        Err(_) if text::is_empty(&asked.reason) => Err(invalid("reason", "请写明孩子有什么危险、要做什么，至少20个字")),
        Err(error) => Err(Problem::Invalid { field: "reason".into(), message: format!("原因{error}") }.into()),
    }
}

pub(super) fn invalid(field: &str, message: &str) -> crate::Error {
    Problem::Invalid { field: field.into(), message: message.into() }.into()
}
