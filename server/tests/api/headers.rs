//! Headers of answers: caching, compression, what a browser may do.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use server::config::Config;
use server::router::router;
use server::state::AppState;
use tower::ServiceExt as _;

use crate::support::site::{HTTPS, sites_at};
use crate::support::{Answer, Site, sites};

/// What the site answers when it does not do what was asked: each way of refusing once, by its status.
async fn refusals(site: &Site) -> Vec<Answer> {
    let post = |path: &str, headers: &[(&str, &str)], body: Vec<u8>| {
        let mut request = Request::post(path).header(header::HOST, "tongce.test");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from(body)).unwrap()
    };
    let form = ("content-type", "application/x-www-form-urlencoded");
    let asked = [
        (303, Request::get("/villages").header(header::ACCEPT, "text/html").body(Body::empty()).unwrap()),
        (401, post("/field/push", &[], Vec::new())),
        (403, post("/sign-in", &[form, ("sec-fetch-site", "cross-site")], b"username=a".to_vec())),
        (404, Request::get("/no/such/page").body(Body::empty()).unwrap()),
        (404, Request::get("/api/v1/nothing").body(Body::empty()).unwrap()),
        (404, Request::get("/pkg/nothing.js").body(Body::empty()).unwrap()),
        (405, Request::delete("/api/v1/submissions").body(Body::empty()).unwrap()),
        (405, Request::delete("/sign-in").body(Body::empty()).unwrap()),
        (413, post("/text-size", &[form], vec![b'a'; 17 * 1024])),
        (415, post("/api/v1/submissions", &[form], b"id=1".to_vec())),
    ];
    let mut answers = Vec::new();
    for (status, request) in asked {
        let what = format!("{} {}", request.method(), request.uri());
        let answer = site.send(request).await;
        assert_eq!(answer.status.as_u16(), status, "{what}: {}", answer.text());
        answers.push(answer);
    }
    answers
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_sent_compressed() {
    let site = sites().await.remove(0);
    let plain = site.get("/pkg/app.0123abcd.js").await;
    assert_eq!(plain.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
    assert_eq!(plain.text(), "plain");
    // A part of a page carries what concerns it, and nothing of what only a page needs: no page shows WASM in a frame.
    assert_eq!(plain.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(plain.header(header::CONTENT_SECURITY_POLICY), "frame-ancestors 'none'");
    assert_eq!(site.get("/pkg/page.0123abcd.wasm").await.header(header::CONTENT_SECURITY_POLICY), "");
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
    assert!(policy.contains("base-uri 'none'") && !policy.contains("http"), "{policy}");
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
async fn what_is_refused_forbids_sniffing_framing_and_keeping_too() {
    let site = sites().await.remove(0);
    for answer in refusals(&site).await {
        let status = answer.status;
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{status}");
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'") && policy.contains("base-uri 'none'"), "{status}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{status}: {policy}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{status}");
    }
}

#[tokio::test]
async fn under_https_browsers_are_told_to_stay_there() {
    let site = sites_at(HTTPS).await.remove(0);
    let mut answers = refusals(&site).await;
    for path in ["/", "/icon.svg", "/pkg/app.0123abcd.js", "/api/v1/forms/migrant", "/healthz", "/l/nothing"] {
        answers.push(site.get(path).await);
    }
    for answer in answers {
        let told = answer.header(header::STRICT_TRANSPORT_SECURITY);
        assert_eq!(told, "max-age=31536000; includeSubDomains", "{}: a year at least", answer.status);
    }
}

#[tokio::test]
async fn no_answer_is_for_pages_of_another_site() {
    let site = sites().await.remove(0);
    for path in ["/", "/sign-in", "/icon.svg", "/pkg/app.0123abcd.js", "/api/v1/forms/migrant", "/fn/divisions/search"]
    {
        for method in [Method::GET, Method::OPTIONS, Method::POST] {
            let request = Request::builder()
                .method(&method)
                .uri(path)
                .header(header::HOST, "tongce.test")
                .header(header::ORIGIN, "http://another.test")
                .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
                .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "content-type")
                .body(Body::empty());
            // The description of the interface does not speak of browsers.
            let answer = tower::ServiceExt::oneshot(site.router.clone(), request.unwrap()).await.unwrap();
            let names: Vec<_> = answer.headers().keys().map(header::HeaderName::as_str).collect();
            assert!(names.iter().all(|name| !name.starts_with("access-control-")), "{method} {path}: {names:?}");
        }
    }
}

#[tokio::test]
async fn every_answer_says_what_it_is_and_text_says_its_characters() {
    let site = sites().await.remove(0);
    let mut answers = refusals(&site).await;
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/icon.svg", "image/svg+xml; charset=utf-8"),
        ("/pkg/app.0123abcd.js", "text/javascript; charset=utf-8"),
        ("/api/v1/forms/migrant", "application/json"),
        ("/api/v1/nothing", "application/problem+json"),
    ] {
        let answer = site.get(path).await;
        assert_eq!(answer.header(header::CONTENT_TYPE).to_lowercase(), kind, "{path}");
        answers.push(answer);
    }
    for answer in answers.iter().filter(|answer| !answer.body.is_empty()) {
        let kind = answer.header(header::CONTENT_TYPE).to_lowercase();
        assert!(!kind.is_empty(), "{}: {}", answer.status, answer.text());
        assert!(!kind.starts_with("text/") || kind.contains("charset=utf-8"), "{}: {kind}", answer.status);
    }
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

/// A site that is reached in the clear says so on every page.
#[tokio::test]
async fn an_insecure_site_says_so_on_every_page() {
    let site = sites().await.remove(0);
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("pkg")).unwrap();
    std::fs::write(folder.path().join("pkg/tongce.0123.css"), "a{color:red}").unwrap();
    for (insecure, base_url) in [("yes", "http://tongce.test"), ("no", "https://tongce.test")] {
        let config = Config::read(|name| match name {
            "TONGCE_INSECURE" => Some(insecure.to_owned()),
            "TONGCE_BASE_URL" => Some(base_url.to_owned()),
            "TONGCE_SITE" => Some(folder.path().display().to_string()),
            _ => None,
        });
        let state = AppState::new(site.store.clone(), &config.unwrap()).unwrap();
        let router = router(&state).unwrap();
        for page in ["/", "/sign-in", "/declare", "/try/migrant", "/l/unknown", "/nowhere"] {
            let request = Request::get(page).header(header::ACCEPT, "text/html").body(Body::empty()).unwrap();
            let body = router.clone().oneshot(request).await.unwrap().into_body().collect().await.unwrap().to_bytes();
            let says = String::from_utf8_lossy(&body).contains("连接未加密");
            assert_eq!(says, insecure == "yes", "{page}: {}", String::from_utf8_lossy(&body));
        }
    }
}

#[tokio::test]
async fn under_https_a_cookie_is_of_this_host_alone() {
    for site in sites_at(HTTPS).await {
        let token = site.link(|_| ()).await;
        let opened = site.get(&format!("/l/{token}")).await;
        let given: Vec<&str> =
            opened.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap()).collect();
        assert!(!given.is_empty());
        for cookie in given {
            assert!(cookie.starts_with("__Host-tongce_"), "{cookie}");
            assert!(
                cookie.contains("; Secure") && cookie.contains("; Path=/") && !cookie.contains("Domain"),
                "{cookie}"
            );
        }
        let asked = async |cookies: String| {
            let request = Request::get("/declare").header(header::COOKIE, cookies).body(Body::empty()).unwrap();
            site.send(request).await
        };
        assert_eq!(asked(opened.cookies()).await.status, StatusCode::OK);
        let planted = opened.cookies().replace("__Host-", "");
        assert_ne!(asked(planted).await.status, StatusCode::OK, "another host of the domain may have planted it");
    }
}

#[tokio::test]
async fn a_document_of_the_office_takes_no_text_for_a_script_and_a_sign_out_clears_the_cache() {
    let site = sites().await.remove(0);
    let page = site.get("/sign-in").await;
    let policy = page.header(header::CONTENT_SECURITY_POLICY);
    assert!(
        policy.contains("require-trusted-types-for 'script'") && policy.contains("trusted-types 'none'"),
        "{policy}"
    );
    let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src")).unwrap();
    assert!(!scripts.contains("'self'") && scripts.contains("'nonce-"), "{scripts}");
    let out = site.method(Method::POST, "/sign-out").await;
    assert_eq!(out.header("clear-site-data"), "\"cache\"", "lockers of workers lie in the storage, which stays");
}
