//! Candidates for the same child (V-10).

use backend::audit::tables::audit_event;
use backend::declare::submissions::{By, submit};
use backend::register::tables::{duplicate_candidate, lookup, record};
use backend::store::tables::setting;
use backend::testing::{TestStore, migrant, program, stores, submission};
use backend::{Store, register, review, store};
use domain::duplicates::{Level, Reason};
use domain::form::{Answers, OverrideReason, Value};
use domain::problem::Problem;
use domain::register::State;
use domain::review::{Decision, DuplicateDecision};
use domain::view::review::QueueFilter;
use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::harness::*;

#[tokio::test]
async fn a_duplicate_blocks_approval_until_somebody_decides() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let first = submitted(&test, 1).await;
        let second = store.new_id();
        submit(store, submission(second, migrant(1), b"again"), By::Client(&program(store))).await.unwrap();
        let refused = decided(&test, &reviewer, second, 1, approve()).await.unwrap_err();
        assert_eq!(problem(refused), Problem::DuplicateUndecided);
        let record = review::open(store, &reviewer, second).await.unwrap();
        assert_eq!(record.candidates.len(), 1);
        assert_eq!(record.candidates[0].id, first.to_string());
        let stranger = review::settle_candidate(store, &reviewer, second, Some(store.new_id()), true).await;
        assert_eq!(problem(stranger.unwrap_err()), Problem::NotFound);
        let settled = review::settle_candidate(store, &reviewer, second, Some(first), false).await.unwrap();
        assert_eq!(settled.candidates[0].same_child, Some(false));
        assert!(!settled.row.duplicates);
        let other = review::open(store, &reviewer, first).await.unwrap();
        assert!(!other.row.duplicates, "both records see the decision");
        decided(&test, &reviewer, second, 1, approve()).await.unwrap();
        // Decided together with the approval.
        let third = store.new_id();
        submit(store, submission(third, migrant(1), b"third"), By::Client(&program(store))).await.unwrap();
        let different = Decision::Approve { same_child: Some(DuplicateDecision::DifferentChild) };
        let approved = decided(&test, &reviewer, third, 1, different).await.unwrap();
        assert_eq!(approved.row.state, State::TownshipReviewed);
        assert!(approved.candidates.iter().all(|candidate| candidate.same_child == Some(false)));
    }
}

#[tokio::test]
async fn a_candidate_in_another_area_shows_that_it_exists_and_its_county_only() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        submitted(&test, 1).await;
        let (there, mut answers) = (store.new_id(), migrant(1));
        for field in ["current_address", "father_current_address", "mother_current_address"] {
            let mut place = answers.value(field).cloned().unwrap();
            if let Value::Address(address) = &mut place {
                address.division_code = HEPING.into();
            }
            answers.set(field, place);
        }
        submit(store, submission(there, answers, b"there"), By::Client(&program(store))).await.unwrap();
        let row = review::queue(store, &reviewer, QueueFilter::default()).await.unwrap().rows.remove(0);
        let id: Uuid = row.id.parse().unwrap();
        let record = review::open(store, &reviewer, id).await.unwrap();
        let candidate = &record.candidates[0];
        assert_eq!((candidate.id.as_str(), candidate.child_name.as_str()), ("", ""));
        assert_eq!(candidate.place, "天津市和平区");
        let named = review::settle_candidate(store, &reviewer, id, Some(there), true).await.unwrap_err();
        assert_eq!(problem(named), Problem::NotFound, "an id from elsewhere tells nothing");
        let settled = review::settle_candidate(store, &reviewer, id, None, true).await.unwrap();
        assert_eq!(settled.candidates[0].same_child, Some(true));
        // T-17: an event in both counties, each of its own record.
        let mut told = Vec::new();
        for event in audit_event::Entity::find().all(&store.db).await.unwrap() {
            if event.kind == "candidate.settled" {
                assert!(event.extra.contains(r#""same":true"#), "{}", event.extra);
                told.push((event.county_code, event.subject));
            }
        }
        told.sort();
        assert_eq!(told, [("120101".to_owned(), Some(there)), ("120104".to_owned(), Some(id))]);
        // The other side keeps its own question, and is told what this one thinks.
        let neighbour = supervisor(store, "sun", HEPING).await;
        let asked = review::open(store, &neighbour, there).await.unwrap();
        assert!(asked.row.duplicates);
        assert_eq!((asked.candidates[0].same_child, asked.candidates[0].other_side), (None, Some(true)));
        let answered = review::settle_candidate(store, &neighbour, there, None, false).await.unwrap();
        assert_eq!((answered.candidates[0].same_child, answered.candidates[0].other_side), (Some(false), Some(true)));
        let here = review::open(store, &reviewer, id).await.unwrap();
        assert_eq!((here.candidates[0].same_child, here.candidates[0].other_side), (Some(true), Some(false)));
    }
}

