//! What guardians asked for, before the officer for children's data (儿童个人信息保护负责人); and what is overdue, before the
//! county's approver.

use domain::Date;
use domain::access::Action;
use domain::divisions::Level;
use domain::problem::Problem;
use domain::register::State;
use domain::values::{date, text};
use uuid::Uuid;

use super::ask::WORDS_MAX;
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::crypt::seal::unless_refused;
use crate::error::Result;
use crate::grants;
use crate::grants::tables::grant_holder;
use crate::register;
use crate::register::document::state_of;
use crate::register::requests::{RequestKind, RequestState, RequestWords};
use crate::register::rows::requests;
use crate::register::tables::{record, rights_request};
use crate::store::Store;

/// Most lines of the page; what is due first.
const MOST: u64 = 200;

/// How long an officer may look at the record of a request, in milliseconds.
const OPEN: i64 = 30 * 24 * 3_600_000;

/// How a record is opened by a request, as the column of [`grant_holder`] keeps it.
const BY_REQUEST: &str = "privacy";

/// What waits.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The requests.
    pub requests: Vec<WaitingRequest>,
    /// Whether this person answers them; otherwise they are the overdue ones, without words.
    pub answers: bool,
}

/// A request that waits.
#[derive(Clone, Debug)]
pub struct WaitingRequest {
    /// Id.
    pub id: Uuid,
    /// What was asked for.
    pub kind: RequestKind,
    /// Number of the record; nothing for a draft.
    pub receipt_no: Option<String>,
    /// State of the record; nothing for a draft.
    pub record: Option<State>,
    /// When it was asked, Unix milliseconds.
    pub asked_at: i64,
    /// Last day for the answer.
    pub due_on: Date,
    /// That day is past.
    pub overdue: bool,
    /// Where it stands.
    pub state: RequestState,
    /// What was said; nothing for who does not answer it.
    pub words: Option<RequestWords>,
    /// This person approved the erasure, so another one confirms.
    pub own: bool,
}

/// What somebody does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It was done as asked, or explained.
    Answered,
    /// It is not done, and why.
    Refused,
    /// The record may be erased; another person has to confirm.
    Erase,
    /// Confirms that.
    ConfirmErasure,
}

/// What waits for somebody of the county: for the officer all of it, for the approver what is overdue.
///
/// # Errors
/// [`Problem::NotFound`] for other roles.
pub async fn waiting(store: &Store, account: &Account) -> Result<Waiting> {
    let answers = account.may(Action::PrivacyHandle);
    if !answers && !account.may(Action::PrivacyOverdue) {
        return Err(Problem::NotFound.into());
    }
    let states = RequestState::WAITING.map(RequestState::code);
    let today = store.clock.today();
    let mut waiting = Vec::new();
    for row in requests::in_states(&store.db, account.county_code(), &states, MOST).await? {
        let read = (RequestKind::from_code(&row.kind), RequestState::from_code(&row.state), date::parse(&row.due_on));
        let (Some(kind), Some(state), Ok(due_on)) = read else { continue };
        let overdue = due_on < today;
        if !answers && !overdue {
            continue;
        }
        let record = register::rows::records::by_id(&store.db, &row.county_code, row.record_id).await?;
        let words = match record.as_ref().filter(|_| answers) {
            Some(record) => unless_refused(words(store, record, &row))?,
            None => None,
        };
        waiting.push(WaitingRequest {
            id: row.id,
            kind,
            receipt_no: record.as_ref().map(|record| record.receipt_no.clone()),
            record: record.as_ref().map(state_of).transpose()?,
            asked_at: row.asked_at,
            due_on,
            overdue,
            state,
            words,
            own: row.handled_person == Some(account.person()),
        });
    }
    Ok(Waiting { requests: waiting, answers })
}

/// Lets the officer open the record that a request is about, as far as the access table shows it on a guardian's request,
/// until it is answered; gives the record.
///
/// # Errors
/// [`Problem::NotFound`] when none of this county waits under the id, or it is about no record.
pub async fn take_up(store: &Store, account: &Account, id: Uuid) -> Result<Uuid> {
    may(account)?;
    let tx = store.begin().await?;
    let row = one(&tx, account, id).await?;
    let record = register::rows::records::by_id(&*tx, &row.county_code, row.record_id).await?;
    let record = record.ok_or(Problem::NotFound)?;
    let now = store.clock.millis();
    let holder = grant_holder::Model {
        county_code: account.county_code().to_owned(),
        person_id: account.person(),
        grant_id: id,
        record_id: record.id,
        owner_county: record.county_code,
        kind: BY_REQUEST.to_owned(),
        groups: String::new(),
        starts_at: now,
        ends_at: now + OPEN,
    };
    grants::rows::hold_again(&*tx, holder).await?;
    pen::append(store, &tx, [&entry(store, account, &row, "opened")]).await?;
    tx.commit().await?;
    Ok(record.id)
}

