//! Sessions of signed-in people, kept in the database under a digest of their id, so that a copied
//! database opens no session.

use std::fmt;

use async_trait::async_trait;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use backend::Store;
use backend::query::sessions;
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

/// How often a request in a living session writes the new end.
const REFRESH: i64 = 10 * 60;

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

/// Deletes ended sessions, again and again.
pub async fn sweep(store: Store, every: std::time::Duration) {
    loop {
        tokio::time::sleep(every).await;
        match delete_ended(&store).await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "deleted ended sessions"),
            Err(error) => tracing::error!(?error, "ended sessions cannot be deleted"),
        }
    }
}

async fn delete_ended(store: &Store) -> backend::Result<u64> {
    sessions::delete_ended(&*store.statement().await, store.clock.millis()).await
}

fn key(id: &Id) -> String {
    use std::fmt::Write as _;
    Sha256::digest(id.0.to_be_bytes()).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

fn millis(at: OffsetDateTime) -> i64 {
    at.unix_timestamp() * 1000 + i64::from(at.millisecond())
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        // Ids have 128 random bits; a second one of the same value does not happen.
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let data = serde_json::to_vec(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
        let db = self.0.statement().await;
        sessions::save(&*db, &key(&record.id), data, millis(record.expiry_date)).await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let now = self.0.clock.millis();
        let Some(row) = sessions::load(&self.0.db, &key(id), now).await.map_err(failed)? else {
            return Ok(None);
        };
        let decode = |error: &dyn fmt::Display| Error::Decode(error.to_string());
        let data = serde_json::from_slice(&row.data).map_err(|error| decode(&error))?;
        let nanos = i128::from(row.expires_at) * 1_000_000;
        let expiry_date = OffsetDateTime::from_unix_timestamp_nanos(nanos).map_err(|error| decode(&error))?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        sessions::delete(&*self.0.statement().await, &key(id)).await.map_err(failed)
    }
}

fn failed(error: backend::Error) -> Error {
    tracing::error!(?error, "the session store failed");
    Error::Backend("the database refused".to_owned())
}
