//! Whoever changes the tables is found, at the very event.

use std::collections::BTreeSet;

use backend::Store;
use backend::audit::proof::{canonical, chain, merkle};
use backend::audit::tables::{audit_batch, audit_event, audit_lane};
use backend::audit::{self, FaultKind};
use backend::testing::{TestStore, stores};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::harness::*;

const COUNTIES: [&str; 3] = ["120101", "120104", "120105"];

/// County, batch, lane, number.
type Place = (String, Option<i64>, Option<Uuid>, Option<i64>);

/// So many events of three counties, written by two processes and sealed in many batches, with a number that was undone
/// in each.
async fn register(test: &TestStore, events: usize) {
    let processes = [test.store.clone(), test.reopen().await.unwrap()];
    for part in 0..events / 100 {
        let store = &processes[part % 2];
        let tx = store.begin().await.unwrap();
        audit::pen::append(store, &tx, &[opened(store, COUNTIES[part % 3])]).await.unwrap();
        tx.rollback().await.unwrap();
        let entries: Vec<_> = (0..100).map(|at| opened(store, COUNTIES[at % 3]).about(vec![store.new_id()])).collect();
        written(store, &entries).await;
        audit::seal(store).await.unwrap();
    }
    test.clock.advance(60_000);
    audit::write_head(&test.store).await.unwrap();
}

fn place_of(batches: &[audit_batch::Model], event: &audit_event::Model) -> Place {
    let batch = batches.iter().find(|batch| {
        batch.county_code == event.county_code
            && batch.lane == event.lane
            && (batch.first_no..=batch.last_no).contains(&event.no)
    });
    (event.county_code.clone(), batch.map(|batch| batch.n), Some(event.lane), Some(event.no))
}

async fn places_of_faults(store: &Store) -> BTreeSet<Place> {
    let (_, faults) = verified(store).await;
    faults.into_iter().map(|fault| (fault.county, fault.batch, fault.lane, fault.no)).collect()
}

fn row(store: &Store, event: &audit_event::Model) -> String {
    format!("county_code = '{}' AND lane = {} AND no = {}", event.county_code, quoted(store, event.lane), event.no)
}

/// A change of each column, as SQL.
fn changes(store: &Store) -> Vec<(&'static str, String)> {
    let id = quoted(store, Uuid::from_u128(99));
    let some = bytes(store, "0102");
    vec![
        ("at", "at + 1".into()),
        ("kind", "'print'".into()),
        ("outcome", "'refused'".into()),
        ("actor_kind", "'family'".into()),
        ("actor", id.clone()),
        ("person", id.clone()),
        ("role", "'auditor'".into()),
        ("assignment", id.clone()),
        ("relation", "'county'".into()),
        ("subject_kind", "'link'".into()),
        ("subject", id),
        ("version", "2".into()),
        ("groups", "'name'".into()),
        ("purpose", "'other'".into()),
        ("session", some.clone()),
        ("peer", "'198.51.100.0/24'".into()),
        ("request", "'7'".into()),
        ("detail_hash", some.clone()),
        ("extra", "extra || ' '".into()),
        ("leaf", some),
    ]
}

#[tokio::test]
async fn t_62_five_hundred_changes_among_ten_thousand_events_are_named_and_nothing_else_is() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        register(&test, 10_000).await;
        assert_eq!(places_of_faults(store).await, BTreeSet::new(), "no false alarm");
        unlocked(store).await;
        let all = audit_event::Entity::find().all(&store.db).await.unwrap();
        let batches = audit_batch::Entity::find().all(&store.db).await.unwrap();
        assert_eq!(all.len(), 10_000);
        let mut expected = BTreeSet::new();
        let changes = changes(store);
        // Every twentieth event is changed, in one column after another; or removed; or swapped with the one before it.
        for (at, event) in all.iter().enumerate().skip(7).step_by(20) {
            let turn = at / 20 % (changes.len() + 2);
            expected.insert(place_of(&batches, event));
            match changes.get(turn) {
                Some((column, value)) => {
                    run(store, &format!("UPDATE audit_event SET {column} = {value} WHERE {}", row(store, event))).await;
                }
                None if turn == changes.len() => {
                    run(store, &format!("DELETE FROM audit_event WHERE {}", row(store, event))).await;
                }
                None => {
                    let other = all[..at]
                        .iter()
                        .rev()
                        .find(|other| other.county_code == event.county_code && other.lane == event.lane);
                    let Some(other) = other else { continue };
                    expected.insert(place_of(&batches, other));
                    let away = audit_event::Model { no: 1_000_000, ..other.clone() };
                    for (from, to) in [(other, away.no), (event, other.no), (&away, event.no)] {
                        run(store, &format!("UPDATE audit_event SET no = {to} WHERE {}", row(store, from))).await;
                    }
                }
            }
        }
        // What was added stands at a number that was undone.
        for batch in batches.iter().filter(|batch| !batch.voids.is_empty()).take(20) {
            let no = chain::voids(&batch.voids).unwrap()[0];
            let like = all.iter().find(|event| event.lane == batch.lane && event.county_code == batch.county_code);
            let added = audit_event::Model { no, ..like.unwrap().clone() };
            expected.insert(place_of(&batches, &added));
            added.into_active_model().insert(&store.db).await.unwrap();
        }
        assert!(expected.len() > 500, "{}", expected.len());
        assert_eq!(places_of_faults(store).await, expected);
    }
}

