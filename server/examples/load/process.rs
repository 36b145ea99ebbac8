//! The server under load, as a process of its own.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::process::{Child, Command};

use crate::http::Connection;

/// The program and what it works on.
pub(crate) struct Program<'a> {
    pub(crate) path: &'a Path,
    pub(crate) database: &'a str,
    pub(crate) key: &'a Path,
}

pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    /// From the start of the process to the first answer that it is ready.
    pub(crate) started_in: Duration,
    child: Child,
}

impl Program<'_> {
    fn command(&self, address: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.path);
        command
            .args(arguments)
            .env("TONGCE_DATABASE_URL", self.database)
            .env("TONGCE_KEY_FILE", self.key)
            .env("TONGCE_ADDRESS", address)
            .env("TONGCE_LOG", "warn")
            .stdout(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Makes a key file and the tables.
    pub(crate) async fn prepare(&self) -> anyhow::Result<()> {
        for step in [["key", "new"].as_slice(), &["migrate"]] {
            let status = self.command("127.0.0.1:0", step).status().await;
            let status = status.with_context(|| format!("cannot run {}", self.path.display()))?;
            ensure!(status.success(), "`tongce {}` failed", step.join(" "));
        }
        Ok(())
    }

    /// Makes a program known that may submit what the samples say; gives the `Authorization` header for its tokens.
    pub(crate) async fn client(&self) -> anyhow::Result<String> {
        let make = ["client", "create", "--place=120104", "--organisation=示例教育局", "--name=示例学籍系统"];
        let make = [make.as_slice(), &["--channels=self_report", "--to=2099-12-31"]].concat();
        let made = self.command("127.0.0.1:0", &make).stdout(Stdio::piped()).output().await?;
        ensure!(made.status.success(), "`tongce client create` failed");
        let said = String::from_utf8(made.stdout)?;
        let told = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).context("no id or secret");
        Ok(format!("Basic {}", STANDARD.encode(format!("{}:{}", told("client_id: ")?, told("client_secret: ")?))))
    }

    /// Starts the server on a free port.
    pub(crate) async fn serve(&self) -> anyhow::Result<Served> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let begun = Instant::now();
        let child = self.command(&address.to_string(), &["serve"]).spawn()?;
        while begun.elapsed() < Duration::from_secs(60) {
            if let Ok(mut connection) = Connection::open(address).await
                && connection.get("/readyz").await.is_ok_and(|answer| answer.status == StatusCode::OK)
            {
                return Ok(Served { address, started_in: begun.elapsed(), child });
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        bail!("the server did not start within a minute")
    }
}

impl Served {
    /// A fresh token of the program with this header, as the header of all its senders.
    pub(crate) async fn bearer(&self, client: &str) -> anyhow::Result<String> {
        let mut connection = Connection::of_program(self.address, client).await?;
        let answer = connection.post("/api/v1/token", "grant_type=client_credentials").await?;
        let said: serde_json::Value = serde_json::from_slice(&answer.body)?;
        let token = said["access_token"].as_str().with_context(|| format!("no token: {}", answer.text()))?;
        Ok(format!("Bearer {token}"))
    }

    fn proc(&self, file: &str) -> anyhow::Result<String> {
        let pid = self.child.id().context("the server has ended")?;
        Ok(std::fs::read_to_string(format!("/proc/{pid}/{file}"))?)
    }

    /// Most memory that the server has held so far.
    pub(crate) fn peak_memory_mb(&self) -> anyhow::Result<f64> {
        let status = self.proc("status")?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).context("no VmHWM")?;
        let kilobytes: f64 = line.split_whitespace().nth(1).context("no number")?.parse()?;
        Ok(kilobytes / 1024.0)
    }

    /// Seconds of processor that the server has used so far (user and system; the clock ticks 100 times).
    pub(crate) fn processor_seconds(&self) -> anyhow::Result<f64> {
        let stat = self.proc("stat")?;
        let (_, fields) = stat.rsplit_once(") ").context("no fields")?;
        let ticks: u64 = fields.split(' ').skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
        #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
        let seconds = ticks as f64 / 100.0;
        Ok(seconds)
    }

    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        self.child.kill().await?;
        Ok(())
    }
}
