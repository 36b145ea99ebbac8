//! What workers' phones push: each message is there exactly once, and asked again it gets the same answer.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::{Request, StatusCode, header};
use backend::access::accounts;
use backend::access::accounts::Browser;
use backend::access::accounts::{FieldWorker, NewAccount};
use backend::audit::tables::event;
use backend::crypt::message_keys;
use backend::crypt::seal::{Binding, open};
use backend::declare::tables::refused_message;
use backend::fieldwork::document::open_visit;
use backend::fieldwork::tables::{household, message};

use backend::register::tables::{attachment, submission, visit};
use backend::testing::{document, key_of, png};
use backend::{Keyring, Settings, Store, fieldwork};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::eligibility::Policy;
use domain::fieldwork::{Answer, PushReport};
use domain::review::Action;
use domain::view::fieldwork::Enrolment;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::SendRequest;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::program::{ALONE, command, connect, start};
use crate::{ROUNDS, sample};

const PHONES: usize = 4;
const TOWNSHIP: &str = "120104001";

/// What is sent for one family, in the order in which a phone sends it.
const PARTS: [&str; 5] = ["declaration", "wrong", "household", "follow_up", "attachment"];

/// The register as the test looks into it, beside the program.
pub(crate) async fn register(folder: &Path) -> Store {
    let url = format!("sqlite://{}?mode=rwc", folder.join("data.sqlite").display());
    let settings = Settings {
        policy: Policy::named("national").unwrap().clone(),
        ..Settings::example(url, Keyring::load(&folder.join("key")).unwrap()).unwrap()
    };
    Store::connect(settings).await.unwrap()
}

pub(crate) async fn enrol(store: &Store, number: usize) -> Enrolment {
    let username = format!("wang{number}");
    let new = NewAccount {
        username: username.clone(),
        display_name: "王老师".into(),
        role: Role::GridWorker,
        division: DivisionCode::parse(TOWNSHIP).unwrap(),
        password: "一个足够长的密码口令".into(),
        demonstration: true,
    };
    assert!(accounts::create(store, new).await.unwrap());
    let account = accounts::sign_in(store, &username, "一个足够长的密码口令", Browser::stranger("10.0.0.1"))
        .await
        .unwrap()
        .account;
    fieldwork::enrol(store, &FieldWorker::of(&account).unwrap()).await.unwrap()
}

/// A message as it lies in the outbox: sealed once, sent until it is answered.
#[derive(Clone)]
pub(crate) struct Outgoing {
    pub(crate) id: String,
    kind: &'static str,
    family: u64,
    pub(crate) sealed: Value,
}

pub(crate) fn outgoing(phone: &Enrolment, kind: &'static str, family: u64, id: Uuid, says: &Value) -> Outgoing {
    let named = if kind == "wrong" { "declaration" } else { kind };
    let message = json!({"version": 1, "id": id, "written_on": "2026-11-22", "kind": named, "says": says});
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
    deflate.write_all(message.to_string().as_bytes()).unwrap();
    let id = id.to_string();
    let sealed = message_keys::seal(&phone.public_key, &id, &deflate.finish().unwrap()).unwrap();
    let sealed = json!({"id": id, "key_id": phone.key_id, "sealed": STANDARD.encode(sealed)});
    Outgoing { id, kind, family, sealed }
}

/// The bytes of a family's picture.
fn pixels(family: u64) -> Vec<u8> {
    png(60, 40, family.to_le_bytes()[0])
}

/// Everything that a visit to one family sends.
fn visit_to(phone: &Enrolment, family: u64) -> Vec<Outgoing> {
    let (declared, wrong) = (sample::id(), sample::id());
    let declaration = |id: Uuid, number: Option<&str>| {
        let mut answers = sample::submission(id, family)["answers"].clone();
        answers["current_address"] = json!({"division_code": TOWNSHIP, "detail": format!("示例里{family}号")});
        if let Some(number) = number {
            answers["child_id_number"] = number.into();
        }
        json!({
            "form": "migrant", "form_version": "2024-17", "channel": "home_visit", "answers": answers,
            "consent": {"notice_version": phone.notice_version, "how": "spoken", "by": "奶奶"},
        })
    };
    let household = json!({
        "id": sample::id(), "head": format!("示例户{family}"), "division_code": TOWNSHIP, "outcome": "visited",
        "visited_on": "2026-11-20",
    });
    let seen = format!("都好{family}");
    let follow_up = json!({"record": declared, "day": "2026-11-20", "met": "奶奶", "seen": seen});
    let picture = STANDARD.encode(pixels(family));
    let picture = json!({"of": declared, "shows": "signature", "media_type": "image/png", "data": picture});
    vec![
        outgoing(phone, PARTS[0], family, declared, &declaration(declared, None)),
        outgoing(phone, PARTS[1], family, wrong, &declaration(wrong, Some("411628201503080013"))),
        outgoing(phone, PARTS[2], family, sample::id(), &household),
        outgoing(phone, PARTS[3], family, sample::id(), &follow_up),
        outgoing(phone, PARTS[4], family, sample::id(), &picture),
    ]
}

