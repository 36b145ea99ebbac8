//! A guardian asks for the erasure of a record (个人信息保护法 第四十七条): a list of one, which another person decides about.

use domain::access::{self, Action, Relation, Target};
use domain::retention::Kept;
use domain::values::{date, national_id};

use super::due::Due;
use super::duty::{county_of, in_words, invalid, words};
use super::propose::{new, write};
use super::rows;
use crate::access::accounts::Account;
use crate::audit::Kind;
use crate::crypt::seal::{Binding, seal};
use crate::error::Result;
use crate::register::document::state_of;
use crate::register::tables::record;
use crate::register::{receipt, rows as register_rows};
use crate::store::Store;

/// What somebody types to have a record erased whose guardian asked for it.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Receipt number.
    pub receipt: String,
    /// Why, with the request of the guardian.
    pub reason: String,
}

/// Asks for the erasure of a record that has left the register (个人信息保护法 第四十七条); another person decides. Gives the
/// number of the list.
///
/// # Errors
/// `NotFound` for a role that does not; `Invalid` at `receipt` (also for a record that is still in the
/// register, or that a hold keeps) or `reason`.
pub async fn ask(store: &Store, account: &Account, asked: &Asked) -> Result<String> {
    let county = county_of(account, Action::PrivacyHandle)?;
    let reason = words("reason", &asked.reason, "请写明监护人的要求和依据")?;
    let unknown = || invalid("receipt", "本区县没有这个登记编号，请核对");
    let number = receipt::parse(&national_id::normalise(&asked.receipt)).ok_or_else(unknown)?;
    let id = register_rows::records::with_receipt(&store.db, county, &number).await?.ok_or_else(unknown)?;
    let record = register_rows::records::by_id(&store.db, county, id).await?.ok_or_else(unknown)?;
    may_go(store, account, &record).await?;
    let id = store.new_id();
    let sealed = seal(&store.keys, county, Binding::erasure_batch(id), reason.as_bytes())?;
    let batch = new(store, county, id, "request", (Some(account), in_words(account)), sealed)?;
    let due = Due { record, rule: Kept::Request, on: store.clock.today() };
    let tx = store.begin().await?;
    let number = write(store, &tx, batch, vec![due], (Kind::ErasureAsked, account.actor())).await?;
    tx.commit().await?;
    Ok(number)
}

/// Whether a guardian's request can be followed: the record has left the register, and no hold keeps it.
async fn may_go(store: &Store, account: &Account, record: &record::Model) -> Result<()> {
    let target = Target::Record(Relation::Granted, state_of(record)?.into());
    if access::may(Action::PrivacyErase, account.role(), target).is_none() {
        let words = "这条登记还在册，要先办理退出、不予登记或作废，才能删除";
        return Err(invalid("receipt", words));
    }
    let today = date::format(store.clock.today());
    match rows::holds::on_record(&store.db, record, &today).await? {
        Some(hold) => Err(invalid("receipt", format!("这条登记已暂缓删除（{hold}），解除后才能删除"))),
        None => Ok(()),
    }
}
