//! Work belongs to the family, not to the way in: links that end, several families in one browser, drafts with limits and
//! an end. On SQLite and, when there is a cluster, on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a panic is the failure report")]

use backend::audit::tables::audit_event;
use backend::declare::declarations::{
    LinkHolder, SaveDraft, consent, correct, discard, open, print, save, sibling, status, submit, take_along, view,
};
use backend::declare::draft_purge::purge;
use backend::declare::glance::glance;
use backend::declare::tables::draft;
use backend::links::tables::link;
use backend::register::tables::record;
use backend::testing::{TestStore, migrant, stores};
use backend::{Error, Result};
use domain::form::{Answers, FormKind, Value};
use domain::problem::Problem;
use domain::register::State;
use domain::view::declare::DraftView;
use domain::view::links::LinkKind;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use uuid::Uuid;

const DAY: i64 = 24 * 3_600_000;
const CHANGHONG: &str = "120104001";

async fn came(test: &TestStore, kind: LinkKind) -> (LinkHolder, link::Model) {
    let (link, token) = test.link(kind, CHANGHONG).await.unwrap();
    (open(&test.store, &token, None).await.unwrap().link_holder, link)
}

async fn filled(test: &TestStore, who: &LinkHolder, child: u32) -> DraftView {
    let begun = consent(&test.store, who, &test.agreement()).await.unwrap();
    save(&test.store, who, change(&begun, migrant(child))).await.unwrap()
}

fn change(draft: &DraftView, set: Answers) -> SaveDraft {
    SaveDraft {
        draft_id: id(draft),
        revision: Some(draft.revision),
        form: Some(FormKind::Migrant),
        set,
        remove: Vec::new(),
        overrides: None,
    }
}

fn id(draft: &DraftView) -> Uuid {
    draft.id.parse().unwrap()
}

async fn submitted(test: &TestStore, who: &LinkHolder, child: u32) -> Uuid {
    let draft = filled(test, who, child).await;
    submit(&test.store, who, id(&draft), None).await.unwrap();
    id(&draft)
}

async fn stop(test: &TestStore, link: &link::Model) {
    let mut row = link.clone().into_active_model();
    row.revoked_at = Set(Some(test.store.clock.millis()));
    row.update(&test.store.db).await.unwrap();
}