/// Answers a request, with words; or approves an erasure, which another person confirms.
///
/// # Errors
/// [`Problem::NotFound`] when none of this county waits under the id; [`Problem::Invalid`] at `words`;
/// [`Problem::OwnRequest`] for who confirms the own approval.
pub async fn handle(store: &Store, account: &Account, id: Uuid, answer: Answer, typed: &str) -> Result<()> {
    may(account)?;
    let invalid = |message: String| Problem::Invalid { field: "words".into(), message };
    let said = text::parse_lines(typed, WORDS_MAX).map_err(|error| invalid(format!("答复{error}")))?;
    if text::is_empty(&said) && answer != Answer::ConfirmErasure {
        return Err(invalid("请写明给家长的答复：做了什么；不办理的，说明理由和投诉渠道".into()).into());
    }
    let tx = store.begin().await?;
    let was = one(&tx, account, id).await?;
    let record = register::rows::records::by_id(&*tx, &was.county_code, was.record_id).await?;
    let (state, step) = after(account, &was, record.as_ref(), answer)?;
    let mut now = rights_request::Model {
        version: was.version + 1,
        state: state.code().to_owned(),
        handled_by: Some(account.id()),
        handled_person: Some(account.person()),
        handled_at: Some(store.clock.millis()),
        ..was.clone()
    };
    if let Some(record) = &record {
        let mut words = words(store, record, &was)?;
        if answer != Answer::ConfirmErasure {
            words.answer = said;
        }
        let sealed = words.seal(&record.key(&store.keys)?, record.id, (id, now.version))?;
        (now.sealed, now.key_id) = (sealed.bytes, sealed.key_id);
    }
    if !requests::handle(&*tx, &was, &now).await? {
        return Err(Problem::NotFound.into());
    }
    if !state.waits() {
        grants::rows::end(&*tx, (account.county_code(), account.person(), id), store.clock.millis()).await?;
    }
    pen::append(store, &tx, [&entry(store, account, &was, step)]).await?;
    tx.commit().await
}

/// Where a request stands after an answer, and what the trail calls it.
fn after(
    account: &Account,
    was: &rights_request::Model,
    record: Option<&record::Model>,
    answer: Answer,
) -> Result<(RequestState, &'static str)> {
    let proposed = was.state == RequestState::ErasureProposed.code();
    Ok(match answer {
        Answer::Answered if !proposed => (RequestState::Answered, "answered"),
        Answer::Refused => (RequestState::Refused, "refused"),
        Answer::Erase if !proposed && was.kind == RequestKind::Erase.code() && account.may(Action::PrivacyErase) => {
            let state = record.map(state_of).transpose()?;
            if !matches!(state, Some(State::Rejected | State::Exited | State::Void)) {
                let message = "这条登记还没有办结，依法要保留，不能删除。请向家长说明，或者先按规定退出、作废".into();
                return Err(Problem::Invalid { field: "words".into(), message }.into());
            }
            (RequestState::ErasureProposed, "erasure proposed")
        }
        Answer::ConfirmErasure if proposed && account.may(Action::PrivacyErase) => {
            if was.handled_person == Some(account.person()) {
                return Err(Problem::OwnRequest.into());
            }
            (RequestState::ErasureApproved, "erasure approved")
        }
        _ => return Err(Problem::NotFound.into()),
    })
}

fn words(store: &Store, record: &record::Model, row: &rights_request::Model) -> Result<RequestWords> {
    RequestWords::open(&record.key(&store.keys)?, row)
}

/// The request of the account's county that waits.
async fn one(tx: &crate::store::WriteTransaction, account: &Account, id: Uuid) -> Result<rights_request::Model> {
    let row = requests::by_id(&**tx, account.county_code(), id).await?;
    let waits = |row: &rights_request::Model| RequestState::from_code(&row.state).is_some_and(RequestState::waits);
    Ok(row.filter(waits).ok_or(Problem::NotFound)?)
}

fn entry(store: &Store, account: &Account, row: &rights_request::Model, step: &'static str) -> Entry {
    let entry = Entry::new(&row.county_code, store.clock.millis(), Kind::RequestHandled, account.actor());
    entry.of("request", row.id).with("kind", row.kind.as_str()).with("step", step)
}

/// # Errors
/// [`Problem::NotFound`] for somebody who is not the county's officer.
pub(super) fn may(account: &Account) -> Result<()> {
    let handles = account.may(Action::PrivacyHandle) && account.division().level() == Level::County;
    if handles { Ok(()) } else { Err(Problem::NotFound.into()) }
}
