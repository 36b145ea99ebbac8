//! A worker's phone that seals and sends, for the stories of what comes from phones.

use std::io::Write;

use backend::access::accounts::FieldWorker;
use backend::crypt::message_keys;
use backend::declare::tables::refused_message;
use backend::fieldwork::Device;
use backend::fieldwork::document::open_refused;
use backend::notice::{NoticeSettings, notice};
use backend::{Store, fieldwork};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::access::Role;
use domain::fieldwork::message::{ConsentHow, VERSION};
use domain::fieldwork::{Answer, Body, Declared, Draft, Household, Message, Pushed, Recorded, Unsent};
use domain::form::{Answers, FormKind};
use domain::view::fieldwork::Enrolment;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use sea_orm::{EntityTrait, QueryOrder};

use crate::people::account;

/// A phone that is enrolled.
pub(crate) struct Sender {
    pub(crate) store: Store,
    pub(crate) enrolment: Enrolment,
    pub(crate) device: Device,
}

impl Sender {
    pub(crate) async fn new(store: &Store, username: &str, division: &str) -> Self {
        let role = if division.len() == 12 { Role::VillageDirector } else { Role::GridWorker };
        let worker = FieldWorker::of(&account(store, username, role, division).await).unwrap();
        Self::of(store, &worker).await
    }

    /// The same phone and worker, made known anew.
    pub(crate) async fn anew(&self) -> Self {
        Self::of(&self.store, self.device.worker()).await
    }

    async fn of(store: &Store, worker: &FieldWorker) -> Self {
        let enrolment = fieldwork::enrol(store, worker).await.unwrap();
        let device = fieldwork::recognise(store, &enrolment.token).await.unwrap();
        Self { store: store.clone(), enrolment, device }
    }

    /// A message with a fresh id.
    pub(crate) fn message(&self, body: Body) -> Message {
        Message { version: VERSION, id: self.store.new_id().to_string(), written_on: "2026-11-21".into(), body }
    }

    pub(crate) fn declaration(&self, answers: Answers) -> Message {
        self.message(Body::Declaration(Box::new(declared(answers))))
    }

    pub(crate) fn household(&self, household: Household) -> Message {
        self.message(Body::Household(household))
    }

    pub(crate) fn seal(&self, message: &Message) -> Pushed {
        self.seal_bytes(&message.id, &serde_json::to_vec(message).unwrap())
    }

    pub(crate) fn seal_bytes(&self, id: &str, json: &[u8]) -> Pushed {
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::fast());
        deflate.write_all(json).unwrap();
        let sealed = message_keys::seal(&self.enrolment.public_key, id, &deflate.finish().unwrap()).unwrap();
        Pushed { id: id.to_owned(), key_id: self.enrolment.key_id.clone(), sealed: STANDARD.encode(sealed) }
    }

    /// Sends messages at once; gives what became of each.
    pub(crate) async fn send(&self, messages: &[&Message]) -> Vec<Answer> {
        self.push(messages.iter().map(|message| self.seal(message)).collect()).await
    }

    pub(crate) async fn push(&self, pushed: Vec<Pushed>) -> Vec<Answer> {
        let ids: Vec<String> = pushed.iter().map(|one| one.id.clone()).collect();
        let unsent = Unsent { messages: u32::try_from(ids.len()).unwrap(), since: 1_795_000_000_000 };
        let report = fieldwork::push(&self.store, &self.device, unsent, pushed).await.unwrap();
        assert_eq!(report.marker, domain::fieldwork::PushReport::MARKER);
        let (answered, answers): (Vec<String>, Vec<Answer>) = report.answers.into_iter().unzip();
        assert_eq!(answered, ids);
        answers
    }

    /// What the server keeps and would give back, oldest first.
    pub(crate) async fn kept(&self) -> Vec<Draft> {
        let rows = refused_message::Entity::find()
            .order_by_asc(refused_message::Column::ReceivedAt)
            .all(&self.store.db)
            .await
            .unwrap();
        let open = rows.iter().filter(|row| row.settled_at.is_none());
        open.map(|row| open_refused(&self.store.keys, row).unwrap()).collect()
    }
}

/// A migrant child's declaration as a worker takes it down.
pub(crate) fn declared(answers: Answers) -> Declared {
    Declared {
        form: FormKind::Migrant,
        form_version: domain::forms::VERSION.to_owned(),
        channel: "home_visit".into(),
        answers,
        overrides: Vec::new(),
        consent: Recorded {
            notice_version: notice(&NoticeSettings::example()).version,
            how: ConsentHow::Spoken,
            by: "奶奶".into(),
        },
        household: None,
        corrects: None,
        replaces: None,
    }
}

pub(crate) fn receipt(answer: &Answer) -> &str {
    match answer {
        Answer::Taken { receipt_no: Some(number) } => number,
        other => panic!("{other:?}"),
    }
}
