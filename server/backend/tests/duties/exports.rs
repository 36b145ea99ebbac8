//! A list of records leaves the register: numbered, for a purpose, with another person's word, once.

use backend::access::accounts::Reviewer;
use backend::exports::{self, Asked, Format, Purpose, Requested, decide, fetch, request};
use backend::sheets::open;
use backend::testing::{migrant, stores};
use domain::access::{Group, Role};
use domain::form::Value;
use domain::problem::Problem;
use domain::view::review::QueueFilter;

use crate::harness::*;

fn asked(groups: &[Group]) -> Asked {
    Asked {
        filter: QueueFilter::default(),
        groups: groups.to_vec(),
        purpose: Some(Purpose::Visits),
        words: "给各乡镇核对走访名单，用到年底".into(),
        format: Format::Xlsx,
    }
}

/// T-23: an export of 101 records is asked for by R, who does not approve it; P approves it and does not fetch it; R fetches it
/// once.
#[tokio::test]
async fn a_hundred_and_one_records_are_approved_by_another_person_and_fetched_once_by_who_asked() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        for child in 1..=101 {
            submitted(&test, child).await;
        }
        let (r, p) = (reviewer(store, "shenhe").await, approver(store).await);
        let done = request(store, &r, &asked(&[Group::Name])).await.unwrap();
        assert_eq!((done.rows, done.waits), (101, true));
        assert!(done.number.starts_with("E-2026-"));
        assert_eq!(refused(fetch(store, &r, done.id).await), Problem::NotFound, "before it is approved");
        let own = decide(store, r.account(), done.id, true).await;
        assert_eq!(refused(own).status(), 403);
        let other = reviewer(store, "lingwai").await;
        assert_eq!(refused(decide(store, other.account(), done.id, true).await).status(), 404);
        decide(store, &p, done.id, true).await.unwrap();
        let as_reviewer = Reviewer::of(&p).unwrap();
        assert_eq!(refused(fetch(store, &as_reviewer, done.id).await).status(), 404);
        assert_eq!(refused(fetch(store, &other, done.id).await).status(), 404);
        let file = fetch(store, &r, done.id).await.unwrap();
        assert_eq!((file.rows, file.number.as_str()), (101, done.number.as_str()));
        let again = refused(fetch(store, &r, done.id).await);
        assert_eq!((again.status(), again), (410, Problem::ExportGone));

        let rows = open(&file.bytes).unwrap().grids[0].rows.clone();
        assert_eq!(rows.len(), 1 + 101 + 1);
        let last = rows.last().unwrap().cells[0].text();
        assert!(last.contains(&done.number) && last.contains("shenhe老师") && last.contains("101条"), "{last}");
        let fetched = events(store, "export.fetched").await;
        assert!(fetched.len() == 1 && fetched[0].extra.contains("\"count\":101"));
        assert!(!format!("{:?}", events(store, "export.requested").await).contains("走访名单"));
    }
}

#[tokio::test]
async fn few_records_leave_at_once_and_anything_sensitive_waits() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let r = reviewer(store, "shenhe").await;
        assert_eq!(field(request(store, &r, &asked(&[Group::Name])).await), "filter", "nothing is there");
        submitted(&test, 1).await;
        assert_eq!(field(request(store, &r, &asked(&[])).await), "groups");
        assert_eq!(field(request(store, &r, &Asked { purpose: None, ..asked(&[Group::Name]) }).await), "purpose");
        assert_eq!(field(request(store, &r, &Asked { words: " ".into(), ..asked(&[Group::Name]) }).await), "words");
        // Pictures and notes leave by no export.
        assert_eq!(field(request(store, &r, &asked(&[Group::Pictures, Group::Notes])).await), "groups");

        let Requested { id, waits, .. } = request(store, &r, &asked(&[Group::Name, Group::Basic])).await.unwrap();
        assert!(!waits);
        assert_eq!(fetch(store, &r, id).await.unwrap().rows, 1);
        let Requested { id, waits, .. } = request(store, &r, &asked(&[Group::Idno])).await.unwrap();
        assert!(waits);
        decide(store, &approver(store).await, id, true).await.unwrap();
        test.clock.advance(24 * 3_600_000);
        assert_eq!(refused(fetch(store, &r, id).await), Problem::ExportGone, "after its time");
        let lines = exports::own(store, &r).await.unwrap();
        assert_eq!(lines.iter().filter(|line| line.over).count(), 1);
    }
}

#[tokio::test]
async fn what_the_asker_sees_masked_leaves_masked_and_who_lost_the_record_gets_it_no_more() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let id = submitted(&test, 1).await;
        let (r, p) = (reviewer(store, "shenhe").await, approver(store).await);
        let csv = Asked { format: Format::Csv, ..asked(&[Group::Idno, Group::Name]) };
        let Requested { id: export, .. } = request(store, &r, &csv).await.unwrap();
        decide(store, &p, export, true).await.unwrap();
        let file = fetch(store, &r, export).await.unwrap();
        let text = String::from_utf8(file.bytes).unwrap();
        let number = migrant(1).value("child_id_number").and_then(Value::as_text).unwrap().to_owned();
        assert!(text.contains(&format!("{}*************{}", &number[..3], &number[16..])), "{text}");
        assert!(!text.contains(&number) && text.contains("登记编号") && text.contains(&file.number));

        let Requested { id: export, .. } = request(store, &r, &asked(&[Group::Name])).await.unwrap();
        backend::erasure::shred(store, Default::default(), NANKAI, id).await.unwrap();
        assert_eq!(fetch(store, &r, export).await.unwrap().rows, 0);
    }
}

#[tokio::test]
async fn a_township_takes_out_its_own_and_nobody_decides_for_another_county() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        submitted(&test, 1).await;
        let here = account(store, "changhong", Role::TownshipSupervisor, "120104001").await;
        let here = Reviewer::of(&here).unwrap();
        let there = account(store, "gulou", Role::TownshipSupervisor, "120104002").await;
        let there = Reviewer::of(&there).unwrap();
        assert_eq!(field(request(store, &there, &asked(&[Group::Name])).await), "filter");
        let done = request(store, &here, &asked(&[Group::Contact])).await.unwrap();
        assert!(done.waits);
        let elsewhere = account(store, "heping", Role::CountyApprover, "120101").await;
        assert_eq!(refused(decide(store, &elsewhere, done.id, true).await), Problem::NotFound);
        assert_eq!(exports::waiting(store, &elsewhere).await.unwrap().len(), 0);
        let p = approver(store).await;
        assert_eq!(exports::waiting(store, &p).await.unwrap()[0].words, "给各乡镇核对走访名单，用到年底");
        decide(store, &p, done.id, false).await.unwrap();
        assert_eq!(refused(fetch(store, &here, done.id).await), Problem::NotFound);
    }
}
