//! Where the keys come from: a file, a program that prints them, or two halves of two officers.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, bail, ensure};
use zeroize::Zeroizing;

use super::key_file::{KeyFile, MAX_BYTES};
use super::key_parts;
use crate::files::{self, Readers};

/// How long a program may take that prints the keys.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Where the keys come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeySource {
    /// A file that only the user of this process may read (mode 0600). The only source to which keys can be added by this
    /// program.
    File(PathBuf),
    /// A program and its arguments, which prints what the file would hold: the door to a vault or to a device. It is started
    /// without a shell and without an environment, and nothing is told to it.
    Command(Vec<String>),
    /// Two files, each half of the bytes (exclusive or): of two officers, of whom neither has the keys.
    Split(PathBuf, PathBuf),
}

/// By what two states of a file are told apart: when it was written, its inode (it is replaced, not written over) and its
/// length. The time alone would not do: the clock of a file system ticks every few milliseconds.
pub(super) type Written = (SystemTime, u64, u64);

impl KeySource {
    /// Reads the keys.
    pub(super) fn read(&self) -> anyhow::Result<KeyFile> {
        match self {
            Self::File(path) => KeyFile::read(path),
            Self::Command(arguments) => {
                KeyFile::parse(&printed(arguments)?).context("the program that prints the keys printed something else")
            }
            Self::Split(first, second) => {
                let (first, second) = (half(first)?, half(second)?);
                KeyFile::parse(&key_parts::join(&first, &second)?).context("the two parts of the keys are not of one")
            }
        }
    }

    /// The state of its files. Empty for a program: what it prints is asked for once, at the start.
    pub(super) fn written(&self) -> Vec<Option<Written>> {
        match self {
            Self::File(path) => vec![written(path)],
            Self::Command(_) => Vec::new(),
            Self::Split(first, second) => vec![written(first), written(second)],
        }
    }
}

fn written(path: &Path) -> Option<Written> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, std::os::unix::fs::MetadataExt::ino(&metadata), metadata.len()))
}

/// Half of the keys. It belongs to another officer, so that the group of this process may read it.
fn half(path: &Path) -> anyhow::Result<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::new());
    files::open_private(path, Readers::Group)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a program prints, if it ends well and in time.
fn printed(arguments: &[String]) -> anyhow::Result<Zeroizing<Vec<u8>>> {
    let (program, arguments) = arguments.split_first().context("no program prints the keys")?;
    ensure!(Path::new(program).is_absolute(), "write the whole path of the program that prints the keys: {program}");
    let mut command = Command::new(program);
    command.args(arguments).env_clear().stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("{program} cannot be started"))?;
    let output = child.stdout.take().context("a program without output")?;
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = Zeroizing::new(Vec::with_capacity(usize::try_from(MAX_BYTES).unwrap_or_default()));
        let read = output.take(MAX_BYTES).read_to_end(&mut bytes);
        let _ = tell.send(read.map(|_| bytes));
    });
    let Ok(read) = told.recv_timeout(TIMEOUT) else {
        child.kill()?;
        child.wait()?;
        bail!("{program} printed no keys for {} s", TIMEOUT.as_secs());
    };
    let status = child.wait()?;
    ensure!(status.success(), "{program} failed: {status}");
    Ok(read?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypt::keyring::Keyring;

    fn shell(script: &str) -> KeySource {
        KeySource::Command(["/bin/sh", "-c", script].map(str::to_owned).to_vec())
    }

    #[test]
    fn a_program_prints_the_keys_and_learns_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let keys = Keyring::create_file(&path).unwrap();
        let printed = Keyring::from_source(&shell(&format!("/bin/cat {}", path.display()))).unwrap();
        assert_eq!(printed.cookie_key(), keys.cookie_key());
        let quiet = shell("test -z \"$HOME$CARGO_MANIFEST_DIR\" && ! read line && exit 3");
        assert!(Keyring::from_source(&quiet).unwrap_err().to_string().contains("exit status: 3"));
    }

    #[test]
    fn a_program_that_fails_or_prints_something_else_is_told_without_what_it_printed() {
        for script in ["echo '{\"current\": \"geheim\"}'", "echo geheim", "exit 1", ""] {
            let words = format!("{:#}", Keyring::from_source(&shell(script)).unwrap_err());
            assert!(!words.contains("geheim"), "{words}");
        }
        let relative = KeySource::Command(vec!["cat".into()]);
        assert!(Keyring::from_source(&relative).unwrap_err().to_string().contains("whole path"));
    }

    #[test]
    fn two_halves_are_the_keys_and_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let keys = Keyring::create_file(&path("keys")).unwrap();
        let whole = std::fs::read(path("keys")).unwrap();
        let [first, second] = key_parts::split(&whole).unwrap();
        for (name, part) in [("first", &first), ("second", &second)] {
            let mut file = files::create_private(&path(name)).unwrap();
            std::io::Write::write_all(&mut file, part).unwrap();
        }
        let split = |first, second| Keyring::from_source(&KeySource::Split(path(first), path(second)));
        assert_eq!(split("first", "second").unwrap().cookie_key(), keys.cookie_key());
        assert!(split("first", "first").is_err());
        assert!(split("keys", "second").is_err());
    }
}
