//! The keys: several of them in one file, one current; sub-keys for each purpose are derived.
//!
//! The file is JSON, readable by its owner only:
//! `{"current":"k1","look_up":"k1","keys":[{"id":"k1","secret":"<32 bytes in base64>"}]}`.
//! Sealing always uses the current key; documents sealed under older keys still open, because each keeps
//! the id of its key. The look-up key never changes with the current one: a keyed hash must stay equal to
//! be found (ADR on look-up hashes).

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use aes_gcm::{Aes256Gcm, KeyInit};
use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{SigningKey, VerifyingKey};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use rand::TryRngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::crypt::message_keys::MessageKeys;
use crate::error::JsonFault;

/// The keys in use. Cheap to clone; never printed.
#[derive(Clone)]
pub struct Keyring(Arc<Inner>);

struct Inner {
    current: String,
    sealing: Vec<(String, Aes256Gcm)>,
    look_up: Hmac<Sha256>,
    tokens: Hmac<Sha256>,
    integrity: Hmac<Sha256>,
    cookies: Zeroizing<[u8; 64]>,
    older_cookies: Vec<Zeroizing<[u8; 64]>>,
    messages: MessageKeys,
    /// Sign the heads of the trail; by id of the key that they follow from.
    heads: Vec<(String, SigningKey)>,
}

#[derive(Serialize, Deserialize)]
struct KeyFile {
    /// Id of the key that seals.
    current: String,
    /// Id of the key from which look-up hashes are derived.
    look_up: String,
    keys: Vec<KeyEntry>,
}

#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct KeyEntry {
    #[zeroize(skip)]
    id: String,
    secret: String,
}

impl KeyEntry {
    fn random(id: String) -> anyhow::Result<Self> {
        let mut secret = Zeroizing::new([0_u8; 32]);
        OsRng.try_fill_bytes(secret.as_mut_slice()).context("the operating system gives no random bytes")?;
        Ok(Self { id, secret: STANDARD.encode(secret.as_slice()) })
    }

    /// A sub-key for one purpose (HKDF-SHA256; the purpose is its info).
    fn derive<const N: usize>(&self, purpose: &str) -> anyhow::Result<Zeroizing<[u8; N]>> {
        let secret = Zeroizing::new(STANDARD.decode(&self.secret).context("a secret in the key file is not base64")?);
        ensure!(secret.len() == 32, "a secret in the key file has {} bytes; 32 are needed", secret.len());
        let mut key = Zeroizing::new([0; N]);
        Hkdf::<Sha256>::new(Some(b"tongce"), &secret)
            .expand(purpose.as_bytes(), key.as_mut_slice())
            .map_err(|_| anyhow::anyhow!("a derived key of {N} bytes is too long"))?;
        Ok(key)
    }
}

impl KeyFile {
    fn fresh() -> anyhow::Result<Self> {
        Ok(Self { current: "k1".into(), look_up: "k1".into(), keys: vec![KeyEntry::random("k1".into())?] })
    }

