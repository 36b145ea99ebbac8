//! `/review` in a browser without a script.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use backend::service::accounts::{self, NewAccount};
use domain::divisions::DivisionCode;
use domain::review::Role;

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
    answer.header(header::SET_COOKIE).split(';').next().unwrap().to_owned()
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

#[tokio::test]
async fn somebody_not_signed_in_signs_in_first() {
    for site in sites().await {
        let answer = page(&site, "/review?form=&older=7", "").await;
        assert!(answer.status.is_redirection());
        assert!(answer.header(header::LOCATION).starts_with("/sign-in?next="), "{}", answer.header(header::LOCATION));
    }
}
