//! `/review/{id}` with what field work added, and `/review/{id}/pictures/{picture}`.

use axum::http::{StatusCode, header};
use backend::audit::tables::event;
use backend::testing::png;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::Role;
use domain::fieldwork::Answer as Outcome;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use super::push::{body, enrolled, id, outcomes, push, seal, sealed};
use super::staff::Person;
use crate::support::{migrant, sites};

#[tokio::test]
async fn a_reviewer_sees_consent_visits_and_each_picture_on_asking_for_it() {
    for site in sites().await {
        let phone = enrolled(&site).await;
        let (record, page) = (id(1), id(2));
        let bytes = png(60, 40, 7);
        let picture =
            json!({"of": record, "shows": "document_page", "media_type": "image/png", "data": STANDARD.encode(&bytes)});
        let visit =
            json!({"record": record, "day": "2026-11-20", "met": "姥姥", "seen": "在写作业", "next": "2027-01-05"});
        let messages = [
            sealed(&phone, record, &migrant()),
            seal(&phone, page, "attachment", &picture),
            seal(&phone, id(3), "follow_up", &visit),
        ];
        let answers = outcomes(&push(&site, &phone.token, body(&phone, &messages)).await);
        assert!(answers.iter().all(|answer| matches!(answer, Outcome::Taken { .. })), "{answers:?}");

        let above = Person::new(&site, "cha", Role::TownshipSupervisor, "120104001").await;
        let shown = above.page(&format!("/review/{record}")).await;
        assert_eq!(shown.status, StatusCode::OK);
        let address = format!("/review/{record}/pictures/{page}");
        for words in [
            "口头同意，由工作人员记录",
            "走访记录",
            "姥姥",
            "在写作业",
            "2027年1月5日",
            "第1张：证件照片",
            "loading=\"lazy\"",
            &address,
        ] {
            assert!(shown.text().contains(words), "{words} is missing: {}", shown.text());
        }
        assert!(!shown.text().contains("查看附件"), "nobody looked yet");

        let before = event::Entity::find().count(&site.store.db).await.unwrap();
        let neighbour = Person::new(&site, "guo", Role::TownshipSupervisor, "120104002").await;
        let worker = Person::new(&site, "liu", Role::GridWorker, "120104001").await;
        assert_eq!(site.get(&address).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(worker.page(&address).await.status, StatusCode::NOT_FOUND);
        for (who, path) in [
            (&neighbour, address.as_str()),
            (&above, &format!("/review/{record}/pictures/{record}")),
            (&above, &format!("/review/{record}/pictures/1")),
        ] {
            let refused = who.page(path).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
            assert!(
                refused.header(header::CONTENT_TYPE).starts_with("text/html") && refused.text().contains("照片打不开")
            );
        }
        assert_eq!(event::Entity::find().count(&site.store.db).await.unwrap(), before);

        let seen = above.page(&address).await;
        assert_eq!((seen.status, seen.body.as_slice()), (StatusCode::OK, &bytes[..]));
        assert_eq!(seen.header(header::CONTENT_TYPE), "image/png");
        assert_eq!(seen.header(header::CACHE_CONTROL), "no-store");
        assert_eq!(seen.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(seen.header("cross-origin-resource-policy"), "same-origin");
        let policy = seen.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.starts_with("default-src 'none'") && policy.contains("sandbox") && !policy.contains("script"));
        assert!(above.page(&format!("/review/{record}")).await.text().contains("查看附件"));
    }
}

#[tokio::test]
async fn what_could_not_be_taken_is_counted_and_not_shown() {
    for site in sites().await {
        let phone = enrolled(&site).await;
        let mut wrong = migrant();
        wrong["child_id_number"] = "411628201503080013".into();
        let message = body(&phone, &[sealed(&phone, id(1), &wrong)]);
        assert_eq!(outcomes(&push(&site, &phone.token, message).await), [Outcome::Kept]);
        let above = Person::new(&site, "cha", Role::TownshipSupervisor, "120104001").await;
        let text = above.page("/villages").await.text();
        assert!(text.contains("条未入册，等本人处理"), "{text}");
        assert!(!text.contains("411628201503080013") && !text.contains(wrong["child_name"].as_str().unwrap()));
    }
}
