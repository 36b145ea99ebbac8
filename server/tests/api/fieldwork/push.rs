//! `POST /field/push`: with the phone's token and nothing else.

use std::io::Write;

use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Request, StatusCode, header};
use backend::crypt::message_keys;
use backend::fieldwork::tables::device;
use backend::register::tables::submission;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::Role;
use domain::fieldwork::{Answer as Outcome, PushReport};
use domain::problem::Problem;
use domain::view::fieldwork::Enrolment;
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use uuid::{NoContext, Timestamp, Uuid};

use super::staff::Person;
use crate::support::{Answer, Site, migrant, sites};

const VILLAGE: &str = "120104001001";

pub(crate) async fn enrolled(site: &Site) -> Enrolment {
    let worker = Person::new(site, "zhuren", Role::GridWorker, "120104001").await;
    worker.get("field/enrol", &()).await
}

pub(crate) fn sealed(phone: &Enrolment, id: Uuid, answers: &Value) -> Value {
    let says = json!({
        "form": "migrant", "form_version": "2024-17", "channel": "home_visit", "answers": answers,
        "consent": {"notice_version": phone.notice_version, "how": "spoken"},
    });
    seal(phone, id, "declaration", &says)
}

/// A message of any kind.
pub(crate) fn seal(phone: &Enrolment, id: Uuid, kind: &str, says: &Value) -> Value {
    let message = json!({"version": 1, "id": id, "kind": kind, "says": says});
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
    deflate.write_all(message.to_string().as_bytes()).unwrap();
    let bytes = message_keys::seal(&phone.public_key, &id.to_string(), &deflate.finish().unwrap()).unwrap();
    json!({"id": id, "key_id": phone.key_id, "sealed": STANDARD.encode(bytes)})
}

pub(crate) fn id(at: u64) -> Uuid {
    Uuid::new_v7(Timestamp::from_unix(NoContext, 1_795_226_400 + at, 0))
}

pub(crate) fn body(phone: &Enrolment, messages: &[Value]) -> Vec<u8> {
    json!({"device": phone.device, "unsent": {"messages": messages.len(), "since": 5}, "messages": messages, "new": 1})
        .to_string()
        .into_bytes()
}

pub(crate) fn request(token: &str) -> Builder {
    Request::post("/field/push")
        .header(header::HOST, "tongce.test")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
}

pub(crate) async fn push(site: &Site, token: &str, body: Vec<u8>) -> Answer {
    site.send(request(token).body(Body::from(body)).unwrap()).await
}

pub(crate) fn outcomes(answer: &Answer) -> Vec<Outcome> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let report: PushReport = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(report.marker, PushReport::MARKER);
    report.answers.into_iter().map(|(_, outcome)| outcome).collect()
}

#[tokio::test]
async fn a_phone_sends_plain_or_compressed_and_gets_the_same_answer() {
    for site in sites().await {
        let phone = enrolled(&site).await;
        let mut wrong = migrant();
        wrong["child_id_number"] = "411628201503080013".into();
        let body = body(&phone, &[sealed(&phone, id(1), &migrant()), sealed(&phone, id(2), &wrong)]);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(&body).unwrap();
        // As a service worker of the own site sends it.
        let compressed = request(&phone.token)
            .header(header::CONTENT_ENCODING, "gzip")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(gzip.finish().unwrap()))
            .unwrap();
        let first = outcomes(&site.send(compressed).await);
        let kept =
            backend::declare::tables::refused_message::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        let back = backend::fieldwork::document::open_refused(&site.store.keys, &kept).unwrap().back.unwrap();
        assert!(matches!(&first[..], [Outcome::Taken { receipt_no: Some(_) }, Outcome::Kept]), "{first:?} {back:?}");
        assert_eq!(back.findings[0].rule, "V-01");
        assert_eq!(outcomes(&push(&site, &phone.token, body).await), first);
        assert_eq!(submission::Entity::find().count(&site.store.db).await.unwrap(), 1);
        let row = device::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        assert_eq!((row.unsent, row.unsent_since), (0, None));
    }
}

#[tokio::test]
async fn without_a_known_token_nothing_is_taken() {
    for site in sites().await {
        let phone = enrolled(&site).await;
        let message = body(&phone, &[sealed(&phone, id(1), &migrant())]);
        let mut other = phone.clone();
        other.device = id(9).to_string();
        let foreign = body(&other, &[]);
        for (token, body) in [("", &message), ("another-token-of-24-chars", &message), (&*phone.token, &foreign)] {
            let answer = push(&site, token, body.clone()).await;
            assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::UNAUTHORIZED, "device_unknown"));
        }
        let bare = Request::post("/field/push").header(header::HOST, "tongce.test").body(Body::from(message)).unwrap();
        assert_eq!(site.send(bare).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(submission::Entity::find().count(&site.store.db).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn what_is_no_push_is_refused_by_name() {
    let site = sites().await.remove(0);
    let phone = enrolled(&site).await;
    let answer = push(&site, &phone.token, b"<html>login</html>".to_vec()).await;
    assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::BAD_REQUEST, "malformed"));

    // A day's work may be far larger than any other request, but not without end, however small it was packed.
    let large = vec![b' '; server::limits::PUSHED + 1];
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&large).unwrap();
    let packed = request(&phone.token).header(header::CONTENT_ENCODING, "gzip");
    let packed = site.send(packed.body(Body::from(gzip.finish().unwrap())).unwrap()).await;
    for answer in [push(&site, &phone.token, large).await, packed] {
        assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::PAYLOAD_TOO_LARGE, "too_large"));
    }
    let mut fits = body(&phone, &[]);
    fits.resize(4 * 1024 * 1024, b' ');
    assert_eq!(outcomes(&push(&site, &phone.token, fits).await), []);
}

#[tokio::test]
async fn only_field_workers_enrol_a_phone() {
    let site = sites().await.remove(0);
    let supervisor = Person::new(&site, "dudao", Role::TownshipSupervisor, "120104001").await;
    assert_eq!(supervisor.refused("field/enrol", &()).await, Problem::NotFound);
    let director = Person::new(&site, "cunzhuren", Role::VillageDirector, VILLAGE).await;
    let enrolment: Enrolment = director.get("field/enrol", &()).await;
    assert_eq!((enrolment.public_key.len(), enrolment.worker.division_code.as_str()), (32, VILLAGE));
}
