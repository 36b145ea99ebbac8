//! The database of the phone, opened for one transaction at a time: so nothing of ours blocks an upgrade for long, and
//! storage that was cleared meanwhile shows at the next use.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::Poll;

use idb::{Database, Factory, ObjectStore, Query, Transaction};
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{IdbDatabase, IdbTransaction};

use crate::{Unavailable, schema};

/// How long the database may take to open before we say that another page holds it up. A cheap phone may need three
/// seconds for it after a cold start.
const BLOCKED_AFTER_MS: i32 = 8_000;

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
        Ok(self.store(store)?.get(Query::Key(key.into()))?.await?)
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
        match JsFuture::from(over).await {
            Ok(_) => Ok(()),
            Err(_) => Err(match transaction.error() {
                Some(exception) => Unavailable::named(&exception.name(), &exception.message()),
                None => Unavailable::Failed("the transaction was aborted".into()),
            }),
        }
    }
}

/// The query for one key.
pub(crate) fn key(key: &str) -> Query {
    Query::Key(key.into())
}

async fn open() -> Result<Database, Unavailable> {
    let mut request = Factory::new()?.open(schema::NAME, Some(schema::VERSION))?;
    request.on_upgrade_needed(|event| schema::upgrade(&event));
    let mut opening = Box::pin(request.into_future());
    let mut patience = Patience::begin();
    let first = std::future::poll_fn(|context| match opening.as_mut().poll(context) {
        Poll::Ready(opened) => Poll::Ready(Some(opened)),
        Poll::Pending => Pin::new(&mut patience.over).poll(context).map(|_| None),
    });
    match first.await {
        Some(opened) => opened.map_err(|error| match Unavailable::from(error) {
            // Private windows of some browsers have a database that never opens.
            Unavailable::Gone => Unavailable::NoIndexedDb,
            other => other,
        }),
        None => {
            // It may still open one day; it must then not be in the way of others.
            spawn_local(async move {
                if let Ok(late) = opening.await {
                    late.close();
                }
            });
            Err(Unavailable::Blocked)
        }
    }
}

/// A timer that ends with its value. An opening that waits behind a blocked one of another page hears nothing of why,
/// so only time tells.
struct Patience {
    over: JsFuture,
    timer: Option<i32>,
}

impl Patience {
    fn begin() -> Self {
        let mut timer = None;
        let over = Promise::new(&mut |resolve, _| {
            timer = web_sys::window().and_then(|window| {
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, BLOCKED_AFTER_MS).ok()
            });
        });
        Self { over: over.into(), timer }
    }
}

impl Drop for Patience {
    fn drop(&mut self) {
        if let (Some(window), Some(timer)) = (web_sys::window(), self.timer) {
            window.clear_timeout_with_handle(timer);
        }
    }
}
