//! What the county, a village, its township and the department do with a discrepancy (county.md B.12).

use domain::access::Action;
use domain::comparison::discrepancy::{
    DiscrepancyAction, DiscrepancyState, Finding as Found, moves_from, next_state, settles_as,
};
use domain::comparison::{Item, ItemState};
use domain::form::Answers;
use domain::parameters::Parameters;
use domain::problem::Problem;
use domain::values::{date, text};
use uuid::Uuid;

use super::super::department::department_of;
use super::super::feedback::settle_record;
use super::amend;
use super::words::{Finding, Line, Words};
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::calendar;
use crate::error::{Error, Result};
use crate::register;
use crate::register::rows::{discrepancies, items};
use crate::register::seen::Seen;
use crate::register::tables::{discrepancy, record};
use crate::store::{Store, WriteTransaction};

/// Longest words, in characters.
const TEXT_MAX: u16 = 300;

/// What somebody wants done.
#[derive(Clone, Debug)]
pub struct Move {
    /// What.
    pub action: DiscrepancyAction,
    /// The version of the discrepancy that was read.
    pub version: i32,
    /// In words.
    pub text: String,
    /// What a village found, when it answers.
    pub finding: Option<Finding>,
}

/// The moves that an account may make now.
pub(super) fn offered(
    store: &Store,
    account: &Account,
    record: &record::Model,
    row: &discrepancy::Model,
    (item, state): (Item, DiscrepancyState),
) -> Result<Vec<DiscrepancyAction>> {
    let mut offered = Vec::new();
    for action in moves_from(state) {
        // Who answered for the village does not confirm it, nor settle it.
        let own = row.answered_by == Some(account.person());
        let confirms =
            matches!(action, DiscrepancyAction::Agree | DiscrepancyAction::Settle | DiscrepancyAction::AskAgain);
        if may(store, account, record, (item, state), *action)? && !(own && confirms) {
            offered.push(*action);
        }
    }
    Ok(offered)
}

/// Whether the access table gives an account this move.
fn may(
    store: &Store,
    account: &Account,
    record: &record::Model,
    (item, state): (Item, DiscrepancyState),
    action: DiscrepancyAction,
) -> Result<bool> {
    use DiscrepancyAction as A;
    let right = match (action, state) {
        (A::DepartmentCorrects | A::DepartmentInsists, _) => {
            return Ok(account.may(Action::ItemAnswer) && department_of(account)? == item.department());
        }
        (A::SendToVillage | A::Adopt, _)
        | (A::SendToDepartment | A::Waive, DiscrepancyState::Open | DiscrepancyState::ToVillage) => {
            Action::DiscrepancySort
        }
        (A::Answer, _) => Action::DiscrepancyAnswer,
        (A::Agree, _) | (A::AskAgain, DiscrepancyState::Answered) => Action::DiscrepancyCheck,
        (A::Settle | A::AskAgain | A::SendToDepartment | A::Waive, _) => Action::DiscrepancyDecide,
    };
    let Ok(seen) = Seen::of(account, record, store.clock.today()) else { return Ok(false) };
    Ok(seen.may(right).is_ok())
}

/// Does it.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who may not, or when there is no such discrepancy; [`Problem::AlreadyDecided`] when
/// somebody else was first; [`Problem::OwnRequest`]; [`Problem::Invalid`] at `text`, `found`, `evidence`, `kept` or
/// `value.<field>`; [`Problem::ChecksFailed`] when a correction does not pass the checks of the form.
pub async fn act(store: &Store, account: &Account, record: Uuid, id: Uuid, wanted: Move) -> Result<()> {
    let tx = store.begin().await?;
    let county = account.county_code();
    let was = discrepancies::by_id(&*tx, county, record, id).await?.ok_or(Problem::NotFound)?;
    let record = register::rows::records::by_id(&*tx, county, record).await?.ok_or(Problem::NotFound)?;
    let item = Item::from_code(&was.item).ok_or_else(|| Error::internal("a discrepancy of an unknown item"))?;
    let state = DiscrepancyState::from_code(&was.state);
    let state = state.ok_or_else(|| Error::internal("a discrepancy in an unknown state"))?;
    if !may(store, account, &record, (item, state), wanted.action)? {
        return Err(Problem::NotFound.into());
    }
    let Some(next) = next_state(state, wanted.action).filter(|_| was.version == wanted.version) else {
        let state = register::document::state_of(&record)?;
        return Err(Problem::AlreadyDecided { by: "其他工作人员".to_owned(), state }.into());
    };
    if !offered(store, account, &record, &was, (item, state))?.contains(&wanted.action) {
        return Err(Problem::OwnRequest.into());
    }
    let key = record.key(&store.keys)?;
    let mut words = Words::open(&key, &was)?;
    let text = said(&wanted)?;
    let finding = match wanted.action {
        DiscrepancyAction::Answer => Some(checked(&words, item, wanted.finding)?),
        _ => None,
    };
    let mut now = discrepancy::Model { state: next.code().to_owned(), ..was.clone() };
    now.due_on = due(store, &tx, county, next).await?;
    if finding.is_some() {
        now.answered_by = Some(account.person());
    }
    if let Some(values) = corrects(&words, wanted.action) {
        amend::amend(store, &tx, account, &record, item, &values).await?;
    }
    let settled = settles_as(wanted.action, words.found().map(|found| found.found));
    if next == DiscrepancyState::Settled && settled.is_none() {
        let message = "村（居）没有找到孩子：请退回再核实，或写明原因不再比对。".to_owned();
        return Err(Problem::Invalid { field: "text".into(), message }.into());
    }
    let by = format!("{}（{}）", account.view().division_name.replace('/', ""), account.role().label());
    words.lines.push(Line { at: store.clock.millis(), by, action: wanted.action, finding, text });
    words.keep(&key, &mut now)?;
    if let Some(settled) = settled {
        (now.settled_at, now.settled_as) = (Some(store.clock.millis()), Some(settled.code().to_owned()));
    }
    if !discrepancies::change(&*tx, &was, &now).await? {
        return Err(Problem::NotFound.into());
    }
    if let Some(settled) = settled {
        settle(store, &tx, &record, item, settled).await?;
    }
    let entry = Entry::new(county, store.clock.millis(), Kind::DiscrepancyMoved, account.actor());
    let entry = entry.of("record", record.id).with("discrepancy", id.to_string());
    pen::append(store, &tx, [&entry.with("action", wanted.action.code()).with("to", next.code())]).await?;
    tx.commit().await
}

