//! What the stories share: a family that comes by a link, fills in and submits, and a reviewer who returns it.

use backend::audit::Note;
use backend::audit::tables::event;
use backend::declare::declarations::{LinkHolder, SaveDraft, consent, open, save, submit};
use backend::testing::{TestStore, migrant};
use backend::{Error, register};
use domain::form::{Answers, FormKind};
use domain::problem::Problem;
use domain::register::State;
use domain::review::FieldComment;
use domain::view::declare::DraftView;
use domain::view::links::LinkKind;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use uuid::Uuid;

pub(crate) const DAY: i64 = 24 * 3_600_000;

pub(crate) async fn link_holder(test: &TestStore, kind: LinkKind) -> LinkHolder {
    let (_, token) = test.link(kind, "120104001").await.unwrap();
    open(&test.store, &token, None).await.unwrap().link_holder
}

pub(crate) fn change(draft: &DraftView, answers: Answers) -> SaveDraft {
    SaveDraft {
        draft_id: draft.id.parse().unwrap(),
        revision: Some(draft.revision),
        form: Some(FormKind::Migrant),
        set: answers,
        remove: Vec::new(),
        overrides: None,
    }
}

/// Consents, fills in and submits a migrant child.
pub(crate) async fn declared(test: &TestStore, who: &LinkHolder, child: u32) -> Uuid {
    let begun = consent(&test.store, who, &test.agreement()).await.unwrap();
    let filled = save(&test.store, who, change(&begun, migrant(child))).await.unwrap();
    let id: Uuid = filled.id.parse().unwrap();
    submit(&test.store, who, id, None).await.unwrap();
    id
}

pub(crate) fn problem<T>(done: Result<T, Error>) -> Problem {
    done.err().expect("refused").into_problem()
}

/// A reviewer returns the record with a comment.
pub(crate) async fn returned(test: &TestStore, record: Uuid) {
    let row = register::rows::records::by_id(&test.store.db, "120104", record).await.unwrap().unwrap();
    let note = Note {
        reason: Some("请核对".into()),
        comments: vec![FieldComment { field: "school_name".into(), text: "请写全称".into() }],
    };
    let id = test.store.new_id();
    let sealed = note.seal(&row.key(&test.store.keys).unwrap(), record, id).unwrap();
    let event = event::Model {
        county_code: row.county_code.clone(),
        record_id: record,
        id,
        at: test.store.clock.millis(),
        actor_id: None,
        actor_name: "示例督导员".into(),
        action: "return".into(),
        from_state: Some(row.state.clone()),
        to_state: State::Returned.code().into(),
        version: row.version,
        note: Some(sealed.bytes),
        key_id: Some(sealed.key_id),
    };
    event.into_active_model().insert(&test.store.db).await.unwrap();
    let mut row = row.into_active_model();
    row.state = Set(State::Returned.code().into());
    row.update(&test.store.db).await.unwrap();
}
