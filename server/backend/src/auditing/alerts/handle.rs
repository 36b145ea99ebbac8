//! The notices of an area, and closing one: with words, and never by the person whom it is about.

use domain::problem::Problem;
use domain::values::text;
use uuid::Uuid;

use super::rule::Rule;
use crate::access::accounts::AlertHandler;
use crate::access::rows::accounts;
use crate::audit::proof::sha256;
use crate::audit::{Entry, Kind, pen};
use crate::auditing::rows::alerts;
use crate::auditing::tables::alert;
use crate::crypt::seal::{Binding, open_json, seal_json};
use crate::error::Result;
use crate::store::Store;

/// Notices of a county that are listed at most, open ones and closed ones.
const MOST: u64 = 100;

/// Longest words with which one is closed, in characters.
const WORDS_MAX: usize = 500;

/// A notice in a list.
#[derive(Clone, Debug)]
pub struct AlertLine {
    /// The notice.
    pub alert: alert::Model,
    /// Its rule; nothing for one of a later version.
    pub rule: Option<Rule>,
    /// The person's shown name; empty when it is about no person.
    pub who: String,
    /// It is about the one who reads it.
    pub own: bool,
    /// The name of who closed it and the words, when it is closed.
    pub closed: Option<(String, String)>,
}

/// The notices of an area.
#[derive(Clone, Debug, Default)]
pub struct Alerts {
    /// Those that wait, the newest first.
    pub open: Vec<AlertLine>,
    /// Those that were closed last.
    pub closed: Vec<AlertLine>,
}

/// The notices of the area.
///
/// # Errors
/// If the database refuses.
pub async fn alerts(store: &Store, by: &AlertHandler) -> Result<Alerts> {
    let mut all = Alerts::default();
    for county in by.counties() {
        for row in alerts::open(&store.db, county, MOST).await? {
            all.open.push(line(store, by, row).await?);
        }
        for row in alerts::closed(&store.db, county, MOST).await? {
            all.closed.push(line(store, by, row).await?);
        }
    }
    all.open.sort_by_key(|line| std::cmp::Reverse(line.alert.raised_at));
    all.closed.sort_by_key(|line| std::cmp::Reverse(line.alert.closed_at));
    Ok(all)
}

async fn line(store: &Store, by: &AlertHandler, alert: alert::Model) -> Result<AlertLine> {
    let who = name(store, alert.account).await?;
    let closed = match (&alert.sealed, &alert.key_id) {
        (Some(sealed), Some(key_id)) => {
            let words = open_json(&store.keys, &alert.county_code, Binding::alert(alert.id), key_id, sealed)?;
            Some((name(store, alert.closed_by).await?, words))
        }
        _ => None,
    };
    let own = alert.person == by.account().person();
    Ok(AlertLine { rule: Rule::from_code(&alert.rule), who, own, closed, alert })
}

async fn name(store: &Store, account: Option<Uuid>) -> Result<String> {
    let Some(id) = account else { return Ok(String::new()) };
    Ok(accounts::by_id(&store.db, id).await?.map(|row| row.display_name).unwrap_or_default())
}

/// Closes a notice.
///
/// # Errors
/// [`Problem::NotFound`] when there is none in the area; [`Problem::OwnRequest`] when it is about the same person;
/// [`Problem::Invalid`] without words, or when somebody closed it before.
pub async fn close_alert(store: &Store, by: &AlertHandler, county: &str, id: Uuid, words: &str) -> Result<()> {
    by.reach(county)?;
    let words = text::clean(words);
    let invalid = |message: &str| Problem::Invalid { field: "words".into(), message: message.into() };
    if words.is_empty() {
        return Err(invalid("请写明核查情况和处理结果").into());
    }
    if words.chars().count() > WORDS_MAX {
        return Err(invalid("太长了，最多500个字").into());
    }
    let mut alert = alerts::by_id(&store.db, county, id).await?.ok_or(Problem::NotFound)?;
    if alert.person == by.account().person() {
        return Err(Problem::OwnRequest.into());
    }
    let sealed = seal_json(&store.keys, county, Binding::alert(id), &words)?;
    let mut entry = Entry::new(county, store.clock.millis(), Kind::NoticeClosed, by.actor()).of("alert", id);
    entry.detail_hash = Some(sha256(&[&sealed.bytes]));
    alert.closed_at = Some(entry.at);
    alert.closed_by = Some(by.account().id());
    (alert.sealed, alert.key_id) = (Some(sealed.bytes), Some(sealed.key_id));
    let tx = store.begin().await?;
    if !alerts::close(&*tx, &alert).await? {
        return Err(invalid("这条提醒已由别人处理").into());
    }
    pen::append(store, &tx, [&entry.with("rule", alert.rule.as_str())]).await?;
    tx.commit().await
}
