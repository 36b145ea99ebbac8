//! A small register, its backup, and the database into which it is restored.

use std::path::{Path, PathBuf};

use backend::access::accounts::Reviewer;
use backend::audit;
use backend::backup::{self, Checked, Outside, Written};
use backend::crypt::officers::{self, Identities, Recipient};
use backend::declare::submissions::{By, submit};
use backend::store::Store;
use backend::testing::{self, TestStore, account, migrant};
use domain::access::Role;
use uuid::Uuid;

pub(crate) const CHANGHONG: &str = "120104001";

/// An officer: the file of the secret key, and the public one.
pub(crate) struct Officer {
    pub(crate) file: PathBuf,
    pub(crate) key: Recipient,
}

impl Officer {
    pub(crate) fn new(folder: &Path, name: &str) -> Self {
        let file = folder.join(name);
        Self { key: officers::new_identity(&file).unwrap(), file }
    }

    pub(crate) fn identities(&self) -> Identities {
        officers::identities(&self.file).unwrap()
    }
}

pub(crate) async fn submitted(store: &Store, child: u32) -> Uuid {
    let id = store.new_id();
    let by = testing::program(store);
    submit(store, testing::submission(id, migrant(child), &child.to_be_bytes()), By::Client(&by)).await.unwrap();
    id
}

pub(crate) async fn supervisor(store: &Store, username: &str) -> Reviewer {
    Reviewer::of(&account(store, username, "刘督导员", Role::TownshipSupervisor, CHANGHONG).await.unwrap()).unwrap()
}

/// Makes a backup for the officer, with the trail sealed and a head over it.
pub(crate) async fn backed_up(test: &TestStore, officer: &Officer, erasures: Option<&Path>) -> (PathBuf, Written) {
    audit::seal(&test.store).await.unwrap();
    audit::write_head(&test.store).await.unwrap();
    let to = test.folder.path().join(format!("{}.age", test.store.new_id()));
    let recipients = [officer.key.clone()];
    let written = backup::write(&test.store, test.url(), &to, &recipients, erasures).await.unwrap();
    (to, written)
}

/// Restores a backup into a new database.
pub(crate) async fn restored(test: &TestStore, from: &Path, officer: &Officer) -> TestStore {
    let elsewhere = test.elsewhere().await.unwrap();
    backup::restore(&elsewhere.store, elsewhere.url(), from, &officer.identities()).await.unwrap();
    elsewhere
}

pub(crate) async fn checked(test: &TestStore, outside: Outside<'_>) -> Checked {
    backup::check(&test.store, test.url(), &outside).await.unwrap()
}
