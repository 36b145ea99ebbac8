//! Passwords that became public elsewhere, in a file of the operator's: a line a password, SHA-1 in capital hexadecimal digits
//! or the beginning of it, sorted, with a count behind a colon or without (the format of Have I Been Pwned). It is searched on
//! disk, because the whole of it has some forty gigabytes.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use sha1::{Digest as _, Sha1};

use crate::error::{Error, Result};

/// Shortest beginning of a hash that is a line: with fewer digits strangers' passwords would be taken for listed ones.
const SHORTEST: usize = 12;
/// Digits of a whole one.
const WHOLE: usize = 40;
/// Longest line.
const LINE: u64 = 80;

/// The file.
#[derive(Clone, Debug)]
pub struct Breached(PathBuf);

impl Breached {
    /// The file at this path, once its first lines are what they should be.
    ///
    /// # Errors
    /// When it cannot be read, or its lines are no sorted hashes.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut before = String::new();
        for line in BufReader::new(file).lines().take(1_000) {
            let line = line.with_context(|| format!("{} is no text", path.display()))?;
            let hash = hash_of(&line).with_context(|| format!("{} has a line that is no hash", path.display()))?;
            ensure!(*hash >= *before, "{} is not sorted", path.display());
            hash.clone_into(&mut before);
        }
        ensure!(!before.is_empty(), "{} is empty", path.display());
        Ok(Self(path.to_owned()))
    }

    /// Whether the file holds a password.
    ///
    /// # Errors
    /// When it cannot be read any more.
    pub async fn holds(&self, password: String) -> Result<bool> {
        let path = self.0.clone();
        let looked = tokio::task::spawn_blocking(move || search(&path, &password)).await;
        let looked = looked.map_err(|_| Error::internal("a look into the file of breached passwords was cut short"))?;
        Ok(looked.context("the file of breached passwords cannot be read")?)
    }
}

/// The hash in a line.
fn hash_of(line: &str) -> Option<&str> {
    let hash = line.trim_end().split(':').next()?;
    let digits = hash.bytes().all(|byte| byte.is_ascii_digit() || (b'A'..=b'F').contains(&byte));
    ((SHORTEST..=WHOLE).contains(&hash.len()) && digits).then_some(hash)
}

/// Halves the file until the place is found where the hash would stand.
fn search(path: &Path, password: &str) -> anyhow::Result<bool> {
    let wanted = hex::encode_upper(Sha1::digest(password.as_bytes()));
    let mut file = BufReader::new(File::open(path)?);
    let (mut from, mut until) = (0, file.get_ref().metadata()?.len());
    // Lines that begin before `from` are too small, those from `until` on are too large.
    while until - from > LINE {
        let middle = from + (until - from) / 2;
        match line_after(&mut file, middle)? {
            Some((begins, line)) if begins < until => {
                let hash = hash_of(&line).context("a line is no hash")?;
                match hash.cmp(&wanted[..hash.len()]) {
                    std::cmp::Ordering::Equal => return Ok(true),
                    std::cmp::Ordering::Less => from = begins,
                    std::cmp::Ordering::Greater => until = middle,
                }
            }
            _ => until = middle,
        }
    }
    // What is left are a few lines.
    file.seek(SeekFrom::Start(from))?;
    let mut line = String::new();
    for _ in 0..=2 * LINE {
        line.clear();
        if file.read_line(&mut line)? == 0 {
            return Ok(false);
        }
        let hash = hash_of(&line).context("a line is no hash")?;
        match hash.cmp(&wanted[..hash.len()]) {
            std::cmp::Ordering::Equal => return Ok(true),
            std::cmp::Ordering::Greater => return Ok(false),
            std::cmp::Ordering::Less => {}
        }
    }
    Ok(false)
}

/// The first line that begins behind `at`, and where it begins.
fn line_after(file: &mut BufReader<File>, at: u64) -> anyhow::Result<Option<(u64, String)>> {
    file.seek(SeekFrom::Start(at))?;
    let mut line = Vec::new();
    let passed = file.read_until(b'\n', &mut line)?;
    line.clear();
    let read = file.read_until(b'\n', &mut line)?;
    Ok((read > 0).then(|| (at + passed as u64, String::from_utf8_lossy(&line).into_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(lines: &[String]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("breached.txt");
        std::fs::write(&path, lines.join("\n")).unwrap();
        (folder, path)
    }

    fn hashes(passwords: impl Iterator<Item = String>) -> Vec<String> {
        let mut hashes: Vec<String> = passwords.map(|one| hex::encode_upper(Sha1::digest(one.as_bytes()))).collect();
        hashes.sort();
        hashes
    }

    #[tokio::test]
    async fn every_listed_password_is_found_and_no_other_one() {
        for count in [1, 2, 3, 7, 1_000] {
            let listed = hashes((0..count).map(|n| format!("password{n}")));
            let counted: Vec<String> = listed.iter().map(|hash| format!("{hash}:{}\r", hash.len())).collect();
            let cut: Vec<String> = listed.iter().map(|hash| hash[..16].to_owned()).collect();
            for lines in [listed, counted, cut] {
                let (_folder, path) = file(&lines);
                let breached = Breached::open(&path).unwrap();
                for n in 0..count {
                    assert!(breached.holds(format!("password{n}")).await.unwrap(), "{n} of {count}");
                }
                for n in count..count + 50 {
                    assert!(!breached.holds(format!("password{n}")).await.unwrap(), "{n} of {count}");
                }
            }
        }
    }

    #[test]
    fn a_file_of_something_else_is_refused_at_the_start() {
        let known = hashes(["a", "b", "c"].map(str::to_owned).into_iter());
        let reversed: Vec<String> = known.iter().rev().cloned().collect();
        for wrong in [vec![], vec!["hunter2".to_owned()], reversed, vec!["ABC:1".to_owned()]] {
            assert!(Breached::open(&file(&wrong).1).is_err(), "{wrong:?}");
        }
        assert!(Breached::open(&file(&known).1).is_ok());
    }
}
