//! The store of the session layer: rows of the `session` table.
//!
//! An id tells the county of whoever signed in, so that its row is looked for in that county and nowhere else. The
//! session layer writes ids of 128 bits into the cookie; the lowest 24 of them, its first four letters, are the county.

use std::{fmt, iter};

use async_trait::async_trait;
use backend::access::accounts;
use backend::access::rows::sessions;
use backend::access::tables::session;
use backend::{JsonFault, Store};
use domain::divisions::CountyCode;
use serde::de::DeserializeOwned;
use serde_json::Value;
use time::OffsetDateTime;
use tower_sessions::SessionStore;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};

use super::{ACCOUNT, AGENT, COUNTY, TERM, Term, key};

/// The county of a session that tells none: it was made by an earlier version, or before anybody signed in.
const NOWHERE: &str = "";

/// Bits of an id that tell its county. The others, 104 random ones, nobody guesses.
const COUNTY_BITS: i128 = (1 << 24) - 1;

/// Sessions in the `session` table.
#[derive(Clone)]
pub struct Sessions(Store);

impl Sessions {
    pub(super) const fn of(store: Store) -> Self {
        Self(store)
    }
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}

/// The id with the county of a record in it.
fn of_county(record: &Record) -> (Id, String) {
    let county = record.data.get(COUNTY).and_then(Value::as_str).and_then(|code| CountyCode::parse(code).ok());
    let digits = county.map_or(0, CountyCode::digits);
    let id = Id((record.id.0 & !COUNTY_BITS) | i128::from(digits));
    (id, county.map_or_else(|| NOWHERE.to_owned(), |county| county.to_string()))
}

/// Where the row of an id may lie, the likeliest county first: an id of an earlier version tells one by chance.
fn counties(id: &Id) -> impl Iterator<Item = String> {
    let told = CountyCode::parse(&format!("{:06}", id.0 & COUNTY_BITS)).ok();
    told.map(|county| county.to_string()).into_iter().chain(iter::once(NOWHERE.to_owned()))
}

/// What the session holds under a key.
fn held<T: DeserializeOwned>(record: &Record, key: &str) -> Option<T> {
    record.data.get(key).and_then(|value| T::deserialize(value).ok())
}

fn data(record: &Record) -> Result<Vec<u8>> {
    serde_json::to_vec(&record.data).map_err(|error| Error::Encode(fault(&error)))
}

/// What is told of JSON that failed, without what stands in it.
fn fault(error: &serde_json::Error) -> String {
    JsonFault::from(error).to_string()
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // Ids have 128 random bits; a second one of the same value does not happen.
        let (id, county_code) = of_county(record);
        record.id = id;
        let now = self.0.clock.millis();
        let term = held::<Term>(record, TERM).unwrap_or_else(|| Term::unbound(now));
        let row = session::Model {
            county_code,
            id: key(&record.id),
            data: data(record)?,
            account_id: held(record, ACCOUNT),
            made_at: term.began,
            agent: held(record, AGENT).unwrap_or_default(),
            expires_at: term.end(now),
            ends_at: term.ends_at,
        };
        accounts::begin_session(&self.0, row).await.map_err(failed)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let now = self.0.clock.millis();
        let term = held::<Term>(record, TERM).unwrap_or_else(|| Term::unbound(now));
        let (id, end) = (key(&record.id), term.end(now));
        let db = self.0.statement().await;
        for county in counties(&record.id) {
            if sessions::update(&*db, (&county, &id), data(record)?, end, now).await.map_err(failed)? {
                return Ok(());
            }
        }
        // Signed out meanwhile, by another request of the same browser.
        tracing::debug!("a session ended while a request was under way");
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = self.0.clock.millis();
        let mut found = None;
        for county in counties(id) {
            found = sessions::load(&self.0.db, (&county, &key(id)), now).await.map_err(failed)?;
            if found.is_some() {
                break;
            }
        }
        let Some(row) = found else { return Ok(None) };
        let data = serde_json::from_slice(&row.data).map_err(|error| Error::Decode(fault(&error)))?;
        let nanos = i128::from(row.expires_at) * 1_000_000;
        let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(nanos)
            .map_err(|_| Error::Decode("an end that is no time".to_owned()))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let db = self.0.statement().await;
        for county in counties(id) {
            sessions::delete(&*db, (&county, &key(id))).await.map_err(failed)?;
        }
        Ok(())
    }
}

fn failed(error: backend::Error) -> Error {
    tracing::error!(?error, "the session store failed");
    Error::Backend("the database refused".to_owned())
}