#[tokio::test]
async fn each_column_of_an_event_is_covered_alone() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        written(store, &[opened(store, NANKAI), opened(store, NANKAI), opened(store, NANKAI)]).await;
        audit::seal(store).await.unwrap();
        unlocked(store).await;
        let event = events(store, NANKAI).await.remove(1);
        for (column, value) in changes(store) {
            run(store, &format!("UPDATE audit_event SET {column} = {value} WHERE {}", row(store, &event))).await;
            let (_, faults) = verified(store).await;
            let found: Vec<_> = faults.iter().map(|fault| (fault.kind, fault.batch, fault.no)).collect();
            assert_eq!(found, [(FaultKind::Changed, Some(1), Some(2))], "{column}");
            run(store, &format!("DELETE FROM audit_event WHERE {}", row(store, &event))).await;
            event.clone().into_active_model().insert(&store.db).await.unwrap();
            assert_eq!(verified(store).await.1, [], "{column}");
        }
    }
}

#[tokio::test]
async fn an_event_that_was_changed_together_with_its_leaf_is_found_by_the_root() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        written(store, &[opened(store, NANKAI), opened(store, NANKAI)]).await;
        audit::seal(store).await.unwrap();
        unlocked(store).await;
        let mut event = events(store, NANKAI).await.remove(0);
        run(store, &format!("DELETE FROM audit_event WHERE {}", row(store, &event))).await;
        event.groups = String::new();
        event.leaf = canonical::leaf(&event).to_vec();
        event.into_active_model().insert(&store.db).await.unwrap();
        let (_, faults) = verified(store).await;
        assert_eq!(
            faults.iter().map(|fault| (fault.kind, fault.batch)).collect::<Vec<_>>(),
            [(FaultKind::Root, Some(1))]
        );
    }
}

#[tokio::test]
async fn an_event_that_is_changed_before_it_is_sealed_is_found_because_the_root_is_made_of_memory() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        written(store, &[opened(store, NANKAI)]).await;
        unlocked(store).await;
        let mut event = events(store, NANKAI).await.remove(0);
        run(store, &format!("DELETE FROM audit_event WHERE {}", row(store, &event))).await;
        event.actor = Some(Uuid::from_u128(2));
        event.leaf = canonical::leaf(&event).to_vec();
        event.into_active_model().insert(&store.db).await.unwrap();
        audit::seal(store).await.unwrap();
        assert_eq!(verified(store).await.1[0].kind, FaultKind::Root);
    }
}

#[tokio::test]
async fn a_batch_that_was_changed_removed_or_moved_is_named() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        for _ in 0..3 {
            written(store, &[opened(store, NANKAI)]).await;
            audit::seal(store).await.unwrap();
        }
        unlocked(store).await;
        let second = batches(store, NANKAI).await.remove(1);
        let some = bytes(store, &"ab".repeat(32));
        for (column, value) in [
            ("at", "at + 1"),
            ("count", "7"),
            ("voids", "'9'"),
            ("first_no", "1"),
            ("last_no", "3"),
            ("root", &some),
            ("prev", &some),
            ("hash", &some),
        ] {
            run(store, &format!("UPDATE audit_batch SET {column} = {value} WHERE n = 2")).await;
            let (_, faults) = verified(store).await;
            assert!(!faults.is_empty() && faults[0].batch == Some(2), "{column}: {faults:?}");
            run(store, "DELETE FROM audit_batch WHERE n = 2").await;
            let (_, faults) = verified(store).await;
            assert_eq!((faults[0].kind, faults[0].batch), (FaultKind::BatchMissing, Some(2)));
            second.clone().into_active_model().insert(&store.db).await.unwrap();
            assert_eq!(verified(store).await.1, [], "{column}");
        }
    }
}

