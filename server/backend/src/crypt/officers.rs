//! Officers who may open a backup or a part of the keys: recipients and identities of age, as `age-keygen` and `tongce key
//! identity` make them.

use std::io::BufReader;
use std::path::Path;

use age::secrecy::ExposeSecret as _;
use anyhow::{Context, ensure};
use zeroize::Zeroizing;

use crate::files;

/// A public key (`age1…`) to which is encrypted.
pub type Recipient = age::x25519::Recipient;

/// Secret keys that open what was encrypted to their recipients.
pub type Identities = Vec<Box<dyn age::Identity + Send + Sync>>;

/// Reads a public key.
///
/// # Errors
/// If it is none; the words are for a command line.
pub fn recipient(text: &str) -> Result<Recipient, String> {
    text.parse().map_err(|error| format!("{error}; write the public key of an officer, age1…"))
}

/// Reads the secret keys of a file.
///
/// # Errors
/// If it cannot be read, is open to others or has none.
pub fn identities(path: &Path) -> anyhow::Result<Identities> {
    let file = files::open_private(path, files::Readers::OwnerOnly)?;
    let read = age::IdentityFile::from_buffer(BufReader::new(file));
    let identities = read.and_then(|file| file.into_identities().map_err(std::io::Error::other));
    let identities = identities.with_context(|| format!("{} is no identity file of age", path.display()))?;
    ensure!(!identities.is_empty(), "{} has no identity", path.display());
    Ok(identities)
}

/// Makes a secret key and writes it to a new file (mode 0600); gives its public key.
///
/// # Errors
/// If the file exists already or cannot be written.
pub fn new_identity(path: &Path) -> anyhow::Result<Recipient> {
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public();
    let secret = identity.to_string();
    let text = Zeroizing::new(format!("# public key: {recipient}\n{}\n", secret.expose_secret()));
    files::write_private(path, text.as_bytes())?;
    Ok(recipient)
}