/// Pushes messages; nothing when the program went away before it answered.
async fn push(sender: &mut SendRequest<Full<Bytes>>, phone: &Enrolment, messages: &[Outgoing]) -> Option<Vec<Answer>> {
    let sealed: Vec<&Value> = messages.iter().map(|message| &message.sealed).collect();
    let body = json!({"device": phone.device, "unsent": {"messages": sealed.len(), "since": 1}, "messages": sealed});
    let request = Request::post("/field/push")
        .header(header::HOST, "localhost")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::AUTHORIZATION, format!("Bearer {}", phone.token))
        .body(Full::new(Bytes::from(body.to_string())))
        .unwrap();
    sender.ready().await.ok()?;
    let response = sender.send_request(request).await.ok()?;
    let status = response.status();
    let body = response.into_body().collect().await.ok()?.to_bytes();
    assert_eq!(status, StatusCode::OK, "{}", String::from_utf8_lossy(&body));
    let report: PushReport = serde_json::from_slice(&body).unwrap();
    assert!(report.answers.iter().map(|(id, _)| id).eq(messages.iter().map(|message| &message.id)));
    Some(report.answers.into_iter().map(|(_, answer)| answer).collect())
}

/// A phone and what it knows.
struct Phone {
    enrolment: Enrolment,
    outbox: Vec<Outgoing>,
    acknowledged: BTreeMap<String, (Outgoing, Answer)>,
}

