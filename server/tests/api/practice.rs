//! `/try`: a form to practise on, without a link, a cookie or anything kept.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};

use crate::support::{Answer, Site, sites};

async fn press(site: &Site, path: &str, form: &'static str) -> Answer {
    let request = Request::post(path)
        .header(header::HOST, "tongce.test")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form))
        .unwrap();
    site.send(request).await
}

#[tokio::test]
async fn a_form_to_practise_on_leaves_no_trace() {
    for site in sites().await {
        let before = site.everything().await;
        for path in ["/try", "/try/migrant/child", "/try/left_behind/child"] {
            let answer = site.get(path).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}");
            assert!(!answer.headers.contains_key(header::SET_COOKIE), "{path}");
            assert!(answer.text().contains("试填"), "{path}");
        }
        assert_eq!(site.everything().await, before);
    }
}

#[tokio::test]
async fn without_a_script_the_screens_lead_on() {
    let site = sites().await.remove(0);
    let on = press(&site, "/try/migrant/child", "go=next&child_name=x").await;
    assert_eq!(on.status, StatusCode::SEE_OTHER);
    assert_eq!(on.header(header::LOCATION), "/try/migrant/residence#content");
    let back = press(&site, "/try/migrant/residence", "go=back").await;
    assert_eq!(back.header(header::LOCATION), "/try/migrant/child#content");
    for nowhere in ["/try/nothing/child", "/try/migrant/nothing", "/declare/nothing"] {
        assert_eq!(site.get(nowhere).await.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}
