//! What the reviewer of the township sees of what workers sent, and what of it stays in the history.

use backend::audit::tables::event;
use backend::testing::{png, stores};
use backend::{fieldwork, review};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::fieldwork::message::{ConsentHow, Shows};
use domain::fieldwork::{Answer, Attachment, Body, FollowUp};
use domain::problem::Problem;
use domain::register::State;
use domain::review::{Action, Decision};
use jiff::civil::date;
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

use crate::people::{CHANGHONG, GULOU, child_in, supervisor, village};
use crate::sending::Sender;

const TAKEN: Answer = Answer::Taken { receipt_no: None };

fn picture(of: &str, shows: Shows, byte: u8) -> Body {
    let data = STANDARD.encode(png(600, 400, byte));
    Body::Attachment(Attachment { of: of.into(), shows, media_type: "image/png".into(), data })
}

fn met(record: &str, day: jiff::civil::Date) -> Body {
    Body::FollowUp(FollowUp {
        record: record.to_owned(),
        day,
        met: "奶奶".into(),
        seen: "在写作业".into(),
        needs: "课外书".into(),
        next: Some(date(2027, 1, 5)),
    })
}

#[tokio::test]
async fn an_entry_shows_its_consent_pictures_and_visits() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let sender = Sender::new(store, "村主任", &village(0)).await;
        let message = sender.declaration(child_in(&village(0), 1));
        sender.send(&[&message]).await;
        let pictures = [
            sender.message(picture(&message.id, Shows::Signature, 7)),
            sender.message(picture(&message.id, Shows::DocumentPage, 8)),
        ];
        let visits =
            [sender.message(met(&message.id, date(2026, 11, 1))), sender.message(met(&message.id, date(2026, 11, 20)))];
        for one in pictures.iter().chain(&visits) {
            test.clock.advance(1);
            assert_eq!(sender.send(&[one]).await, [TAKEN]);
        }
        let id: Uuid = message.id.parse().unwrap();
        let draft = review::open(store, &supervisor(store, "督导员", CHANGHONG).await, id).await.unwrap();
        let work = &draft.field_work;
        let said = work.taken_down.as_ref().unwrap();
        assert_eq!((said.worker.as_str(), said.how, said.by.as_str()), ("村主任老师", ConsentHow::Spoken, "奶奶"));
        let shown: Vec<_> = work.pictures.iter().map(|one| (one.id.as_str(), one.shows, one.version)).collect();
        let sent = [(pictures[0].id.as_str(), Shows::Signature, 1), (pictures[1].id.as_str(), Shows::DocumentPage, 1)];
        assert_eq!(shown, sent);
        let days: Vec<_> = work.visits.iter().map(|visit| (visit.day, visit.worker.as_str())).collect();
        assert_eq!(days, [(date(2026, 11, 20), "村主任老师"), (date(2026, 11, 1), "村主任老师")]);
        assert_eq!((work.visits[0].needs.as_str(), work.visits[0].next), ("课外书", Some(date(2027, 1, 5))));
        let did: Vec<_> = draft.history.iter().map(|event| (event.action, event.state)).collect();
        let visit = (Some(Action::Visit), State::Submitted);
        assert_eq!(did, [visit, visit, (None, State::Submitted)], "newest first; each visit is an event");
    }
}

#[tokio::test]
async fn a_look_at_a_picture_is_in_the_history_once_and_only_of_the_own_area() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let sender = Sender::new(store, "村主任", &village(0)).await;
        let (message, other) =
            (sender.declaration(child_in(&village(0), 1)), sender.declaration(child_in(&village(0), 2)));
        let signature = sender.message(picture(&message.id, Shows::Signature, 7));
        sender.send(&[&message, &other, &signature]).await;
        let (record, id): (Uuid, Uuid) = (message.id.parse().unwrap(), signature.id.parse().unwrap());
        let events = || async { event::Entity::find().count(&store.db).await.unwrap() };
        let before = events().await;

        let neighbour = supervisor(store, "邻街道", GULOU).await;
        let above = supervisor(store, "督导员", CHANGHONG).await;
        // Another area's reviewer; the right reviewer through another record; a picture that is none.
        for (who, record, id) in
            [(&neighbour, record, id), (&above, other.id.parse().unwrap(), id), (&above, record, record)]
        {
            let refused = review::picture(store, who, record, id).await.unwrap_err();
            assert_eq!(refused.problem(), Some(&Problem::NotFound));
        }
        assert_eq!(events().await, before, "who sees nothing leaves no trace");

        for (minutes, looks) in [(0, 1), (14, 1), (20, 2)] {
            test.clock.advance(minutes * 60_000);
            let seen = review::picture(store, &above, record, id).await.unwrap();
            assert_eq!((seen.media_type.as_str(), seen.bytes.as_slice()), ("image/png", &png(600, 400, 7)[..]));
            assert_eq!(events().await, before + looks);
        }
        let draft = review::open(store, &above, record).await.unwrap();
        let look = &draft.history[0];
        assert_eq!((look.action, look.by.as_str()), (Some(Action::ViewPicture), "督导员老师"));
        assert_eq!((look.reason.as_deref(), look.state), (Some("第1张：签名"), State::Submitted));
    }
}

#[tokio::test]
async fn a_visit_does_not_stand_between_the_reviewer_and_the_last_move() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let sender = Sender::new(store, "村主任", &village(0)).await;
        let message = sender.declaration(child_in(&village(0), 1));
        sender.send(&[&message]).await;
        let id: Uuid = message.id.parse().unwrap();
        let (one, late) = (supervisor(store, "督导员", CHANGHONG).await, supervisor(store, "新同事", CHANGHONG).await);
        test.clock.advance(1);
        let returns = Decision::Return { reason: "请核对".into(), comments: Vec::new() };
        review::decide(store, &one, id, 1, returns.clone()).await.unwrap();
        test.clock.advance(1);
        assert_eq!(sender.send(&[&sender.message(met(&message.id, date(2026, 11, 20)))]).await, [TAKEN]);

        // The worker gets the words of the return, not of the visit; the colleague is told who was faster.
        let pulled = fieldwork::pull(store, sender.device.worker(), sender.device.id(), "", &[]).await.unwrap();
        assert_eq!(pulled.back[0].back.as_ref().unwrap().reason, "请核对");
        let refused = review::decide(store, &late, id, 1, returns).await.unwrap_err();
        let by_whom = Problem::AlreadyDecided { by: "督导员老师".into(), state: State::Returned };
        assert_eq!(refused.problem(), Some(&by_whom));
    }
}
