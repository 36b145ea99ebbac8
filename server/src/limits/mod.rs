//! How much one sender may ask of the server: the numbers, and where they are held.
//!
//! `docs/security.md` shows them in one table. [`listen`](crate::listen) holds those of connections and heads;
//! [`guard`] those of bodies and of the time that a request takes. What a body may hold is held where it is read: the
//! number of inputs in `gate`, of messages in `fieldwork`, the words of a search in `domain`.

mod body;
mod guard;
mod refusal;

use std::sync::Arc;
use std::time::Duration;

use app::addresses::{
    API, access, audit, breaches, declare, exports, fieldwork, is_at, links, retention, review, rights,
};
use app::wire::FUNCTIONS;
use axum::http::Method;
use tokio::sync::Semaphore;

pub use guard::{guard, inflated};

const KIB: usize = 1024;

/// Largest head of a request: path, query, cookies and all other headers.
pub const HEAD: usize = 32 * KIB;

/// How long a connection may be without a whole head, from its beginning or from the end of the answer before. Longer than
/// a proxy keeps a connection that it does not use (60 s in nginx), so that it never sends into one that closes.
pub const IDLE: Duration = Duration::from_secs(75);

/// How long the other side may take nothing of an answer that waits.
pub const STALLED: Duration = Duration::from_secs(30);

/// How long a body may pause.
pub const PAUSE: Duration = Duration::from_secs(20);

/// How long a request may take once its body is there.
pub const WORK: Duration = Duration::from_secs(60);

/// Bytes of all bodies that are read or held at one time.
pub const ALL_BODIES: usize = 64 * KIB * KIB;

/// Largest body of a declaration, in bytes: with everything that may be written into it.
pub const DECLARED: usize = 256 * KIB;

/// Largest body with a sheet of accounts.
pub const SHEETS: usize = backend::access::administration::import::MAX_BYTES + 64 * KIB;

/// Largest body of what a phone sends once it is inflated: a day's work with its pictures goes in parts.
pub const PUSHED: usize = 8 * KIB * KIB;

/// The same as it comes. No honest one is larger packed than plain, so the other limit speaks first.
const PACKED: usize = 2 * PUSHED;

/// What one address of the site takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door {
    /// Largest body, in bytes as they come.
    pub body: usize,
    /// Whether what comes is held as it comes, so that it takes room.
    pub held: bool,
    /// How long the body may take.
    pub time: Duration,
}

/// For a name, a choice, a few ids.
const SMALL: Door = Door { body: 16 * KIB, held: true, time: Duration::from_secs(60) };

/// For a whole declaration with everything that may be written into it.
const DECLARATION: Door = Door { body: DECLARED, held: true, time: Duration::from_secs(120) };

/// For a sheet that an official uploads, with the form around it.
const SHEET: Door = Door { body: SHEETS, held: true, time: Duration::from_secs(120) };

/// For a part of a day's work with its pictures, on the line of a village. Who knows no token of a phone is sent away
/// before anything is held.
const PHONE: Door = Door { body: PACKED, held: false, time: Duration::from_secs(15 * 60) };

/// The same once it is inflated, which is what is held of it.
const INFLATED: Door = Door { body: PUSHED, held: true, ..PHONE };

/// Server functions that take more than a few ids: all answers, comments, what a phone holds.
const LARGE_FUNCTIONS: [&str; 3] = ["declarations/", "reviews/", "field/"];

/// Those of them that take little all the same, from anybody.
const SMALL_FUNCTIONS: [&str; 2] = ["declarations/practice", "declarations/load"];

/// Pages to which whole declarations and comments are posted, also by way of a sign-in: whoever has to sign in first takes
/// along what was typed.
const LARGE_PAGES: [&str; 17] = [
    declare::HUB,
    review::QUEUE,
    links::LIST,
    fieldwork::VILLAGES,
    access::ACCOUNTS,
    audit::NOTICES,
    access::CLIENTS,
    exports::LIST,
    retention::LISTS,
    retention::HOLDS,
    breaches::LIST,
    rights::REQUESTS,
    rights::NOTICES,
    access::IDENTITY,
    access::VERIFY,
    access::SIGN_IN,
    API,
];

/// The door at an address.
#[must_use]
pub fn door(method: &Method, path: &str) -> Door {
    if method != Method::POST {
        return SMALL;
    }
    if path == fieldwork::PUSH {
        return PHONE;
    }
    if path == access::IMPORT {
        return SHEET;
    }
    let large = match path.strip_prefix(FUNCTIONS) {
        Some(function) => {
            LARGE_FUNCTIONS.iter().any(|begin| function.starts_with(begin)) && !SMALL_FUNCTIONS.contains(&function)
        }
        // Consent, which is posted to the hub, is small.
        None => path != declare::HUB && LARGE_PAGES.iter().any(|page| is_at(path, page)),
    };
    if large { DECLARATION } else { SMALL }
}

/// What all requests share. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Room for bodies, a permit a byte.
    room: Arc<Semaphore>,
    pause: Duration,
    work: Duration,
}

impl Limits {
    /// Room for so many bytes of bodies, which may pause so long, and so long for the work when they are there.
    #[must_use]
    pub fn new(all_bodies: usize, pause: Duration, work: Duration) -> Self {
        Self { room: Arc::new(Semaphore::new(all_bodies)), pause, work }
    }

    /// Bytes of bodies for which there is room now.
    #[must_use]
    pub fn room(&self) -> usize {
        self.room.available_permits()
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new(ALL_BODIES, PAUSE, WORK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_is_as_large_as_what_comes_through_it() {
        let at = |path: &str| door(&Method::POST, path);
        for large in ["/api/v1/submissions", "/declare/migrant/child", "/fn/declarations/save", "/review/1", "/sign-in"]
        {
            assert_eq!(at(large), DECLARATION, "{large}");
        }
        for small in [
            "/text-size",
            "/fn/sessions/sign-in",
            "/fn/divisions/search",
            "/fn/declarations/practice",
            "/declare",
            "/l/token",
            "/nowhere",
        ] {
            assert_eq!(at(small), SMALL, "{small}");
        }
        assert_eq!(at("/field/push"), PHONE);
        assert_eq!(door(&Method::GET, "/api/v1/divisions"), SMALL);
    }
}
