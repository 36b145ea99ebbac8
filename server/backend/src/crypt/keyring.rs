//! The keys: the roots of the key file, one of them current, and what is derived of them for each purpose.
//!
//! New values are always sealed under the current root; what was sealed under older ones still opens, because each value says
//! its key. The look-up key never changes with the current one: a keyed hash must stay equal to be found (ADR on look-up
//! hashes). A process that meets a key it does not know reads the file again: the rotation of keys is another process.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::Context;
use base64::Engine;
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use hmac::{Hmac, KeyInit as _, Mac};
use rand::TryRngCore;
use rand::rngs::OsRng;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::incidents::{Incident, Incidents};
use super::key_file::KeyFile;
use super::key_source::{KeySource, Written};
use super::message_keys::MessageKeys;
use super::roots::{CountyKey, Roots};
use super::suite::Suite;
use crate::error::{Error, Result};

/// The keys in use. Cheap to clone; never printed.
#[derive(Clone)]
pub struct Keyring(Arc<Inner>);

struct Inner {
    /// The current root when the file was read first; what is no sealed value follows from it until the next start.
    current: String,
    look_up: Hmac<Sha256>,
    tokens: Hmac<Sha256>,
    integrity: Hmac<Sha256>,
    cookies: Zeroizing<[u8; 64]>,
    older_cookies: Vec<Zeroizing<[u8; 64]>>,
    messages: MessageKeys,
    /// Sign the heads of the trail; by id of the key that they follow from.
    heads: Vec<(String, SigningKey)>,
    sealing: RwLock<Sealing>,
    source: Option<KeySource>,
    incidents: Incidents,
}

/// The roots as they were read last.
struct Sealing {
    roots: Arc<Roots>,
    /// The files that were read.
    written: Vec<Option<Written>>,
}

impl Keyring {
    /// Reads the key file.
    ///
    /// # Errors
    /// If it cannot be read, is open to others than its owner, or is not of its shape.
    pub fn load(path: &Path) -> anyhow::Result<Self> {
        Self::from_source(&KeySource::File(path.to_owned()))
    }

    /// Reads the keys from where they come.
    ///
    /// # Errors
    /// If they cannot be read, a file of them is open to others, or they are not of their shape.
    pub fn from_source(source: &KeySource) -> anyhow::Result<Self> {
        let written = source.written();
        Self::from_file(&source.read()?, Some((source, written)))
    }

    /// Makes a key file with one fresh key of the first suite, mode 0600.
    ///
    /// # Errors
    /// If the file exists already or cannot be written.
    pub fn create_file(path: &Path) -> anyhow::Result<Self> {
        KeyFile::fresh(Suite::default())?.write_new(path)?;
        Self::load(path)
    }

    /// Adds a fresh key of a suite to the file and makes it the current one; what was sealed under older ones still opens.
    ///
    /// # Errors
    /// If the file cannot be read or replaced, or is open to others than its owner.
    pub fn add_key(path: &Path, suite: Suite) -> anyhow::Result<Self> {
        let mut file = KeyFile::read(path)?;
        file.add(suite)?;
        file.replace(path)?;
        Self::load(path)
    }

    /// Keys that live only in memory: for tests.
    ///
    /// # Errors
    /// If the operating system gives no random bytes.
    pub fn ephemeral() -> anyhow::Result<Self> {
        Self::from_file(&KeyFile::fresh(Suite::default())?, None)
    }

    fn from_file(file: &KeyFile, source: Option<(&KeySource, Vec<Option<Written>>)>) -> anyhow::Result<Self> {
        let roots = Arc::new(Roots::of(file)?);
        let (current, look_up) = (file.entry(&file.current)?, file.entry(&file.look_up)?);
        let mut heads = Vec::with_capacity(file.keys.len());
        let mut messages = MessageKeys::default();
        for key in &file.keys {
            messages.add(&key.id, &*key.derive("field-messages")?);
            heads.push((key.id.clone(), SigningKey::from_bytes(&*key.derive("audit-heads")?)));
        }
        let older = file.keys.iter().rev().filter(|key| key.id != current.id);
        let older_cookies = older.map(|key| key.derive("cookies")).collect::<Result<_, _>>()?;
        let keyed = |purpose: &str| -> anyhow::Result<Hmac<Sha256>> {
            Hmac::new_from_slice(look_up.derive::<32>(purpose)?.as_slice()).context("look-up key")
        };
        let (source, written) = source.unzip();
        Ok(Self(Arc::new(Inner {
            current: file.current.clone(),
            look_up: keyed("look-up")?,
            tokens: keyed("link-tokens")?,
            integrity: keyed("integrity")?,
            cookies: current.derive("cookies")?,
            older_cookies,
            messages,
            heads,
            sealing: RwLock::new(Sealing { roots, written: written.unwrap_or_default() }),
            source: source.cloned(),
            incidents: Incidents::default(),
        })))
    }

    /// The roots as they were read last.
    pub(super) fn roots(&self) -> Arc<Roots> {
        Arc::clone(&self.0.sealing.read().unwrap_or_else(PoisonError::into_inner).roots)
    }

