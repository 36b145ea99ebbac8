//! Looking at records outside the own area: asked for, or opened for a child in danger and reviewed afterwards.

use backend::access::accounts::Account;
use backend::audit::tables::audit_event;
use backend::grants::{self, EmergencyAsked, Request};
use backend::register::tables::record;
use backend::review::reveal::Revealed;
use backend::testing::{TestStore, migrant, stores};
use domain::access::{Group, Role};
use domain::form::Value;
use domain::problem::Problem;
use domain::review::{Decision, RevealWhy};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::harness::*;

const DAY: i64 = 24 * 3_600_000;
const WHY: &str = "邻居报告孩子独自在家，身上有伤，需要马上联系监护人并上门";

fn text(child: u32, key: &str) -> String {
    migrant(child).value(key).and_then(Value::as_text).unwrap().to_owned()
}

fn asked(child: u32) -> EmergencyAsked {
    EmergencyAsked { name: text(child, "child_name"), number: text(child, "child_id_number"), reason: WHY.into() }
}

async fn receipt(test: &TestStore, id: Uuid) -> String {
    let found = record::Entity::find().filter(record::Column::Id.eq(id)).one(&test.store.db).await.unwrap();
    found.unwrap().receipt_no
}

async fn events(test: &TestStore, kind: &str) -> Vec<audit_event::Model> {
    let found = audit_event::Entity::find().filter(audit_event::Column::Kind.eq(kind));
    found.all(&test.store.db).await.unwrap()
}

/// The field keys are not told, so that what is shown is counted by label.
fn labels(view: &grants::GrantedView) -> Vec<&str> {
    view.parts.iter().flat_map(|(_, rows)| rows.iter().map(|(label, _)| label.as_str())).collect()
}

async fn revealed(test: &TestStore, account: &Account, id: Uuid, group: Group) -> backend::Result<Revealed> {
    let why = RevealWhy::read("safety", "").unwrap();
    grants::reveal_granted(&test.store, account, id, group, &why).await
}

#[tokio::test]
async fn t_27_who_knows_name_and_number_opens_for_a_day_and_the_county_reviews_it() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let mut ids = Vec::new();
        for child in 1..=6 {
            ids.push(submitted(&test, child).await);
        }
        let asker = account(store, "heping", Role::CountyReviewer, "120101").await;
        let open = async |asked: EmergencyAsked| grants::open_emergency(store, &asker, &asked).await;
        for (name, number, reason, field) in [
            ("", text(1, "child_id_number").as_str(), WHY, "name"),
            (text(1, "child_name").as_str(), "", WHY, "number"),
            (text(1, "child_name").as_str(), text(1, "child_id_number").as_str(), "孩子有危险", "reason"),
        ] {
            let wrong = EmergencyAsked { name: name.into(), number: number.into(), reason: reason.into() };
            assert!(
                matches!(problem(open(wrong).await.unwrap_err()), Problem::Invalid { field: at, .. } if at == field)
            );
        }
        // One of the two does not open anything, whichever it is.
        for wrong in [
            EmergencyAsked { number: text(2, "child_id_number"), ..asked(1) },
            EmergencyAsked { name: "示某某".into(), ..asked(1) },
            EmergencyAsked { number: "没有".into(), ..asked(1) },
        ] {
            let refused = problem(open(wrong).await.unwrap_err());
            assert!(matches!(refused, Problem::Invalid { message, .. } if message.contains("没有找到")));
        }
        assert_eq!(problem(grants::granted(store, &asker, ids[0]).await.unwrap_err()), Problem::NotFound);
        // Nor does a record that was closed, although its receipt number still stands.
        let rejected = supervisor(store, "liu", CHANGHONG).await;
        let closed = submitted(&test, 7).await;
        decided(&test, &rejected, closed, 1, Decision::Reject { reason: "不在范围内".into() }).await.unwrap();
        let by_receipt = EmergencyAsked { number: receipt(&test, closed).await, ..asked(7) };
        let refused = problem(open(by_receipt).await.unwrap_err());
        assert!(matches!(refused, Problem::Invalid { message, .. } if message.contains("没有找到")));
        assert_eq!(open(asked(1)).await.unwrap(), ids[0]);
        let view = grants::granted(store, &asker, ids[0]).await.unwrap();
        assert!(view.line.emergency && labels(&view).contains(&"儿童姓名"), "{:?}", labels(&view));
        let written = serde_json::to_string(&view.parts).unwrap();
        assert!(!written.contains(&text(1, "child_id_number")) && !written.contains(&text(1, "father_phone")));
        let number = revealed(&test, &asker, ids[0], Group::Idno).await.unwrap();
        assert_eq!(number.rows[0].1, text(1, "child_id_number"));
        let by_receipt = EmergencyAsked { number: receipt(&test, ids[1]).await, ..asked(2) };
        assert_eq!(open(by_receipt).await.unwrap(), ids[1]);
        assert_eq!(open(asked(1)).await.unwrap(), ids[0], "the same one again is no further one");
        for child in 3..=5 {
            open(asked(child)).await.unwrap();
        }
        assert_eq!(problem(open(asked(6)).await.unwrap_err()), Problem::Forbidden, "a sixth one");
        let written = events(&test, "emergency.opened").await;
        assert_eq!(written.iter().filter(|event| event.outcome == "refused").count(), 4);
        let done = |county: &str| {
            written.iter().filter(|event| event.outcome == "done" && event.county_code == county).count()
        };
        assert_eq!((done("120104"), done("120101")), (5, 5), "both counties have it");

        let approver = account(store, "nankai", Role::CountyApprover, "120104").await;
        let waiting = grants::waiting(store, &approver).await.unwrap();
        assert_eq!(waiting.len(), 5);
        assert!(waiting[0].words == WHY && waiting[0].asker.contains("审核员") && !waiting[0].overdue);
        let elsewhere = account(store, "hexi", Role::CountyApprover, "120103").await;
        let of = |at: usize| waiting[at].id;
        assert_eq!(
            problem(grants::review_emergency(store, &elsewhere, of(0), true).await.unwrap_err()),
            Problem::NotFound
        );
        assert_eq!(problem(grants::review_emergency(store, &asker, of(0), true).await.unwrap_err()), Problem::NotFound);
        grants::review_emergency(store, &approver, of(0), false).await.unwrap();
        assert_eq!(
            problem(grants::granted(store, &asker, ids[0]).await.unwrap_err()),
            Problem::NotFound,
            "ended at once"
        );
        grants::review_emergency(store, &approver, of(1), true).await.unwrap();
        grants::granted(store, &asker, ids[1]).await.unwrap();
        assert_eq!(
            problem(grants::review_emergency(store, &approver, of(1), false).await.unwrap_err()),
            Problem::NotFound
        );
        assert_eq!(events(&test, "emergency.reviewed").await.len(), 2);

        test.clock.advance(DAY);
        assert_eq!(
            problem(grants::granted(store, &asker, ids[1]).await.unwrap_err()),
            Problem::NotFound,
            "a day later"
        );
        assert!(grants::held(store, &asker).await.unwrap().is_empty());
        test.clock.advance(5 * DAY);
        assert!(grants::waiting(store, &approver).await.unwrap().iter().all(|one| one.overdue));
    }
}

