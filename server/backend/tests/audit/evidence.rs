//! Events that left the register prove themselves without it.

use backend::Store;
use backend::access::accounts::Auditor;
use backend::audit::evidence::{Checked, check, csv};
use backend::audit::{self};
use backend::auditing::{self, Format, Purpose, Wanted};
use backend::testing::{self, TestStore, stores};
use domain::access::Role;

use crate::harness::*;

async fn auditor(store: &Store) -> Auditor {
    let account = testing::account(store, "zheng", "郑审计", Role::Auditor, NANKAI).await.unwrap();
    Auditor::of(&account).unwrap()
}

/// Events of several seconds, sealed each, with a head over some of them.
async fn some(test: &TestStore) {
    let store = &test.store;
    for second in 0..6 {
        written(store, &(0..=second).map(|_| opened(store, NANKAI)).collect::<Vec<_>>()).await;
        written(store, &[opened(store, "120101")]).await;
        test.clock.advance(1_000);
        audit::seal(store).await.unwrap();
        if second == 4 {
            audit::write_head(store).await.unwrap().unwrap();
        }
    }
    written(store, &[opened(store, NANKAI)]).await;
}

async fn exported(store: &Store, format: Format) -> String {
    let auditor = auditor(store).await;
    let export = auditing::export(store, &auditor, &wanted(store), Purpose::Routine, format).await.unwrap();
    String::from_utf8(export.bytes).unwrap()
}

fn wanted(store: &Store) -> Wanted {
    Wanted { kind: "record.opened".into(), ..Wanted::default() }.with_days(store)
}

fn checked(file: &str) -> Checked {
    check(file.as_bytes(), None).unwrap()
}

#[tokio::test]
async fn a_file_is_verified_without_the_database() {
    for test in stores().await.unwrap() {
        some(&test).await;
        let file = exported(&test.store, Format::Jsonl).await;
        let Checked { proved, unsigned, unsealed, faults, keys } = checked(&file);
        // Fifteen under the head, six in the batch after it, one of this second.
        assert_eq!((proved, unsigned, unsealed, faults), (15, 6, 1, vec![]));
        let (id, _) = file.split_once("\"public_key\":\"").unwrap().1.split_once('"').unwrap();
        assert_eq!(keys.into_iter().collect::<Vec<_>>(), [id]);
        assert_eq!(check(file.as_bytes(), Some(id)).unwrap().proved, 15);
        let other = "00".repeat(32);
        assert_eq!(check(file.as_bytes(), Some(&other)).unwrap().proved, 0, "signed by another key");

        let event = events(&test.store, NANKAI).await.into_iter().find(|event| event.kind == "audit.exported").unwrap();
        assert_eq!((event.purpose.as_str(), event.role.as_str()), ("routine", "auditor"));
        assert!(event.extra.contains(r#""count":22"#), "{}", event.extra);
    }
}

#[tokio::test]
async fn whatever_is_changed_in_a_file_is_found() {
    for test in stores().await.unwrap() {
        some(&test).await;
        let file = exported(&test.store, Format::Jsonl).await;
        let changed = |from: &str, to: &str| {
            assert!(file.contains(from), "{from}");
            checked(&file.replacen(from, to, 1)).faults
        };
        assert!(!changed("address,name", "address").is_empty(), "a column of an event");
        assert!(!changed("\"count\":2", "\"count\":1").is_empty(), "a column of a batch");
        assert!(!changed("\"signature\":\"", "\"signature\":\"00").is_empty(), "a signature");
        assert!(!changed("\"position\":1,", "\"position\":0,").is_empty(), "a place");
        let without = |part: &str| {
            let kept: Vec<&str> = file.lines().filter(|line| !line.contains(part)).collect();
            checked(&kept.join("\n")).faults
        };
        assert!(!without("\"line\":\"event\",\"county\":\"120104\",\"lane\"").is_empty(), "events");
        assert!(!without("\"n\":3,\"lane\"").is_empty(), "a batch between an event and its head");
        assert!(!without("\"line\":\"head\"").is_empty(), "the head that events name");
        assert!(check("{}".as_bytes(), None).is_err() && check("".as_bytes(), None).is_err());
    }
}

#[tokio::test]
async fn a_table_has_the_same_proof_in_its_last_column() {
    for test in stores().await.unwrap() {
        some(&test).await;
        let table = exported(&test.store, Format::Csv).await;
        assert!(table.starts_with("\u{feff}时间,事项,结果,人员,角色,"), "{table}");
        assert!(table.contains("查看登记,已完成,（账号已不在）,儿童督导员,record,"), "{table}");
        let lines = csv::lines(table.as_bytes()).unwrap();
        let checked = check(&lines[..], None).unwrap();
        assert_eq!((checked.proved, checked.unsigned, checked.unsealed, checked.faults), (15, 6, 1, vec![]));
    }
}

#[tokio::test]
async fn a_file_has_ten_thousand_events_at_most() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        for _ in 0..11 {
            written(store, &(0..950).map(|_| opened(store, NANKAI)).collect::<Vec<_>>()).await;
        }
        let auditor = auditor(store).await;
        let refused =
            auditing::export(store, &auditor, &wanted(store), Purpose::Routine, Format::Csv).await.unwrap_err();
        let domain::problem::Problem::Invalid { message, .. } = refused.into_problem() else { panic!() };
        assert!(message.contains("10000"), "{message}");
    }
}
