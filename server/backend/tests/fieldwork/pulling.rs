//! What comes down to a phone: everything of the own area, nothing of another, and only what changed.

use backend::declare::submissions::By;
use backend::register::tables::record;
use backend::testing::{TestStore, stores};
use backend::{fieldwork, review};
use domain::fieldwork::draft::Back;
use domain::fieldwork::message::Corrects;
use domain::fieldwork::{Draft, HouseholdState};
use domain::problem::Problem;
use domain::register::State;
use domain::review::{Decision, FieldComment};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::people::{
    CHANGHONG, GULOU, MINUTE, Phone, declared, declared_by, household, kept, records, supervisor, village, visited,
};

async fn decided(test: &TestStore, by: &backend::access::accounts::Reviewer, id: Uuid, decision: Decision) {
    let version = review::open(&test.store, by, id).await.unwrap().row.version;
    test.clock.advance(1);
    review::decide(&test.store, by, id, version, decision).await.unwrap();
}

fn returned(field: &str) -> Decision {
    let comments = vec![FieldComment { field: field.into(), text: "与户口簿不一致".into() }];
    Decision::Return { reason: "请核对".into(), comments }
}

#[tokio::test]
async fn a_worker_gets_the_children_of_the_own_area_and_nobody_else() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (here, there) = (village(0), village(1));
        let mut own = vec![declared(store, &here, 1).await.to_string(), declared(store, &here, 2).await.to_string()];
        own.sort();
        declared(store, &there, 3).await;
        declared(store, CHANGHONG, 4).await;
        let far = declared(store, GULOU, 5).await.to_string();
        household(store, Some(&here), HouseholdState::Listed).await;
        household(store, Some(&there), HouseholdState::Visited).await;

        let mut phone = Phone::new(store, "wang", &here).await;
        let first = phone.pull(store).await;
        assert!(first.afresh);
        assert_eq!(records(&first), own);
        assert_eq!((first.households.len(), first.gone.len(), first.back.len()), (1, 0, 0));
        let child = &first.children[0];
        assert!(child.name.starts_with('示') && child.carer.contains("138") && child.detail.starts_with("示例楼"));
        assert_eq!((child.state, child.version, child.key_care), (State::Submitted, 1, false));
        assert!(child.due.as_ref().is_some_and(|(_, why)| why == "满16周岁"), "{:?}", child.due);

        let mut township = Phone::new(store, "liu", CHANGHONG).await;
        let all = township.pull(store).await;
        assert_eq!((all.children.len(), all.households.len()), (4, 2));
        assert_eq!(records(&Phone::new(store, "zhao", GULOU).await.pull(store).await), [far]);

        // A cursor of another village begins anew in the own one.
        let mut other = Phone::new(store, "sun", &there).await;
        other.pull(store).await;
        let strange = fieldwork::pull(store, &other.worker, other.device, &first.cursor, &[]).await.unwrap();
        assert!(strange.afresh);
        assert_eq!(strange.children.len(), 1);
        assert_ne!(records(&strange), records(&first));
    }
}

#[tokio::test]
async fn a_phone_that_is_not_the_workers_or_was_ended_gets_nothing() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        declared(store, &village(0), 1).await;
        let (wang, li) = (Phone::new(store, "wang", &village(0)).await, Phone::new(store, "liu", &village(0)).await);
        let borrowed = fieldwork::pull(store, &wang.worker, li.device, "", &[]).await.unwrap();
        assert_eq!((borrowed.ended, borrowed.children.len()), (Some(Problem::DeviceUnknown), 0));
        let above = supervisor(store, "changhong", CHANGHONG).await;
        fieldwork::revoke_phone(store, &above, wang.device).await.unwrap();
        let ended = fieldwork::pull(store, &wang.worker, wang.device, "kept", &[]).await.unwrap();
        assert_eq!((ended.ended, ended.children.len()), (Some(Problem::DeviceUnknown), 0));
        assert_eq!(ended.cursor, "kept");
    }
}

#[tokio::test]
async fn afterwards_only_what_changed_comes_down() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let here = village(0);
        let above = supervisor(store, "changhong", CHANGHONG).await;
        let ids = [declared(store, &here, 1).await, declared(store, &here, 2).await, declared(store, &here, 3).await];
        let mut phone = Phone::new(store, "wang", &here).await;
        test.clock.advance(10 * MINUTE);
        assert_eq!(phone.pull(store).await.children.len(), 3);
        test.clock.advance(10 * MINUTE);
        let nothing = phone.pull(store).await;
        assert_eq!((nothing.children.len(), nothing.gone.len(), nothing.afresh), (0, 0, false));

        test.clock.advance(10 * MINUTE);
        decided(&test, &above, ids[0], Decision::Approve { same_child: None }).await;
        decided(&test, &above, ids[1], Decision::Reject { reason: "不在范围".into() }).await;
        visited(&test, ids[2], "2026-11-01", Some("2026-12-01")).await;
        visited(&test, ids[2], "2026-11-20", None).await;
        let house = household(store, Some(&here), HouseholdState::NobodyHome).await;
        let changed = phone.pull(store).await;
        let mut told = vec![ids[0].to_string(), ids[2].to_string()];
        told.sort();
        assert_eq!(records(&changed), told);
        assert_eq!(changed.gone, [ids[1].to_string()]);
        assert_eq!(changed.households[0].id, house);
        let child = changed.children.iter().find(|child| child.record == ids[2].to_string()).unwrap();
        assert_eq!((child.visited_on.as_deref(), child.next_visit.as_deref()), (Some("2026-11-20"), None));
        let child = changed.children.iter().find(|child| child.record == ids[0].to_string()).unwrap();
        assert_eq!(child.state, State::TownshipReviewed);

        // A change that was dated before the last pull, and committed after it.
        test.clock.advance(10 * MINUTE);
        phone.pull(store).await;
        test.clock.advance(-MINUTE);
        let late = declared(store, &here, 4).await;
        test.clock.advance(2 * MINUTE);
        assert_eq!(records(&phone.pull(store).await), [late.to_string()]);
    }
}

