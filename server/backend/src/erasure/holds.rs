//! Holds (暂缓删除): what is kept from every erasure, also from those that are asked for, because a case, a claim or an
//! examination needs it. One person places it; two lift it.

use domain::Date;
use domain::access::Action;
use domain::problem::Problem;
use domain::values::{date, national_id, text};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::duty::{county_of, in_words, invalid, words};
use super::rows::holds as rows;
use super::tables::erasure_hold;
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::crypt::seal::{Binding, open_json, seal_json};
use crate::error::Result;
use crate::register::{self, receipt};
use crate::store::Store;

/// Most holds of a page.
const MOST: u64 = 500;

/// Why it was placed, and why it is to be lifted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Why it was placed.
    pub reason: String,
    /// Why it is to be lifted.
    #[serde(default)]
    pub lift: String,
}

/// What somebody types to place one.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// A receipt number, or the code of a township or of the county.
    pub scope: String,
    /// Why.
    pub reason: String,
    /// Last day, `YYYY-MM-DD`; empty without an end.
    pub until: String,
}

/// A hold, as its page shows it.
#[derive(Clone, Debug)]
pub struct Hold {
    /// The row.
    pub row: erasure_hold::Model,
    /// Its words.
    pub words: Words,
    /// Its last day is past.
    pub over: bool,
    /// This person asked to lift it.
    pub own: bool,
}

/// Places a hold; gives its number.
///
/// # Errors
/// [`Problem::NotFound`] for a role that places none; [`Problem::Invalid`] at `scope`, `reason` or `until`.
pub async fn place(store: &Store, account: &Account, asked: &Asked) -> Result<String> {
    let county = county_of(account, Action::HoldPlace)?;
    let reason = words("reason", &asked.reason, "请写明为什么要暂缓删除")?;
    let until = until(&asked.until, store.clock.today())?;
    let (scope, shown) = scope(store, county, &asked.scope).await?;
    let (id, now) = (store.new_id(), store.clock.millis());
    let sealed = seal_json(&store.keys, county, Binding::hold(id, 1), &Words { reason, lift: String::new() })?;
    let hold = erasure_hold::Model {
        county_code: county.to_owned(),
        id,
        number: receipt::numbered("H", store.clock.today().year())?,
        scope,
        shown,
        until_on: until.map(date::format).unwrap_or_default(),
        state: "placed".to_owned(),
        placed_by: account.id(),
        placer: in_words(account),
        placed_at: now,
        lift_person: None,
        lift_asker: String::new(),
        lifted_by: None,
        lifted_at: None,
        revision: 1,
        sealed: sealed.bytes,
        key_id: sealed.key_id,
    };
    let tx = store.begin().await?;
    rows::insert(&*tx, &hold).await?;
    let entry = Entry::new(county, now, Kind::HoldPlaced, account.actor()).of("hold", id);
    let entry = entry.with("number", hold.number.as_str()).with("scope", hold.scope.as_str());
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    Ok(hold.number)
}

/// Asks to lift a hold; another person does it.
///
/// # Errors
/// [`Problem::NotFound`] when none of this county is in force under the id; [`Problem::Invalid`] at `reason`.
pub async fn ask_lift(store: &Store, account: &Account, id: Uuid, reason: &str) -> Result<()> {
    let county = county_of(account, Action::HoldPlace)?;
    let lift = words("reason", reason, "请写明为什么可以解除")?;
    let was = rows::by_id(&store.db, county, id).await?;
    let was = was.filter(|hold| hold.state == "placed").ok_or(Problem::NotFound)?;
    let words = Words { lift, ..opened(store, &was)? };
    let revision = was.revision + 1;
    let sealed = seal_json(&store.keys, county, Binding::hold(id, revision), &words)?;
    let now = erasure_hold::Model {
        state: "lifting".to_owned(),
        lift_person: Some(account.person()),
        lift_asker: in_words(account),
        revision,
        sealed: sealed.bytes,
        key_id: sealed.key_id,
        ..was.clone()
    };
    changed(store, account, (&was, &now), "asked").await
}

/// Lifts a hold that another person asked to lift, or leaves it in force.
///
/// # Errors
/// [`Problem::NotFound`] when nothing of this county waits under the id; [`Problem::OwnRequest`].
pub async fn lift(store: &Store, account: &Account, id: Uuid, agreed: bool) -> Result<()> {
    let county = county_of(account, Action::HoldLift)?;
    let was = rows::by_id(&store.db, county, id).await?;
    let was = was.filter(|hold| hold.state == "lifting").ok_or(Problem::NotFound)?;
    if was.lift_person == Some(account.person()) {
        return Err(Problem::OwnRequest.into());
    }
    let mut now = was.clone();
    if agreed {
        now.state = "lifted".to_owned();
        (now.lifted_by, now.lifted_at) = (Some(account.id()), Some(store.clock.millis()));
    } else {
        now.state = "placed".to_owned();
        (now.lift_person, now.lift_asker) = (None, String::new());
    }
    changed(store, account, (&was, &now), if agreed { "lifted" } else { "refused" }).await
}

async fn changed(
    store: &Store,
    account: &Account,
    (was, now): (&erasure_hold::Model, &erasure_hold::Model),
    step: &'static str,
) -> Result<()> {
    let tx = store.begin().await?;
    if !rows::change(&*tx, was, now).await? {
        return Err(Problem::NotFound.into());
    }
    let entry = Entry::new(&was.county_code, store.clock.millis(), Kind::HoldLifted, account.actor());
    let entry = entry.of("hold", was.id).with("number", was.number.as_str()).with("step", step);
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await
}

/// The holds of the county, the newest first.
///
/// # Errors
/// [`Problem::NotFound`] for a role that places none.
pub async fn all(store: &Store, account: &Account) -> Result<Vec<Hold>> {
    let county = county_of(account, Action::HoldPlace)?;
    let today = date::format(store.clock.today());
    let shown = |row: erasure_hold::Model| {
        Ok(Hold {
            words: opened(store, &row)?,
            over: !row.until_on.is_empty() && row.until_on < today,
            own: row.lift_person == Some(account.person()),
            row,
        })
    };
    rows::all(&store.db, county, MOST).await?.into_iter().map(shown).collect()
}

fn opened(store: &Store, row: &erasure_hold::Model) -> Result<Words> {
    open_json(&store.keys, &row.county_code, Binding::hold(row.id, row.revision), &row.key_id, &row.sealed)
}

/// What is held, as the column keeps it and as people know it.
async fn scope(store: &Store, county: &str, typed: &str) -> Result<(String, String)> {
    let typed = text::clean(typed);
    if let Some(number) = receipt::parse(&national_id::normalise(&typed)) {
        let record = register::rows::records::with_receipt(&store.db, county, &number).await?;
        let record = record.ok_or_else(|| invalid("scope", "本区县没有这个登记编号，请核对"))?;
        return Ok((record.to_string(), number));
    }
    let is_code = matches!(typed.len(), 6 | 9) && typed.bytes().all(|byte| byte.is_ascii_digit());
    if is_code && typed.starts_with(county) {
        return Ok((typed.clone(), typed));
    }
    Err(invalid("scope", "请填写登记编号，或本区县6位、乡镇（街道）9位的区划代码"))
}

fn until(typed: &str, today: Date) -> Result<Option<Date>> {
    if text::is_empty(typed) {
        return Ok(None);
    }
    match date::parse(typed.trim()) {
        Ok(day) if day >= today => Ok(Some(day)),
        _ => Err(invalid("until", "截止日期请填今天或以后的日期，不填表示长期")),
    }
}