#[tokio::test]
async fn ids_beside_an_event_are_covered_by_it() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        written(store, &[opened(store, NANKAI).about(vec![store.new_id(), store.new_id()])]).await;
        audit::seal(store).await.unwrap();
        assert_eq!(verified(store).await.1, []);
        unlocked(store).await;
        run(store, &format!("UPDATE audit_subjects SET ids = {}", bytes(store, &"00".repeat(32)))).await;
        let (_, faults) = verified(store).await;
        assert_eq!(
            faults.iter().map(|fault| (fault.kind, fault.no)).collect::<Vec<_>>(),
            [(FaultKind::Subjects, Some(1))]
        );
        run(store, "DELETE FROM audit_subjects").await;
        assert_eq!(verified(store).await.1.len(), 1);
    }
}

#[tokio::test]
async fn t_63_a_change_is_told_by_county_batch_lane_number_and_both_leaves() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        vectors(store).await;
        assert_eq!(verified(store).await.1, []);
        unlocked(store).await;
        run(store, "UPDATE audit_event SET groups = 'idno,name' WHERE no = 2").await;
        let (_, faults) = verified(store).await;
        let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(words, ["county 120104, batch 1, lane …0000000000aa, no 2: leaf 22128962… instead of be8abde2…"]);
        let json = serde_json::to_value(&faults[0]).unwrap();
        assert_eq!((&json["kind"], &json["no"], &json["batch"]), (&"changed".into(), &2.into(), &1.into()));
    }
}

/// The three events of the vectors, sealed in one batch.
async fn vectors(store: &Store) {
    let lane = Uuid::from_u128(0x0193_6f3e_0000_7000_8000_0000_0000_00aa);
    let at = 1_795_000_000_000;
    let mut leaves = Vec::new();
    let moved = r#"{"from":"submitted","to":"township_reviewed"}"#;
    for (no, kind, groups, purpose, extra) in [
        (1, "record.opened", "address,name", "", ""),
        (2, "record.revealed", "idno", "verify_identity", ""),
        (4, "record.moved", "", "", moved),
    ] {
        let mut event = audit_event::Model {
            county_code: NANKAI.into(),
            lane,
            no,
            at: at + no,
            kind: kind.into(),
            outcome: "done".into(),
            actor_kind: "account".into(),
            actor: Some(Uuid::from_u128(0x0193_6f3e_0000_7000_8000_0000_0000_0001)),
            person: None,
            role: "township_supervisor".into(),
            assignment: None,
            relation: "township".into(),
            subject_kind: "record".into(),
            subject: Some(Uuid::from_u128(0x0193_6f3e_0000_7000_8000_0000_0000_0100)),
            version: Some(1),
            groups: groups.into(),
            purpose: purpose.into(),
            session: None,
            peer: String::new(),
            request: String::new(),
            detail_hash: None,
            extra: extra.into(),
            leaf: Vec::new(),
        };
        let leaf = canonical::leaf(&event);
        leaves.push(leaf);
        event.leaf = leaf.to_vec();
        event.into_active_model().insert(&store.db).await.unwrap();
    }
    let mut batch = audit_batch::Model {
        county_code: NANKAI.into(),
        n: 1,
        lane,
        first_no: 1,
        last_no: 4,
        count: 3,
        voids: "3".into(),
        root: merkle::root(&leaves).to_vec(),
        prev: chain::genesis("tongce", NANKAI).to_vec(),
        hash: Vec::new(),
        at: at + 1_000,
    };
    batch.hash = chain::hash(&batch).unwrap().to_vec();
    batch.into_active_model().insert(&store.db).await.unwrap();
    let row = audit_lane::Model { lane, opened_at: at, seen_at: at, closed_at: None };
    row.into_active_model().insert(&store.db).await.unwrap();
}
