//! The keys in two parts, each of which says nothing alone; and on their way to two officers and back.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use rand::TryRngCore as _;
use rand::rngs::OsRng;
use zeroize::Zeroizing;

use super::key_file::KeyFile;
use super::officers::{Identities, Recipient};
use crate::files::{self, Readers};

/// Names of the two files of an export.
const NAMES: [&str; 2] = ["tongce-key-1.age", "tongce-key-2.age"];

/// Two parts of equal length: random bytes, and the secret under them (exclusive or). A part alone is as good as random.
///
/// # Errors
/// If the operating system gives no random bytes.
pub(super) fn split(whole: &[u8]) -> anyhow::Result<[Zeroizing<Vec<u8>>; 2]> {
    let mut random = Zeroizing::new(vec![0; whole.len()]);
    OsRng.try_fill_bytes(&mut random).context("the operating system gives no random bytes")?;
    let other = join(&random, whole)?;
    Ok([random, other])
}

/// The secret of its two parts.
///
/// # Errors
/// If they are not of one length.
pub(super) fn join(first: &[u8], second: &[u8]) -> anyhow::Result<Zeroizing<Vec<u8>>> {
    ensure!(first.len() == second.len(), "the two parts are not of one length: they do not belong together");
    Ok(Zeroizing::new(first.iter().zip(second).map(|(a, b)| a ^ b).collect()))
}

/// Writes the key file in two parts into a folder, each encrypted to one officer; both are needed to bring it back. Gives the
/// two files.
///
/// # Errors
/// If both officers are one, the key file cannot be read, or a part exists already or cannot be written.
pub fn export(key_file: &Path, officers: &[Recipient; 2], folder: &Path) -> anyhow::Result<[PathBuf; 2]> {
    ensure!(officers[0].to_string() != officers[1].to_string(), "the keys go to two officers, not to one");
    let mut whole = Zeroizing::new(Vec::new());
    files::open_private(key_file, Readers::OwnerOnly)?.read_to_end(&mut whole)?;
    KeyFile::parse(&whole)?;
    let [first, second] = split(&whole)?;
    let paths = NAMES.map(|name| folder.join(name));
    for ((path, part), officer) in paths.iter().zip([first, second]).zip(officers) {
        let sealed = age::encrypt(officer, &part).context("a part cannot be encrypted")?;
        files::write_private(path, &sealed)?;
    }
    Ok(paths)
}

/// Makes the key file of the two parts of an export.
///
/// # Errors
/// If no identity opens a part, they are not of one export, or the key file exists already.
pub fn import(parts: &[PathBuf; 2], identities: &Identities, key_file: &Path) -> anyhow::Result<()> {
    let open = |path: &PathBuf| -> anyhow::Result<Zeroizing<Vec<u8>>> {
        let sealed = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let opened = identities.iter().find_map(|identity| {
            let decryptor = age::Decryptor::new_buffered(sealed.as_slice()).ok()?;
            let mut part = Zeroizing::new(Vec::with_capacity(sealed.len()));
            let mut reader = decryptor.decrypt(std::iter::once(&**identity as &dyn age::Identity)).ok()?;
            reader.read_to_end(&mut part).ok().map(|_| part)
        });
        opened.with_context(|| format!("no identity opens {}", path.display()))
    };
    let whole = join(&open(&parts[0])?, &open(&parts[1])?)?;
    KeyFile::parse(&whole).context("the two parts are not of one export")?;
    files::write_private(key_file, &whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypt::keyring::Keyring;
    use crate::crypt::officers::{identities, new_identity};

    #[test]
    fn both_officers_are_needed_to_bring_the_keys_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let keys = Keyring::create_file(&path("keys")).unwrap();
        let officers = ["zhang", "li"].map(|name| new_identity(&path(name)).unwrap());
        let [zhang, li] = ["zhang", "li"].map(|name| move || identities(&path(name)).unwrap());
        assert!(export(&path("keys"), &[officers[0].clone(), officers[0].clone()], folder.path()).is_err());
        let parts = export(&path("keys"), &officers, folder.path()).unwrap();
        let both: Identities = zhang().into_iter().chain(li()).collect();
        for (parts, identities) in
            [(parts.clone(), zhang()), (parts.clone(), li()), ([parts[0].clone(), parts[0].clone()], zhang())]
        {
            assert!(import(&parts, &identities, &path("back")).is_err());
            assert!(!path("back").exists());
        }
        import(&parts, &both, &path("back")).unwrap();
        assert_eq!(std::fs::read(path("back")).unwrap(), std::fs::read(path("keys")).unwrap());
        assert_eq!(Keyring::load(&path("back")).unwrap().cookie_key(), keys.cookie_key());
        assert!(import(&parts, &both, &path("keys")).is_err(), "a key file is never overwritten");
        assert!(export(&path("keys"), &officers, folder.path()).is_err(), "nor a part");
    }

    #[test]
    fn a_part_alone_tells_nothing_of_the_keys() {
        let whole = b"the same text, again and again";
        let [first, second] = split(whole).unwrap();
        assert_ne!(*first, split(whole).unwrap()[0].to_vec());
        assert_eq!(&**join(&first, &second).unwrap(), whole);
        assert!(join(&first, &second[1..]).is_err());
    }
}