    fn read(path: &Path) -> anyhow::Result<Self> {
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

    fn entry(&self, id: &str) -> anyhow::Result<&KeyEntry> {
        self.keys
            .iter()
            .find(|key| key.id == id)
            .with_context(|| format!("the key file names the key {id} but lacks it"))
    }

    fn write_new(&self, path: &Path) -> anyhow::Result<()> {
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

impl Keyring {
    /// Reads the key file.
    ///
    /// # Errors
    /// If it cannot be read, is open to others than its owner, or is not of its shape.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        Self::from_file(&KeyFile::read(path)?)
    }

    /// Makes a key file with one fresh key, mode 0600.
    ///
    /// # Errors
    /// If the file exists already or cannot be written.
    pub fn create_file(path: &Path) -> anyhow::Result<Self> {
        let file = KeyFile::fresh()?;
        file.write_new(path)?;
        Self::from_file(&file)
    }

    /// Adds a fresh key to the file and makes it the current one; older documents still open.
    ///
    /// # Errors
    /// If the file cannot be read or replaced, or is open to others than its owner.
    pub fn add_key(path: &Path) -> anyhow::Result<Self> {
        let mut file = KeyFile::read(path)?;
        let id = (1..).map(|n| format!("k{n}")).find(|id| file.keys.iter().all(|key| key.id != *id));
        let id = id.context("no free key id")?;
        file.keys.push(KeyEntry::random(id.clone())?);
        file.current = id;
        let beside = path.with_extension("new");
        file.write_new(&beside)?;
        std::fs::rename(&beside, path).with_context(|| format!("cannot replace the key file {}", path.display()))?;
        // Nothing may be sealed under the new key before its file is there for good.
        sync_folder(path)?;
        Self::from_file(&file)
    }

    /// Keys that live only in memory: for tests.
    ///
    /// # Errors
    /// If the operating system gives no random bytes.
    pub fn ephemeral() -> anyhow::Result<Self> {
        Self::from_file(&KeyFile::fresh()?)
    }

    fn from_file(file: &KeyFile) -> anyhow::Result<Self> {
        let current = file.entry(&file.current)?;
        let look_up = file.entry(&file.look_up)?;
        let (mut sealing, mut heads) = (Vec::with_capacity(file.keys.len()), Vec::with_capacity(file.keys.len()));
        let mut messages = MessageKeys::default();
        for key in &file.keys {
            ensure!(!key.id.is_empty() && !key.id.contains('|'), "a key id in the key file is empty or holds a |");
            let derived = key.derive::<32>("sealing")?;
            sealing.push((key.id.clone(), Aes256Gcm::new_from_slice(derived.as_slice()).context("sealing key")?));
            messages.add(&key.id, &*key.derive("field-messages")?);
            heads.push((key.id.clone(), SigningKey::from_bytes(&*key.derive("audit-heads")?)));
        }
        let older = file.keys.iter().rev().filter(|key| key.id != current.id);
        let older_cookies = older.map(|key| key.derive("cookies")).collect::<Result<_, _>>()?;
        let keyed = |purpose: &str| -> anyhow::Result<Hmac<Sha256>> {
            Hmac::new_from_slice(look_up.derive::<32>(purpose)?.as_slice()).context("look-up key")
        };
        Ok(Self(Arc::new(Inner {
            current: file.current.clone(),
            sealing,
            look_up: keyed("look-up")?,
            tokens: keyed("link-tokens")?,
            integrity: keyed("integrity")?,
            cookies: current.derive("cookies")?,
            older_cookies,
            messages,
            heads,
        })))
    }

    /// Id of the key that seals from now on.
    #[must_use]
    pub fn current(&self) -> &str {
        &self.0.current
    }

    /// The key pairs to which phones seal their messages.
    #[must_use]
    pub fn messages(&self) -> &MessageKeys {
        &self.0.messages
    }

    /// The key that signs heads of the trail from now on, and its id.
    pub(crate) fn head_key(&self) -> Option<(&str, &SigningKey)> {
        self.0.heads.iter().find(|(id, _)| *id == self.0.current).map(|(id, key)| (id.as_str(), key))
    }

    /// The public half of a key that signed heads of the trail, by id.
    #[must_use]
    pub fn head_public(&self, id: &str) -> Option<VerifyingKey> {
        self.0.heads.iter().find(|(known, _)| known == id).map(|(_, key)| key.verifying_key())
    }

    /// The cipher of a key, by id.
    pub(crate) fn cipher(&self, id: &str) -> Option<&Aes256Gcm> {
        self.0.sealing.iter().find(|(known, _)| known == id).map(|(_, cipher)| cipher)
    }

    /// HMAC-SHA256 over what a row says, so that what was changed in the database by hand is known.
    pub(crate) fn integrity_hash(&self, kind: &str, parts: &[&[u8]]) -> Vec<u8> {
        let all = [&[kind.as_bytes()], parts].concat();
        over(self.0.integrity.clone(), &all).finalize().into_bytes().to_vec()
    }

    /// HMAC-SHA256 under the look-up key, cut to 16 bytes.
    pub(crate) fn look_up_hash(&self, parts: &[&[u8]]) -> [u8; 16] {
        let full = over(self.0.look_up.clone(), parts).finalize().into_bytes();
        let mut cut = [0; 16];
        cut.copy_from_slice(&full[..16]);
        cut
    }

    /// HMAC-SHA256 of a link's token: all that the database keeps of it.
    #[must_use]
    pub fn token_hash(&self, token: &str) -> Vec<u8> {
        let mut mac = self.0.tokens.clone();
        mac.update(token.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// Key material for encrypted cookies, 64 bytes.
    #[must_use]
    pub fn cookie_key(&self) -> &[u8; 64] {
        &self.0.cookies
    }

    /// The same of the other keys in the file, newest first: cookies sealed under them still open.
    pub fn older_cookie_keys(&self) -> impl Iterator<Item = &[u8; 64]> {
        self.0.older_cookies.iter().map(|key| &**key)
    }
}

/// The parts, each after its length.
fn over(mut mac: Hmac<Sha256>, parts: &[&[u8]]) -> Hmac<Sha256> {
    for part in parts {
        mac.update(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_be_bytes());
        mac.update(part);
    }
    mac
}

/// A fresh token of 144 random bits from the operating system, in 24 characters of base64url.
///
/// # Errors
/// If the operating system gives no random bytes.
pub fn new_token() -> anyhow::Result<String> {
    let mut bytes = [0; 18];
    OsRng.try_fill_bytes(&mut bytes).context("the operating system gives no random bytes")?;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes))
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keyring").field("current", &self.0.current).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