/// The item is settled, and what is open of the record counted anew.
async fn settle(
    store: &Store,
    tx: &WriteTransaction,
    record: &record::Model,
    item: Item,
    state: ItemState,
) -> Result<()> {
    let record =
        register::rows::records::by_id(&**tx, &record.county_code, record.id).await?.ok_or(Problem::NotFound)?;
    let mut all = items::of_record(&**tx, &record.county_code, record.id).await?;
    for row in all.iter_mut().filter(|row| row.item == item.code()) {
        state.code().clone_into(&mut row.state);
        row.version = record.version;
    }
    settle_record(store, tx, &record, &all).await
}

/// The values by which the record is corrected now: what the village found, once the township agrees; what the department
/// has, where the village need not ask.
fn corrects(words: &Words, action: DiscrepancyAction) -> Option<Answers> {
    match action {
        DiscrepancyAction::Agree => {
            let found = words.found().filter(|found| found.found == Found::Correct)?;
            Some(found.values.clone())
        }
        DiscrepancyAction::Adopt => {
            let mut values = Answers::default();
            for one in &words.outcome.differences {
                if let Some(value) = &one.department {
                    values.set(one.field.clone(), value.clone());
                }
            }
            Some(values)
        }
        _ => None,
    }
}

/// When the next one has to answer.
async fn due(store: &Store, tx: &WriteTransaction, county: &str, next: DiscrepancyState) -> Result<Option<String>> {
    let parameters = Parameters::in_force(&[], store.clock.today());
    let days = match next {
        DiscrepancyState::ToVillage => parameters.discrepancy_village_wd,
        DiscrepancyState::ToDepartment => parameters.discrepancy_dept_wd,
        _ => return Ok(None),
    };
    Ok(Some(date::format(calendar::due(&**tx, county, store.clock.today(), days).await?)))
}

/// The words of a move, which some need.
fn said(wanted: &Move) -> Result<String> {
    use DiscrepancyAction as A;
    let invalid = |message: String| Problem::Invalid { field: "text".into(), message };
    let needs = match wanted.action {
        A::SendToDepartment => Some("请写明请部门复核什么，部门会看到"),
        A::Waive => Some("请写明不再比对的原因"),
        A::AskAgain => Some("请写明要村（居）再核实什么"),
        A::DepartmentInsists => Some("请写明维持的原因"),
        _ => None,
    };
    if text::is_empty(&wanted.text) {
        return needs.map_or_else(|| Ok(String::new()), |message| Err(invalid(message.to_owned()).into()));
    }
    Ok(text::parse_lines(&wanted.text, TEXT_MAX).map_err(|error| invalid(format!("说明{error}")))?)
}

/// What a village found, if it says enough: a correction names new values of fields that differ and its evidence; what stays
/// says why.
fn checked(words: &Words, item: Item, finding: Option<Finding>) -> Result<Finding> {
    let invalid = |field: &str, message: &str| Problem::Invalid { field: field.into(), message: message.into() };
    let finding = finding.ok_or_else(|| invalid("found", "请选择核实的结果"))?;
    match finding.found {
        Found::Correct => {
            if finding.evidence.is_none() {
                return Err(invalid("evidence", "请选择依据").into());
            }
            let fields = words.fields(item);
            if finding.values.is_empty() {
                return Err(invalid("found", "请填写改成什么").into());
            }
            // county.md C-15: nothing else is changed by the way.
            if let Some((field, _)) = finding.values.iter().find(|(field, _)| !fields.iter().any(|one| one == field)) {
                return Err(invalid(&format!("value.{field}"), "这一项没有差异，不能在这里改").into());
            }
        }
        Found::ConfirmAsIs if finding.kept.is_none() => return Err(invalid("kept", "请选择保留原内容的原因").into()),
        Found::ConfirmAsIs | Found::DepartmentWrong | Found::CannotFind => {}
    }
    Ok(finding)
}
