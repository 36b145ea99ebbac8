//! What a guardian agreed to, and what a worker's phone sends: notices that were read out, pictures of documents.

use backend::audit::tables::audit_event;
use backend::consent::NoticeKind;
use backend::declare::declarations::open;
use backend::declare::guardian::prove;
use backend::notice::pictures;
use backend::register::tables::{attachment, record, submission};
use backend::rights::{Word, choose, my_child};
use backend::testing::{png, stores};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::fieldwork::message::Shows;
use domain::fieldwork::{Answer, Attachment, Body};
use domain::form::Value;
use domain::view::links::LinkKind;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, PaginatorTrait};

use crate::people::{child_in, village};
use crate::sending::{Sender, declared};

fn picture(of: &str, shows: Shows) -> Body {
    let data = STANDARD.encode(png(60, 40, 7));
    Body::Attachment(Attachment { of: of.into(), shows, media_type: "image/png".into(), data })
}

/// T-70: what was read out from a phone was published, else it goes back and is asked anew.
#[tokio::test]
async fn t_70_what_was_read_out_is_a_published_version_or_comes_back_to_be_asked_anew() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        for version in ["zzz", "2026-11", "\u{1}", "\u{0}"] {
            let mut told = declared(child_in(&village(0), 1));
            told.consent.notice_version = version.into();
            let message = sender.message(Body::Declaration(Box::new(told)));
            assert_eq!(sender.send(&[&message]).await, [Answer::Kept], "{version:?}");
        }
        assert_eq!(submission::Entity::find().count(&test.store.db).await.unwrap(), 0);
        let kept = sender.kept().await;
        assert!(kept.len() == 4 && kept.iter().all(|draft| draft.consent.is_none()), "{kept:?}");
        let reason = &kept[0].back.as_ref().unwrap().reason;
        assert!(reason.contains("不是发布过的版本"), "{reason}");
        let message = sender.declaration(child_in(&village(0), 1));
        assert!(matches!(sender.send(&[&message]).await[0], Answer::Taken { receipt_no: Some(_) }));
    }
}

#[tokio::test]
async fn without_consent_no_picture_of_a_document_stays_or_comes_and_the_signature_does() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let sender = Sender::new(store, "zhuren", &village(0)).await;
        let message = sender.declaration(child_in(&village(0), 1));
        sender.send(&[&message]).await;
        let both = [Shows::Signature, Shows::DocumentPage].map(|shows| sender.message(picture(&message.id, shows)));
        sender.send(&[&both[0], &both[1]]).await;
        // The family has a link of its own.
        let (link, token) = test.link(LinkKind::Personal, "120104001").await.unwrap();
        let row = record::Entity::find().one(&store.db).await.unwrap().unwrap();
        let id = row.id;
        let mut row = row.into_active_model();
        row.holder = Set(link.holder);
        row.update(&store.db).await.unwrap();
        let who = open(store, &token, None).await.unwrap().link_holder;
        let answers = child_in(&village(0), 1);
        let text = |field: &str| answers.value(field).and_then(Value::as_text).unwrap().to_owned();
        prove(store, &who, id, (&text("child_id_number"), &text("father_phone")), "10.0.0.9").await.unwrap();
        assert_eq!(my_child(store, &who, id).await.unwrap().pictures, 1);

        let notice = (NoticeKind::Pictures, &*pictures().version);
        assert_eq!(choose(store, &who, id, notice, Word::Withdraw).await.unwrap(), 1);
        let left = attachment::Entity::find().all(&store.db).await.unwrap();
        assert_eq!((left.len(), left[0].shows.as_str()), (1, "signature"));
        let events = audit_event::Entity::find().all(&store.db).await.unwrap();
        let told = events.iter().find(|event| event.kind == "consent.withdrawn").unwrap();
        assert!(told.extra.contains(r#""erased":1"#), "{}", told.extra);
        // Nor does one come later; the worker is told why.
        let late = sender.message(picture(&message.id, Shows::DocumentPage));
        assert_eq!(sender.send(&[&late]).await, [Answer::Kept]);
        assert_eq!(attachment::Entity::find().count(&store.db).await.unwrap(), 1);
        assert!(sender.kept().await[0].back.as_ref().unwrap().reason.contains("监护人不同意"));
        // After another word it does.
        test.clock.advance(1);
        choose(store, &who, id, notice, Word::Give).await.unwrap();
        let late = sender.message(picture(&message.id, Shows::DocumentPage));
        assert_eq!(sender.send(&[&late]).await, [Answer::Taken { receipt_no: None }]);
    }
}
