//! Returned declarations come back from phones; what somebody else changed meanwhile is never overwritten.

use backend::register::tables::{record, submission};
use backend::review;
use backend::testing::{TestStore, document, stores};
use domain::fieldwork::message::Corrects;
use domain::fieldwork::{Answer, Body, Message};
use domain::form::Value;
use domain::register::State;
use domain::review::{Decision, FieldComment};
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

use crate::people::{CHANGHONG, child_in, supervisor, village};
use crate::sending::{Sender, receipt};

async fn returned(test: &TestStore, sender: &Sender) -> Uuid {
    let message = sender.declaration(child_in(&village(0), 1));
    sender.send(&[&message]).await;
    let id: Uuid = message.id.parse().unwrap();
    let supervisor = supervisor(&test.store, "dudao", CHANGHONG).await;
    let version = review::open(&test.store, &supervisor, id).await.unwrap().row.version;
    test.clock.advance(1);
    let comments = vec![FieldComment { field: "school_name".into(), text: "写全称".into() }];
    let decision = Decision::Return { reason: "请核对".into(), comments };
    review::decide(&test.store, &supervisor, id, version, decision).await.unwrap();
    id
}

fn corrected(sender: &Sender, record: Uuid, version: i32, school: &str) -> Message {
    let mut answers = child_in(&village(0), 1);
    answers.set("school_name", Value::Text(school.into()));
    let mut message = sender.declaration(answers);
    let Body::Declaration(declared) = &mut message.body else { panic!() };
    declared.corrects = Some(Corrects { record: record.to_string(), version });
    message
}

#[tokio::test]
async fn a_correction_of_the_version_that_stands_is_the_next_version() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let id = returned(&test, &sender).await;
        let message = corrected(&sender, id, 1, "示例第一小学");
        let first = sender.send(&[&message, &message]).await;
        assert_eq!((receipt(&first[0]), sender.send(&[&message]).await), (receipt(&first[1]), vec![first[0].clone()]));
        let stands = record::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert_eq!((stands.version, stands.state.as_str()), (2, State::Submitted.code()));
    }
}

#[tokio::test]
async fn a_correction_of_an_older_version_is_kept_with_both() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let other = Sender::new(&test.store, "网格员", CHANGHONG).await;
        let id = returned(&test, &sender).await;
        receipt(&other.send(&[&corrected(&other, id, 1, "别人写的小学")]).await[0]);

        let late = corrected(&sender, id, 1, "我写的小学");
        assert_eq!(sender.send(&[&late]).await, [Answer::Kept]);
        let rows =
            submission::Entity::find().order_by_asc(submission::Column::Version).all(&test.store.db).await.unwrap();
        assert_eq!(rows.len(), 2);
        let stands = document(&test.store, &rows[1]).await.unwrap().answers;
        assert_eq!(stands.value("school_name"), Some(&Value::Text("别人写的小学".into())), "never overwritten");

        let [draft] = sender.kept().await.try_into().unwrap();
        let back = draft.back.unwrap();
        let school =
            |answers: &domain::form::Answers| answers.value("school_name").and_then(Value::as_text).map(str::to_owned);
        assert_eq!(school(&draft.answers).as_deref(), Some("我写的小学"));
        assert_eq!(school(back.theirs.as_ref().unwrap()).as_deref(), Some("别人写的小学"));
        assert_eq!(school(back.base.as_ref().unwrap()).as_deref(), Some("天津市南开区示例小学"));
        assert_eq!(back.corrects.unwrap().version, 2);
    }
}

#[tokio::test]
async fn nobody_corrects_a_child_of_another_village() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let stranger = Sender::new(&test.store, "lincun", &village(1)).await;
        let id = returned(&test, &sender).await;
        assert_eq!(stranger.send(&[&corrected(&stranger, id, 1, "别处的小学")]).await, [Answer::Kept]);
        let [draft] = stranger.kept().await.try_into().unwrap();
        assert!(draft.back.unwrap().theirs.is_none(), "what stands there is not told");
        assert_eq!(submission::Entity::find().all(&test.store.db).await.unwrap().len(), 1);
    }
}
