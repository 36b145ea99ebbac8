//! `/review` in a browser without a script.

mod posts;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use backend::access::accounts;
use backend::access::accounts::NewAccount;
use domain::access::Role;
use domain::divisions::DivisionCode;
use server::router::router;

use crate::support::{Answer, Site, sites};

const PASSWORD: &str = "一个足够长的密码";

/// The cookie of a supervisor of 长虹街道 who signed in.
async fn signed_in(site: &Site) -> String {
    let new = NewAccount {
        username: "changhong".into(),
        display_name: "长虹督导员".into(),
        role: Role::TownshipSupervisor,
        division: DivisionCode::parse("120104001").unwrap(),
        password: PASSWORD.into(),
        demonstration: true,
    };
    assert!(accounts::create(&site.store, new).await.unwrap());
    let pairs = [("username", "changhong"), ("password", PASSWORD)];
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let request = Request::post("/sign-in")
        .header(header::HOST, "tongce.test")
        .header(header::ACCEPT, "text/html")
        .header(header::ORIGIN, crate::support::site::HTTP)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = site.send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.cookies()
}

async fn page(site: &Site, path: &str, cookie: &str) -> Answer {
    let request = Request::get(path)
        .header(header::HOST, "tongce.test")
        .header(header::ACCEPT, "text/html")
        .header(header::COOKIE, cookie);
    site.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn empty_parts_of_a_filter_do_not_stay_in_the_address() {
    for site in sites().await {
        let cookie = signed_in(&site).await;
        for (typed, clean) in [
            ("/review?state=returned&form=&class=&village=&older=7", "/review?state=returned&older=7"),
            ("/review?form=&class=&village=&older=", "/review"),
            ("/review?form=migrant&class=&duplicates=1", "/review?form=migrant&duplicates=1"),
        ] {
            let answer = page(&site, typed, &cookie).await;
            assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, clean), "{typed}");
            // It leads there in one step, and the filter is still set.
            let shown = page(&site, clean, &cookie).await;
            assert_eq!(shown.status, StatusCode::OK, "{clean}");
            assert_eq!(shown.text().contains("已筛选"), clean != "/review", "{clean}");
        }
    }
}

/// Leptos stops what all pages of a process load while it lists the routes of one router, and they never go on.
#[tokio::test]
async fn a_page_is_shown_while_another_router_is_made() {
    for site in sites().await {
        let cookie = signed_in(&site).await;
        let enough = Arc::new(AtomicBool::new(false));
        let (stop, state) = (enough.clone(), site.state.clone());
        let making = std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                drop(router(&state).unwrap());
            }
        });
        let shown = tokio::time::timeout(Duration::from_secs(50), async {
            for _ in 0..30 {
                assert_eq!(page(&site, "/review", &cookie).await.status, StatusCode::OK);
            }
        });
        let shown = shown.await;
        enough.store(true, Ordering::Relaxed);
        making.join().unwrap();
        assert!(shown.is_ok(), "a page waited for ever");
    }
}

#[tokio::test]
async fn somebody_not_signed_in_signs_in_first() {
    for site in sites().await {
        let answer = page(&site, "/review?older=7", "").await;
        assert!(answer.status.is_redirection());
        assert!(answer.header(header::LOCATION).starts_with("/sign-in?next="), "{}", answer.header(header::LOCATION));
    }
}

/// Posts pairs to a page as a page of this site does.
async fn send(site: &Site, path: &str, cookie: &str, pairs: &[(String, String)]) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let request = Request::post(path)
        .header(header::HOST, "tongce.test")
        .header(header::ACCEPT, "text/html")
        .header(header::ORIGIN, crate::support::site::HTTP)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    site.send(request.body(Body::from(body)).unwrap()).await
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The hidden inputs of a page.
fn hidden(page: &str) -> Vec<(String, String)> {
    let attribute = |input: &str, name: &str| {
        let value = input.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        value.unwrap_or_default().replace("&amp;", "&")
    };
    let inputs = page.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap());
    let inputs = inputs.filter(|input| input.contains("type=\"hidden\"") && input.contains("typed."));
    inputs.map(|input| (attribute(input, "name"), attribute(input, "value"))).collect()
}

#[tokio::test]
async fn a_long_comment_comes_back_after_the_sign_in_that_interrupted_it() {
    for site in sites().await {
        let cookie = signed_in(&site).await;
        // Longer than any cookie could hold.
        let long = "与户口簿不一致，请对照后再填。".repeat(400);
        let posted = pairs(&[("go", "create"), ("kind", "personal"), ("note", &long)]);
        let first = send(&site, "/links", "tongce_session=ended", &posted).await;
        assert_eq!(first.status, StatusCode::TEMPORARY_REDIRECT, "{}", first.text());
        let to = first.header(header::LOCATION).to_owned();
        assert_eq!(to, "/sign-in?next=%2Flinks");

        let sign_in = send(&site, &to, "", &posted).await;
        assert_eq!(sign_in.status, StatusCode::OK);
        assert!(sign_in.text().contains("您写的内容还在"), "{}", sign_in.text());
        let mut inputs = hidden(&sign_in.text());
        assert!(inputs.iter().any(|(name, value)| name == "typed.note" && *value == long), "{inputs:?}");

        // A wrong password keeps it too.
        let mut wrong = inputs.clone();
        wrong.extend(pairs(&[("username", "changhong"), ("password", "falsch")]));
        let again = send(&site, &to, "", &wrong).await;
        assert_eq!(again.status, StatusCode::UNAUTHORIZED);
        assert_eq!(hidden(&again.text()), inputs);

        inputs.extend(pairs(&[("username", "changhong"), ("password", PASSWORD)]));
        let entered = send(&site, &to, "", &inputs).await;
        assert_eq!(entered.status, StatusCode::TEMPORARY_REDIRECT, "{}", entered.text());
        assert_eq!(entered.header(header::LOCATION), "/links");
        let before = site.everything().await;
        let page = send(&site, "/links", &cookie, &inputs).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains(&long), "the comment is there again");
        assert!(!page.text().contains(PASSWORD));
        let links = |rows: &[String]| rows.iter().filter(|row| row.starts_with("link")).count();
        assert_eq!(links(&site.everything().await), links(&before), "nothing is done by itself");
    }
}

#[tokio::test]
async fn a_browser_that_keeps_no_session_is_told_so_after_signing_in() {
    for site in sites().await {
        let kept = signed_in(&site).await;
        let form = pairs(&[("username", "changhong"), ("password", PASSWORD)]);
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(&form).finish();
        let request = Request::post("/sign-in?next=/links")
            .header(header::HOST, "tongce.test")
            .header(header::ACCEPT, "text/html")
            .header(header::ORIGIN, crate::support::site::HTTP)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = site.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let to = answer.header(header::LOCATION).to_owned();
        let refused = page(&site, &to, "").await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST);
        assert!(refused.text().contains("不让网站保存Cookie"), "{}", refused.text());
        let goes_on = page(&site, &to, &kept).await;
        assert_eq!((goes_on.status, goes_on.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/links"));
        for foreign in ["//evil.test", "https://evil.test/", "/\\evil.test"] {
            let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", foreign).finish();
            let answer = page(&site, &format!("/sign-in/arrived?{query}"), &kept).await;
            assert_eq!(answer.header(header::LOCATION), "/", "{foreign}");
        }
    }
}
