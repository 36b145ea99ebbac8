//! Requests that another site makes in somebody's browser.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::support::{Answer, Site, migrant, post, sites, submission};

/// An unsafe request with these headers, to the page where a reviewer signs in.
async fn unsafe_request(site: &Site, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post("/sign-in")
        .header(header::HOST, "tongce.test")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    site.send(request.body(Body::from("username=a&password=b")).unwrap()).await
}

#[tokio::test]
async fn a_form_on_another_site_is_refused() {
    let site = sites().await.remove(0);
    for headers in [
        [("sec-fetch-site", "cross-site")].as_slice(),
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "http://evil.test")],
        // Browsers older than Sec-Fetch-Site.
        &[("origin", "http://evil.test")],
        &[("origin", "null")],
    ] {
        let answer = unsafe_request(&site, headers).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert_eq!(answer.problem(), "cross_site");
    }
}

#[tokio::test]
async fn the_sites_own_forms_pass_in_new_and_old_browsers() {
    let site = sites().await.remove(0);
    for headers in [
        [("sec-fetch-site", "same-origin")].as_slice(),
        &[("sec-fetch-site", "none")],
        &[("origin", "http://tongce.test")],
        &[],
    ] {
        assert_ne!(unsafe_request(&site, headers).await.status, StatusCode::FORBIDDEN, "{headers:?}");
    }
}

#[tokio::test]
async fn reading_is_open_to_links_on_other_sites() {
    let site = sites().await.remove(0);
    let request = Request::get("/").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(site.send(request).await.status, StatusCode::OK);
}

#[tokio::test]
async fn programs_submit_without_an_origin_and_pages_of_other_sites_do_not() {
    for site in sites().await {
        let body = submission(&migrant());
        let mut forged = post("/api/v1/submissions", &body);
        forged.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
        let before = site.everything().await;
        // The description of the interface does not speak of browsers.
        let answer = tower::ServiceExt::oneshot(site.router.clone(), forged).await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        assert_eq!(site.everything().await, before);
        assert_eq!(site.post("/api/v1/submissions", &body).await.status, StatusCode::CREATED);
    }
}
