//! What a sender gets that asks for more than its share: a head, a body or an answer that takes too long, too many
//! connections.

use std::convert::Infallible;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{any, post};
use futures_util::{StreamExt, stream};
use server::limits::{ALL_BODIES, Limits, guard};
use server::listen::{Connections, serve};
use server::proxies::Proxies;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tower::ServiceExt;

use crate::support::sites;

const MOMENT: Duration = Duration::from_millis(300);

/// A server for which everything has to be quick; gives its address, and what stops it.
async fn hasty(most: usize) -> (std::net::SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let slowly = post(async |_: Bytes| {
        tokio::time::sleep(MOMENT).await;
        "done"
    });
    let router = Router::new().route("/", any(async || "here")).route("/slowly", slowly);
    let (stop, stopped) = oneshot::channel();
    let serving = tokio::spawn(async move {
        let connections = Connections { most, idle: MOMENT, proxies: Proxies::default() };
        let stop = async { stopped.await.unwrap_or(()) };
        serve(listener, router, &connections, stop, Duration::from_secs(5)).await
    });
    (address, stop, serving)
}

/// What comes over a connection until it is closed.
async fn rest(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    let _broken = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut read)).await.unwrap();
    String::from_utf8_lossy(&read).into_owned()
}

#[tokio::test]
async fn a_connection_that_brings_no_head_is_closed() {
    let (address, _stop, _) = hasty(10).await;
    for head in ["", "GET / HTTP/1.1\r\nhost: a\r\n", "GET / HTTP/1.1\r\nhost: a\r\n\r\nGET"] {
        let began = Instant::now();
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let answered = rest(&mut stream).await.contains("here");
        assert_eq!(answered, head.contains("\r\n\r\n"), "{head:?}");
        assert!(began.elapsed() >= MOMENT, "{head:?}: {:?}", began.elapsed());
    }
}

#[tokio::test]
async fn a_head_without_end_is_refused() {
    let (address, _stop, _) = hasty(10).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET / HTTP/1.1\r\nhost: a\r\ncookie: {}\r\n\r\n", "x".repeat(40 * 1024));
    let _closed_meanwhile = stream.write_all(head.as_bytes()).await;
    let answer = rest(&mut stream).await;
    assert!(!answer.contains("here"), "{answer}");
    // What a page's cookies and a long address take is read.
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("GET / HTTP/1.1\r\nhost: a\r\ncookie: {}\r\n\r\n", "x".repeat(24 * 1024));
    stream.write_all(head.as_bytes()).await.unwrap();
    assert!(rest(&mut stream).await.contains("here"));
}

#[tokio::test]
async fn who_comes_when_all_connections_are_taken_waits_for_one() {
    let (address, _stop, _) = hasty(2).await;
    let _held = [TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap()];
    tokio::time::sleep(MOMENT / 3).await;
    let mut third = TcpStream::connect(address).await.unwrap();
    third.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n").await.unwrap();
    let began = Instant::now();
    assert!(rest(&mut third).await.contains("here"));
    assert!(began.elapsed() >= MOMENT / 3, "{:?}", began.elapsed());
}

#[tokio::test]
async fn what_is_under_way_is_finished_when_the_server_stops() {
    let (address, stop, serving) = hasty(10).await;
    let mut idle = TcpStream::connect(address).await.unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"POST /slowly HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nab").await.unwrap();
    tokio::time::sleep(MOMENT / 3).await;
    stop.send(()).unwrap();
    assert!(rest(&mut stream).await.contains("done"));
    assert_eq!(rest(&mut idle).await, "");
    assert!(serving.await.unwrap());
    assert!(TcpStream::connect(address).await.is_err());
}

/// A body whose second part never comes.
fn endless() -> Body {
    let first = stream::once(async { Ok::<_, Infallible>(Bytes::from_static(b"{")) });
    Body::from_stream(first.chain(stream::pending()))
}

#[tokio::test]
async fn each_sender_reads_in_its_own_shape_that_it_was_too_slow() {
    let limits = Limits::new(ALL_BODIES, MOMENT, MOMENT);
    let doors = Router::new()
        .route("/api/v1/submissions", post(async |_: Bytes| ()))
        .route("/declare/migrant/child", post(async |_: Bytes| ()))
        .route("/fn/declarations/save", post(async |_: Bytes| ()))
        .layer(from_fn_with_state(limits.clone(), guard));
    for (path, kind) in [
        ("/api/v1/submissions", "application/problem+json"),
        ("/declare/migrant/child", "text/html; charset=utf-8"),
        ("/fn/declarations/save", "application/octet-stream"),
    ] {
        let request = Request::post(path).header(header::ACCEPT, "text/html").body(endless()).unwrap();
        let answer = doors.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::REQUEST_TIMEOUT);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], kind);
        assert_eq!(limits.room(), ALL_BODIES, "what it held is free again");
    }
}

#[tokio::test]
async fn a_body_for_which_there_is_no_room_comes_again_later() {
    let limits = Limits::new(1_000, MOMENT, MOMENT);
    let doors = Router::new()
        .route("/api/v1/submissions", post(async |_: Bytes| ()))
        .layer(from_fn_with_state(limits.clone(), guard));
    let send = async |bytes: usize| {
        let request = Request::post("/api/v1/submissions").body(Body::from(vec![b' '; bytes])).unwrap();
        doors.clone().oneshot(request).await.unwrap()
    };
    assert_eq!(send(900).await.status(), StatusCode::OK);
    let answer = send(1_100).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers().contains_key(header::RETRY_AFTER));
    assert_eq!(limits.room(), 1_000);
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_whether_its_length_was_said_or_not() {
    let site = sites().await.remove(0);
    for (path, most) in [("/text-size", 16), ("/sign-in", 256), ("/api/v1/submissions", 256)] {
        let bytes = most * 1024 + 1;
        let parts = stream::iter(std::iter::repeat_n(Ok::<_, Infallible>(Bytes::from(vec![b'a'; bytes / 8 + 1])), 8));
        for body in [Body::from(vec![b'a'; bytes]), Body::from_stream(parts)] {
            let request = Request::post(path)
                .header(header::HOST, "tongce.test")
                .header(header::ACCEPT, "text/html")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(body)
                .unwrap();
            let request = if path.starts_with("/api") { as_json(request) } else { request };
            let answer = site.send(request).await;
            assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}: {}", answer.text());
            assert!(answer.text().contains("删减后再试"), "{path}: {}", answer.text());
        }
    }
}

fn as_json(mut request: Request<Body>) -> Request<Body> {
    request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
    request
}

#[tokio::test]
async fn what_an_unknown_phone_sends_takes_no_room() {
    let site = sites().await.remove(0);
    let watched = site.state.limits.clone();
    let parts = stream::iter(0..64).then(move |_| {
        let free = watched.room();
        async move {
            assert_eq!(free, ALL_BODIES, "a part before this one is held");
            Ok::<_, Infallible>(Bytes::from(vec![b' '; 64 * 1024]))
        }
    });
    let request = Request::post("/field/push").header(header::HOST, "tongce.test");
    let answer = site.send(request.body(Body::from_stream(parts)).unwrap()).await;
    assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::UNAUTHORIZED, "device_unknown"));
}
