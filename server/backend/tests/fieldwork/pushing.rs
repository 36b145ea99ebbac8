//! What comes from phones: taken once, answered one by one, kept where it cannot be taken.

use backend::access::accounts;
use backend::audit::tables::{audit_event, event};
use backend::declare::tables::refused_message;
use backend::fieldwork;
use backend::fieldwork::document::{open_household, open_visit};
use backend::fieldwork::tables::{device, household};

use backend::register::tables::{attachment, record, submission, visit};
use backend::testing::{document, key_of, png, stores};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::fieldwork::message::Shows;
use domain::fieldwork::{Answer, Attachment, Body, FollowUp, Household, HouseholdState, Message, Outcome};
use domain::form::Value;
use domain::problem::Problem;
use jiff::civil::date;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::people::{CHANGHONG, GULOU, child_in, village};
use crate::sending::{Sender, receipt};

/// The family's child, with a number whose check character is wrong.
fn wrong(sender: &Sender, child: u32) -> Message {
    let mut answers = child_in(&village(0), child);
    answers.set("child_id_number", Value::Text("411628201503080013".into()));
    sender.declaration(answers)
}

fn picture(of: &str, behind: usize) -> Body {
    let data = STANDARD.encode([png(60, 40, 7), vec![7; behind]].concat());
    Body::Attachment(Attachment { of: of.into(), shows: Shows::Signature, media_type: "image/png".into(), data })
}

#[tokio::test]
async fn a_declaration_is_taken_once_however_often_it_is_sent() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let message = sender.declaration(child_in(&village(0), 1));
        // Twice in one request, in requests side by side, and again later, sealed anew.
        let (twice, once) = (vec![sender.seal(&message), sender.seal(&message)], [&message]);
        let (one, other) = tokio::join!(sender.push(twice), sender.send(&once));
        let again = sender.send(&[&message]).await;
        let last = sender.send(&[&message]).await;
        let numbers: Vec<&str> = one.iter().chain(&other).chain(&again).chain(&last).map(receipt).collect();
        assert!(numbers.len() == 5 && numbers.iter().all(|number| *number == numbers[0]), "{numbers:?}");

        let rows = submission::Entity::find().all(&test.store.db).await.unwrap();
        assert_eq!((rows.len(), rows[0].id.to_string()), (1, message.id));
        assert_eq!((rows[0].channel.as_str(), rows[0].submitted_by), ("home_visit", Some(sender.device.account())));
        assert_eq!(rows[0].notice_version.as_deref(), Some(&*test.store.notice.version));
        let taken_down = document(&test.store, &rows[0]).await.unwrap().taken_down.unwrap();
        assert_eq!(taken_down.consent.by, "奶奶");
        let events = event::Entity::find().all(&test.store.db).await.unwrap();
        assert_eq!((events.len(), events[0].actor_name.as_str()), (1, "zhuren老师"));
        assert!(sender.kept().await.is_empty());
    }
}

#[tokio::test]
async fn an_address_that_ends_at_the_township_is_of_the_village_in_which_it_was_taken_down() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let messages = [(CHANGHONG, 1), (GULOU, 2)].map(|(place, child)| sender.declaration(child_in(place, child)));
        for message in &messages {
            receipt(&sender.send(&[message]).await[0]);
        }
        for (message, township, wanted) in [(&messages[0], CHANGHONG, Some(village(0))), (&messages[1], GULOU, None)] {
            let rows = record::Entity::find().all(&test.store.db).await.unwrap();
            let row = rows.into_iter().find(|row| row.id.to_string() == message.id).unwrap();
            assert_eq!((row.township_code.as_str(), row.village_code), (township, wanted));
        }
    }
}

