//! The key file: the roots of all keys, readable by its owner only.
//!
//! It is JSON: `{"current":"k1","look_up":"k1","oldest_format":2,"keys":[{"id":"k1","suite":1,"secret":"<32 bytes in
//! base64>"}]}`. A file of an earlier version has neither `oldest_format` nor `suite`, and both are 1.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hkdf::Hkdf;
use rand::TryRngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::suite::{Key, Suite};
use crate::error::JsonFault;
use crate::files::{self, Readers};

/// Longest key file, in bytes: some hundreds of keys.
pub(super) const MAX_BYTES: u64 = 64 * 1024;

#[derive(Serialize, Deserialize)]
pub(super) struct KeyFile {
    /// Id of the root that seals.
    pub(super) current: String,
    /// Id of the root from which look-up hashes are derived.
    pub(super) look_up: String,
    /// The oldest format that still opens. It stands here and not in the database, so that whoever writes to the database
    /// cannot lower it.
    #[serde(default = "first_format")]
    pub(super) oldest_format: u8,
    pub(super) keys: Vec<KeyEntry>,
}

const fn first_format() -> u8 {
    1
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub(super) struct KeyEntry {
    #[zeroize(skip)]
    pub(super) id: String,
    #[zeroize(skip)]
    #[serde(default)]
    pub(super) suite: Suite,
    secret: String,
}

impl KeyEntry {
    fn random(id: String, suite: Suite) -> anyhow::Result<Self> {
        let mut secret = Zeroizing::new([0_u8; 32]);
        OsRng.try_fill_bytes(secret.as_mut_slice()).context("the operating system gives no random bytes")?;
        Ok(Self { id, suite, secret: STANDARD.encode(secret.as_slice()) })
    }

    pub(super) fn secret(&self) -> anyhow::Result<Key> {
        let bytes = Zeroizing::new(STANDARD.decode(&self.secret).context("a secret in the key file is not base64")?);
        ensure!(bytes.len() == 32, "a secret in the key file has {} bytes; 32 are needed", bytes.len());
        let mut secret = Zeroizing::new([0; 32]);
        secret.copy_from_slice(&bytes);
        Ok(secret)
    }

    /// A sub-key for one purpose (HKDF-SHA-256; the purpose is its info).
    pub(super) fn derive<const N: usize>(&self, purpose: &str) -> anyhow::Result<Zeroizing<[u8; N]>> {
        let secret = self.secret()?;
        let mut key = Zeroizing::new([0; N]);
        Hkdf::<Sha256>::new(Some(b"tongce"), secret.as_slice())
            .expand(purpose.as_bytes(), key.as_mut_slice())
            .map_err(|_| anyhow::anyhow!("a derived key of {N} bytes is too long"))?;
        Ok(key)
    }
}

impl KeyFile {
    pub(super) fn fresh(suite: Suite) -> anyhow::Result<Self> {
        let key = KeyEntry::random("k1".into(), suite)?;
        Ok(Self { current: "k1".into(), look_up: "k1".into(), oldest_format: 2, keys: vec![key] })
    }

    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let mut text = Zeroizing::new(Vec::new());
        let file = files::open_private(path, Readers::OwnerOnly)?;
        file.take(MAX_BYTES).read_to_end(&mut text).context("cannot read the key file")?;
        Self::parse(&text).with_context(|| format!("the key file {}", path.display()))
    }

    /// Reads the text of a key file. The words of serde may quote a secret, so they are not passed on.
    pub(super) fn parse(text: &[u8]) -> anyhow::Result<Self> {
        serde_json::from_slice(text)
            .map_err(|error| JsonFault::from(&error))
            .context("the list of keys is not of its shape")
    }

    pub(super) fn entry(&self, id: &str) -> anyhow::Result<&KeyEntry> {
        self.keys
            .iter()
            .find(|key| key.id == id)
            .with_context(|| format!("the key file names the key {id} but lacks it"))
    }

    /// Adds a fresh root, which seals from now on.
    pub(super) fn add(&mut self, suite: Suite) -> anyhow::Result<()> {
        let id = (1..).map(|n| format!("k{n}")).find(|id| self.keys.iter().all(|key| key.id != *id));
        let id = id.context("no free key id")?;
        self.keys.push(KeyEntry::random(id.clone(), suite)?);
        self.current = id;
        Ok(())
    }

    pub(super) fn write_new(&self, path: &Path) -> anyhow::Result<()> {
        let mut text = Zeroizing::new(serde_json::to_vec_pretty(self)?);
        text.push(b'\n');
        files::write_private(path, &text)
    }

    /// Replaces the file, so that a power cut leaves the old one or the new one.
    pub(super) fn replace(&self, path: &Path) -> anyhow::Result<()> {
        let beside = path.with_extension("new");
        // What a killed program left there was never the key file.
        match std::fs::remove_file(&beside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        self.write_new(&beside)?;
        std::fs::rename(&beside, path).with_context(|| format!("cannot replace the key file {}", path.display()))?;
        // Nothing may be sealed under a new key before its file is there for good.
        files::sync_folder(path)
    }
}
