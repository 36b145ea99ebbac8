//! Which kind of file it is, and the process that reads a workbook.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::Command;
use tokio::sync::Semaphore;

use super::table::{Fault, MAX_BYTES, Table};
use super::{text, workbook};

/// How long the process may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Most bytes of its answer.
const MAX_ANSWER: u64 = 16 * 1024 * 1024;

/// Processes at one time.
static TURNS: Semaphore = Semaphore::const_new(2);

/// Reads what people upload.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The program whose command `read-sheet` reads a workbook.
    program: PathBuf,
}

impl Reader {
    /// Reads with the command of this program.
    #[must_use]
    pub const fn at(program: PathBuf) -> Self {
        Self { program }
    }

    /// Reads with the command of the program that runs.
    ///
    /// # Errors
    /// When the system does not tell where it is.
    pub fn of_this_program() -> io::Result<Self> {
        Ok(Self::at(std::env::current_exe()?))
    }

    /// The rows of a file.
    ///
    /// # Errors
    /// [`Fault`], with the words for who uploaded it.
    pub async fn read(&self, bytes: &[u8]) -> Result<Table, Fault> {
        if bytes.len() > MAX_BYTES {
            return Err(Fault::TooLarge);
        }
        if !bytes.starts_with(workbook::BEGINS) {
            return text::read(bytes);
        }
        workbook::count(bytes)?;
        let _turn = TURNS.acquire().await.map_err(|_| Fault::Unreadable)?;
        match tokio::time::timeout(TIMEOUT, self.ask(bytes)).await {
            Ok(Ok(table)) => Ok(table),
            Ok(Err(error)) => {
                tracing::warn!(%error, "a workbook was not read");
                Err(Fault::Unreadable)
            }
            Err(_) => Err(Fault::TooMany),
        }
    }

    /// The process ends with this call, whatever happens: it is killed when the call is dropped.
    async fn ask(&self, bytes: &[u8]) -> io::Result<Table> {
        let mut process = Command::new(&self.program)
            .arg("read-sheet")
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let (Some(mut input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(io::Error::other("a process without its pipes"));
        };
        let write = async move {
            // It may have died before it has read everything; its end tells.
            let _gone = input.write_all(bytes).await;
        };
        let mut answer = Vec::new();
        let mut output = output.take(MAX_ANSWER);
        let (_, read) = tokio::join!(write, output.read_to_end(&mut answer));
        read?;
        if !process.wait().await?.success() {
            return Err(io::Error::other("the process that reads workbooks failed"));
        }
        Ok(serde_json::from_slice(&answer)?)
    }
}
