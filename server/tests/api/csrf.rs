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
        assert!(answer.header(header::CONTENT_TYPE).starts_with("text/html"), "a page in words");
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

/// A form of the review page with a comment, posted with these headers.
async fn comment(site: &Site, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post(path)
        .header(header::HOST, "tongce.test:3000")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let pairs = [("reason", "请<b>核对</b>"), ("username", "a"), ("password", "secret"), ("go", "return")];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    site.send(request.body(Body::from(body)).unwrap()).await
}

/// The address to which the page's form posts again.
fn offered(answer: &Answer) -> Option<String> {
    let action = answer.text().split(" action=\"").nth(1)?.split('"').next()?.replace("&amp;", "&");
    Some(action)
}

#[tokio::test]
async fn a_form_without_an_origin_is_shown_and_done_only_when_its_person_posts_it_again() {
    for site in sites().await {
        for origin in ["null", "http://another-name.test"] {
            let before = site.everything().await;
            let answer = comment(&site, "/sign-in?next=/links", &[("origin", origin)]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            let page = answer.text();
            assert!(page.contains("请&lt;b&gt;核对"), "{page}");
            assert!(!page.contains("secret") && !page.contains("<script") && !page.contains("autofocus"), "{page}");
            assert!(answer.header(header::CONTENT_SECURITY_POLICY).contains("form-action 'self'"));
            assert_eq!(site.everything().await, before, "nothing was done");
            let action = offered(&answer).unwrap();
            assert!(action.starts_with("/sign-in?next=%2Flinks&again="), "{action}");
            let set = answer.header(header::SET_COOKIE);
            assert!(set.contains("SameSite=Strict") && set.contains("HttpOnly"), "{set}");
            let cookie = set.split(';').next().unwrap();
            let again = comment(&site, &action, &[("origin", origin), ("cookie", cookie)]).await;
            assert_ne!(again.status, StatusCode::FORBIDDEN, "the same form, posted again");
            // The token opens nothing without its own browser's cookie, and no other page.
            for (path, cookie) in [(&*action, ""), (&*action.replace("/sign-in", "/links"), cookie)] {
                let forged = comment(&site, path, &[("origin", origin), ("cookie", cookie)]).await;
                assert_eq!(forged.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
    }
}

#[tokio::test]
async fn what_certainly_comes_from_another_site_is_not_offered_to_be_posted_again() {
    let site = sites().await.remove(0);
    let answer = comment(&site, "/links", &[("sec-fetch-site", "cross-site"), ("origin", "null")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("已拦下") && offered(&answer).is_none(), "{}", answer.text());
    let function =
        Request::post("/fn/links/create").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(site.send(function).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_old_browser_on_an_address_with_a_port_is_the_sites_own() {
    let site = sites().await.remove(0);
    let own = comment(&site, "/sign-in", &[("origin", "http://tongce.test:3000")]).await;
    assert_ne!(own.status, StatusCode::FORBIDDEN);
    for other in ["http://tongce.test:3001", "http://evil.test:3000", "null"] {
        assert_eq!(comment(&site, "/sign-in", &[("origin", other)]).await.status, StatusCode::FORBIDDEN, "{other}");
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
        assert_eq!(site.submit(&body).await.status, StatusCode::CREATED);
    }
}
