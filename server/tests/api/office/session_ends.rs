//! When the session of an official ends: by itself, by newer ones, by an administrator, with its assignment.

use axum::http::{StatusCode, header};
use backend::access::tables::assignment;
use backend::audit::tables::audit_event;
use backend::fieldwork;
use backend::store::clock::start_of_day;
use domain::access::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{led_to, pairs};
use crate::fieldwork::push;
use crate::fieldwork::staff::{PASSWORD, Person};
use crate::support::{Answer, Site, sites};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

async fn sign_in(site: &Site, username: &str) -> Answer {
    Person::nobody(site).fill("/sign-in", &pairs(&[("username", username), ("password", PASSWORD)])).await
}

/// How sessions ended, as the trail tells, in order.
async fn ends(site: &Site) -> Vec<String> {
    use audit_event::Column as E;
    let ended = audit_event::Entity::find().filter(E::Kind.eq("session.ended"));
    let ended = ended.order_by_asc(E::At).order_by_asc(E::No).all(&site.store.db).await.unwrap();
    let how = |row: audit_event::Model| {
        let extra: serde_json::Value = serde_json::from_str(&row.extra).unwrap();
        extra["how"].as_str().unwrap().to_owned()
    };
    ended.into_iter().map(how).collect()
}

#[tokio::test]
async fn a_screen_left_alone_closes_sooner_the_more_it_shows() {
    for site in sites().await {
        let county = Person::new(&site, "quxian", Role::CountyReviewer, "120104").await;
        let township = Person::new(&site, "liu", Role::TownshipSupervisor, "120104001").await;
        // Work moves the end of both.
        for _ in 0..3 {
            site.clock.advance(29 * MINUTE);
            assert_eq!(county.page("/me").await.status, StatusCode::OK);
        }
        assert_eq!(township.page("/me").await.status, StatusCode::OK);
        site.clock.advance(30 * MINUTE);
        led_to(&county.page("/me").await, "/sign-in?next=%2Fme");
        site.clock.advance(89 * MINUTE);
        assert_eq!(township.page("/me").await.status, StatusCode::OK);
        site.clock.advance(2 * HOUR);
        led_to(&township.page("/me").await, "/sign-in?next=%2Fme");
        assert_eq!(backend::access::accounts::sweep_sessions(&site.store).await.unwrap(), 2);
        assert_eq!(ends(&site).await, ["idle", "idle"]);
    }
}

#[tokio::test]
async fn neither_work_nor_a_fresh_proof_carries_a_session_past_twelve_hours() {
    for site in sites().await {
        let worker = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        for _ in 0..11 {
            site.clock.advance(HOUR);
            assert_eq!(worker.page("/links").await.status, StatusCode::OK);
        }
        let proved = worker.fill("/me/verify?next=/links", &pairs(&[("proof", PASSWORD)])).await;
        led_to(&proved, "/links");
        let anew = Person::with(&site, &proved);
        assert_eq!(anew.page("/links").await.status, StatusCode::OK);
        site.clock.advance(HOUR);
        led_to(&anew.page("/links").await, "/sign-in?next=%2Flinks");
        assert_eq!(backend::access::accounts::sweep_sessions(&site.store).await.unwrap(), 1);
        assert_eq!(ends(&site).await, ["longest"]);
    }
}

#[tokio::test]
async fn with_the_sixth_session_of_a_person_the_oldest_ends() {
    for site in sites().await {
        let oldest = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        let mut others = Vec::new();
        for _ in 0..5 {
            assert_eq!(oldest.page("/links").await.status, StatusCode::OK);
            site.clock.advance(MINUTE);
            others.push(sign_in(&site, "wang").await);
        }
        led_to(&oldest.page("/links").await, "/sign-in?next=%2Flinks");
        for other in &others {
            assert_eq!(Person::with(&site, other).page("/links").await.status, StatusCode::OK);
        }
        assert_eq!(ends(&site).await, ["most"]);
    }
}

