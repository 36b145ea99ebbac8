//! Old backups end: an erased child is in those of before.

use std::path::{Path, PathBuf};

use anyhow::Context;
use jiff::civil::DateTime;
use jiff::{Timestamp, ToSpan as _, tz::TimeZone};

/// Longest time for which a backup is kept, in days (access.md D.5).
pub const MAX_DAYS: i64 = 35;

/// What names of backups begin with, the form of their time, and what they end with.
const NAME: (&str, &str, &str) = ("tongce-", "%Y%m%d-%H%M%S", ".age");

/// The name of a backup of this instant (UTC): `tongce-20261121-010000.age`.
#[must_use]
pub fn name_of(at: Timestamp) -> String {
    let (begin, time, end) = NAME;
    format!("{begin}{}{end}", at.to_zoned(TimeZone::UTC).strftime(time))
}

/// When a backup of this name was made; `None` for another file.
fn made_at(name: &str) -> Option<Timestamp> {
    let (begin, form, end) = NAME;
    let time = name.strip_prefix(begin)?.strip_suffix(end)?;
    DateTime::strptime(form, time).ok()?.to_zoned(TimeZone::UTC).ok().map(|time| time.timestamp())
}

/// Deletes the backups of a folder whose names tell that they are older than so many days; other files stay. Gives those
/// that were deleted.
///
/// # Errors
/// If the folder cannot be read, or a file cannot be deleted.
pub fn prune(folder: &Path, keep_days: i64, now: Timestamp) -> anyhow::Result<Vec<PathBuf>> {
    let oldest = now.checked_sub((keep_days * 24).hours())?;
    let mut gone = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let made = path.file_name().and_then(|name| name.to_str()).and_then(made_at);
        if made.is_some_and(|made| made < oldest) {
            std::fs::remove_file(&path).with_context(|| format!("cannot delete {}", path.display()))?;
            gone.push(path);
        }
    }
    gone.sort();
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backups_end_with_their_days_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let now: Timestamp = "2026-11-21T01:00:00Z".parse().unwrap();
        let made = |days: i64| name_of(now.checked_sub((days * 24).hours()).unwrap());
        assert_eq!(made(0), "tongce-20261121-010000.age");
        let others = ["tongce-2020.age", "tongce.key", "notes-20200101-000000.age", "tongce-20200101-000000.age.txt"];
        for name in others.map(str::to_owned).into_iter().chain([made(0), made(35), made(36), made(400)]) {
            std::fs::write(folder.path().join(name), b"").unwrap();
        }
        let gone = prune(folder.path(), MAX_DAYS, now).unwrap();
        assert_eq!(gone, [made(400), made(36)].map(|name| folder.path().join(name)));
        assert!(prune(folder.path(), MAX_DAYS, now).unwrap().is_empty());
        assert!(others.iter().all(|name| folder.path().join(name).exists()));
    }
}
