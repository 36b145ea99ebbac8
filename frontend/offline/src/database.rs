//! The database of the phone, opened for one transaction at a time: so nothing of ours blocks an upgrade for long, and
//! storage that was cleared meanwhile shows at the next use.

use std::cell::{Cell, RefCell};
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use idb::{Database, Factory, ObjectStore, Query, Transaction};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{IdbDatabase, IdbTransaction};

use crate::elapsed::monotonic_ms;
use crate::outage::Outage;
use crate::{Unavailable, schema};

/// How long the database may take to open or to read before a page goes on without it.
const TIMEOUT_MS: i32 = 2_000;
/// How long a commit may take: a slow phone with a large picture needs seconds, and giving up early would lose it.
const COMMIT_MS: i32 = 8_000;

/// One transaction on a connection of its own.
pub(crate) struct Access {
    database: IdbDatabase,
    transaction: IdbTransaction,
}

impl Drop for Access {
    fn drop(&mut self) {
        // Takes effect when the transaction is over.
        self.database.close();
    }
}

impl Access {
    /// For reading these stores.
    pub(crate) async fn reading(stores: &[&str]) -> Result<Self, Unavailable> {
        Self::begin(stores, "readonly").await
    }

    /// For reading and writing these stores. What is committed survives a crash of the phone ("strict").
    pub(crate) async fn writing(stores: &[&str]) -> Result<Self, Unavailable> {
        Self::begin(stores, "readwrite").await
    }

    async fn begin(stores: &[&str], mode: &str) -> Result<Self, Unavailable> {
        let database: IdbDatabase = JsValue::from(open().await?).unchecked_into();
        let stores: Array = stores.iter().map(|store| JsValue::from_str(store)).collect();
        // Neither of the crates underneath passes the durability yet.
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&database, &"transaction".into())?.dyn_into()?;
        match begin.call3(&database, &stores, &mode.into(), &options).and_then(|begun| begun.dyn_into()) {
            Ok(transaction) => Ok(Self { database, transaction }),
            Err(thrown) => {
                database.close();
                Err(thrown.into())
            }
        }
    }

    /// A store of this transaction.
    pub(crate) fn store(&self, name: &str) -> Result<ObjectStore, Unavailable> {
        Ok(Transaction::from(self.transaction.clone()).object_store(name)?)
    }

    /// The value under `key`.
    pub(crate) async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, Unavailable> {
        let mut reading = self.store(store)?.get(Query::Key(key.into()))?.into_future();
        Ok(within(TIMEOUT_MS, &mut reading).await.ok_or(Unavailable::NoAnswer)??)
    }

    /// Puts a value under `key`; it is there once [`Self::done`] says so.
    pub(crate) fn put(&self, store: &str, key: &str, value: &JsValue) -> Result<(), Unavailable> {
        self.store(store)?.put(value, Some(&key.into()))?;
        Ok(())
    }

    /// Takes away what the query names.
    pub(crate) fn delete(&self, store: &str, query: impl Into<Query>) -> Result<(), Unavailable> {
        self.store(store)?.delete(query)?;
        Ok(())
    }

    /// Waits until everything is committed. Without a transaction that says so, nothing was written.
    pub(crate) async fn done(self) -> Result<(), Unavailable> {
        let transaction = &self.transaction;
        let over = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            // An error of a request, a full disk and cleared storage all end here.
            transaction.set_onabort(Some(&reject));
        });
        match within(COMMIT_MS, &mut JsFuture::from(over)).await {
            Some(Ok(_)) => Ok(()),
            Some(Err(_)) => Err(match transaction.error() {
                Some(exception) => Unavailable::named(&exception.name(), &exception.message()),
                None => Unavailable::Failed("the transaction was aborted".into()),
            }),
            None => {
                // So it is not written later, after the page was told that it is not.
                let _ = transaction.abort();
                Err(Unavailable::NoAnswer)
            }
        }
    }
}

/// The query for one key.
pub(crate) fn key(key: &str) -> Query {
    Query::Key(key.into())
}

thread_local! {
    static OUTAGE: RefCell<Outage> = const { RefCell::new(Outage::none()) };
    /// Settles when an opening that was given up answers after all.
    static LATE: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Waits until the database that did not answer has answered. Says whether there was one to wait for.
pub(crate) async fn answering() -> bool {
    let Some(late) = LATE.with_borrow(Clone::clone) else { return false };
    JsFuture::from(late).await.is_ok()
}

async fn open() -> Result<Database, Unavailable> {
    if let Some(why) = OUTAGE.with_borrow(|outage| outage.why(monotonic_ms())) {
        return Err(why);
    }
    let mut request = Factory::new()?.open(schema::NAME, Some(schema::VERSION))?;
    request.on_upgrade_needed(|event| schema::upgrade(&event));
    let blocked = Rc::new(Cell::new(false));
    let heard = blocked.clone();
    request.on_blocked(move |_| heard.set(true));
    let mut opening = Box::pin(request.into_future());
    if let Some(opened) = within(TIMEOUT_MS, &mut opening).await {
        OUTAGE.with_borrow_mut(Outage::end);
        return opened.map_err(|error| match Unavailable::from(error) {
            // Private windows of some browsers have a database that never opens.
            Unavailable::Gone => Unavailable::NoIndexedDb,
            other => other,
        });
    }
    // An opening that waits behind a blocked one of another page hears nothing of why, so only time tells.
    let why = if blocked.get() { Unavailable::Blocked } else { Unavailable::NoAnswer };
    OUTAGE.with_borrow_mut(|outage| outage.begin(monotonic_ms(), why.clone()));
    // It may still open one day; it must then not be in the way of others.
    LATE.set(Some(future_to_promise(async move {
        if let Ok(late) = opening.await {
            late.close();
        }
        OUTAGE.with_borrow_mut(Outage::end);
        LATE.set(None);
        Ok(JsValue::UNDEFINED)
    })));
    Err(why)
}

/// What the future gives, or nothing when it takes longer.
async fn within<F: Future + Unpin>(milliseconds: i32, future: &mut F) -> Option<F::Output> {
    let mut timer = Timer::begin(milliseconds);
    std::future::poll_fn(|context| match Pin::new(&mut *future).poll(context) {
        Poll::Ready(given) => Poll::Ready(Some(given)),
        Poll::Pending => Pin::new(&mut timer.over).poll(context).map(|_| None),
    })
    .await
}

/// A timer that ends with its value.
struct Timer {
    over: JsFuture,
    handle: Option<i32>,
}

impl Timer {
    fn begin(milliseconds: i32) -> Self {
        let mut handle = None;
        let over = Promise::new(&mut |resolve, _| {
            handle = web_sys::window().and_then(|window| {
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds).ok()
            });
        });
        Self { over: over.into(), handle }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let (Some(window), Some(handle)) = (web_sys::window(), self.handle) {
            window.clear_timeout_with_handle(handle);
        }
    }
}
