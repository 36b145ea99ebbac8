//! What stands in the log, whatever its level: neither a child nor a secret.

use axum::http::StatusCode;
use backend::access::clients::Scope;
use backend::audit::tables::audit_event;
use domain::access::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use crate::fieldwork::staff::{PASSWORD, Person};
use crate::support::log::Log;
use crate::support::{Answer, migrant, sites, submission};

#[tokio::test]
async fn no_child_no_password_and_no_token_is_in_the_log_whatever_its_level() {
    for site in sites().await {
        let kept = Log::start();
        let token = site.token(&Scope::ALL).await;
        let answers = migrant();
        let record = site.submit(&submission(&answers)).await.json()["id"].as_str().unwrap().to_owned();
        // What is refused is told by its place, not quoted.
        let mut wrong = answers.clone();
        wrong["child_name"] = serde_json::json!([answers["child_name"]]);
        assert_eq!(site.submit(&submission(&wrong)).await.status, StatusCode::BAD_REQUEST);
        wrong["child_name"] = answers["father_name"].clone();
        wrong["child_id_number"] = "411628201503080013".into();
        assert_eq!(site.submit(&submission(&wrong)).await.status, StatusCode::UNPROCESSABLE_ENTITY);

        let person = Person::new(&site, "changhong", Role::TownshipSupervisor, "120104001").await;
        let guess = |username: &str| {
            [("username", username), ("password", "a-wrong-password")].map(|(name, value)| (name.into(), value.into()))
        };
        for username in ["changhong", "nobody\n{\"level\":\"ERROR\",\"message\":\"forged\"}"] {
            assert_eq!(person.fill("/sign-in", &guess(username)).await.status, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(person.page(&format!("/review/{record}")).await.status, StatusCode::OK);
        let name = answers["child_name"].as_str().unwrap();
        let search = [("search".to_owned(), name.to_owned())];
        assert!(person.fill("/review", &search).await.status.is_success());
        let log = kept.end();

        assert!(log.lines().count() > 5, "{log}");
        for line in log.lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("no line of its own: {line}"));
            assert!(line["timestamp"].as_str().unwrap().ends_with('Z') && line["level"].is_string(), "{line}");
        }
        let told =
            answers.as_object().unwrap().iter().filter(|(field, _)| {
                field.ends_with("_name") || field.ends_with("_phone") || field.ends_with("id_number")
            });
        let told: Vec<&str> = told.filter_map(|(_, value)| value.as_str()).collect();
        assert!(told.len() > 5, "{told:?}");
        for secret in
            told.into_iter().chain([token.as_str(), PASSWORD, "a-wrong-password", "forged", "tongce_session="])
        {
            assert!(!log.contains(secret), "{secret} is in the log: {log}");
        }
    }
}

#[tokio::test]
async fn what_breaks_inside_is_in_the_log_and_no_answer_says_what_broke() {
    let site = sites().await.remove(0);
    let token = site.token(&Scope::ALL).await;
    let person = Person::new(&site, "changhong", Role::TownshipSupervisor, "120104001").await;
    let request = {
        let mut request = crate::support::post("/api/v1/submissions", &submission(&migrant()));
        let bearer = format!("Bearer {token}");
        request.headers_mut().insert(axum::http::header::AUTHORIZATION, bearer.parse().unwrap());
        request
    };
    let kept = Log::start();
    let forged = axum::http::Request::post("/sign-in").header("sec-fetch-site", "cross-site");
    assert_eq!(site.send(forged.body(axum::body::Body::empty()).unwrap()).await.status, StatusCode::FORBIDDEN);
    site.store.db.clone().close().await.unwrap();
    let credentials =
        [("username", "changhong"), ("password", PASSWORD)].map(|(name, value)| (name.into(), value.into()));
    // The description of the interface does not promise what happens without a database.
    let (parts, body) = tower::ServiceExt::oneshot(site.router.clone(), request).await.unwrap().into_parts();
    let body = axum::body::to_bytes(body, 10_000).await.unwrap().to_vec();
    for answer in [
        Answer { status: parts.status, headers: parts.headers, body },
        person.page("/review").await,
        person.page("/villages").await,
        person.fill("/sign-in", &credentials).await,
        person.ask("sessions/who", &()).await,
        site.get("/readyz").await,
    ] {
        assert!(!answer.status.is_success(), "it fails closed: {}", answer.text());
        let told = format!("{:?} {}", answer.headers, answer.text());
        for inner in ["sqlx", "SELECT", "pool", "panicked", "backtrace", ".rs:", &token, "sqlite:", "postgres:"] {
            assert!(!told.contains(inner), "{inner}: {told}");
        }
    }
    let log = kept.end();
    assert!(log.contains("\"level\":\"ERROR\""), "{log}");
    assert!(log.contains("refused a request from another site"), "{log}");
}

#[tokio::test]
async fn what_is_refused_to_somebody_is_an_event_that_holds_the_pattern_of_the_address() {
    for site in sites().await {
        let worker = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        let elsewhere = "0193d5a0-0000-7000-8000-000000000001";
        assert_eq!(worker.page(&format!("/review/{elsewhere}")).await.status, StatusCode::NOT_FOUND);
        let events = audit_event::Entity::find().filter(audit_event::Column::Kind.eq("refused"));
        let events = events.all(&site.store.db).await.unwrap();
        assert_eq!(events.len(), 1);
        assert!(events[0].actor.is_some() && events[0].extra.contains("/review/{"), "{}", events[0].extra);
        assert!(!events[0].extra.contains(elsewhere), "{}", events[0].extra);
    }
}