/// Child 1 without a number, as a family tells of it when the 户口簿 is elsewhere, with other answers.
fn again(changes: &[(&str, &str)]) -> Answers {
    let mut answers = migrant(1);
    answers.remove("child_id_number");
    answers.set("child_id_pending_reason", Value::Text("户口簿在老家".into()));
    for (field, value) in changes {
        answers.set(*field, Value::Text((*value).into()));
    }
    answers
}

async fn record_of(store: &Store, id: Uuid) -> record::Model {
    register::rows::records::by_id(&store.db, "120104", id).await.unwrap().unwrap()
}

async fn sent(test: &TestStore, answers: Answers) -> Uuid {
    let id = test.store.new_id();
    let mut new = submission(id, answers, id.as_bytes());
    new.overrides = vec![OverrideReason { rule: "V-06".into(), reason: "户口簿在老家".into() }];
    submit(&test.store, new, By::Client(&program(&test.store))).await.unwrap();
    id
}

/// What the second record is suspected of: level and reasons.
async fn suspicion(test: &TestStore, first: Answers, second: Answers) -> Option<(Level, Vec<Reason>)> {
    let reviewer = supervisor(&test.store, "liu", CHANGHONG).await;
    sent(test, first).await;
    let id = sent(test, second).await;
    let record = review::open(&test.store, &reviewer, id).await.unwrap();
    assert_eq!(record.row.duplicates, !record.candidates.is_empty());
    record.candidates.into_iter().next().map(|candidate| (candidate.level, candidate.reasons))
}