async fn returned(test: &TestStore, id: Uuid) {
    let row = record::Entity::find_by_id(("120104".to_owned(), id)).one(&test.store.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.state = Set(State::Returned.code().into());
    row.update(&test.store.db).await.unwrap();
}

fn problem<T>(done: Result<T, Error>) -> Problem {
    done.err().expect("refused").into_problem()
}

fn name(answers: &Answers) -> Option<&str> {
    answers.value("child_name").and_then(Value::as_text)
}

#[tokio::test]
async fn a_stopped_poster_still_takes_what_was_begun_for_thirty_days_and_nothing_new() {
    for test in stores().await.unwrap() {
        let (who, poster) = came(&test, LinkKind::Village).await;
        let late = came(&test, LinkKind::Village).await;
        let (draft, other) = (filled(&test, &who, 1).await, filled(&test, &late.0, 2).await);
        for link in [&poster, &late.1] {
            stop(&test, link).await;
        }
        let seen = view(&test.store, &who).await.unwrap();
        let ended = seen.ways.ended.unwrap();
        assert!(ended.revoked && ended.finish_by.to_string() == "2026-12-21", "{ended:?}");
        assert_eq!(seen.draft.as_ref().map(|draft| &draft.id), Some(&draft.id));
        // Another family cannot begin by it, nor this one another child.
        let stranger = who.another(Uuid::from_u128(9));
        assert_eq!(problem(view(&test.store, &stranger).await), Problem::LinkRevoked);
        assert_eq!(problem(consent(&test.store, &stranger, &test.agreement()).await), Problem::LinkRevoked);
        assert_eq!(problem(sibling(&test.store, &who, id(&draft)).await), Problem::LinkRevoked);
        test.clock.advance(30 * DAY);
        save(&test.store, &who, change(&draft, migrant(1))).await.unwrap();
        let receipt = submit(&test.store, &who, id(&draft), None).await.unwrap();
        assert!(receipt.status_link.is_some(), "the family gets a link of its own");
        test.clock.advance(DAY);
        assert_eq!(problem(save(&test.store, &late.0, change(&other, migrant(2))).await), Problem::LinkRevoked);
        assert_eq!(problem(submit(&test.store, &late.0, id(&other), None).await), Problem::LinkRevoked);
        assert_eq!(problem(view(&test.store, &late.0).await), Problem::LinkRevoked);
        // It may always be thrown away.
        discard(&test.store, &late.0, id(&other)).await.unwrap();
        let trail = audit_event::Entity::find().all(&test.store.db).await.unwrap();
        let of_draft: Vec<&str> =
            trail.iter().filter(|event| event.subject == Some(id(&other))).map(|event| event.kind.as_str()).collect();
        assert_eq!(of_draft, ["consent.given", "declare.begin", "declare.discard"]);
        assert!(trail.iter().all(|event| event.actor_kind == "family"), "{trail:?}");
    }
}

#[tokio::test]
async fn a_submitted_declaration_is_seen_and_corrected_though_its_poster_was_stopped() {
    for test in stores().await.unwrap() {
        let (who, poster) = came(&test, LinkKind::Village).await;
        let record = submitted(&test, &who, 1).await;
        stop(&test, &poster).await;
        test.clock.advance(40 * DAY);
        assert_eq!(status(&test.store, &who).await.unwrap().len(), 1);
        returned(&test, record).await;
        let begun = correct(&test.store, &who, record).await.unwrap();
        let receipt = submit(&test.store, &who, id(&begun), None).await.unwrap();
        assert_eq!(receipt.state, State::Submitted);
        assert!(print(&test.store, &who, record).await.is_ok());
    }
}

#[tokio::test]
async fn a_personal_link_that_was_taken_back_shows_nothing_that_was_submitted_but_its_draft_can_be_finished() {
    for test in stores().await.unwrap() {
        let (who, personal) = came(&test, LinkKind::Personal).await;
        let record = submitted(&test, &who, 1).await;
        let draft = filled(&test, &who, 2).await;
        stop(&test, &personal).await;
        let seen = view(&test.store, &who).await.unwrap();
        assert!(!seen.ways.proof);
        assert_eq!(seen.draft.map(|draft| draft.id), Some(draft.id.clone()));
        assert!(seen.submitted[0].child_name.is_empty() && seen.submitted[0].owner_name.is_empty());
        assert_eq!(problem(print(&test.store, &who, record).await), Problem::LinkRevoked);
        returned(&test, record).await;
        assert_eq!(problem(correct(&test.store, &who, record).await), Problem::LinkRevoked);
        submit(&test.store, &who, id(&draft), None).await.unwrap();
    }
}

#[tokio::test]
async fn after_another_familys_turn_only_number_and_state_of_what_was_submitted_are_told() {
    for test in stores().await.unwrap() {
        let (who, _) = came(&test, LinkKind::Village).await;
        let record = submitted(&test, &who, 1).await;
        returned(&test, record).await;
        let correction = correct(&test.store, &who, record).await.unwrap();
        let back = who.without_proof();
        let seen = view(&test.store, &back).await.unwrap();
        assert!(seen.draft.is_none(), "a correction shows what was submitted");
        let told = format!("{:?}", seen.submitted);
        for secret in [name(&migrant(1)).unwrap(), "长虹", "示"] {
            assert!(!told.contains(secret), "{secret}: {told}");
        }
        assert_eq!(seen.submitted[0].state, State::Returned);
        for refused in [
            problem(print(&test.store, &back, record).await),
            problem(print(&test.store, &back, id(&correction)).await),
            problem(correct(&test.store, &back, record).await),
            problem(sibling(&test.store, &back, record).await),
            problem(save(&test.store, &back, change(&correction, Answers::default())).await),
            problem(submit(&test.store, &back, id(&correction), None).await),
        ] {
            assert_eq!(refused, Problem::OwnLinkNeeded);
        }
        // What is open can be gone on with by whoever holds the phone, as before.
        let draft = filled(&test, &who.another(who.holder()), 2).await;
        assert_eq!(view(&test.store, &who).await.unwrap().draft.unwrap().id, draft.id);
    }
}

#[tokio::test]
async fn a_glance_tells_the_first_character_of_what_is_open_and_the_number_of_what_was_submitted() {
    for test in stores().await.unwrap() {
        let (who, _) = came(&test, LinkKind::Village).await;
        let seen = glance(&test.store, &who).await.unwrap().unwrap();
        assert!(!seen.holds());
        consent(&test.store, &who, &test.agreement()).await.unwrap();
        assert!(!glance(&test.store, &who).await.unwrap().unwrap().holds(), "nothing was typed");
        filled(&test, &who, 1).await;
        let (shown, form) = glance(&test.store, &who).await.unwrap().unwrap().draft.unwrap();
        assert_eq!((shown.as_str(), form), ("示**", Some(FormKind::Migrant)));
        submitted(&test, &who, 1).await;
        let seen = glance(&test.store, &who).await.unwrap().unwrap();
        assert!(seen.draft.is_none() && seen.submitted[0].0.starts_with("TC-"));
        assert!(glance(&test.store, &who.by_link_of(came(&test, LinkKind::Personal).await.0)).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn what_is_open_is_taken_along_to_a_new_link_of_the_county() {
    for test in stores().await.unwrap() {
        let (who, poster) = came(&test, LinkKind::Village).await;
        let draft = filled(&test, &who, 1).await;
        stop(&test, &poster).await;
        // A new poster of the village: the same family, by the new link.
        let again = who.by_link_of(came(&test, LinkKind::Village).await.0);
        assert_eq!(take_along(&test.store, &who, &again).await.unwrap(), 1);
        assert_eq!(view(&test.store, &again).await.unwrap().ways.ended, None);
        // A link for this family alone.
        let (own, _) = came(&test, LinkKind::Personal).await;
        assert_eq!(take_along(&test.store, &again, &own).await.unwrap(), 1);
        assert_eq!(view(&test.store, &own).await.unwrap().draft.unwrap().id, draft.id);
        submit(&test.store, &own, id(&draft), None).await.unwrap();
        // Not to another county, and not to a link that has ended.
        let (_, token) = test.link(LinkKind::Personal, "120101001").await.unwrap();
        let elsewhere = open(&test.store, &token, None).await.unwrap().link_holder;
        assert_eq!(problem(take_along(&test.store, &own, &elsewhere).await), Problem::NotFound);
        assert_eq!(problem(take_along(&test.store, &own, &who).await), Problem::LinkRevoked);
    }
}

/// Rows that were begun through a link without the trouble of asking for them.
async fn fill(test: &TestStore, like: Uuid, count: u32, change: impl Fn(u32, &mut draft::Model)) {
    let like = draft::Entity::find_by_id(("120104".to_owned(), like)).one(&test.store.db).await.unwrap().unwrap();
    for number in 0..count {
        let mut row = draft::Model { id: Uuid::from_u128(1000 + u128::from(number)), ..like.clone() };
        change(number, &mut row);
        row.into_active_model().insert(&test.store.db).await.unwrap();
    }
}

#[tokio::test]
async fn one_family_and_one_link_can_store_only_so_much() {
    for test in stores().await.unwrap() {
        let (who, _) = came(&test, LinkKind::Village).await;
        let first = id(&filled(&test, &who, 1).await);
        fill(&test, first, 18, |_, _| ()).await;
        sibling(&test.store, &who, first).await.unwrap();
        let refused = problem(sibling(&test.store, &who, first).await);
        assert!(matches!(refused, Problem::Invalid { ref field, .. } if field == "draft"), "{refused:?}");
        // Another family may begin all the same, until too many came within an hour.
        consent(&test.store, &who.another(Uuid::from_u128(1)), &test.agreement()).await.unwrap();
        draft::Entity::delete_many().exec(&test.store.db).await.unwrap();
        let first = id(&filled(&test, &who, 1).await);
        fill(&test, first, 299, |number, row| row.holder = Uuid::from_u128(u128::from(number))).await;
        let refused = problem(consent(&test.store, &who.another(Uuid::from_u128(1 << 70)), &test.agreement()).await);
        assert!(matches!(refused, Problem::LinkBusy { .. }), "{refused:?}");
        assert_eq!(refused.status(), 429);
        // Who has begun goes on.
        consent(&test.store, &who, &test.agreement()).await.unwrap();
        test.clock.advance(3_600_001);
        consent(&test.store, &who.another(Uuid::from_u128(1 << 70)), &test.agreement()).await.unwrap();
    }
}

/// T-71: 29 days after the last change it is there, 30 days after it is gone with its key, which lies in the row.
#[tokio::test]
async fn drafts_that_nobody_touched_for_thirty_days_go_and_those_that_are_waited_for_stay() {
    for test in stores().await.unwrap() {
        let (who, _) = came(&test, LinkKind::Village).await;
        let record = submitted(&test, &who, 1).await;
        returned(&test, record).await;
        let correction = correct(&test.store, &who, record).await.unwrap();
        let (_, token) = test.link(LinkKind::Village, "120101001").await.unwrap();
        let other = open(&test.store, &token, None).await.unwrap().link_holder;
        let abandoned = filled(&test, &other, 2).await;
        // More than one batch.
        fill(&test, id(&correction), 450, |_, row| row.record_id = None).await;
        test.clock.advance(30 * DAY - 1);
        assert_eq!(purge(&test.store).await.unwrap(), 0);
        test.clock.advance(2);
        assert_eq!(purge(&test.store).await.unwrap(), 451);
        let left = draft::Entity::find().all(&test.store.db).await.unwrap();
        assert_eq!(left.iter().map(|row| row.id).collect::<Vec<_>>(), [id(&correction)]);
        assert_ne!(abandoned.id, correction.id);
        // Once it was corrected on another way, nobody waits for it.
        let row = record::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        let mut row = row.into_active_model();
        row.state = Set(State::Submitted.code().into());
        row.update(&test.store.db).await.unwrap();
        assert_eq!(purge(&test.store).await.unwrap(), 1);
        assert_eq!(purge(&test.store).await.unwrap(), 0);
    }
}