#[tokio::test]
async fn one_bad_message_never_holds_back_the_others() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let good = [sender.declaration(child_in(&village(0), 1)), sender.declaration(child_in(&village(0), 2))];
        let refused = wrong(&sender, 3);
        let mut old = sender.declaration(child_in(&village(0), 4));
        let Body::Declaration(declared) = &mut old.body else { panic!() };
        declared.form_version = "2019-1".into();
        let mut damaged = sender.seal(&sender.declaration(child_in(&village(0), 5)));
        damaged.sealed = STANDARD.encode([9; 200]);
        let mut unknown_key = sender.seal(&sender.declaration(child_in(&village(0), 6)));
        unknown_key.key_id = "k9".into();
        let bomb = sender.seal_bytes(&test.store.new_id().to_string(), &vec![b' '; 3 * 1024 * 1024]);
        let newer = test.store.new_id().to_string();
        let newer = sender.seal_bytes(&newer, format!(r#"{{"version":99,"id":"{newer}","kind":"x"}}"#).as_bytes());

        let answers = sender
            .push(vec![
                damaged,
                sender.seal(&refused),
                sender.seal(&good[0]),
                sender.seal(&old),
                unknown_key,
                bomb,
                newer,
                sender.seal(&good[1]),
            ])
            .await;
        let kept = Answer::Kept;
        assert_eq!([&answers[0], &answers[1], &answers[3], &answers[5]], [&kept; 4]);
        assert_eq!([&answers[4], &answers[6]], [&Answer::Later; 2], "another server, another day may open these");
        assert_ne!(receipt(&answers[2]), receipt(&answers[7]));
        assert_eq!(record::Entity::find().count(&test.store.db).await.unwrap(), 2);

        let mut backs: Vec<_> =
            sender.kept().await.into_iter().map(|draft| (draft.back.clone().unwrap(), draft)).collect();
        assert_eq!(backs.len(), 4);
        backs.retain(|(back, _)| !back.findings.is_empty());
        let [(back, draft)] = backs.as_slice() else { panic!("{backs:?}") };
        assert_eq!((back.findings[0].rule.as_ref(), back.findings[0].field.as_str()), ("V-01", "child_id_number"));
        assert_eq!(back.kept.as_deref(), Some(refused.id.as_str()));
        assert_eq!(draft.answers.value("child_id_number"), Some(&Value::Text("411628201503080013".into())));
        assert_ne!(draft.id, refused.id, "a mended message has an id of its own");

        // What the phone said to hold, less what was answered.
        let phone = device::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert_eq!((phone.unsent, phone.unsent_since), (2, Some(1_795_000_000_000)));
    }
}

#[tokio::test]
async fn what_was_kept_is_kept_once_and_its_replacement_settles_it() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let refused = wrong(&sender, 1);
        let signature = sender.message(picture(&refused.id, 900));
        for _ in 0..3 {
            assert_eq!(sender.send(&[&refused]).await, [Answer::Kept]);
        }
        assert!(matches!(sender.send(&[&signature]).await[..], [Answer::Taken { .. }]));
        let [draft] = sender.kept().await.try_into().unwrap();

        let mut mended = sender.declaration(child_in(&village(0), 1));
        mended.id.clone_from(&draft.id);
        let Body::Declaration(declared) = &mut mended.body else { panic!() };
        declared.replaces = draft.back.unwrap().kept;
        receipt(&sender.send(&[&mended]).await[0]);
        assert!(sender.kept().await.is_empty());
        let row = refused_message::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert_eq!(row.settled_by.unwrap().to_string(), mended.id);
        // Its pictures went along, and later ones follow.
        let page = sender.message(picture(&refused.id, 500));
        assert!(matches!(sender.send(&[&page]).await[..], [Answer::Taken { .. }]));
        let pictures = attachment::Entity::find().all(&test.store.db).await.unwrap();
        assert_eq!(pictures.len(), 2);
        assert!(pictures.iter().all(|row| row.submission_id.to_string() == mended.id));
        assert_eq!(sender.send(&[&refused]).await, [Answer::Kept], "a late repeat changes nothing");
        assert!(sender.kept().await.is_empty());
    }
}

#[tokio::test]
async fn another_message_under_the_same_id_is_kept_beside_the_first() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let first = sender.declaration(child_in(&village(0), 1));
        let mut second = sender.declaration(child_in(&village(0), 2));
        second.id.clone_from(&first.id);
        receipt(&sender.send(&[&first]).await[0]);
        for _ in 0..2 {
            assert_eq!(sender.send(&[&second]).await, [Answer::Kept]);
        }
        let [draft] = sender.kept().await.try_into().unwrap();
        assert_eq!(draft.answers.value("child_name"), child_in(&village(0), 2).value("child_name"));
        assert_ne!(draft.back.unwrap().kept.unwrap(), first.id);
        assert_eq!(record::Entity::find().count(&test.store.db).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_picture_waits_for_its_declaration_and_is_no_larger_than_it_may_be() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let message = sender.declaration(child_in(&village(0), 1));
        let (small, large) =
            (sender.message(picture(&message.id, 1000)), sender.message(picture(&message.id, 310_000)));
        assert_eq!(sender.send(&[&small]).await, [Answer::Later]);
        // In one request the answers go first, whatever their order.
        let answers = sender.send(&[&small, &large, &message]).await;
        assert_eq!(answers[..2], [Answer::Taken { receipt_no: None }, Answer::Kept]);
        let row = attachment::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert_eq!((row.submission_id.to_string(), row.id.to_string()), (message.id, small.id.clone()));
        assert!(!row.sealed.windows(4).any(|part| part == b"IHDR"));
        assert_eq!(sender.send(&[&small]).await, [Answer::Taken { receipt_no: None }]);
    }
}

