//! The roots of the key file, and the keys of counties that are derived of them.
//!
//! `HKDF(root, "county|120104")` is the key of a county under a root. It needs no table: whoever has the key file has it,
//! and no row can be lost that everything else depends on (ADR 28).

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use aes_gcm::{Aes256Gcm, KeyInit as _};
use anyhow::{Context, ensure};

use super::key_file::{KeyEntry, KeyFile};
use super::suite::{Cipher, Key, Suite};

/// The roots as the key file has them.
pub(super) struct Roots {
    /// Id of the one that seals.
    pub(super) current: String,
    /// The oldest format that opens.
    pub(super) oldest_format: u8,
    list: Vec<Root>,
}

/// A root.
pub(super) struct Root {
    pub(super) id: String,
    pub(super) suite: Suite,
    secret: Key,
    /// The key of format 1.
    pub(super) first: Aes256Gcm,
    /// Keys that were derived already. There are as many as counties; each takes some microseconds to make.
    counties: RwLock<HashMap<String, Arc<CountyKey>>>,
}

/// The keys of a county under a root.
pub(super) struct CountyKey {
    /// Wraps the keys of records.
    pub(super) wrapping: Cipher,
    /// Seals what is the only sealed value of its row.
    pub(super) values: Cipher,
}

impl Roots {
    pub(super) fn of(file: &KeyFile) -> anyhow::Result<Self> {
        file.entry(&file.current)?;
        ensure!(matches!(file.oldest_format, 1 | 2), "oldest_format in the key file is neither 1 nor 2");
        let list = file.keys.iter().map(Root::of).collect::<anyhow::Result<_>>()?;
        Ok(Self { current: file.current.clone(), oldest_format: file.oldest_format, list })
    }

    pub(super) fn get(&self, id: &str) -> Option<&Root> {
        self.list.iter().find(|root| root.id == id)
    }
}

impl Root {
    fn of(entry: &KeyEntry) -> anyhow::Result<Self> {
        let id = &entry.id;
        // Ids stand in associated data and, with what they are the key of, in columns.
        ensure!(!id.is_empty() && !id.contains(['|', '/']), "a key id in the key file is empty or holds a | or a /");
        let first = entry.derive::<32>("sealing")?;
        let first = Aes256Gcm::new_from_slice(first.as_slice()).context("sealing key")?;
        let counties = RwLock::default();
        Ok(Self { id: id.clone(), suite: entry.suite, secret: entry.secret()?, first, counties })
    }

    /// The keys of a county.
    pub(super) fn county(&self, county: &str) -> Arc<CountyKey> {
        let known = self.counties.read().unwrap_or_else(PoisonError::into_inner).get(county).cloned();
        known.unwrap_or_else(|| {
            let key = self.suite.derive(self.secret.as_slice(), &format!("county|{county}"));
            let cipher = |purpose| self.suite.cipher(&self.suite.derive(key.as_slice(), purpose));
            let made = CountyKey { wrapping: cipher("record-keys"), values: cipher("values") };
            let mut counties = self.counties.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(counties.entry(county.to_owned()).or_insert_with(|| Arc::new(made)))
        })
    }
}
