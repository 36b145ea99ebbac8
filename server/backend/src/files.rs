//! Files that hold secrets, or that a power cut must not take.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use anyhow::{Context, bail};
use rustix::fs::OFlags;

/// Who may read a file of secrets beside its owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Nobody; the owner is the user as whom this process runs.
    OwnerOnly,
    /// Its group: the file is another user's.
    Group,
}

/// Makes a file that only its owner may read (mode 0600); never overwrites one.
///
/// # Errors
/// If it exists already or cannot be made.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Writes a new file that only its owner may read, and makes it durable with its name.
///
/// # Errors
/// If it exists already or cannot be written.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut file = create_private(path).with_context(|| format!("cannot create {}", path.display()))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    sync_folder(path)
}

/// Opens a file of secrets. What was opened is looked at, not the name: it may be replaced in between.
///
/// # Errors
/// If it cannot be read, is a symbolic link, is another user's, or is open to others.
pub(crate) fn open_private(path: &Path, readers: Readers) -> anyhow::Result<File> {
    let shown = path.display();
    let flags = i32::try_from(OFlags::NOFOLLOW.bits()).context("flags of a file")?;
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(|error| {
        let link = error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
        let why = if link { "it is a symbolic link; name the file itself".into() } else { error.to_string() };
        anyhow::anyhow!("cannot read {shown}: {why}")
    })?;
    let metadata = file.metadata()?;
    let (forbidden, remedy) = match readers {
        Readers::OwnerOnly => (0o077, "chmod 600"),
        Readers::Group => (0o027, "chmod 640"),
    };
    if metadata.mode() & forbidden != 0 {
        bail!("{shown} is open to others; run: {remedy} {shown}");
    }
    if readers == Readers::OwnerOnly && metadata.uid() != rustix::process::geteuid().as_raw() {
        bail!("{shown} belongs to another user; run this command as its owner, or give it to this user: chown");
    }
    Ok(file)
}

/// Makes the present names in the folder of `path` durable. The bytes of a file may be on the disk while its name is
/// not: a power cut would then take the file with it.
///
/// # Errors
/// If the folder cannot be opened or synchronised.
pub(crate) fn sync_folder(path: &Path) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.with_context(|| format!("cannot make the names in {} durable", folder.display()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    #[test]
    fn a_file_of_secrets_is_its_owners_and_no_link() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("secret"), folder.path().join("link"));
        drop(create_private(&path).unwrap());
        assert!(create_private(&path).is_err(), "a file is never overwritten");
        assert!(open_private(&path, Readers::OwnerOnly).is_ok());
        symlink(&path, &link).unwrap();
        assert!(open_private(&link, Readers::OwnerOnly).unwrap_err().to_string().contains("symbolic link"));
        let mode = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        mode(0o640);
        assert!(open_private(&path, Readers::OwnerOnly).unwrap_err().to_string().contains("chmod 600"));
        assert!(open_private(&path, Readers::Group).is_ok());
        mode(0o644);
        assert!(open_private(&path, Readers::Group).unwrap_err().to_string().contains("chmod 640"));
    }

    #[test]
    fn a_file_of_secrets_of_another_user_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        drop(create_private(&path).unwrap());
        // Only root may give a file away.
        if std::os::unix::fs::chown(&path, Some(12_345), None).is_ok() {
            assert!(open_private(&path, Readers::OwnerOnly).unwrap_err().to_string().contains("another user"));
        }
    }
}
