//! The server has no lockers: pages of workers are rendered empty, and nothing here is ever reached from a render.

use domain::Date;

/// See the phone's side.
pub mod store {
    use std::convert::Infallible;

    /// What lies together.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    #[expect(missing_docs, reason = "the phone's side says it")]
    pub enum Drawer {
        Drafts,
        Register,
        Settings,
        Pictures,
        Forms,
    }

    /// One change of a drawer.
    #[derive(Clone, Debug)]
    #[expect(missing_docs, reason = "the phone's side says it")]
    pub struct Write {
        pub drawer: Drawer,
        pub id: String,
        pub clear: Option<Vec<u8>>,
    }

    /// A message to be sealed.
    #[derive(Clone, Debug)]
    #[expect(missing_docs, reason = "the phone's side says it")]
    pub struct Outgoing {
        pub id: String,
        pub json: Vec<u8>,
        pub picture: bool,
    }

    /// What sending needs.
    #[derive(Clone, Debug)]
    #[expect(missing_docs, reason = "the phone's side says it")]
    pub struct Sending {
        pub device: String,
        pub token: String,
        pub key_id: String,
        pub public_key: Vec<u8>,
    }

    /// Counts of what is not sent.
    #[derive(Clone, Copy, Debug, Default)]
    #[expect(missing_docs, reason = "the phone's side says it")]
    pub struct Unsent {
        pub messages: u32,
        pub since: i64,
    }

    /// What the server answered to a message.
    #[derive(Clone, Debug)]
    #[expect(missing_docs, reason = "the phone's side says it")]
    pub struct Sent {
        pub id: String,
        pub taken: bool,
        pub receipt_no: Option<String>,
        pub at: i64,
    }

    /// What cannot be sent.
    #[derive(Clone, Debug)]
    #[expect(missing_docs, reason = "the phone's side says it")]
    pub struct Trouble {
        pub stopped: bool,
        pub stuck: Vec<(String, String)>,
    }

    /// What an import brought.
    #[derive(Clone, Copy, Debug, Default)]
    #[expect(missing_docs, reason = "the phone's side says it")]
    pub struct Imported {
        pub drafts: usize,
        pub pictures: usize,
        pub messages: usize,
    }

    /// A file that nobody can have opened.
    #[derive(Debug)]
    pub struct Brought(Infallible);

    #[expect(missing_docs, reason = "the phone's side says it")]
    impl Brought {
        pub fn drafts(&self) -> impl Iterator<Item = (&str, &[u8])> {
            std::iter::empty()
        }

        pub const fn keep_rest(&mut self) {}

        #[must_use]
        pub const fn pictures_of(&self, _: &str) -> usize {
            match self.0 {}
        }
    }

    /// There is no store on a server.
    #[derive(Clone, Copy, Debug)]
    pub struct Unavailable;

    /// Why a locker did not open.
    #[derive(Clone, Copy, Debug)]
    #[expect(missing_docs, reason = "the phone's side says it")]
    pub enum Refused {
        Unknown,
        Wrong { left: u32, wait_seconds: u32 },
        Wait { seconds: u32 },
        Destroyed,
        Unavailable(Unavailable),
    }

    /// A locker that nobody can have.
    #[derive(Clone, Debug)]
    pub struct Locker(Infallible);

    #[expect(missing_docs, clippy::missing_errors_doc, clippy::unused_async, reason = "the phone's side says it")]
    impl Locker {
        pub async fn read(&self, _: Drawer, _: &str) -> Result<Option<Vec<u8>>, Unavailable> {
            match self.0 {}
        }

        pub async fn read_all(&self, _: Drawer) -> Result<Vec<(String, Option<Vec<u8>>)>, Unavailable> {
            match self.0 {}
        }

        pub async fn read_below(&self, _: Drawer, _: &str) -> Result<Vec<(String, Option<Vec<u8>>)>, Unavailable> {
            match self.0 {}
        }

        pub async fn write(&self, _: Vec<Write>) -> Result<(), Unavailable> {
            match self.0 {}
        }

        pub async fn post(&self, _: Vec<Outgoing>, _: Vec<Write>) -> Result<(), Unavailable> {
            match self.0 {}
        }

        pub async fn unsent(&self) -> Result<Unsent, Unavailable> {
            match self.0 {}
        }

        pub const fn id(&self) -> &str {
            match self.0 {}
        }

        pub const fn username(&self) -> &str {
            match self.0 {}
        }

        pub async fn set_sending(&self, _: &Sending, _: Vec<Write>) -> Result<(), Unavailable> {
            match self.0 {}
        }

        pub async fn change_passcode(&self, _: &str, _: &str) -> Result<(), Refused> {
            match self.0 {}
        }

        pub async fn trouble(&self) -> Result<Trouble, Unavailable> {
            match self.0 {}
        }

        pub async fn sent(&self) -> Result<Vec<Sent>, Unavailable> {
            match self.0 {}
        }

        pub async fn forget_sent(&self, _: &[String]) -> Result<(), Unavailable> {
            match self.0 {}
        }

        pub async fn export(&self, _: Vec<Write>) -> Result<Vec<u8>, Unavailable> {
            match self.0 {}
        }

