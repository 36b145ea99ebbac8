//! Headers of answers: caching, compression, what a browser may do.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};

use crate::support::site::{HTTPS, sites_at};
use crate::support::sites;

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_sent_compressed() {
    let site = sites().await.remove(0);
    let plain = site.get("/pkg/app.0123abcd.js").await;
    assert_eq!(plain.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
    assert_eq!(plain.text(), "plain");
    // A part of a page carries what concerns it, and nothing of what only a page needs.
    assert_eq!(plain.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(plain.header(header::CONTENT_SECURITY_POLICY), "");
    let request = Request::get("/pkg/app.0123abcd.js").header(header::ACCEPT_ENCODING, "gzip, br").body(Body::empty());
    let packed = site.send(request.unwrap()).await;
    assert_eq!(packed.header(header::CONTENT_ENCODING), "br");
    assert_eq!(packed.text(), "brotli", "the file made at build time is sent as it is");
    let missing = site.get("/pkg/app.ffff0000.js").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(!missing.header(header::CACHE_CONTROL).contains("immutable"));
}

#[tokio::test]
async fn other_files_are_kept_for_a_day() {
    let site = sites().await.remove(0);
    let icon = site.get("/icon.svg").await;
    assert_eq!(icon.status, StatusCode::OK);
    assert_eq!(icon.header(header::CACHE_CONTROL), "public, max-age=86400");
}

#[tokio::test]
async fn a_file_outside_the_site_is_not_served() {
    let site = sites().await.remove(0);
    for path in ["/pkg/../../test.sqlite", "/pkg/%2e%2e/%2e%2e/test.sqlite", "/..%2ftest.sqlite"] {
        assert_ne!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn a_page_runs_only_its_own_scripts_and_is_not_stored() {
    let site = sites().await.remove(0);
    let first = site.get("/").await;
    assert_eq!(first.status, StatusCode::OK);
    let policy = first.header(header::CONTENT_SECURITY_POLICY);
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
    let page = first.text();
    for script in page.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        assert!(
            tag.contains(&format!("nonce=\"{nonce}\"")) || tag.contains("src="),
            "a script without the nonce: {tag}"
        );
    }
    assert!(!page.contains(" onclick=") && !page.contains(" style=\""), "inline code or style");
    assert_eq!(first.header(header::CACHE_CONTROL), "no-store");
    let second = site.get("/").await;
    assert!(!second.header(header::CONTENT_SECURITY_POLICY).contains(&nonce), "a nonce is used once");
}

#[tokio::test]
async fn pages_are_compressed_on_the_way() {
    let site = sites().await.remove(0);
    for coding in ["br", "gzip"] {
        let request = Request::get("/").header(header::ACCEPT_ENCODING, coding).body(Body::empty()).unwrap();
        assert_eq!(site.send(request).await.header(header::CONTENT_ENCODING), coding);
    }
}

#[tokio::test]
async fn every_answer_forbids_sniffing_and_framing() {
    let site = sites().await.remove(0);
    for path in
        ["/", "/icon.svg", "/api/v1/forms/migrant", "/api/v1/nothing", "/healthz", "/l/nothing", "/no/such/page"]
    {
        let answer = site.get(path).await;
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{path}");
        assert!(answer.header(header::CONTENT_SECURITY_POLICY).contains("frame-ancestors 'none'"), "{path}");
        assert!(["same-origin", "no-referrer"].contains(&answer.header(header::REFERRER_POLICY)), "{path}");
        assert_eq!(answer.header(header::STRICT_TRANSPORT_SECURITY), "", "{path}: no HSTS without HTTPS");
        assert!(!answer.header(header::CACHE_CONTROL).is_empty(), "{path}");
    }
}

#[tokio::test]
async fn under_https_browsers_are_told_to_stay_there() {
    let site = sites_at(HTTPS).await.remove(0);
    assert!(site.get("/healthz").await.header(header::STRICT_TRANSPORT_SECURITY).starts_with("max-age="));
}

#[tokio::test]
async fn an_address_that_is_not_there_is_not_found() {
    let site = sites().await.remove(0);
    let page = site.get("/no/such/page").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.header(header::CONTENT_TYPE).starts_with("text/html"));
    for (method, path) in
        [(Method::GET, "/api/v1/nothing"), (Method::POST, "/api/v2/submissions"), (Method::GET, "/api")]
    {
        let answer = site.method(method, path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert_eq!(answer.problem(), "not_found");
    }
}

#[tokio::test]
async fn each_answer_has_a_number_of_the_servers_own() {
    let site = sites().await.remove(0);
    let request = Request::get("/healthz").header("x-request-id", "child-name-411628201503080016").body(Body::empty());
    let answer = site.send(request.unwrap()).await;
    assert_eq!(answer.header("x-request-id").len(), 36);
}