/// Pushes until the program is gone: what is in the outbox first, as a phone does.
async fn push_until_killed(mut phone: Phone, address: SocketAddr, counts: Arc<[AtomicU64; 2]>) -> Phone {
    let [next, heard] = &*counts;
    let Some(mut sender) = connect(address).await else { return phone };
    loop {
        for _ in 0..3 {
            let family = next.fetch_add(1, Ordering::Relaxed);
            phone.outbox.extend(visit_to(&phone.enrolment, family));
        }
        let Some(answers) = push(&mut sender, &phone.enrolment, &phone.outbox).await else { return phone };
        for (message, answer) in std::mem::take(&mut phone.outbox).into_iter().zip(answers) {
            if answer == Answer::Later {
                phone.outbox.push(message);
                continue;
            }
            assert_eq!(answer == Answer::Kept, message.kind == "wrong", "{}: {answer:?}", message.kind);
            heard.fetch_add(1, Ordering::Relaxed);
            phone.acknowledged.insert(message.id.clone(), (message, answer));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_phones_push_is_there_once_when_the_program_is_killed() {
    let _alone = ALONE.lock().await;
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 1));
    assert!(command(folder.path(), nowhere, &["key", "new"]).status().await.unwrap().success());
    let store = register(folder.path()).await;
    backend::migration::migrate(&store).await.unwrap();
    let mut phones = Vec::new();
    for number in 0..PHONES {
        let enrolment = enrol(&store, number).await;
        phones.push(Phone { enrolment, outbox: Vec::new(), acknowledged: BTreeMap::new() });
    }
    store.db.close().await.unwrap();

    let counts = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
    for round in 0..ROUNDS {
        let mut program = start(folder.path()).await;
        let before = counts[1].load(Ordering::Relaxed);
        let mut pushing = JoinSet::new();
        for phone in phones.drain(..) {
            pushing.spawn(push_until_killed(phone, program.address, Arc::clone(&counts)));
        }
        for _ in 0..1200 {
            if counts[1].load(Ordering::Relaxed) >= before + 60 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        tokio::time::sleep(Duration::from_millis(41 * round as u64)).await;
        // SIGKILL: no goodbye, no flush.
        program.child.kill().await.unwrap();
        phones = pushing.join_all().await;
        assert!(counts[1].load(Ordering::Relaxed) > before, "round {round}: nothing was acknowledged before the kill");
    }

    let mut program = start(folder.path()).await;
    let mut sender = connect(program.address).await.unwrap();
    for phone in &mut phones {
        // Asked again, each gets the answer that it got, with the same number to quote.
        let again: Vec<(Outgoing, Answer)> = phone.acknowledged.values().cloned().collect();
        for part in again.chunks(100) {
            let (messages, answered): (Vec<Outgoing>, Vec<Answer>) = part.iter().cloned().unzip();
            assert_eq!(push(&mut sender, &phone.enrolment, &messages).await.unwrap(), answered);
        }
        // What was under way arrives too.
        for _ in 0..2 {
            let rest = std::mem::take(&mut phone.outbox);
            let answers = push(&mut sender, &phone.enrolment, &rest).await.unwrap();
            for (message, answer) in rest.into_iter().zip(answers) {
                match answer {
                    Answer::Later => phone.outbox.push(message),
                    answer => drop(phone.acknowledged.insert(message.id.clone(), (message, answer))),
                }
            }
        }
        assert!(phone.outbox.is_empty(), "{} messages never arrive", phone.outbox.len());
    }
    program.child.kill().await.unwrap();
    let sent: Vec<(Outgoing, Answer)> = phones.into_iter().flat_map(|phone| phone.acknowledged.into_values()).collect();
    is_there_once(&register(folder.path()).await, &sent).await;
}

/// Every message left what it says, once, and nothing else is there.
async fn is_there_once(store: &Store, sent: &[(Outgoing, Answer)]) {
    let ids = |kind: &str| -> BTreeSet<String> {
        sent.iter().filter(|(message, _)| message.kind == kind).map(|(message, _)| message.id.clone()).collect()
    };
    let family: BTreeMap<&str, u64> = sent.iter().map(|(message, _)| (message.id.as_str(), message.family)).collect();
    let (db, keys) = (&store.db, &store.keys);

    let declared = submission::Entity::find().all(db).await.unwrap();
    assert_eq!(declared.len(), ids("declaration").len());
    for row in &declared {
        let document = document(store, row).await.unwrap();
        let detail = format!("示例里{}号", family[row.id.to_string().as_str()]);
        assert_eq!(serde_json::to_value(&document.answers).unwrap()["current_address"]["detail"], detail);
        assert_eq!(document.taken_down.unwrap().consent.by, "奶奶");
    }
    assert_eq!(declared.iter().map(|row| row.id.to_string()).collect::<BTreeSet<_>>(), ids("declaration"));

    let visits = visit::Entity::find().all(db).await.unwrap();
    assert_eq!(visits.len(), ids("follow_up").len());
    for row in &visits {
        let seen = open_visit(&key_of(store, &row.county_code, row.record_id).await.unwrap(), row).unwrap().seen;
        assert_eq!(seen, format!("都好{}", family[row.id.to_string().as_str()]));
    }
    let pictures = attachment::Entity::find().all(db).await.unwrap();
    assert_eq!(pictures.len(), ids("attachment").len());
    for row in &pictures {
        let bytes = open(keys, &row.county_code, Binding::attachment(row.id), &row.key_id, &row.sealed).unwrap();
        assert_eq!(*bytes, pixels(family[row.id.to_string().as_str()]));
    }
    let back = refused_message::Entity::find().all(db).await.unwrap();
    assert_eq!(back.iter().map(|row| row.id.to_string()).collect::<BTreeSet<_>>(), ids("wrong"));
    assert_eq!(household::Entity::find().all(db).await.unwrap().len(), ids("household").len());

    // Each has its event, and no other is there.
    let events = event::Entity::find().all(db).await.unwrap();
    for (action, rows) in [(Action::Submit, declared.len()), (Action::Visit, visits.len())] {
        assert_eq!(events.iter().filter(|event| event.action == action.code()).count(), rows, "{action:?}");
    }
    assert_eq!(events.len(), declared.len() + visits.len());
    // Declarations are known by their submission, all else by its mark.
    assert_eq!(message::Entity::find().all(db).await.unwrap().len(), sent.len() - declared.len());
}