        pub async fn open_file(&self, _: &[u8], _: &str) -> Result<Brought, Unavailable> {
            match self.0 {}
        }

        pub async fn take_over(&self, _: Brought, _: &[String], _: &[String]) -> Result<Imported, Unavailable> {
            match self.0 {}
        }

        pub async fn give_up(&self) -> Result<(), Unavailable> {
            match self.0 {}
        }

        pub async fn others(&self) -> Result<usize, Unavailable> {
            match self.0 {}
        }

        pub async fn open_others(&self, _: &str) -> Result<Vec<Self>, Refused> {
            match self.0 {}
        }

        pub async fn bring(&self) -> Result<Brought, Unavailable> {
            match self.0 {}
        }
    }

    /// See the phone's side.
    #[expect(missing_docs, clippy::missing_errors_doc, clippy::unused_async, reason = "the phone's side says it")]
    pub mod lockers {
        use super::{Locker, Refused, Sending, Unavailable};

        #[derive(Clone, Debug)]
        pub struct Opened {
            pub locker: Locker,
            pub also: Vec<Locker>,
        }

        pub async fn any() -> Result<bool, Unavailable> {
            Err(Unavailable)
        }

        pub async fn supported() -> Result<(), Unavailable> {
            Err(Unavailable)
        }

        pub async fn answering() -> bool {
            false
        }

        pub async fn exists(_: &str) -> Result<bool, Unavailable> {
            Err(Unavailable)
        }

        pub async fn create(_: &str, _: &str, _: Sending) -> Result<Locker, Unavailable> {
            Err(Unavailable)
        }

        pub async fn open(_: &str, _: &str) -> Result<Opened, Refused> {
            Err(Refused::Unavailable(Unavailable))
        }
    }

    /// See the phone's side.
    #[expect(missing_docs, clippy::missing_errors_doc, reason = "the phone's side says it")]
    pub mod passcode {
        use super::Unavailable;

        pub const fn check(_: &str) -> Result<(), Unavailable> {
            Err(Unavailable)
        }
    }

    /// See the phone's side.
    #[expect(missing_docs, clippy::unused_async, reason = "the phone's side says it")]
    pub mod locks {
        #[derive(Debug)]
        pub struct Held;

        pub async fn hold(_: &str) -> Held {
            Held
        }
    }

    /// See the phone's side.
    #[expect(missing_docs, clippy::unused_async, reason = "the phone's side says it")]
    pub mod tabs {
        pub async fn finish_elsewhere() -> bool {
            true
        }

        pub fn on_finish<F: Future<Output = bool> + 'static>(_: impl Fn() -> F + 'static) {}
    }

    /// See the phone's side.
    #[expect(missing_docs, clippy::unused_async, reason = "the phone's side says it")]
    pub mod storage {
        pub async fn persist() -> bool {
            false
        }

        pub async fn estimate() -> Option<(f64, f64)> {
            None
        }
    }

    /// See the phone's side.
    #[expect(missing_docs, clippy::unused_async, reason = "the phone's side says it")]
    pub mod service_worker {
        #[derive(Clone, Copy, Debug)]
        pub enum Update {
            Waiting,
            TookOver,
        }

        #[derive(Clone, Copy, Debug)]
        pub enum Ask {
            Timer,
            New,
            Online,
            User,
        }

        #[derive(Clone, Debug)]
        pub struct News {
            pub locker: String,
        }

        impl News {
            #[must_use]
            pub const fn answered(&self) -> bool {
                false
            }
        }

        #[must_use]
        pub const fn supported() -> bool {
            false
        }

        pub async fn register() -> bool {
            false
        }

        pub async fn wakes() -> bool {
            false
        }

        pub async fn on_update(_: impl Fn(Update) + Clone + 'static) {}
        pub async fn take_over() {}
        pub fn on_outbox(_: impl Fn(News) + 'static) {}
        pub const fn send_now(_: Ask) {}
    }
}

/// Nobody looks at a render.
pub fn when_seen(_: impl Fn(bool) + Clone + 'static) {}

/// A render shares no file.
#[must_use]
pub const fn can_share(_: &str) -> bool {
    false
}

/// A render shares no file.
#[expect(clippy::unused_async, reason = "the phone's side waits for its user")]
pub async fn share(_: &str, _: &[u8]) -> bool {
    false
}

/// See the phone's side.
#[must_use]
pub const fn store_words(_: &store::Unavailable) -> &'static str {
    ""
}

/// See the phone's side.
#[must_use]
pub const fn import_words(_: &store::Unavailable) -> &'static str {
    ""
}

/// A render has no clock of its own.
#[must_use]
pub const fn now() -> i64 {
    0
}

/// A render has no clock of its own.
#[must_use]
pub const fn today() -> Option<Date> {
    None
}

/// The day that was told: the server has no other.
#[must_use]
pub const fn today_since(told: Date) -> Date {
    told
}

/// A render makes no ids.
#[must_use]
pub const fn new_id() -> String {
    String::new()
}

/// Nobody touches a render.
pub fn when_used(_: impl Fn() + Clone + 'static) {}

/// A render saves no file.
#[must_use]
pub const fn download(_: &str, _: &[u8]) -> bool {
    false
}

/// A render stays.
pub const fn reload() {}