#[tokio::test]
async fn a_child_that_goes_to_another_area_leaves_the_phone_and_comes_to_the_other() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (here, there) = (village(0), village(1));
        let (above, neighbour) = (supervisor(store, "cha", CHANGHONG).await, supervisor(store, "guo", GULOU).await);
        let (stays, goes) = (declared(store, &here, 1).await, declared(store, &here, 2).await);
        let mut wang = Phone::new(store, "wang", &here).await;
        let mut zhao = Phone::new(store, "zhao", GULOU).await;
        let mut next_door = Phone::new(store, "sun", &there).await;
        assert_eq!(wang.pull(store).await.children.len(), 2);
        assert_eq!(zhao.pull(store).await.children.len() + next_door.pull(store).await.children.len(), 0);

        test.clock.advance(10 * MINUTE);
        let to = domain::divisions::DivisionCode::parse(GULOU).unwrap();
        decided(&test, &above, goes, Decision::Transfer { to, reason: "孩子住在那里".into() }).await;
        decided(&test, &neighbour, goes, Decision::Receive).await;
        assert_eq!(wang.pull(store).await.gone, [goes.to_string()]);
        assert_eq!(records(&zhao.pull(store).await), [goes.to_string()]);
        let elsewhere = next_door.pull(store).await;
        assert_eq!((elsewhere.gone.len(), elsewhere.children.len()), (0, 0), "another village's children are told");

        // It comes back to the township, without a village: to the worker of the whole township only.
        test.clock.advance(10 * MINUTE);
        let to = domain::divisions::DivisionCode::parse(CHANGHONG).unwrap();
        decided(&test, &neighbour, goes, Decision::Transfer { to, reason: "住在长虹".into() }).await;
        decided(&test, &above, goes, Decision::Receive).await;
        let mut township = Phone::new(store, "qian", CHANGHONG).await;
        assert_eq!(township.pull(store).await.children.len(), 2);
        let again = wang.pull(store).await;
        assert!(!records(&again).contains(&goes.to_string()) && !again.gone.contains(&stays.to_string()));
        assert_eq!(zhao.pull(store).await.gone, [goes.to_string()]);
    }
}

#[tokio::test]
async fn what_was_returned_or_kept_comes_back_to_its_worker_once() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let here = village(0);
        let above = supervisor(store, "cha", CHANGHONG).await;
        let mut wang = Phone::new(store, "wang", &here).await;
        let mut zhao = Phone::new(store, "zhao", GULOU).await;
        let by = |phone: &Phone| By::Account { id: phone.worker.account().id(), name: "网格员".into() };
        let own = declared(store, &here, 1).await;
        // Declared by a worker of another area: it belongs to the workers there.
        let others = declared_by(store, &village(1), 2, by(&zhao)).await;
        for id in [own, others] {
            decided(&test, &above, id, returned("child_name")).await;
        }
        let told = wang.pull(store).await;
        assert_eq!(told.back.len(), 1);
        let draft = &told.back[0];
        let back = draft.back.as_ref().unwrap();
        assert_eq!(back.corrects, Some(Corrects { record: own.to_string(), version: 1 }));
        assert_eq!((back.reason.as_str(), back.comments[0].field.as_str()), ("请核对", "child_name"));
        assert!(draft.answers.value("child_name").is_some() && draft.form.is_some());
        assert_eq!(draft.id.parse::<Uuid>().unwrap().get_version_num(), 7);
        assert!(zhao.pull(store).await.back.is_empty());
        let mut there = Phone::new(store, "sun", &village(1)).await;
        let back = there.pull(store).await.back;
        assert_eq!(back[0].back.as_ref().unwrap().corrects.as_ref().unwrap().record, others.to_string());

        let holds = vec![draft.back.as_ref().unwrap().held().unwrap()];
        assert!(wang.pull_holding(store, &holds).await.back.is_empty());
        // Somebody else mended it, and it was returned again: another version, told anew.
        let mended = record::Entity::update_many().col_expr(record::Column::Version, Expr::value(2));
        mended.filter(record::Column::Id.eq(own)).exec(&store.db).await.unwrap();
        assert_eq!(wang.pull_holding(store, &holds).await.back.len(), 1);

        // A correction that the server kept stands for the record; another worker sees neither.
        let corrects = Some(Corrects { record: own.to_string(), version: 1 });
        let draft = Draft { back: Some(Back { corrects, ..Back::default() }), ..Draft::default() };
        let id = kept(store, &wang, &draft).await;
        let back = wang.pull_holding(store, &[]).await.back;
        assert_eq!(back.len(), 1);
        assert_eq!(back[0].back.as_ref().unwrap().kept.as_ref(), Some(&id));
        assert!(wang.pull_holding(store, &[id]).await.back.is_empty());
        assert_eq!(there.pull(store).await.back.len(), 1);
    }
}