/// Twelve pictures of one declaration are enough.
#[tokio::test]
async fn the_thirteenth_picture_of_a_declaration_is_kept_with_the_reason() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let message = sender.declaration(child_in(&village(0), 1));
        let pictures: Vec<Message> = (0..13).map(|_| sender.message(picture(&message.id, 0))).collect();
        let answers = sender.send(&std::iter::once(&message).chain(&pictures).collect::<Vec<_>>()).await;
        assert!(answers[1..13].iter().all(|answer| *answer == Answer::Taken { receipt_no: None }), "{answers:?}");
        assert_eq!(answers[13], Answer::Kept);
        assert!(format!("{:?}", sender.kept().await).contains("最多收12张"));
    }
}

#[tokio::test]
async fn a_file_that_is_no_picture_is_kept_with_the_reason() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let message = sender.declaration(child_in(&village(0), 1));
        let data = STANDARD.encode("<!DOCTYPE html><script>alert(1)</script>");
        let (of, shows, media_type) = (message.id.clone(), Shows::DocumentPage, "image/png".to_owned());
        let page = sender.message(Body::Attachment(Attachment { of, shows, media_type, data }));
        assert_eq!(sender.send(&[&message, &page]).await[1], Answer::Kept);
        assert_eq!(attachment::Entity::find().count(&test.store.db).await.unwrap(), 0);
        let told = format!("{:?}", sender.kept().await);
        assert!(told.contains("有一张照片不是能打开的图片"), "{told}");
    }
}

#[tokio::test]
async fn the_newest_visit_says_where_a_household_stands() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let listed = Household {
            id: test.store.new_id().to_string(),
            head: "示例户主".into(),
            division_code: village(0),
            ..Household::default()
        };
        let visit = |outcome| {
            let day = Some(date(2036, 1, 1));
            sender.household(Household { outcome: Some(outcome), visited_on: day, ..listed.clone() })
        };
        let (list, once, twice) =
            (sender.household(listed.clone()), visit(Outcome::NobodyHome), visit(Outcome::NobodyHome));
        let taken = Answer::Taken { receipt_no: None };
        assert_eq!(sender.send(&[&list, &once, &twice]).await, vec![taken.clone(); 3]);
        // A repeat is no further visit.
        assert_eq!(sender.send(&[&once]).await.first(), Some(&taken));
        let row = household::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        let stands = open_household(&test.store.keys, &row).unwrap();
        assert_eq!((row.state.as_str(), stands.state), ("nobody_twice", HouseholdState::NobodyTwice));
        assert_eq!(row.visited_on.as_deref(), Some("2026-11-21"), "no visit is of a day to come");
        assert_eq!(row.village_code, Some(village(0)));

        let elsewhere = Household { id: test.store.new_id().to_string(), division_code: village(1), ..listed };
        assert_eq!(sender.send(&[&sender.household(elsewhere)]).await, [Answer::Kept]);
        assert_eq!(household::Entity::find().count(&test.store.db).await.unwrap(), 1);
        let trail = audit_event::Entity::find().all(&test.store.db).await.unwrap();
        let told = trail.iter().filter(|event| event.kind == "household" && event.subject == Some(row.id));
        assert_eq!(told.count(), 3, "a repeat and what was refused leave no event");
    }
}

#[tokio::test]
async fn a_follow_up_visit_stays_with_a_child_of_the_own_area() {
    for test in stores().await.unwrap() {
        let (own, other) = (
            Sender::new(&test.store, "zhuren", &village(0)).await,
            Sender::new(&test.store, "lincun", &village(1)).await,
        );
        let child = own.declaration(child_in(&village(0), 1));
        own.send(&[&child]).await;
        let met = |record: &str, day| {
            let (record, next) = (record.to_owned(), Some(date(2027, 1, 5)));
            let (met, seen) = ("奶奶".to_owned(), "都好".to_owned());
            Body::FollowUp(FollowUp { record, day, met, seen, needs: String::new(), next })
        };
        let today = date(2026, 11, 21);
        assert_eq!(other.send(&[&other.message(met(&child.id, today))]).await, [Answer::Kept]);
        assert!(other.kept().await[0].back.as_ref().unwrap().reason.contains("都好"), "the words are not lost");
        assert_eq!(own.send(&[&own.message(met(&child.id, date(2036, 1, 1)))]).await, [Answer::Kept]);
        let taken = [Answer::Taken { receipt_no: None }];
        assert_eq!(own.send(&[&own.message(met(&child.id, today))]).await, taken);
        let row = visit::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert_eq!((row.day.as_str(), row.next_on.as_deref()), ("2026-11-21", Some("2027-01-05")));
        assert_eq!(
            open_visit(&key_of(&test.store, &row.county_code, row.record_id).await.unwrap(), &row).unwrap().met,
            "奶奶"
        );
    }
}

