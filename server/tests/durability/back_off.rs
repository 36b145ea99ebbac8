//! Somebody tries names by the hundred while people sign in.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{HeaderMap, Request, StatusCode, header};
use backend::Store;
use backend::testing::account;
use domain::access::Role;
use http_body_util::{BodyExt, Full};
use tokio::task::JoinSet;

use crate::phones::register;
use crate::program::{ALONE, command, connect, start};

const MIB: usize = 1024 * 1024;

/// 500 a minute, for a quarter of it.
const NAMES: u32 = 125;
const EVERY: Duration = Duration::from_millis(120);

/// As the helper of tests gives every account.
const PASSWORD: &str = "一个足够长的密码";

/// Tries to sign in, from a browser with these cookies; gives the status and the head of the answer.
async fn sign_in(address: SocketAddr, username: &str, password: &str, cookies: &str) -> (StatusCode, HeaderMap) {
    let mut sender = connect(address).await.unwrap();
    let request = Request::post("/fn/sessions/sign-in")
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookies)
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .body(Full::new(Bytes::from(app::codec::write(&(username, password)).unwrap())))
        .unwrap();
    let (parts, body) = sender.send_request(request).await.unwrap().into_parts();
    body.collect().await.unwrap();
    (parts.status, parts.headers)
}

/// The cookies that an answer sets.
fn cookies(headers: &HeaderMap) -> String {
    let set = headers.get_all(header::SET_COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    set.filter_map(|cookie| cookie.split(';').next()).collect::<Vec<_>>().join("; ")
}

/// Somebody who signs in with a password alone.
async fn owner_of(store: &Store) {
    account(store, "liu", "刘主任", Role::VillageDirector, "120104001001").await.unwrap();
}

/// T-34: all names are tried from one network, so that its wait begins too; the owner has signed in before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_unknown_names_a_minute_hold_nobody_up() {
    let _alone = ALONE.lock().await;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 1));
    assert!(command(folder.path(), nowhere, &["key", "new"]).status().await.unwrap().success());
    let program = start(folder.path()).await;
    owner_of(&register(folder.path()).await).await;
    let address = program.address;
    let (status, first) = sign_in(address, "liu", PASSWORD, "").await;
    assert_eq!(status, StatusCode::OK);
    let own = cookies(&first);
    let before = program.memory("VmRSS");
    program.forget_peak();

    let mut guesses = JoinSet::new();
    let mut owners = Vec::new();
    for at in 0..NAMES {
        guesses.spawn(async move { sign_in(address, &format!("nobody-{at}"), "猜一猜猜一猜", "").await });
        if at % 12 == 0 {
            let began = Instant::now();
            assert_eq!(sign_in(address, "liu", PASSWORD, &own).await.0, StatusCode::OK, "the owner gets in");
            owners.push(began.elapsed());
        }
        tokio::time::sleep(EVERY).await;
    }
    let answers = guesses.join_all().await;
    let waits: Vec<_> = answers.iter().filter(|(status, _)| *status == StatusCode::TOO_MANY_REQUESTS).collect();
    assert!(!waits.is_empty() && waits.iter().all(|(_, head)| head.contains_key(header::RETRY_AFTER)), "{answers:?}");
    let refused = [StatusCode::TOO_MANY_REQUESTS, StatusCode::UNAUTHORIZED];
    assert!(answers.iter().all(|(status, _)| refused.contains(status)), "{answers:?}");
    owners.sort_unstable();
    let p95 = owners[owners.len() * 95 / 100];
    let grown = program.memory("VmHWM").saturating_sub(before);
    println!("{} waits; owner p95 {p95:?}; {:.1} MiB", waits.len(), grown as f64 / MIB as f64);
    assert!(grown < 64 * MIB, "{grown}");
    assert!(p95 < Duration::from_secs(3), "{owners:?}");
}
