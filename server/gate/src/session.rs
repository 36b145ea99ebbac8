//! Sessions of signed-in people, kept in the database under a digest of their id, so that a copied
//! database opens no session.
//!
//! An id tells the county of whoever signed in, so that its row is looked for in that county and nowhere else. The
//! session layer writes ids of 128 bits into the cookie; the lowest 24 of them, its first four letters, are the county.

use std::{fmt, iter};

use async_trait::async_trait;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use backend::access::accounts;
use backend::access::rows::sessions;
use backend::access::tables::session;
use backend::{JsonFault, Store};
use domain::divisions::CountyCode;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, Session, SessionManagerLayer, SessionStore};

/// Name of the cookie.
pub const COOKIE: &str = "tongce_session";

/// A session ends after so long without any request (graded protection, 身份鉴别: session time-out).
const IDLE: Duration = Duration::hours(2);

/// A session ends after so long however much it is used: a stolen cookie is not for ever.
const LONGEST: Duration = Duration::hours(12);

/// How often a request in a living session writes the new end.
const REFRESH: i64 = 10 * 60;

/// The county of a session that tells none: it was made by an earlier version, or before anybody signed in.
const NOWHERE: &str = "";

/// Bits of an id that tell its county. The others, 104 random ones, nobody guesses.
const COUNTY_BITS: i128 = (1 << 24) - 1;

/// Session key under which the account's id rests.
pub(crate) const ACCOUNT: &str = "account";

/// Session key under which the id of the assignment rests under which the account acts.
pub(crate) const ASSIGNMENT: &str = "assignment";

/// Session key under which the account's county rests: it becomes part of the session's id.
pub(crate) const COUNTY: &str = "county";

/// Session key under which stands how the browser names itself.
pub(crate) const AGENT: &str = "agent";

/// Session key: when the end was last moved, Unix seconds.
const SEEN: &str = "seen";

/// Sessions in the `session` table.
#[derive(Clone)]
pub struct Sessions(Store);

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}

/// The layer that knows the session of a request.
#[must_use]
pub fn layer(store: Store, https: bool) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions(store))
        .with_name(COOKIE)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(https)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(IDLE))
}

/// Moves the end of a living session, at most once in ten minutes. Inside the session layer.
pub async fn keep_alive(request: Request, next: Next) -> Response {
    if let Some(session) = request.extensions().get::<Session>().filter(|session| session.id().is_some()) {
        let now = OffsetDateTime::now_utc().unix_timestamp();
        let seen = session.get::<i64>(SEEN).await.ok().flatten();
        let living = !session.is_empty().await;
        if living
            && seen.is_none_or(|seen| now - seen > REFRESH)
            && let Err(error) = session.insert(SEEN, now).await
        {
            tracing::error!(%error, "the session cannot be refreshed");
        }
    }
    next.run(request).await
}

/// Deletes ended sessions and old counts of failed sign-ins, again and again.
pub async fn sweep(store: Store, every: std::time::Duration) {
    loop {
        tokio::time::sleep(every).await;
        match delete_ended(&store).await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "deleted ended sessions"),
            Err(error) => tracing::error!(?error, "ended sessions cannot be deleted"),
        }
        if let Err(error) = accounts::sweep_attempts(&store).await {
            tracing::error!(?error, "old counts of failed sign-ins cannot be deleted");
        }
    }
}

async fn delete_ended(store: &Store) -> backend::Result<u64> {
    sessions::delete_ended(&*store.statement().await, store.clock.millis()).await
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

/// Under what a session lies: a digest of its id.
pub(crate) fn key(id: &Id) -> String {
    hex::encode(Sha256::digest(id.0.to_be_bytes()))
}

/// What the trail keeps of a session's id: the first half of its digest. Nothing of a session that was not kept yet.
pub(crate) fn digest(session: &Session) -> Option<[u8; 16]> {
    let digest = Sha256::digest(session.id()?.0.to_be_bytes());
    digest[..16].try_into().ok()
}

fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + i64::from(at.millisecond())
}

fn millis_of(span: Duration) -> i64 {
    span.whole_seconds() * 1000
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
        let ends_at = self.0.clock.millis() + millis_of(LONGEST);
        let expires_at = millis(record.expiry_date).min(ends_at);
        let row = session::Model {
            county_code,
            id: key(&record.id),
            data: data(record)?,
            account_id: held(record, ACCOUNT),
            made_at: self.0.clock.millis(),
            agent: held(record, AGENT).unwrap_or_default(),
            expires_at,
            ends_at,
        };
        sessions::create(&*self.0.statement().await, row).await.map_err(failed)
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let (id, end) = (key(&record.id), millis(record.expiry_date));
        let now = self.0.clock.millis();
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
