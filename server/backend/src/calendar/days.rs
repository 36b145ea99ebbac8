//! What a county says of its days, and the day on which something is due.

use std::collections::HashMap;

use domain::Date;
use domain::access::Action;
use domain::problem::Problem;
use domain::values::{date, text};
use sea_orm::ConnectionTrait;

use super::rows;
use super::tables::other_day;
use crate::access::accounts::Account;
use crate::audit::{Entry, Kind, pen};
use crate::error::Result;
use crate::store::Store;

/// Most characters of a name.
const NAME_MAX: u16 = 20;

/// A day that is not as its weekday says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherDay {
    /// The day.
    pub day: Date,
    /// Whether people work on it.
    pub works: bool,
    /// What it is called.
    pub name: String,
}

/// The day after so many working days of a county.
///
/// # Errors
/// If the database refuses.
pub async fn due<C: ConnectionTrait>(db: &C, county: &str, from: Date, days: u8) -> Result<Date> {
    let said = rows::from(db, county, &date::format(from)).await?;
    let said: HashMap<String, bool> = said.into_iter().map(|row| (row.day, row.works)).collect();
    let works = |day| said.get(&date::format(day)).copied().unwrap_or_else(|| date::is_weekday(day));
    Ok(date::add_days_that(from, days, works))
}

/// What a county says of today and the days to come, in order.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who does not keep the calendar.
pub async fn other_days(store: &Store, account: &Account) -> Result<Vec<OtherDay>> {
    keeps(account)?;
    let said = rows::from(&store.db, account.county_code(), &date::format(store.clock.today())).await?;
    let read =
        |row: other_day::Model| Some(OtherDay { day: date::parse(&row.day).ok()?, works: row.works, name: row.name });
    Ok(said.into_iter().filter_map(read).collect())
}

/// Says of a day, typed as `2026-12-31`, that the county works on it, or that it does not. What is due already keeps its
/// day.
///
/// # Errors
/// [`Problem::NotFound`] for somebody who does not keep the calendar; [`Problem::Invalid`] at `day` or `name`.
pub async fn set_day(store: &Store, account: &Account, day: &str, works: bool, name: &str) -> Result<()> {
    keeps(account)?;
    let invalid = |field: &str, message: String| Problem::Invalid { field: field.into(), message };
    let wrong = || invalid("day", "请填写日期，例如2027-01-01，不能早于今天".into());
    let day = date::parse(day).ok().filter(|day| *day >= store.clock.today()).ok_or_else(wrong)?;
    if works == date::is_weekday(day) {
        let message = if works { "这一天本来就是工作日" } else { "这一天本来就是周末" };
        return Err(invalid("day", message.into()).into());
    }
    let name = text::parse(name, NAME_MAX).map_err(|error| invalid("name", format!("名称{error}")))?;
    if text::is_empty(&name) {
        return Err(invalid("name", "请写明是什么日子，例如：元旦、元旦调休".into()).into());
    }
    let row = other_day::Model {
        county_code: account.county_code().to_owned(),
        day: date::format(day),
        works,
        name,
        set_by: account.id(),
        set_at: store.clock.millis(),
    };
    let tx = store.begin().await?;
    rows::put(&*tx, &row).await?;
    pen::append(store, &tx, [&entry(store, account, &row.day).with("works", works)]).await?;
    tx.commit().await
}

/// Takes back what was said of a day.
///
/// # Errors
/// [`Problem::NotFound`] when nothing was said of it, or for somebody who does not keep the calendar.
pub async fn take_day_back(store: &Store, account: &Account, day: &str) -> Result<()> {
    keeps(account)?;
    let day = date::format(date::parse(day).map_err(|_| Problem::NotFound)?);
    let tx = store.begin().await?;
    if !rows::remove(&*tx, account.county_code(), &day).await? {
        return Err(Problem::NotFound.into());
    }
    pen::append(store, &tx, [&entry(store, account, &day).with("taken_back", true)]).await?;
    tx.commit().await
}

fn entry(store: &Store, account: &Account, day: &str) -> Entry {
    Entry::new(account.county_code(), store.clock.millis(), Kind::CalendarChanged, account.actor()).with("day", day)
}

/// Whoever handles what families ask for keeps the calendar by which it is due.
fn keeps(account: &Account) -> Result<()> {
    if account.may(Action::PrivacyHandle) { Ok(()) } else { Err(Problem::NotFound.into()) }
}
