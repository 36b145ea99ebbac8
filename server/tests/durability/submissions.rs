//! What other programs submit over the interface.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::SendRequest;
use serde_json::Value;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::ROUNDS;
use crate::program::{ALONE, Client, command, connect, start};
use crate::sample;

const SENDERS: usize = 8;

/// Sends a submission; `None` when the program went away before it answered.
async fn submit(sender: &mut SendRequest<Full<Bytes>>, bearer: &str, body: &Value) -> Option<StatusCode> {
    let request = Request::post("/api/v1/submissions")
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, bearer)
        .body(Full::new(Bytes::from(body.to_string())))
        .unwrap();
    sender.ready().await.ok()?;
    let response = sender.send_request(request).await.ok()?;
    let status = response.status();
    let _whole = response.into_body().collect().await.ok()?;
    Some(status)
}

/// Sends until the program is gone; gives what was acknowledged.
async fn send_until_killed(
    address: SocketAddr,
    bearer: String,
    next: Arc<AtomicU64>,
    heard: Arc<AtomicU64>,
) -> Vec<(Uuid, u64)> {
    let mut acknowledged = Vec::new();
    let Some(mut sender) = connect(address).await else { return acknowledged };
    loop {
        let (id, family) = (sample::id(), next.fetch_add(1, Ordering::Relaxed));
        match submit(&mut sender, &bearer, &sample::submission(id, family)).await {
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
    let _alone = ALONE.lock().await;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 1));
    assert!(command(folder.path(), nowhere, &["key", "new"]).status().await.unwrap().success());
    let client = Client::create(folder.path()).await;
    let next = Arc::new(AtomicU64::new(0));
    let heard = Arc::new(AtomicU64::new(0));
    let mut acknowledged = BTreeSet::new();
    for round in 0..ROUNDS {
        let mut program = start(folder.path()).await;
        let bearer = client.bearer(program.address).await;
        let mut senders = JoinSet::new();
        for _ in 0..SENDERS {
            senders.spawn(send_until_killed(program.address, bearer.clone(), Arc::clone(&next), Arc::clone(&heard)));
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
    let mut program = start(folder.path()).await;
    let bearer = client.bearer(program.address).await;
    let mut sender = connect(program.address).await.unwrap();
    for (id, family) in &acknowledged {
        // The same again is recognised: it is there, with the same body.
        assert_eq!(
            submit(&mut sender, &bearer, &sample::submission(*id, *family)).await,
            Some(StatusCode::OK),
            "{id} was lost"
        );
    }
    assert_eq!(
        submit(&mut sender, &bearer, &sample::submission(sample::id(), u64::from(u32::MAX))).await,
        Some(StatusCode::CREATED)
    );
    // What the killed programs had not sealed was sealed by the next; nothing of it is missing.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    program.child.kill().await.unwrap();
    let trail = command(folder.path(), nowhere, &["audit", "verify"]).stdout(Stdio::piped()).output().await.unwrap();
    let said = String::from_utf8(trail.stdout).unwrap();
    assert!(trail.status.success(), "{said}");
    let count = |words: &str| said.split(words).next().unwrap().rsplit(' ').next().unwrap().parse::<usize>().unwrap();
    assert!(count(" events in") > acknowledged.len(), "{said}");
    assert_eq!(count(" events not"), 0, "{said}");
}
