//! The real program on SQLite, started and killed.

use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::sync::Mutex;

/// One story at a time: two programs that look for a free port at once may find the same one.
pub(crate) static ALONE: Mutex<()> = Mutex::const_new(());

/// A server that runs until it is killed.
pub(crate) struct Program {
    pub(crate) child: Child,
    pub(crate) address: SocketAddr,
}

impl Program {
    /// Seconds of one core that it used.
    pub(crate) fn core_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(self.file("stat")).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        // Behind the name: user and system time, in hundredths of a second.
        let ticks: u64 = fields[11..13].iter().map(|field| field.parse::<u64>().unwrap()).sum();
        ticks as f64 / 100.0
    }

    /// Bytes of memory that it has now (`VmRSS`), or had at most since [`Program::forget_peak`] (`VmHWM`).
    pub(crate) fn memory(&self, what: &str) -> usize {
        let status = std::fs::read_to_string(self.file("status")).unwrap();
        let line = status.lines().find(|line| line.starts_with(what)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
    }

    pub(crate) fn forget_peak(&self) {
        std::fs::write(self.file("clear_refs"), "5").unwrap();
    }

    fn file(&self, name: &str) -> String {
        format!("/proc/{}/{name}", self.child.id().unwrap())
    }
}

/// The program over the database and keys of a folder.
pub(crate) fn command(folder: &Path, address: SocketAddr, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongce"));
    command
        .args(arguments)
        .env_clear()
        .env("TONGCE_DATABASE_URL", format!("sqlite://{}?mode=rwc", folder.join("data.sqlite").display()))
        .env("TONGCE_KEY_FILE", folder.join("key"))
        .env("TONGCE_ADDRESS", address.to_string())
        .env("TONGCE_LOG", "warn")
        .stdout(Stdio::null())
        .kill_on_drop(true);
    command
}

/// Starts the server and waits until it answers.
pub(crate) async fn start(folder: &Path) -> Program {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut child = command(folder, address, &["serve"]).spawn().unwrap();
    for _ in 0..1200 {
        assert!(child.try_wait().unwrap().is_none(), "the program ended before it answered");
        if TcpStream::connect(address).await.is_ok() {
            return Program { child, address };
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the program did not start within a minute");
}

/// A connection, while there is a server.
pub(crate) async fn connect(address: SocketAddr) -> Option<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await.ok()?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    tokio::spawn(connection);
    Some(sender)
}

/// The `Authorization` header of a program that shows the secret which `tongce client create` printed into the folder.
pub(crate) struct Client(String);

impl Client {
    /// A program that may submit what the samples say.
    pub(crate) async fn create(folder: &Path) -> Self {
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 1));
        let make = ["client", "create", "--place=120104", "--organisation=示例教育局", "--name=示例学籍系统"];
        let make = [make.as_slice(), &["--channels=self_report", "--to=2099-12-31"]].concat();
        let made = command(folder, nowhere, &make).stdout(Stdio::piped()).output().await.unwrap();
        let said = String::from_utf8(made.stdout).unwrap();
        let told = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).unwrap().to_owned();
        Self(format!("Basic {}", STANDARD.encode(format!("{}:{}", told("client_id: "), told("client_secret: ")))))
    }

    /// The header with a fresh token.
    pub(crate) async fn bearer(&self, address: SocketAddr) -> String {
        let request = Request::post("/api/v1/token")
            .header(header::HOST, "localhost")
            .header(header::AUTHORIZATION, &self.0)
            .body(Full::new(Bytes::from_static(b"grant_type=client_credentials")))
            .unwrap();
        let mut sender = connect(address).await.unwrap();
        let body = sender.send_request(request).await.unwrap().into_body().collect().await.unwrap().to_bytes();
        let said: serde_json::Value = serde_json::from_slice(&body).unwrap();
        format!("Bearer {}", said["access_token"].as_str().unwrap())
    }
}
