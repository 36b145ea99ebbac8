//! Figures of docs/benchmarks.md, "Field work". Nothing is promised here but that all arrives; run it alone, in
//! release, with the command that stands there.

use std::io::Write;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::header;
use backend::register::tables::submission;
use domain::access::Role;
use domain::fieldwork::{Answer as Outcome, Pulled};
use flate2::Compression;
use flate2::write::GzEncoder;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use uuid::Uuid;

use super::push::{body, enrolled, outcomes, request, seal};
use super::staff::Person;
use crate::support::sites;

#[path = "../../../examples/load/sample.rs"]
mod sample;

/// The slow line: bytes a second, and a way there and back.
const LINE: f64 = 1_600_000.0 / 8.0;
const ROUND_TRIP: f64 = 0.15;

/// Messages that a phone puts into one request.
const TOGETHER: usize = 100;

/// Seconds on the slow line with so many ways there and back.
fn on_the_line(bytes: usize, round_trips: f64) -> f64 {
    bytes as f64 / LINE + round_trips * ROUND_TRIP
}

#[tokio::test]
#[ignore = "a measurement; see docs/benchmarks.md"]
async fn a_thousand_messages_pushed() {
    for together in [TOGETHER, 1_000] {
        for site in sites().await {
            let phone = enrolled(&site).await;
            let messages: Vec<_> = (0..1_000)
                .map(|family| {
                    let id: Uuid = sample::id();
                    let says = json!({
                        "form": "migrant", "form_version": "2024-17", "channel": "home_visit",
                        "answers": sample::submission(id, family)["answers"],
                        "consent": {"notice_version": phone.notice_version, "how": "spoken"},
                    });
                    seal(&phone, id, "declaration", &says)
                })
                .collect();
            let (mut took, mut bytes, mut requests) = (Duration::ZERO, 0, 0_u32);
            for part in messages.chunks(together) {
                let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
                gzip.write_all(&body(&phone, part)).unwrap();
                let packed = gzip.finish().unwrap();
                bytes += packed.len();
                requests += 1;
                let ask = request(&phone.token).header(header::CONTENT_ENCODING, "gzip");
                let began = Instant::now();
                let answer = site.send(ask.body(Body::from(packed)).unwrap()).await;
                took += began.elapsed();
                assert!(outcomes(&answer).iter().all(|one| matches!(one, Outcome::Taken { .. })));
            }
            assert_eq!(submission::Entity::find().count(&site.store.db).await.unwrap(), 1_000);
            println!(
                "push, {:?}, {together} a request: {took:.2?} in the server, {bytes} bytes, {:.1} s on the slow line",
                site.store.db.get_database_backend(),
                on_the_line(bytes, f64::from(requests)) + took.as_secs_f64(),
            );
        }
    }
}

#[tokio::test]
#[ignore = "a measurement; see docs/benchmarks.md"]
async fn the_first_pull_of_two_thousand_children() {
    for site in sites().await {
        let village = super::pull::village();
        super::pull::children(&site, &village, 2_000).await;
        super::pull::households(&site, &village, 400).await;
        let worker = Person::new(&site, "wang", Role::GridWorker, &village).await;
        let device = super::pull::phone(&site, "wang").await;
        let asked: (String, String, Vec<String>) = (device, String::new(), Vec::new());
        let pulled: Pulled = worker.get("field/pull", &asked).await;
        assert_eq!((pulled.children.len(), pulled.households.len(), pulled.more), (2_000, 400, false));
        for coding in ["identity", "gzip", "br"] {
            let mut took: Vec<Duration> = Vec::new();
            let mut bytes = 0;
            for _ in 0..5 {
                let began = Instant::now();
                bytes = worker.ask_coded("field/pull", &asked, coding).await.body.len();
                took.push(began.elapsed());
            }
            took.sort_unstable();
            println!(
                "pull, {:?}, {coding}: {:.0?} in the server (median of 5), {bytes} bytes, {:.1} s on the slow line",
                site.store.db.get_database_backend(),
                took[2],
                on_the_line(bytes, 2.0) + took[2].as_secs_f64(),
            );
        }
    }
}
