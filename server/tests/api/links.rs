//! `/l/{token}`

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use server::layers::link_holder;

use crate::support::log::Log;
use crate::support::site::{HTTPS, sites_at};
use crate::support::{Answer, Site, sites};

/// The link holder that an answer's cookie names.
fn link_holder_of(site: &Site, answer: &Answer) -> backend::declare::declarations::LinkHolder {
    let cookie = answer.header(header::SET_COOKIE).split(';').next().unwrap().to_owned();
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, cookie.parse().unwrap());
    link_holder::read(&headers, &site.state).current().expect("the cookie opens")
}

#[tokio::test]
async fn opening_a_link_moves_on_without_the_token_and_changes_nothing() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let before = site.everything().await;
        let answer = site.get(&format!("/l/{token}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        // A browser of which nothing is known yet says on the way whether it keeps cookies.
        assert_eq!(answer.header(header::LOCATION), "/declare?opened");
        assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
        let cookie = answer.header(header::SET_COOKIE);
        assert!(cookie.starts_with("tongce_declaration="));
        for flag in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.contains(flag), "{flag} is missing: {cookie}");
        }
        assert!(!format!("{:?}{}", answer.headers, answer.text()).contains(&token), "the token travels on");
        assert_eq!(site.everything().await, before);
        link_holder_of(&site, &answer);
    }
}

#[tokio::test]
async fn a_link_opens_with_whatever_was_pasted_around_it() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        for path in [
            format!("/l/{token}/"),
            format!("//l/{token}"),
            format!("/l/{token}%E3%80%82"),
            format!("/l/{token}%EF%BC%8C%E7%82%B9%E8%BF%99%E9%87%8C"),
            format!("/l/{token})"),
            format!("/l/{token}%EF%BC%89"),
            format!("/l/{token}%3E"),
            format!("/l/{token}%E2%80%8B"),
            format!("/l/{token}&from=timeline"),
            format!("/l/{token}/?from=timeline"),
            format!("/l/{token}%E3%80"),
        ] {
            let answer = site.get(&path).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            assert_eq!(answer.header(header::LOCATION), "/declare?opened", "{path}");
        }
    }
}

#[tokio::test]
async fn under_https_the_cookie_is_secure() {
    let site = sites_at(HTTPS).await.remove(0);
    let token = site.link(|_| ()).await;
    assert!(site.get(&format!("/l/{token}")).await.header(header::SET_COOKIE).contains("Secure"));
}

#[tokio::test]
async fn a_link_that_does_not_open_says_whom_to_ask() {
    for site in sites().await {
        let expired = site.link(|link| link.expires_on = "2026-11-20".into()).await;
        let revoked = site.link(|link| link.revoked_at = Some(1)).await;
        for (token, status) in [("nothing", 404), (expired.as_str(), 410), (revoked.as_str(), 410)] {
            let answer = site.get(&format!("/l/{token}")).await;
            assert_eq!(answer.status.as_u16(), status);
            assert!(answer.header(header::CONTENT_TYPE).starts_with("text/html"));
            assert!(answer.text().contains("儿童主任"), "{}", answer.text());
            assert_eq!(answer.header(header::SET_COOKIE), "");
            // Its own style and nothing else may apply.
            let policy = answer.header(header::CONTENT_SECURITY_POLICY);
            let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
            assert!(answer.text().contains(&format!("<style nonce=\"{nonce}\">")), "{policy}");
        }
    }
}

#[tokio::test]
async fn families_at_one_poster_are_apart_and_each_stays_the_same() {
    for site in sites().await {
        let poster = site.link(|link| (link.kind, link.holder) = ("village".into(), None)).await;
        let path = format!("/l/{poster}");
        let (one, other) = (site.get(&path).await, site.get(&path).await);
        assert_ne!(link_holder_of(&site, &one).holder(), link_holder_of(&site, &other).holder());
        let cookie = one.header(header::SET_COOKIE).split(';').next().unwrap().to_owned();
        let request = Request::get(&path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        let again = site.send(request).await;
        assert_eq!(link_holder_of(&site, &again), link_holder_of(&site, &one));
    }
}

#[tokio::test]
async fn a_cookie_from_elsewhere_is_nobody() {
    let site = sites().await.remove(0);
    let stranger = sites().await.remove(0);
    let token = stranger.link(|_| ()).await;
    let answer = stranger.get(&format!("/l/{token}")).await;
    let cookie = answer.header(header::SET_COOKIE).split(';').next().unwrap().to_owned();
    let mut headers = HeaderMap::new();
    headers.insert(header::COOKIE, cookie.parse().unwrap());
    assert!(link_holder::read(&headers, &site.state).current().is_none(), "another key's cookie opens");
}

#[tokio::test]
async fn the_log_holds_the_template_and_never_the_token() {
    let site = sites().await.remove(0);
    let token = site.link(|_| ()).await;
    let log = Log::start();
    site.get(&format!("/l/{token}?name=secret")).await;
    site.get("/l/unknown-token").await;
    let log = log.end();
    assert!(log.contains("/l/{token}"), "{log}");
    for secret in [token.as_str(), "unknown-token", "name=secret"] {
        assert!(!log.contains(secret), "{secret} is in the log");
    }
}
