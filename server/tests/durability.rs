//! What was acknowledged is there after `kill -9`: the real program on SQLite, killed under load.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the failure report")]

use std::collections::BTreeSet;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::task::JoinSet;
use uuid::Uuid;

#[path = "../examples/load/sample.rs"]
mod sample;

const SENDERS: usize = 8;
const ROUNDS: usize = 3;

struct Program {
    child: Child,
    address: SocketAddr,
}

fn command(folder: &Path, address: SocketAddr, arguments: &[&str]) -> Command {
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

async fn start(folder: &Path) -> Program {
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let child = command(folder, address, &["serve"]).spawn().unwrap();
    for _ in 0..1200 {
        if TcpStream::connect(address).await.is_ok() {
            return Program { child, address };
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the program did not start within a minute");
}

async fn connect(address: SocketAddr) -> Option<SendRequest<Full<Bytes>>> {
    let stream = TcpStream::connect(address).await.ok()?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    tokio::spawn(connection);
    Some(sender)
}

/// Sends a submission; `None` when the program went away before it answered.
async fn submit(sender: &mut SendRequest<Full<Bytes>>, body: &Value) -> Option<StatusCode> {
    let request = Request::post("/api/v1/submissions")
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Full::new(Bytes::from(body.to_string())))
        .unwrap();
    sender.ready().await.ok()?;
    let response = sender.send_request(request).await.ok()?;
    let status = response.status();
    let _whole = response.into_body().collect().await.ok()?;
    Some(status)
}

/// Sends until the program is gone; gives what was acknowledged.
async fn send_until_killed(address: SocketAddr, next: Arc<AtomicU64>, heard: Arc<AtomicU64>) -> Vec<(Uuid, u64)> {
    let mut acknowledged = Vec::new();
    let Some(mut sender) = connect(address).await else { return acknowledged };
    loop {
        let (id, family) = (sample::id(), next.fetch_add(1, Ordering::Relaxed));
        match submit(&mut sender, &sample::submission(id, family)).await {
            Some(status) => {
                assert_eq!(status, StatusCode::CREATED);
                acknowledged.push((id, family));
                heard.fetch_add(1, Ordering::Relaxed);
            }
            None => return acknowledged,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_program_is_killed() {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 1));
    assert!(command(folder.path(), nowhere, &["key", "new"]).status().await.unwrap().success());
    let next = Arc::new(AtomicU64::new(0));
    let heard = Arc::new(AtomicU64::new(0));
    let mut acknowledged = BTreeSet::new();
    for round in 0..ROUNDS {
        let mut program = start(folder.path()).await;
        let mut senders = JoinSet::new();
        for _ in 0..SENDERS {
            senders.spawn(send_until_killed(program.address, Arc::clone(&next), Arc::clone(&heard)));
        }
        // In the middle of the work, however slow the machine: some are acknowledged, others under way.
        let enough = heard.load(Ordering::Relaxed) + 30;
        for _ in 0..1200 {
            if heard.load(Ordering::Relaxed) >= enough {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tokio::time::sleep(Duration::from_millis(37 * round as u64)).await;
        // SIGKILL: no goodbye, no flush.
        program.child.kill().await.unwrap();
        let before = acknowledged.len();
        acknowledged.extend(senders.join_all().await.into_iter().flatten());
        assert!(acknowledged.len() > before, "round {round}: nothing was acknowledged before the kill");
    }
    let program = start(folder.path()).await;
    let mut sender = connect(program.address).await.unwrap();
    for (id, family) in &acknowledged {
        // The same again is recognised: it is there, with the same body.
        assert_eq!(submit(&mut sender, &sample::submission(*id, *family)).await, Some(StatusCode::OK), "{id} was lost");
    }
    assert_eq!(
        submit(&mut sender, &sample::submission(sample::id(), u64::from(u32::MAX))).await,
        Some(StatusCode::CREATED)
    );
}