#[tokio::test]
async fn t_11_a_reader_above_sees_what_was_granted_and_no_more() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (id, other) = (submitted(&test, 1).await, submitted(&test, 2).await);
        let reader = account(store, "shi", Role::UpperReader, "120000").await;
        assert_eq!(problem(grants::granted(store, &reader, id).await.unwrap_err()), Problem::NotFound);
        let wanted = Request {
            receipts: receipt(&test, id).await,
            groups: vec![Group::Name, Group::Basic],
            words: "核实上级督办的情况".into(),
            days: 3,
        };
        for (wrong, field) in [
            (Request { receipts: "没有这个".into(), ..wanted.clone() }, "receipts"),
            (Request { groups: Vec::new(), ..wanted.clone() }, "groups"),
            (Request { words: " ".into(), ..wanted.clone() }, "words"),
            (Request { days: 31, ..wanted.clone() }, "days"),
        ] {
            let refused = problem(grants::request(store, &reader, &wrong).await.unwrap_err());
            assert!(matches!(refused, Problem::Invalid { field: at, .. } if at == field), "{field}");
        }
        grants::request(store, &reader, &wanted).await.unwrap();
        assert_eq!(
            problem(grants::granted(store, &reader, id).await.unwrap_err()),
            Problem::NotFound,
            "only asked for"
        );
        let approver = account(store, "nankai", Role::CountyApprover, "120104").await;
        let waiting = grants::waiting(store, &approver).await.unwrap();
        assert_eq!((waiting[0].records, waiting[0].groups.as_slice()), (1, &["性别、出生日期、民族", "姓名"][..]));
        let officer = account(store, "baohu", Role::PrivacyOfficer, "120104").await;
        assert_eq!(problem(grants::decide(store, &officer, waiting[0].id, true).await.unwrap_err()), Problem::NotFound);
        grants::decide(store, &approver, waiting[0].id, true).await.unwrap();

        let view = grants::granted(store, &reader, id).await.unwrap();
        let shown = labels(&view);
        assert!(shown.contains(&"儿童姓名") && !shown.iter().any(|label| label.contains("身份号码")), "{shown:?}");
        assert!(!shown.iter().any(|label| label.contains("地址")) && view.verdict.is_none(), "{shown:?}");
        assert_eq!(problem(revealed(&test, &reader, id, Group::Idno).await.unwrap_err()), Problem::NotFound);
        assert_eq!(problem(grants::granted(store, &reader, other).await.unwrap_err()), Problem::NotFound);
        let opened = events(&test, "record.opened").await;
        assert_eq!((opened[0].relation.as_str(), opened[0].groups.as_str()), ("granted", "basic,name"));
        test.clock.advance(4 * DAY);
        assert_eq!(
            problem(grants::granted(store, &reader, id).await.unwrap_err()),
            Problem::NotFound,
            "a day after its end"
        );
        // What is refused opens nothing.
        grants::request(store, &reader, &wanted).await.unwrap();
        let again = grants::waiting(store, &approver).await.unwrap();
        grants::decide(store, &approver, again[0].id, false).await.unwrap();
        assert_eq!(problem(grants::granted(store, &reader, id).await.unwrap_err()), Problem::NotFound);
        assert_eq!(events(&test, "grant.decided").await.len(), 2);
    }
}
