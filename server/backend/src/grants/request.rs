//! Asking to look at records of another area for some days, and the word of the county whose they are (申请查阅).

use std::collections::BTreeSet;

use domain::access::{Action, Group};
use domain::problem::Problem;
use domain::values::{national_id, text};
use uuid::Uuid;

use super::emergency::invalid;
use super::state::{Kind, State};
use super::tables::{access_grant, grant_holder};
use super::{rows, state, words};
use crate::access::accounts::Account;
use crate::audit::{self, Entry, pen};
use crate::error::Result;
use crate::register::{receipt, rows as register_rows};
use crate::store::Store;

/// Most records of one request.
const MOST: usize = 200;

/// Most days.
pub const LONGEST_DAYS: u8 = 30;

/// Milliseconds of a day.
const DAY: i64 = 24 * 3_600_000;

/// What somebody asks to look at.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Receipt numbers, as typed: one a line.
    pub receipts: String,
    /// The groups of fields.
    pub groups: Vec<Group>,
    /// For what, in words.
    pub words: String,
    /// For how many days.
    pub days: u8,
}

/// Asks; the county whose records they are decides.
///
/// # Errors
/// [`Problem::NotFound`] for a role that does not ask; [`Problem::Invalid`] at `receipts`, `groups`, `words` or `days`.
pub async fn request(store: &Store, account: &Account, asked: &Request) -> Result<()> {
    if !account.may(Action::GrantRequest) {
        return Err(Problem::NotFound.into());
    }
    if asked.groups.is_empty() {
        return Err(invalid("groups", "请选择要查阅的内容"));
    }
    if asked.days == 0 || asked.days > LONGEST_DAYS {
        return Err(invalid("days", "查阅期限为1到30天"));
    }
    let why = match text::parse_lines(&asked.words, 500) {
        Ok(why) if !text::is_empty(&why) => why,
        Err(error) if !text::is_empty(&asked.words) => {
            return Err(Problem::Invalid { field: "words".into(), message: format!("用途{error}") }.into());
        }
        _ => return Err(invalid("words", "请写明查阅的用途")),
    };
    let (county, records) = named(store, &asked.receipts).await?;
    let (tx, now, id) = (store.begin().await?, store.clock.millis(), store.new_id());
    let sealed = words::sealed(&store.keys, (&county, id), &why)?;
    let codes: BTreeSet<&str> = asked.groups.iter().map(|group| group.code()).collect();
    let grant = access_grant::Model {
        county_code: county.clone(),
        id,
        kind: Kind::Request.code().to_owned(),
        asker_county: account.county_code().to_owned(),
        asked_by: account.id(),
        asker_person: account.person(),
        asker: words::asker(account),
        records: words::packed(&records),
        groups: codes.into_iter().collect::<Vec<_>>().join(","),
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        days: i32::from(asked.days),
        asked_at: now,
        state: State::Asked.code().to_owned(),
        ends_at: 0,
        due_on: String::new(),
        decided_by: None,
        decided_at: None,
    };
    rows::insert(&*tx, &grant).await?;
    let entry = Entry::new(&county, now, audit::Kind::GrantRequested, account.actor()).of("grant", id).about(records);
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await
}

/// Decides about a request; the list is the one that was asked for.
///
/// # Errors
/// [`Problem::NotFound`] when nothing of this county waits under the id; [`Problem::OwnRequest`].
pub async fn decide(store: &Store, account: &Account, id: Uuid, granted: bool) -> Result<()> {
    if !account.may(Action::GrantDecide) {
        return Err(Problem::NotFound.into());
    }
    let (tx, now) = (store.begin().await?, store.clock.millis());
    let grant = state::waiting(&tx, account, id, State::Asked).await?;
    let ends_at = if granted { now + i64::from(grant.days) * DAY } else { 0 };
    if granted {
        let holder = |record_id: Uuid| grant_holder::Model {
            county_code: grant.asker_county.clone(),
            person_id: grant.asker_person,
            grant_id: id,
            record_id,
            owner_county: grant.county_code.clone(),
            kind: Kind::Request.code().to_owned(),
            groups: grant.groups.clone(),
            starts_at: now,
            ends_at,
        };
        let holders: Vec<_> = words::unpacked(&grant.records).into_iter().map(holder).collect();
        rows::hold(&*tx, &holders).await?;
    }
    let entry = Entry::new(&grant.county_code, now, audit::Kind::GrantDecided, account.actor()).of("grant", id);
    let entry = entry.with("granted", granted).about(words::unpacked(&grant.records));
    let state = if granted { State::Granted } else { State::Refused };
    state::settle(store, tx, account, grant, (state, ends_at), entry).await
}

/// The records of these receipt numbers, which are of one county.
async fn named(store: &Store, receipts: &str) -> Result<(String, Vec<Uuid>)> {
    let lines: Vec<&str> =
        receipts.split(['\n', '，', ',', '、', ' ']).map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.is_empty() || lines.len() > MOST {
        return Err(invalid("receipts", "请填写登记编号，每行一个，最多200个"));
    }
    let (mut county, mut records) = (String::new(), Vec::new());
    for line in lines {
        let unknown = || {
            let message = format!("没有找到登记编号“{}”，请核对", line.chars().take(30).collect::<String>());
            Problem::Invalid { field: "receipts".into(), message }
        };
        let number = receipt::parse(&national_id::normalise(line)).ok_or_else(unknown)?;
        let record = register_rows::records::anywhere_with_receipt(&store.db, &number).await?.ok_or_else(unknown)?;
        if !county.is_empty() && county != record.county_code {
            return Err(invalid("receipts", "一次只能申请同一个区县的登记，请分开申请"));
        }
        county.clone_from(&record.county_code);
        if !records.contains(&record.id) {
            records.push(record.id);
        }
    }
    Ok((county, records))
}
