//! Requests that are too large are refused before they are read, and take no memory.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::http::{Request, StatusCode, header};
use http_body_util::{BodyExt, Full};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::phones::{enrol, register};
use crate::program::{ALONE, command, connect, start};

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// A list of so many texts, as a server function takes it.
fn keys(count: usize) -> Vec<u8> {
    let mut body = vec![1, 0];
    // Its length in groups of seven bits.
    let mut rest = count;
    while rest > 127 {
        body.push(u8::try_from(rest & 127).unwrap() | 128);
        rest >>= 7;
    }
    body.push(u8::try_from(rest).unwrap());
    body.extend((0..count).flat_map(|at| [vec![8], format!("{at:08}").into_bytes()].concat()));
    body
}

async fn post(address: SocketAddr, path: &str, body: Vec<u8>) -> StatusCode {
    let mut sender = connect(address).await.unwrap();
    let request = Request::post(path)
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .body(Full::new(Bytes::from(body)))
        .unwrap();
    let answer = sender.send_request(request).await.unwrap();
    let status = answer.status();
    answer.into_body().collect().await.unwrap();
    status
}

/// The answer to a push that announces so many bytes and sends the first of them. What an unknown phone sends is thrown away
/// before it is answered, so that it hears the answer.
async fn pushed(address: SocketAddr, token: Option<&str>, length: usize, sent: usize) -> String {
    let authorization = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    let head = format!(
        "POST /field/push HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n{authorization}\
         content-length: {length}\r\n\r\n"
    );
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(head.as_bytes()).await.unwrap();
    socket.write_all(&vec![b'a'; sent]).await.unwrap();
    let mut answer = vec![0; 64];
    let read = tokio::time::timeout(Duration::from_secs(5), socket.read(&mut answer)).await.unwrap().unwrap();
    String::from_utf8_lossy(&answer[..read]).into_owned()
}

/// T-48. What is too large for a server function is refused by its size (413), before it is read as a list of keys.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_large_is_refused_at_once_and_takes_no_memory() {
    let _alone = ALONE.lock().await;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 1));
    assert!(command(folder.path(), nowhere, &["key", "new"]).status().await.unwrap().success());
    let program = start(folder.path()).await;
    let store = register(folder.path()).await;
    let phone = enrol(&store, 1).await;
    let before = program.memory("VmRSS");
    program.forget_peak();
    let mut took = Vec::new();
    let mut timed = |began: Instant| took.push(began.elapsed());

    let began = Instant::now();
    assert_eq!(post(program.address, "/fn/declarations/practice", keys(50_000)).await, StatusCode::PAYLOAD_TOO_LARGE);
    timed(began);
    let began = Instant::now();
    assert_eq!(
        post(program.address, "/fn/divisions/search", vec![b'a'; 260 * KIB]).await,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    timed(began);
    let began = Instant::now();
    assert!(pushed(program.address, None, 8 * MIB, 8 * MIB).await.starts_with("HTTP/1.1 401"));
    timed(began);
    let began = Instant::now();
    let packed = pushed(program.address, Some(&phone.token), 2_000 * 512 * KIB, 0).await;
    assert!(packed.starts_with("HTTP/1.1 413"), "{packed}");
    timed(began);

    let grown = program.memory("VmHWM").saturating_sub(before);
    println!("{took:?}, {:.1} MiB", grown as f64 / MIB as f64);
    assert!(grown < 64 * MIB, "{grown}");
    assert!(took.iter().all(|took| *took < Duration::from_secs(1)), "{took:?}");
}
