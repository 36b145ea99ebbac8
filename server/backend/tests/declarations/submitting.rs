//! Submitting: what is checked, what comes of it, and what happens at the same time.

use crate::family::{change, declared, link_holder, problem};
use backend::declare::declarations::{consent, open, print, save, sibling, status, submit, view};
use backend::declare::tables::draft;
use backend::links::tables::link;
use backend::register;
use backend::register::tables::record;
use backend::testing::{migrant, stores};
use domain::form::{Answers, FormKind, Value};
use domain::problem::Problem;
use domain::register::State;
use domain::view::links::LinkKind;
use sea_orm::{EntityTrait, PaginatorTrait};
use uuid::Uuid;

#[tokio::test]
async fn a_family_submits_and_sees_its_state_and_submitting_again_changes_nothing() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let begun = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let filled = save(&test.store, &who, change(&begun, migrant(1))).await.unwrap();
        let id: Uuid = filled.id.parse().unwrap();
        let receipt = submit(&test.store, &who, id, None).await.unwrap();
        assert_eq!(receipt.status_link, None);
        assert_eq!(submit(&test.store, &who, id, None).await.unwrap(), receipt);
        assert_eq!(draft::Entity::find().count(&test.store.db).await.unwrap(), 0);
        let seen = status(&test.store, &who).await.unwrap().pop().unwrap();
        assert_eq!((seen.state, seen.receipt_no.as_str()), (State::Submitted, receipt.receipt_no.as_str()));
        assert!(seen.child_name.contains('*') && seen.verdict.in_scope());
        let version = register::rows::submissions::by_id(&test.store.db, id).await.unwrap().unwrap();
        assert_eq!(version.notice_version.as_deref(), Some(&*test.store.notice.version));
        assert_eq!(version.channel, "self_report");
    }
}

#[tokio::test]
async fn checks_that_fail_leave_the_draft_as_it_was() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let begun = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let mut answers = migrant(1);
        answers.remove("child_name");
        let filled = save(&test.store, &who, change(&begun, answers)).await.unwrap();
        let Problem::ChecksFailed { findings } =
            problem(submit(&test.store, &who, filled.id.parse().unwrap(), None).await)
        else {
            panic!("accepted")
        };
        assert!(findings.iter().any(|finding| finding.field == "child_name"));
        assert_eq!(view(&test.store, &who).await.unwrap().draft, Some(filled));
    }
}

#[tokio::test]
async fn a_village_link_gives_the_family_a_link_of_its_own() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Village).await;
        let begun = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let filled = save(&test.store, &who, change(&begun, migrant(1))).await.unwrap();
        let receipt = submit(&test.store, &who, filled.id.parse().unwrap(), None).await.unwrap();
        let address = receipt.status_link.unwrap();
        let token = address.strip_prefix("https://tongce.example.cn/l/").unwrap();
        assert!(receipt.status_qr.unwrap().starts_with("<svg"));
        let own = open(&test.store, token, None).await.unwrap();
        assert_eq!((own.view.kind, own.link_holder.holder()), (LinkKind::Personal, who.holder()));
        assert_eq!(status(&test.store, &own.link_holder).await.unwrap().len(), 1);
        let kept = link::Entity::find().all(&test.store.db).await.unwrap();
        assert!(kept.iter().all(|link| !link.token_hash.windows(token.len()).any(|part| part == token.as_bytes())));
    }
}

#[tokio::test]
async fn a_sister_begins_with_the_familys_answers() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let id = declared(&test, &who, 1).await;
        let sister = sibling(&test.store, &who, id).await.unwrap();
        assert_eq!(sister.answers.value("father_name"), migrant(1).value("father_name"));
        assert!(sister.answers.value("child_name").is_none() && sister.answers.value("child_id_number").is_none());
        let seen = view(&test.store, &who).await.unwrap();
        assert_eq!((seen.draft.map(|draft| draft.id), seen.submitted.len()), (Some(sister.id), 1));
        let (kind, answers) = print(&test.store, &who, id).await.unwrap();
        assert_eq!((kind, answers.value("child_name")), (FormKind::Migrant, migrant(1).value("child_name")));
    }
}

#[tokio::test]
async fn nobody_submits_what_was_not_shown() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let begun = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let shown = save(&test.store, &who, change(&begun, migrant(1))).await.unwrap();
        let id: Uuid = shown.id.parse().unwrap();
        let later: Answers = [("child_name", Value::Text("示例乙".into()))].into_iter().collect();
        let now = save(&test.store, &who, change(&shown, later)).await.unwrap();
        let refused = problem(submit(&test.store, &who, id, Some(shown.revision)).await);
        assert_eq!(refused, Problem::DraftChanged);
        assert_eq!(record::Entity::find().count(&test.store.db).await.unwrap(), 0);
        let receipt = submit(&test.store, &who, id, Some(now.revision)).await.unwrap();
        // The answer was lost: asked again, also by a page that shows an older state.
        assert_eq!(submit(&test.store, &who, id, Some(shown.revision)).await.unwrap(), receipt);
    }
}

#[tokio::test]
async fn a_draft_that_is_saved_while_it_is_submitted_is_not_submitted_in_silence() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let begun = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let draft = save(&test.store, &who, change(&begun, migrant(1))).await.unwrap();
        let id: Uuid = draft.id.parse().unwrap();
        let later: Answers = [("child_name", Value::Text("示例乙".into()))].into_iter().collect();
        let (submitted, saved) = tokio::join!(
            submit(&test.store, &who, id, Some(draft.revision)),
            save(&test.store, &who, change(&draft, later)),
        );
        match (submitted, saved) {
            (Ok(_), refused) => assert!(matches!(problem(refused), Problem::DraftGone | Problem::DraftChanged)),
            (refused, Ok(_)) => assert_eq!(problem(refused), Problem::DraftChanged),
            (submitted, saved) => panic!("{submitted:?} {saved:?}"),
        }
    }
}

#[tokio::test]
async fn a_submission_ends_its_draft_only_as_it_was_read() {
    use backend::declare::rows::drafts::{DraftRevision, end};
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let draft = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let read = |revision| DraftRevision { county: "120104".into(), id: draft.id.parse().unwrap(), revision };
        let tx = test.store.begin().await.unwrap();
        assert!(!end(&*tx, &[&read(draft.revision + 1)]).await.unwrap());
        assert!(end(&*tx, &[&read(draft.revision)]).await.unwrap());
        tx.commit().await.unwrap();
    }
}
