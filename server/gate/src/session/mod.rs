//! Sessions of signed-in people, kept in the database under a digest of their id, so that a copied
//! database opens no session.
//!
//! | module | holds |
//! | --- | --- |
//! | `kept` | the store: rows under county and digest |
//! | `term` | how long a session lasts |

mod kept;
mod term;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use backend::Store;
use backend::access::accounts;
use sha2::{Digest, Sha256};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::Id;
use tower_sessions::{Expiry, Session, SessionManagerLayer};

pub use kept::Sessions;
pub(crate) use term::Term;

/// Name of the cookie.
pub const COOKIE: &str = "tongce_session";

/// Session key under which the account's id rests.
pub(crate) const ACCOUNT: &str = "account";

/// Session key under which the id of the assignment rests under which the account acts.
pub(crate) const ASSIGNMENT: &str = "assignment";

/// Session key under which the account's county rests: it becomes part of the session's id.
pub(crate) const COUNTY: &str = "county";

/// Session key under which stands how the browser names itself.
pub(crate) const AGENT: &str = "agent";

/// Session key under which its [`Term`] rests.
pub(crate) const TERM: &str = "term";

/// Session key: when the end was last moved, Unix milliseconds.
const SEEN: &str = "seen";

/// The layer that knows the session of a request. The cookie may outlive the row, which has the last word.
#[must_use]
pub fn layer(store: Store, https: bool) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions::of(store))
        .with_name(COOKIE)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(https)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(term::LONGEST_IDLE))
}

/// Moves the end of a living session, not with each request, because it is a write. Inside the session layer.
pub async fn keep_alive(State(store): State<Store>, request: Request, next: Next) -> Response {
    if let Some(session) = request.extensions().get::<Session>().filter(|session| session.id().is_some()) {
        let now = store.clock.millis();
        let seen = session.get::<i64>(SEEN).await.ok().flatten();
        let term = session.get::<Term>(TERM).await.ok().flatten().unwrap_or_else(|| Term::unbound(now));
        let living = !session.is_empty().await;
        if living
            && seen.is_none_or(|seen| now - seen > term.refresh())
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
        match accounts::sweep_sessions(&store).await {
            Ok(0) => {}
            Ok(ended) => tracing::info!(ended, "deleted ended sessions"),
            Err(error) => tracing::error!(?error, "ended sessions cannot be deleted"),
        }
        if let Err(error) = accounts::sweep_attempts(&store).await {
            tracing::error!(?error, "old counts of failed sign-ins cannot be deleted");
        }
    }
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
