//! The process that reads, as the server sees it.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdout, Command};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::book::MAX_BYTES;
use super::expected::Expected;
use super::fault::FileFault;
use super::process::Line;
use super::sheet::{Head, Row, Sheet};

/// How long the process may be silent. It has a limit of its own for the time of a processor.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Most bytes of a line: a row of a sheet that keeps to the limits.
const MAX_LINE: u64 = 16 * 1024 * 1024;

/// Most rows that [`Reader::read`] holds at one time: a batch, and more than enough accounts.
const MAX_HELD: usize = 10_000;

/// Processes at one time, and how long one waits for its turn.
static TURNS: Semaphore = Semaphore::const_new(2);
const PATIENCE: Duration = Duration::from_secs(20);

/// Reads what people upload.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The program whose command `read-sheet` reads.
    program: PathBuf,
}

/// A sheet that is being read. The process ends with it, whatever happens: it is killed when this is dropped.
#[derive(Debug)]
pub struct Reading {
    /// How it was understood.
    pub head: Head,
    lines: Lines,
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

    /// Begins to read a file: its rows come in portions, and no more of them is held than one.
    ///
    /// # Errors
    /// Why nothing of it is read.
    pub async fn open(&self, bytes: Vec<u8>, expected: &Expected) -> Result<Reading, FileFault> {
        if bytes.len() > MAX_BYTES {
            return Err(FileFault::TooBig);
        }
        let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await;
        let turn = turn.ok().and_then(Result::ok).ok_or(FileFault::Busy)?;
        let mut lines = self.start(bytes, expected, turn).map_err(|error| {
            tracing::error!(%error, "the process that reads sheets was not started");
            FileFault::Busy
        })?;
        match lines.next().await? {
            Line::Head(head) => Ok(Reading { head: *head, lines }),
            Line::Fault(fault) => Err(fault),
            Line::Rows(_) | Line::End => Err(FileFault::Broken),
        }
    }

    /// Reads a file of at most ten thousand rows whole.
    ///
    /// # Errors
    /// Why nothing of it is read.
    pub async fn read(&self, bytes: Vec<u8>, expected: &Expected) -> Result<Sheet, FileFault> {
        let mut reading = self.open(bytes, expected).await?;
        if reading.head.rows > MAX_HELD {
            return Err(FileFault::TooBig);
        }
        let mut rows = Vec::with_capacity(reading.head.rows);
        while let Some(portion) = reading.next().await? {
            rows.extend(portion);
        }
        Ok(Sheet { head: reading.head, rows })
    }

    fn start(&self, bytes: Vec<u8>, expected: &Expected, turn: SemaphorePermit<'static>) -> io::Result<Lines> {
        let mut first = serde_json::to_vec(expected)?;
        first.push(b'\n');
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
        tokio::spawn(async move {
            // It may have died before it has read everything; its end tells.
            let _gone = input.write_all(&first).await;
            let _gone = input.write_all(&bytes).await;
        });
        Ok(Lines { process, output: BufReader::new(output), line: Vec::new(), _turn: turn })
    }
}

impl Reading {
    /// The next rows; `None` behind the last.
    ///
    /// # Errors
    /// [`FileFault::TooBig`] or [`FileFault::Broken`] when the process ended before it was done.
    pub async fn next(&mut self) -> Result<Option<Vec<Row>>, FileFault> {
        match self.lines.next().await? {
            Line::Rows(rows) => Ok(Some(rows)),
            Line::End => Ok(None),
            Line::Head(_) | Line::Fault(_) => Err(FileFault::Broken),
        }
    }
}

/// What the process says.
#[derive(Debug)]
struct Lines {
    process: Child,
    output: BufReader<ChildStdout>,
    line: Vec<u8>,
    _turn: SemaphorePermit<'static>,
}

impl Lines {
    async fn next(&mut self) -> Result<Line, FileFault> {
        self.line.clear();
        let mut output = (&mut self.output).take(MAX_LINE);
        let read = tokio::time::timeout(TIMEOUT, output.read_until(b'\n', &mut self.line)).await;
        match read {
            Ok(Ok(_)) if self.line.ends_with(b"\n") => serde_json::from_slice(&self.line).map_err(|error| {
                tracing::error!(%error, "the process that reads sheets says what nobody understands");
                FileFault::Broken
            }),
            Ok(Ok(_)) if self.line.len() as u64 == MAX_LINE => Err(FileFault::TooBig),
            Ok(_) => Err(self.ended().await),
            Err(_) => Err(FileFault::TooBig),
        }
    }

    /// Why it ended: a signal is one of its limits, everything else a library that panicked.
    async fn ended(&mut self) -> FileFault {
        match self.process.wait().await {
            Ok(status) if status.code().is_none() => FileFault::TooBig,
            status => {
                tracing::warn!(?status, "a sheet was not read");
                FileFault::Broken
            }
        }
    }
}