    /// The roots with this one among them, if the key file has it: it is read again when it was written since.
    pub(super) fn roots_with(&self, id: &str) -> Result<Arc<Roots>> {
        let roots = self.roots();
        if roots.get(id).is_some() {
            return Ok(roots);
        }
        self.refresh()?;
        Ok(self.roots())
    }

    /// Reads the key file again, if it was written since it was read last.
    ///
    /// # Errors
    /// [`Error::Internal`] if it cannot be read, or is not of its shape; the keys stay as they were.
    pub fn refresh(&self) -> Result<()> {
        let Some(source) = &self.0.source else { return Ok(()) };
        let mut sealing = self.0.sealing.write().unwrap_or_else(PoisonError::into_inner);
        let now = source.written();
        if now != sealing.written {
            let roots = Arc::new(Roots::of(&source.read()?)?);
            tracing::info!(current = roots.current, "the key file was read again");
            *sealing = Sealing { roots, written: now };
        }
        Ok(())
    }

    /// Says in the key file that format 1 is past: no value in it opens any more. Keys that come from elsewhere are not
    /// written by this program; it says in the log what is to be done. Does nothing for keys in memory.
    ///
    /// # Errors
    /// If the file cannot be replaced.
    pub fn retire_first_format(&self) -> anyhow::Result<()> {
        match &self.0.source {
            Some(KeySource::File(path)) => {
                let mut file = KeyFile::read(path)?;
                file.oldest_format = 2;
                file.replace(path)?;
                self.refresh()?;
            }
            Some(_) if self.oldest_format() < 2 => {
                tracing::warn!(
                    "nothing rests in format 1 any more: write \"oldest_format\": 2 where the keys are kept"
                );
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether there is a root of this name.
    ///
    /// # Errors
    /// [`Error::Internal`] if the keys cannot be read again.
    pub fn has(&self, root: &str) -> Result<bool> {
        Ok(self.roots_with(root)?.get(root).is_some())
    }

    /// The oldest format that opens.
    #[must_use]
    pub fn oldest_format(&self) -> u8 {
        self.roots().oldest_format
    }

    /// Id of the root under which is sealed now. Unlike [`Keyring::current`] it changes while the process lives.
    #[must_use]
    pub fn sealing_root(&self) -> String {
        self.roots().current.clone()
    }

    /// The suite in which is sealed now.
    ///
    /// # Errors
    /// [`Error::Internal`] if the keyring lacks its own key.
    pub fn suite(&self) -> Result<Suite> {
        let roots = self.roots();
        let current = roots.get(&roots.current);
        Ok(current.ok_or_else(|| Error::internal("the keyring lacks its current key"))?.suite)
    }

    /// The keys of a county under the current root, and the id of the root.
    pub(super) fn current_county_key(&self, county: &str) -> Result<(String, Arc<CountyKey>)> {
        let roots = self.roots();
        let root = roots.get(&roots.current).ok_or_else(|| Error::internal("the keyring lacks its current key"))?;
        Ok((root.id.clone(), root.county(county)))
    }

    /// The keys of a county under a root.
    pub(super) fn county_key(&self, root: &str, county: &str) -> Result<Arc<CountyKey>> {
        let roots = self.roots_with(root)?;
        let root = roots.get(root).ok_or_else(|| Error::internal("the key file lacks a key that sealed a value"))?;
        Ok(root.county(county))
    }

    pub(super) fn incidents(&self) -> &Incidents {
        &self.0.incidents
    }

    /// The values that did not open since this was asked last.
    pub(crate) fn take_incidents(&self) -> Vec<Incident> {
        self.0.incidents.take()
    }

    /// Keeps incidents that could not be written down.
    pub(crate) fn put_back(&self, incidents: Vec<Incident>) {
        self.0.incidents.put_back(incidents);
    }

    /// Id of the key that was current when the program started: phones seal to it, heads of the trail are signed with it.
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

    /// Signs what has to be believed outside of the database (Ed25519), with the key that signs heads of the trail. The
    /// message begins with what it is, so that no signature passes for one of something else.
    pub(crate) fn sign(&self, message: &[u8]) -> Option<[u8; 64]> {
        self.head_key().map(|(_, key)| key.sign(message).to_bytes())
    }

    /// Whether one of the keys of the file signed this.
    pub(crate) fn is_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(signature) = Signature::from_slice(signature) else { return false };
        self.0.heads.iter().any(|(_, key)| key.verifying_key().verify_strict(message, &signature).is_ok())
    }

    /// Ids and public halves of the keys that signed heads of the trail, hexadecimal.
    pub fn head_keys(&self) -> impl Iterator<Item = (&str, String)> {
        self.0.heads.iter().map(|(id, key)| (id.as_str(), hex::encode(key.verifying_key().to_bytes())))
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
    random::<18>()
}

/// A fresh secret of 256 random bits from the operating system, in 43 characters of base64url.
///
/// # Errors
/// If the operating system gives no random bytes.
pub fn new_secret() -> anyhow::Result<String> {
    random::<32>()
}

fn random<const N: usize>() -> anyhow::Result<String> {
    let mut bytes = [0; N];
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
