//! A correction becomes a new version of the record (更正, county.md A.4): only of fields that differ, with all checks on the
//! whole form. It changes neither the class, nor the owner, nor the form.

use domain::access;
use domain::checks::Facts;
use domain::comparison::Item;
use domain::form::{Answers, Asker, Field, FormKind};
use domain::forms::form;
use domain::problem::Problem;
use domain::review::{Action, next_state};

use crate::access::accounts::Account;
use crate::audit::pen::Act;
use crate::audit::{Note, pen};
use crate::declare::submissions::{Origin, record_row, version_row};
use crate::declare::unchecked::Unchecked;
use crate::error::{Error, Result};
use crate::register;
use crate::register::document::{Document, form_of, state_of};
use crate::register::hashes;
use crate::register::items::refresh;
use crate::register::rows::items;
use crate::register::tables::record;
use crate::store::{Store, WriteTransaction};

/// Writes the next version of a record with these values. A record that was verified goes back to 反馈: it is verified anew
/// (A.3 row 11). Other items whose facts changed are asked again (A.5).
pub(super) async fn amend(
    store: &Store,
    tx: &WriteTransaction,
    account: &Account,
    was: &record::Model,
    item: Item,
    values: &Answers,
) -> Result<()> {
    let from = state_of(was)?;
    let to = next_state(from, Action::Amend).ok_or(Problem::ActionNotOffered { state: from })?;
    let key = was.key(&store.keys)?;
    let row = register::rows::submissions::version(&**tx, &was.county_code, was.id, was.version).await?;
    let row = row.ok_or_else(|| Error::internal("a record lacks its current version"))?;
    let before = Document::open(&key, &row)?;
    let mut answers = before.answers.clone();
    for (field, value) in values.iter() {
        answers.set(field, value.clone());
    }
    let unchecked = Unchecked {
        form: form_of(was)?,
        channel: row.channel.clone(),
        answers,
        overrides: before.overrides.clone(),
        asker: Asker::Worker,
    };
    let facts = Facts { imported: true, ..Facts::default() };
    let mut checked = unchecked.check_with(store, facts)?;
    checked.document.taken_down.clone_from(&before.taken_down);
    checked.document.agreed_by.clone_from(&before.agreed_by);
    if checked.document.verdict.class != before.verdict.class {
        return Err(elsewhere("改了以后，是否纳入会不同").into());
    }
    let owner = (checked.county.as_str(), checked.township());
    if owner != (was.county_code.as_str(), was.township_code.clone()) {
        return Err(elsewhere("改了以后，归别的乡镇（街道）登记").into());
    }
    let (id, at) = (store.new_id(), store.clock.millis());
    let origin = Origin { actor: account.actor(), submitted_by: Some(account.id()), ..Origin::default() };
    let fresh = record_row(&key, (was.id, was.version + 1), &checked, &origin, was.entered_at)?;
    let now = record::Model {
        state: to.code().to_owned(),
        moved_at: at,
        version: fresh.version,
        submission_id: id,
        findings: fresh.findings,
        alert: fresh.alert,
        summary: fresh.summary,
        key_id: fresh.key_id,
        submitted_by: was.submitted_by,
        standing_version: Some(fresh.version),
        claimed_by: None,
        claimed_name: None,
        claimed_until: None,
        ..was.clone()
    };
    if !register::rows::records::amend(&**tx, was, &now).await? {
        return Err(Problem::DraftChanged.into());
    }
    let body = id.as_bytes()[..].to_vec();
    let version = version_row(&key, &now, id, body, &checked, &origin)?;
    register::rows::submissions::insert_version(&**tx, &version).await?;
    let old = hashes::of_answers(&store.keys, &before.answers).into_iter().map(|(_, hash)| hash.to_vec()).collect();
    let hashes = hashes::of_answers(&store.keys, &checked.document.answers);
    let new = hashes::rows(&now, &hashes).collect();
    register::rows::lookups::replace(&**tx, was.id, (&was.county_code, old), new).await?;
    let act = Act { at, actor: &account.actor(), action: Action::Amend, from: Some(from), subject: now.subject() };
    let trace = act.trace(
        &key,
        store.new_id(),
        &Note { reason: Some(words(account, form_of(was)?, values)), ..Note::default() },
    )?;
    pen::write(store, tx, &[trace]).await?;
    // The item itself is settled by the county; only what else changed is asked again.
    let mut all = items::of_record(&**tx, &was.county_code, was.id).await?;
    for row in all.iter_mut().filter(|row| row.item == item.code()) {
        row.version = now.version;
    }
    items::put(&**tx, &all).await?;
    refresh(store, tx, &now).await?;
    Ok(())
}

/// Which fields were corrected, in the history of the record.
fn words(account: &Account, kind: FormKind, values: &Answers) -> String {
    let fields: Vec<&str> = values.iter().map(|(field, _)| field).collect();
    let by = if account.may(access::Action::DiscrepancySort) { "采用部门记录" } else { "按核实结果" };
    let label = |key: &str| form(kind).field(key).map(Field::official_label).unwrap_or_default();
    format!("{by}更正：{}", fields.into_iter().map(label).collect::<Vec<_>>().join("、"))
}

fn elsewhere(why: &str) -> Problem {
    let message = format!("{why}，不能作为更正办理。请由家长或村（居）修改后重新提交。");
    Problem::Invalid { field: "found".into(), message }
}
