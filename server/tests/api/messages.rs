//! HTTP as such: where a request ends, which methods there are, and what of the site's folder is no page.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Method, Request, StatusCode, Uri, header};
use axum::routing::any;
use server::listen::{Connections, serve};
use server::proxies::Proxies;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::sites;

/// How long a connection stays open without a request.
const IDLE: Duration = Duration::from_millis(300);

/// What the server, before a router that says what it read, answers to these bytes until it closes the connection.
async fn answers(bytes: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().fallback(any(async |uri: Uri, body: Bytes| format!("{uri} has {} bytes. ", body.len())));
    let connections = Connections { most: 4, idle: IDLE, proxies: Proxies::default() };
    let serving =
        tokio::spawn(
            async move { serve(listener, router, &connections, std::future::pending(), Duration::ZERO).await },
        );
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut read = Vec::new();
    let _broken = tokio::time::timeout(Duration::from_secs(20), stream.read_to_end(&mut read)).await.unwrap();
    serving.abort();
    String::from_utf8(read).unwrap()
}

#[tokio::test]
async fn a_request_whose_end_can_be_found_in_two_ways_is_refused() {
    for head in [
        "content-length: 3\r\ncontent-length: 4",
        "content-length: 3, 4",
        "content-length: +3",
        "content-length: 0x3",
        "transfer-encoding: chunked, gzip",
        "transfer-encoding: xchunked",
        "transfer-encoding : chunked",
        "content-length: 3\r\n transfer-encoding: chunked",
    ] {
        let answer = answers(&format!("POST /first HTTP/1.1\r\nhost: a\r\n{head}\r\n\r\nabcd")).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{head:?}: {answer:?}");
        assert!(!answer.contains(" bytes"), "{head:?}: nothing was done: {answer:?}");
    }
}

#[tokio::test]
async fn where_a_body_comes_in_chunks_a_length_counts_for_nothing() {
    let chunks = "3\r\nabc\r\n0\r\n\r\n";
    let next = "GET /next HTTP/1.1\r\nhost: a\r\n\r\n";
    for head in [
        "transfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 1",
        "content-length: 60\r\ntransfer-encoding: chunked",
    ] {
        let answer = answers(&format!("POST /first HTTP/1.1\r\nhost: a\r\n{head}\r\n\r\n{chunks}{next}")).await;
        assert!(answer.contains("/first has 3 bytes."), "{head:?}: {answer:?}");
        assert_eq!(answer.matches(" bytes.").count(), answer.matches("HTTP/1.1 200").count(), "{head:?}: {answer:?}");
        // The next request is read from where the last chunk ends, or not at all.
        assert!(answer.contains("/next has 0 bytes.") || answer.matches("HTTP/1.1 ").count() == 1, "{answer:?}");
    }
}

#[tokio::test]
async fn trace_is_no_method_of_any_address() {
    let site = sites().await.remove(0);
    for path in [
        "/",
        "/sign-in",
        "/review",
        "/l/nothing",
        "/healthz",
        "/icon.svg",
        "/pkg/app.0123abcd.js",
        "/api/v1/forms/migrant",
        "/fn/divisions/search",
        "/field/push",
        "/no/such/page",
    ] {
        let request = Request::builder().method(Method::TRACE).uri(path).header(header::HOST, "tongce.test");
        let request = request.header(header::COOKIE, "tongce_session=secret").body(Body::empty()).unwrap();
        let answer = site.send(request).await;
        // A phone is asked for its token before anything else.
        let refused = match path {
            "/field/push" => answer.status == StatusCode::UNAUTHORIZED,
            _ => [StatusCode::METHOD_NOT_ALLOWED, StatusCode::NOT_FOUND].contains(&answer.status),
        };
        assert!(refused, "{path}: {}", answer.status);
        assert!(!format!("{:?} {}", answer.headers, answer.text()).contains("secret"), "{path}: sent back");
    }
}

#[tokio::test]
async fn folders_are_not_listed() {
    let site = sites().await.remove(0);
    std::fs::create_dir(std::path::Path::new(&*site.state.options.site_root).join("fonts")).unwrap();
    for path in ["/pkg", "/pkg/", "/fonts", "/fonts/", "/pkg/."] {
        let answer = site.get(path).await;
        assert!(!answer.status.is_success() && !answer.text().contains("0123abcd"), "{path}: {}", answer.text());
    }
}

#[tokio::test]
async fn what_somebody_left_in_the_sites_folder_under_a_name_with_a_dot_is_not_there() {
    let site = sites().await.remove(0);
    let root = std::path::Path::new(&*site.state.options.site_root).to_owned();
    for path in [".env", ".git/config", "pkg/.git/config", "pkg/.map"] {
        std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        std::fs::write(root.join(path), "a password").unwrap();
        for address in [format!("/{path}"), format!("/{}", path.replace('.', "%2E")), format!("/.%2f{path}")] {
            let answer = site.get(&address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
            assert!(!answer.text().contains("a password"), "{address}");
        }
    }
    assert_eq!(site.get("/pkg/app.0123abcd.js").await.status, StatusCode::OK);
}
