//! The server under load, as a process of its own.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};

pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    child: Child,
}

/// Makes a key file and the tables, and starts the server on a free port.
pub(crate) async fn start(program: &Path, database: &str, folder: &Path) -> anyhow::Result<Served> {
    let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
    let command = |arguments: &[&str]| {
        let mut command = Command::new(program);
        command
            .args(arguments)
            .env("TONGCE_DATABASE_URL", database)
            .env("TONGCE_KEY_FILE", folder.join("key"))
            .env("TONGCE_ADDRESS", address.to_string())
            .env("TONGCE_LOG", "warn")
            .stdout(Stdio::null())
            .kill_on_drop(true);
        command
    };
    for step in [["key", "new"].as_slice(), &["migrate"]] {
        let status = command(step).status().await.with_context(|| format!("cannot run {}", program.display()))?;
        ensure!(status.success(), "`tongce {}` failed", step.join(" "));
    }
    let child = command(&["serve"]).spawn()?;
    for _ in 0..200 {
        if TcpStream::connect(address).await.is_ok() {
            return Ok(Served { address, child });
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bail!("the server did not start within ten seconds")
}

impl Served {
    /// Most memory that the server has held so far.
    pub(crate) fn peak_memory_mb(&self) -> anyhow::Result<f64> {
        let pid = self.child.id().context("the server has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).context("no VmHWM")?;
        let kilobytes: f64 = line.split_whitespace().nth(1).context("no number")?.parse()?;
        Ok(kilobytes / 1024.0)
    }

    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        self.child.kill().await?;
        Ok(())
    }
}