#[tokio::test]
async fn an_unknown_or_ended_phone_is_refused() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let sender = Sender::new(store, "zhuren", &village(0)).await;
        let token = sender.enrolment.token.clone();
        assert_eq!(backend::crypt::token::county(&token).map(|county| county.to_string()).as_deref(), Some("120104"));
        let refused = |token: String| async move {
            fieldwork::recognise(store, &token).await.map_err(|e| e.into_problem()).err()
        };
        assert_eq!(refused("x".repeat(24)).await, Some(Problem::DeviceUnknown));
        assert_eq!(refused(format!("{}{}", &token[..4], "x".repeat(24))).await, Some(Problem::DeviceUnknown));
        assert_eq!(refused(token.clone()).await, None);
        accounts::account(store, sender.device.account(), None).await.unwrap().unwrap();
        let stands = |state: &'static str| {
            let update = backend::access::tables::account::Entity::update_many();
            update.col_expr(backend::access::tables::account::Column::State, Expr::value(state)).exec(&store.db)
        };
        stands("suspended").await.unwrap();
        assert_eq!(refused(token.clone()).await, Some(Problem::DeviceUnknown));
        stands("active").await.unwrap();
        let update = device::Entity::update_many().col_expr(device::Column::RevokedAt, Expr::value(Some(1_i64)));
        update.exec(&store.db).await.unwrap();
        assert_eq!(refused(token).await, Some(Problem::DeviceUnknown));
    }
}

#[tokio::test]
async fn what_an_ended_phone_had_sealed_is_taken_once_when_it_was_made_known_anew() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let before = Sender::new(store, "zhuren", &village(0)).await;
        let (child, bad) = (before.declaration(child_in(&village(0), 1)), wrong(&before, 2));
        let (next, shown) = (before.declaration(child_in(&village(0), 3)), before.message(picture(&child.id, 100)));
        // Sealed before the phone was ended: some were answered and the answer was lost, others never went.
        let sealed: Vec<_> = [&child, &bad, &next, &shown].map(|message| before.seal(message)).into();
        let answered = before.push(sealed[..2].to_vec()).await;
        assert!(matches!(answered[..], [Answer::Taken { .. }, Answer::Kept]), "{answered:?}");
        let update = device::Entity::update_many().col_expr(device::Column::RevokedAt, Expr::value(Some(1_i64)));
        update.exec(&store.db).await.unwrap();

        let anew = before.anew().await;
        assert_ne!(anew.device.id(), before.device.id());
        let answers = anew.push(sealed.clone()).await;
        assert_eq!(answers[..2], answered[..], "what was answered is answered alike");
        assert!(matches!(answers[2..], [Answer::Taken { .. }, Answer::Taken { .. }]), "{answers:?}");
        assert_eq!(anew.push(sealed).await, answers);
        assert_eq!(submission::Entity::find().count(&store.db).await.unwrap(), 2);
        assert_eq!(refused_message::Entity::find().count(&store.db).await.unwrap(), 1);
        assert_eq!(attachment::Entity::find().count(&store.db).await.unwrap(), 1);
        assert!(fieldwork::recognise(store, &before.enrolment.token).await.is_err(), "the ended one stays ended");
    }
}

#[tokio::test]
async fn a_thousand_messages_are_answered_at_once() {
    for test in stores().await.unwrap() {
        let sender = Sender::new(&test.store, "zhuren", &village(0)).await;
        let messages: Vec<_> = (0..1000).map(|child| sender.declaration(child_in(&village(0), child))).collect();
        let pushed: Vec<_> = messages.iter().map(|message| sender.seal(message)).collect();
        let begun = std::time::Instant::now();
        let answers = sender.push(pushed.clone()).await;
        println!("{:?}: {:?}", sea_orm::ConnectionTrait::get_database_backend(&test.store.db), begun.elapsed());
        let mut numbers: Vec<&str> = answers.iter().map(receipt).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 1000);
        assert_eq!(submission::Entity::find().count(&test.store.db).await.unwrap(), 1000);
        // The answer was lost: all come again.
        assert_eq!(sender.push(pushed).await, answers);
        assert_eq!(submission::Entity::find().count(&test.store.db).await.unwrap(), 1000);
    }
}