/// T-24: the session ends with the last day of the assignment.
#[tokio::test]
async fn t_24_a_session_ends_at_midnight_after_the_last_day() {
    for site in sites().await {
        let worker = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        let row = assignment::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        let last: domain::Date = row.to_day.parse().unwrap();
        let midnight = start_of_day(last.tomorrow().unwrap());
        drop(worker);
        site.clock.advance(midnight - HOUR - site.store.clock.millis());
        let worker = Person::with(&site, &sign_in(&site, "wang").await);
        site.clock.advance(HOUR - 1000);
        assert_eq!(worker.page("/links").await.status, StatusCode::OK, "23:59:59");
        site.clock.advance(1000);
        led_to(&worker.page("/links").await, "/sign-in?next=%2Flinks");
        assert_eq!(worker.refused("sessions/who", &()).await, domain::problem::Problem::SignInNeeded);
        assert_eq!(backend::access::accounts::sweep_sessions(&site.store).await.unwrap(), 2, "its row is gone too");
    }
}

/// T-37: a fresh id with each sign-in; the one before opens nothing.
#[tokio::test]
async fn t_37_an_id_from_before_a_sign_in_opens_nothing_after_it() {
    for site in sites().await {
        let before = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        let cookie = |answer: &Answer| {
            answer.cookies().split("; ").find(|cookie| cookie.starts_with("tongce_session=")).unwrap().to_owned()
        };
        let credentials = pairs(&[("username", "wang"), ("password", PASSWORD)]);
        let first = before.fill("/sign-in", &credentials).await;
        let second = Person::with(&site, &first).fill("/sign-in", &credentials).await;
        assert_ne!(cookie(&first), cookie(&second));
        led_to(&Person::with(&site, &first).page("/links").await, "/sign-in?next=%2Flinks");
        assert_eq!(Person::with(&site, &second).page("/links").await.status, StatusCode::OK);
    }
}

/// T-39: whoever is suspended is out everywhere, on an open page and on the phone.
#[tokio::test]
async fn t_39_suspending_closes_the_open_page_and_the_phone_at_once() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        let phone = push::enrolled(&site).await;
        let worker = Person::with(&site, &sign_in(&site, "zhuren").await);
        assert_eq!(worker.page("/links").await.status, StatusCode::OK);
        assert_eq!(push::push(&site, &phone.token, push::body(&phone, &[])).await.status, StatusCode::OK);
        let account = backend::access::rows::accounts::by_username(&site.store.db, "zhuren").await.unwrap().unwrap();
        let one = format!("/accounts/120104/{}", account.id);
        led_to(&admin.fill(&one, &pairs(&[("go", "suspend"), ("reason", "手机丢失")])).await, &one);
        led_to(&worker.page("/links").await, "/sign-in?next=%2Flinks");
        assert_eq!(push::push(&site, &phone.token, push::body(&phone, &[])).await.status, StatusCode::UNAUTHORIZED);
        assert!(fieldwork::recognise(&site.store, &phone.token).await.is_err());
        assert_eq!(ends(&site).await, ["suspended", "suspended"]);
    }
}

#[tokio::test]
async fn an_administrator_ends_the_sessions_of_an_account_that_goes_on() {
    for site in sites().await {
        let security = Person::new(&site, "anquan", Role::SecurityAdmin, "120104").await;
        let worker = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        let account = backend::access::rows::accounts::by_username(&site.store.db, "wang").await.unwrap().unwrap();
        let one = format!("/accounts/120104/{}", account.id);
        assert!(security.page(&one).await.text().contains("1处登录中"));
        let done = security.press(&one, "end_sessions").await;
        led_to(&done, &one);
        assert!(security.follow(&done).await.text().contains("0处登录中"));
        led_to(&worker.page("/links").await, "/sign-in?next=%2Flinks");
        assert_eq!(sign_in(&site, "wang").await.header(header::LOCATION), "/links");
        assert_eq!(ends(&site).await, ["administrator"]);
    }
}

#[tokio::test]
async fn the_last_thirty_days_of_an_assignment_are_told_where_the_day_begins() {
    for site in sites().await {
        let worker = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        assert!(!worker.page("/links").await.text().contains("到期。需要续任"));
        let row = assignment::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        let last = start_of_day(row.to_day.parse().unwrap());
        site.clock.advance(last - 5 * 24 * HOUR - site.store.clock.millis());
        let worker = Person::with(&site, &sign_in(&site, "wang").await);
        for path in ["/links", "/me"] {
            assert!(worker.page(path).await.text().contains("您的任职还有5天到期"), "{path}");
        }
    }
}
