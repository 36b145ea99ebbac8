//! The key file: the roots of all keys, readable by its owner only.
//!
//! It is JSON: `{"current":"k1","look_up":"k1","oldest_format":2,"keys":[{"id":"k1","suite":1,"secret":"<32 bytes in
//! base64>"}]}`. A file of an earlier version has neither `oldest_format` nor `suite`, and both are 1.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail, ensure};
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
        let unreadable = || format!("cannot read the key file {}", path.display());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(path).with_context(unreadable)?.permissions().mode();
            if mode & 0o077 != 0 {
                bail!("the key file {} is open to others; run: chmod 600 {0}", path.display());
            }
        }
        let text = Zeroizing::new(std::fs::read_to_string(path).with_context(unreadable)?);
        // The words of serde may quote a secret.
        serde_json::from_str(&text)
            .map_err(|error| JsonFault::from(&error))
            .with_context(|| format!("the key file {} is not of its shape", path.display()))
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
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).with_context(|| format!("cannot create the key file {}", path.display()))?;
        let text = Zeroizing::new(serde_json::to_vec_pretty(self)?);
        file.write_all(&text)?;
        file.write_all(b"\n")?;
        file.sync_all()?;
        sync_folder(path)
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
        sync_folder(path)
    }
}

/// Makes the present names in the folder of `path` durable. The bytes of a file may be on the disk while its name is
/// not: a power cut would then take the key with it, and all that was sealed under it meanwhile.
fn sync_folder(path: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let synced = std::fs::File::open(folder).and_then(|folder| folder.sync_all());
        synced.with_context(|| format!("cannot make the names in {} durable", folder.display()))?;
    }
    Ok(())
}
