//! Why something could not be kept, read or opened: one variant for each thing that a page says differently.

/// Why the phone cannot keep or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// The browser has no database for pages (private browsing, old in-app browsers).
    NoIndexedDb,
    /// The browser's cryptography is not there, as outside a secure context.
    NoCrypto,
    /// The phone has no room left.
    StorageFull,
    /// What was kept is gone: evicted by the browser, cleared by somebody, or destroyed after wrong passcodes.
    Gone,
    /// The browser refuses this site a database, as where cookies and site data are blocked.
    Denied,
    /// Another page of an older version holds the database open.
    Blocked,
    /// The database neither opens nor says why.
    NoAnswer,
    /// A newer version of the pages has been here; this one is too old to read what it wrote.
    Newer,
    /// This worker has a locker on this phone already.
    Exists,
    /// The passcode was changed on another page; this one still has the earlier one in its memory.
    PasscodeChanged,
    /// The bytes do not open with this key: damaged, or not written by it.
    Unreadable,
    /// A message is larger than the server takes.
    TooLarge,
    /// Anything else, in the browser's words, which are for a log and not for a reader.
    Failed(String),
}

impl Unavailable {
    /// The variant for the name of a `DOMException`.
    #[must_use]
    pub fn named(name: &str, words: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::StorageFull,
            "VersionError" => Self::Newer,
            "OperationError" => Self::Unreadable,
            // The connection is closing under us, or a store is missing: somebody cleared the storage.
            "InvalidStateError" | "NotFoundError" => Self::Gone,
            "SecurityError" => Self::Denied,
            _ => Self::Failed(format!("{name}: {words}")),
        }
    }
}

#[cfg(target_arch = "wasm32")]
impl From<wasm_bindgen::JsValue> for Unavailable {
    fn from(thrown: wasm_bindgen::JsValue) -> Self {
        use js_sys::{Error, Reflect};
        use wasm_bindgen::JsCast;
        if let Some(exception) = thrown.dyn_ref::<web_sys::DomException>() {
            return Self::named(&exception.name(), &exception.message());
        }
        let text = |key: &str| Reflect::get(&thrown, &key.into()).ok().and_then(|text| text.as_string());
        match thrown.dyn_ref::<Error>() {
            Some(_) => Self::named(&text("name").unwrap_or_default(), &text("message").unwrap_or_default()),
            None => Self::Failed(format!("{thrown:?}")),
        }
    }
}

#[cfg(target_arch = "wasm32")]
impl From<idb::Error> for Unavailable {
    fn from(error: idb::Error) -> Self {
        use idb::Error;
        match error {
            Error::IndexedDbNotFound(_) => Self::NoIndexedDb,
            Error::DomException(exception) => Self::named(&exception.name(), &exception.message()),
            Error::IndexedDbOpenFailed(thrown)
            | Error::ObjectStoreNotFound(thrown)
            | Error::TransactionOpenFailed(thrown)
            | Error::UpdateFailed(thrown)
            | Error::AddFailed(thrown)
            | Error::DeleteFailed(thrown)
            | Error::GetFailed(thrown)
            | Error::IndexNotFound(thrown) => Self::from(thrown),
            // Its words would cost a family's first page a kilobyte, and nobody reads them.
            _ => Self::Failed("idb".to_owned()),
        }
    }
}

/// Why a locker did not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no locker of this worker on this phone.
    Unknown,
    /// The passcode is wrong.
    Wrong {
        /// Attempts left before everything in the locker is destroyed. Warn from 3 down.
        left: u32,
        /// Seconds before the next attempt counts; 0 for none.
        wait_seconds: u32,
    },
    /// Too early after wrong attempts; this one was not counted.
    Wait {
        /// Seconds to wait, with the page open.
        seconds: u32,
    },
    /// The locker was destroyed after ten wrong attempts. What was finished is still sent.
    Destroyed,
    /// The phone cannot read now; this is no verdict on the passcode.
    Unavailable(Unavailable),
}

impl From<Unavailable> for Refused {
    fn from(error: Unavailable) -> Self {
        Self::Unavailable(error)
    }
}

/// Why a passcode is not taken for a new locker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Fewer than eight characters.
    Short,
    /// One of those that are tried first: a common one, a run, a repetition, a date, a mobile number.
    Common,
}

/// Why a file was not imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportRefused {
    /// It is no export of ours, or it is damaged.
    NotAnExport,
    /// A newer version wrote it.
    Newer,
    /// The passcode is not the one under which it was written.
    WrongPasscode,
    /// The phone cannot keep it.
    Unavailable(Unavailable),
}

impl From<Unavailable> for ImportRefused {
    fn from(error: Unavailable) -> Self {
        Self::Unavailable(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_phone_is_told_from_an_emptied_one_and_from_a_newer_one() {
        assert_eq!(Unavailable::named("QuotaExceededError", ""), Unavailable::StorageFull);
        assert_eq!(Unavailable::named("InvalidStateError", ""), Unavailable::Gone);
        assert_eq!(Unavailable::named("VersionError", ""), Unavailable::Newer);
        assert_eq!(Unavailable::named("SecurityError", ""), Unavailable::Denied);
        assert_eq!(Unavailable::named("DataError", "no"), Unavailable::Failed("DataError: no".into()));
    }
}