#[tokio::test]
async fn a_birthday_a_day_or_a_lunar_month_off_is_suspected_without_a_number() {
    // Child 1 is born on 2 January 2013: 20 November 2012 of the lunar calendar.
    for (born, why) in [
        ("2013-01-02", "the same"),
        ("2013-01-03", "a day later"),
        ("2013-01-01", "a day earlier"),
        ("2013-02-01", "a lunar month later"),
        ("2012-12-03", "a lunar month earlier, in another year"),
        ("2012-11-21", "the lunar date as it is"),
    ] {
        for test in stores().await.unwrap() {
            let (level, reasons) = suspicion(&test, again(&[]), again(&[("child_birth_date", born)])).await.unwrap();
            assert_eq!(level, Level::Probable, "{why}: {reasons:?}");
            let birth = if born == "2013-01-02" { Reason::BirthEqual } else { Reason::BirthNear };
            for reason in [Reason::NameEqual, birth, Reason::AdultNumber, Reason::AdultPhone, Reason::Address] {
                assert!(reasons.contains(&reason), "{why}: {reasons:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_name_in_another_spelling_is_suspected() {
    for (one, other, reason) in [
        ("王樂樂", "王\u{F914}樂", Reason::NameEqual),
        ("王樂樂", "王乐乐", Reason::NameVariant),
        ("王子轩", "王梓萱", Reason::NameVariant),
    ] {
        for test in stores().await.unwrap() {
            // Nothing of the parents agrees.
            let stranger = [
                ("child_name", other),
                ("father_name", "王大力"),
                ("mother_name", "李小美"),
                ("father_phone", "13900001111"),
                ("mother_phone", "13900002222"),
            ];
            let mut second = again(&stranger);
            for parent in ["father_id", "mother_id"] {
                let mut paper = second.value(parent).cloned().unwrap();
                if let Value::Paper(paper) = &mut paper {
                    (paper.kind, paper.number, paper.reason) = ("none".into(), String::new(), "没有带在身边".into());
                }
                second.set(parent, paper);
            }
            let found = suspicion(&test, again(&[("child_name", one)]), second).await;
            let (level, reasons) = found.unwrap_or_else(|| panic!("{one} and {other}"));
            assert!(reasons.contains(&reason), "{one} and {other}: {reasons:?}");
            assert_eq!(level, if reason == Reason::NameEqual { Level::Probable } else { Level::Possible });
        }
    }
}

#[tokio::test]
async fn twins_are_asked_about_and_children_with_numbers_of_their_own_are_not() {
    for test in stores().await.unwrap() {
        let twin = again(&[("child_name", "示大宝")]);
        let (level, reasons) = suspicion(&test, again(&[]), twin).await.unwrap();
        assert_eq!(level, Level::Possible);
        assert!(reasons.contains(&Reason::Twins));
        // Same parents, phone and address: brothers with numbers of their own.
        let mut brother = migrant(1);
        let number = backend::testing::national_id(411_628, 20_150_607, 5);
        for (field, value) in [("child_id_number", &*number), ("child_birth_date", "2015-06-07")] {
            brother.set(field, Value::Text(value.into()));
        }
        let first = sent(&test, migrant(1)).await;
        let second = sent(&test, brother).await;
        let between = duplicate_candidate::Entity::find().filter(duplicate_candidate::Column::RecordId.eq(first));
        let with = between.filter(duplicate_candidate::Column::OtherId.eq(second)).all(&test.store.db).await.unwrap();
        assert!(with.is_empty());
    }
}

#[tokio::test]
async fn a_name_that_many_children_bear_says_less() {
    for test in stores().await.unwrap() {
        let reviewer = supervisor(&test.store, "liu", CHANGHONG).await;
        // Of other months, so that nothing but the name looks alike.
        for child in (1..6).map(|n| 28 * n + 10 + n) {
            let mut other = migrant(child);
            other.set("child_name", Value::Text("示小明".into()));
            sent(&test, other).await;
        }
        let named = [("child_name", "示小明")];
        sent(&test, again(&named)).await;
        let id = sent(&test, again(&named)).await;
        let record = review::open(&test.store, &reviewer, id).await.unwrap();
        assert_eq!(record.candidates.len(), 1);
        assert!(record.candidates[0].reasons.contains(&Reason::NameCommon), "{:?}", record.candidates[0].reasons);
    }
}

#[tokio::test]
async fn records_of_an_earlier_version_get_their_keys_and_their_suspicions() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let first = sent(&test, again(&[])).await;
        let second = sent(&test, again(&[("child_birth_date", "2013-01-03")])).await;
        // As the version before left them: without the keys, the level, or any suspicion.
        lookup::Entity::delete_many().filter(lookup::Column::Kind.gte(5)).exec(&store.db).await.unwrap();
        duplicate_candidate::Entity::delete_many().exec(&store.db).await.unwrap();
        for id in [first, second] {
            let mut record: record::ActiveModel = record_of(store, id).await.into();
            record.duplicates = ActiveValue::Set(0);
            record.update(&store.db).await.unwrap();
        }
        // A run that was cut short after the first record goes on there.
        let place = format!("{} 120104 {first}", backend::register::hashes::VERSION);
        let reached =
            setting::ActiveModel { name: ActiveValue::Unchanged("lookups".into()), value: ActiveValue::Set(place) };
        reached.update(&store.db).await.unwrap();
        backend::migration::migrate(store).await.unwrap();
        assert_eq!(record_of(store, second).await.duplicates, 0, "the first has no keys yet");
        setting::Entity::delete_by_id("lookups".to_owned()).exec(&store.db).await.unwrap();
        for _ in 0..2 {
            backend::migration::migrate(store).await.unwrap();
            for id in [first, second] {
                assert_eq!(record_of(store, id).await.duplicates, 1);
            }
        }
        let pairs = duplicate_candidate::Entity::find().all(&store.db).await.unwrap();
        assert_eq!(pairs.len(), 2);
        assert!(pairs.iter().all(|pair| pair.level.as_deref() == Some("probable")));
        // Whoever comes next finds both.
        let third = sent(&test, again(&[])).await;
        assert_eq!(record_of(store, third).await.duplicates, 2);
    }
}

#[tokio::test]
async fn a_name_that_is_hashed_anew_takes_no_hash_from_another_record() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        sent(&test, again(&[("child_name", "王小明")])).await;
        // Ids are in the order of their instants.
        test.clock.advance(1);
        let odd = sent(&test, again(&[("child_name", "王乐乐")])).await;
        // As a record of before names had one spelling: with a compatibility ideograph in its document.
        let mut version = register::rows::submissions::by_id(&store.db, odd).await.unwrap().unwrap();
        let mut document = backend::testing::document(store, &version).await.unwrap();
        document.answers.set("child_name", Value::Text("王\u{F914}\u{F914}".into()));
        let key = backend::testing::key_of(store, &version.county_code, version.record_id).await.unwrap();
        let sealed = document.seal(&key, version.record_id, (version.id, version.version)).unwrap();
        (version.document, version.key_id) = (sealed.bytes, sealed.key_id);
        let version: backend::register::tables::submission::ActiveModel = version.into();
        version.reset_all().update(&store.db).await.unwrap();
        // The run goes on behind the first record, which it will not meet again.
        let first = store::rows::settings::get(&store.db, "lookups").await.unwrap();
        assert_eq!(first.as_deref(), Some(&*backend::register::hashes::VERSION.to_string()));
        let record = record_of(store, odd).await;
        let before = uuid::Uuid::from_u128(record.id.as_u128() - 1);
        let place = format!("{} 120104 {before}", backend::register::hashes::VERSION);
        store::rows::settings::set(&store.db, "lookups", &place).await.unwrap();
        backend::migration::migrate(store).await.unwrap();
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let found = review::queue(store, &reviewer, searched("王小明")).await.unwrap();
        assert_eq!(found.rows.len(), 1);
        assert_eq!(review::queue(store, &reviewer, searched("王")).await.unwrap().rows.len(), 2);
    }
}
