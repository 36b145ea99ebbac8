//! Stories of a family with a link, on SQLite and, when there is a cluster, on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a panic is the failure report")]

use backend::audit::Note;
use backend::audit::tables::event;
use backend::declare::declarations::{
    LinkHolder, SaveDraft, consent, correct, discard, open, print, save, sibling, status, submit, view,
};
use backend::declare::notices;
use backend::declare::tables::draft;
use backend::links::tables::link;
use backend::notice::{NoticeSettings, notice};
use backend::register::tables::record;
use backend::testing::{TestStore, migrant, stores};
use backend::{Error, audit, register, review};
use domain::divisions::Address;
use domain::form::{Answers, FormKind, Value};
use domain::problem::Problem;
use domain::register::State;
use domain::review::FieldComment;
use domain::view::declare::DraftView;
use domain::view::links::LinkKind;
use domain::view::notice::Agreement;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait};
use uuid::Uuid;

const DAY: i64 = 24 * 3_600_000;

async fn link_holder(test: &TestStore, kind: LinkKind) -> LinkHolder {
    let (_, token) = test.link(kind, "120104001").await.unwrap();
    open(&test.store, &token, None).await.unwrap().link_holder
}

fn change(draft: &DraftView, answers: Answers) -> SaveDraft {
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
async fn declared(test: &TestStore, who: &LinkHolder, child: u32) -> Uuid {
    let begun = consent(&test.store, who, &test.agreement()).await.unwrap();
    let filled = save(&test.store, who, change(&begun, migrant(child))).await.unwrap();
    let id: Uuid = filled.id.parse().unwrap();
    submit(&test.store, who, id, None).await.unwrap();
    id
}

fn problem<T>(done: Result<T, Error>) -> Problem {
    done.err().expect("refused").into_problem()
}

/// A reviewer returns the record with a comment.
async fn returned(test: &TestStore, record: Uuid) {
    let row = register::rows::records::by_id(&test.store.db, "120104", record).await.unwrap().unwrap();
    let note = Note {
        reason: Some("请核对".into()),
        comments: vec![FieldComment { field: "school_name".into(), text: "请写全称".into() }],
    };
    let id = test.store.new_id();
    let sealed = note.seal(&test.store.keys, record, id).unwrap();
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

#[tokio::test]
async fn opening_a_link_changes_nothing_and_nothing_is_stored_before_consent() {
    for test in stores().await.unwrap() {
        let (before, token) = test.link(LinkKind::Village, "120104001").await.unwrap();
        let opened = open(&test.store, &token, None).await.unwrap();
        assert_eq!(opened.view.unit_name, "天津市南开区长虹街道");
        let seen = view(&test.store, &opened.link_holder).await.unwrap();
        assert!(seen.consent.is_none() && seen.draft.is_none() && seen.submitted.is_empty());
        assert_eq!(seen.today.to_string(), "2026-11-21");
        let stored = link::Entity::find().all(&test.store.db).await.unwrap();
        assert_eq!(stored, vec![before]);
        assert_eq!(draft::Entity::find().count(&test.store.db).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_link_that_is_unknown_expired_or_taken_back_does_not_open() {
    for test in stores().await.unwrap() {
        assert_eq!(problem(open(&test.store, "nonsense", None).await), Problem::LinkUnknown);
        let (row, token) = test.link(LinkKind::Personal, "120104001").await.unwrap();
        let who = open(&test.store, &token, None).await.unwrap().link_holder;
        test.clock.advance(41 * DAY);
        assert_eq!(problem(open(&test.store, &token, None).await), Problem::LinkExpired);
        test.clock.advance(-41 * DAY);
        let mut row = row.into_active_model();
        row.revoked_at = Set(Some(1));
        row.update(&test.store.db).await.unwrap();
        assert_eq!(problem(view(&test.store, &who).await), Problem::LinkRevoked);
    }
}

#[tokio::test]
async fn families_of_one_village_link_do_not_meet() {
    for test in stores().await.unwrap() {
        let (_, token) = test.link(LinkKind::Village, "120104001").await.unwrap();
        let one = open(&test.store, &token, None).await.unwrap().link_holder;
        let other = open(&test.store, &token, None).await.unwrap().link_holder;
        assert_ne!(one.holder(), other.holder());
        assert_eq!(open(&test.store, &token, Some(&one)).await.unwrap().link_holder, one);
        let mine = consent(&test.store, &one, &test.agreement()).await.unwrap();
        assert!(view(&test.store, &other).await.unwrap().draft.is_none());
        let stolen = save(&test.store, &other, change(&mine, migrant(1))).await;
        assert_eq!(problem(stolen), Problem::DraftGone);
        let id = declared(&test, &one, 1).await;
        assert_eq!(problem(correct(&test.store, &other, id).await), Problem::NotFound);
        assert_eq!(problem(print(&test.store, &other, id).await), Problem::NotFound);
    }
}

#[tokio::test]
async fn a_draft_saved_twice_from_one_revision_is_refused() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let read = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let here: Answers = [("child_name", Value::Text("示例甲".into()))].into_iter().collect();
        let there: Answers = [("child_name", Value::Text("示例乙".into()))].into_iter().collect();
        let saved = save(&test.store, &who, change(&read, here.clone())).await.unwrap();
        assert_eq!(saved.revision, read.revision + 1);
        assert_eq!(problem(save(&test.store, &who, change(&read, there.clone())).await), Problem::DraftChanged);
        let now = view(&test.store, &who).await.unwrap().draft.unwrap();
        assert_eq!(now.answers, here);
        // Whoever has read the newer revision may write over it.
        assert_eq!(save(&test.store, &who, change(&now, there.clone())).await.unwrap().answers, there);
    }
}

#[tokio::test]
async fn a_place_gets_its_names_also_from_a_page_that_only_knows_the_code() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let begun = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let place = |code: &str| Value::Address(Address { division_code: code.into(), ..Address::default() });
        let chosen: Answers =
            [("current_address", place("120104001")), ("hukou_address", place("999999"))].into_iter().collect();
        let kept = save(&test.store, &who, change(&begun, chosen)).await.unwrap().answers;
        let path = |key: &str| match kept.value(key) {
            Some(Value::Address(address)) => address.division_path.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(path("current_address"), "天津市/南开区/长虹街道");
        assert_eq!(path("hukou_address"), "");
    }
}

#[tokio::test]
async fn a_draft_keeps_what_was_typed_sealed_and_refuses_unknown_fields() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let begun = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let typed: Answers = [("child_birth_date", Value::Text("2015-2-".into()))].into_iter().collect();
        let kept = save(&test.store, &who, change(&begun, typed.clone())).await.unwrap();
        assert_eq!(kept.answers, typed);
        let row = draft::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert!(!row.sealed.windows(7).any(|part| part == b"2015-2-"));
        let unknown: Answers = [("shoe_size", Value::Text("30".into()))].into_iter().collect();
        let refused = problem(save(&test.store, &who, change(&kept, unknown)).await);
        assert_eq!(refused, Problem::UnknownField { field: "shoe_size".into() });
        let large: Answers = [("school_name", Value::Text("长".repeat(100_000)))].into_iter().collect();
        assert_eq!(problem(save(&test.store, &who, change(&kept, large)).await), Problem::TooLarge);
        discard(&test.store, &who, row.id).await.unwrap();
        assert_eq!(draft::Entity::find().count(&test.store.db).await.unwrap(), 0);
    }
}

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
async fn a_returned_declaration_is_corrected_and_waits_again() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let id = declared(&test, &who, 1).await;
        let early = problem(correct(&test.store, &who, id).await);
        assert_eq!(early, Problem::ActionNotOffered { state: State::Submitted });
        returned(&test, id).await;
        let seen = status(&test.store, &who).await.unwrap().pop().unwrap();
        assert_eq!((seen.state, seen.reason.as_deref()), (State::Returned, Some("请核对")));

        let begun = correct(&test.store, &who, id).await.unwrap();
        assert_eq!(begun.comments[0].field, "school_name");
        assert_eq!(correct(&test.store, &who, id).await.unwrap().id, begun.id);
        let mended: Answers = [("school_name", Value::Text("天津市南开区示例第二小学".into()))].into_iter().collect();
        let filled = save(&test.store, &who, change(&begun, mended)).await.unwrap();
        test.clock.advance(DAY);
        let receipt = submit(&test.store, &who, filled.id.parse().unwrap(), None).await.unwrap();
        assert_eq!((receipt.state, receipt.receipt_no.as_str()), (State::Submitted, seen.receipt_no.as_str()));

        let record = record::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert_eq!((record.id, record.version, record.duplicates), (id, 2, 0));
        let versions = register::rows::submissions::of_record(&test.store.db, "120104", id).await.unwrap();
        assert_eq!(versions.iter().map(|row| row.version).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(submit(&test.store, &who, filled.id.parse().unwrap(), None).await.unwrap(), receipt);
    }
}

#[tokio::test]
async fn a_correction_that_makes_it_another_child_is_suspected_anew() {
    for test in stores().await.unwrap() {
        let (who, other) = (link_holder(&test, LinkKind::Personal).await, link_holder(&test, LinkKind::Personal).await);
        let first = declared(&test, &other, 2).await;
        let id = declared(&test, &who, 1).await;
        returned(&test, id).await;
        let begun = correct(&test.store, &who, id).await.unwrap();
        let mended: Answers = ["child_name", "child_birth_date", "child_id_number"]
            .into_iter()
            .map(|field| (field, migrant(2).value(field).cloned().unwrap()))
            .collect();
        let filled = save(&test.store, &who, change(&begun, mended)).await.unwrap();
        submit(&test.store, &who, filled.id.parse().unwrap(), None).await.unwrap();
        for (one, other) in [(id, first), (first, id)] {
            let record = register::rows::records::by_id(&test.store.db, "120104", one).await.unwrap().unwrap();
            assert_eq!(record.duplicates, 1);
            let pairs = review::rows::duplicate_candidates::of_record(&test.store.db, "120104", one).await.unwrap();
            assert_eq!((pairs[0].other_id, pairs[0].level.as_deref()), (other, Some("certain")));
        }
    }
}

#[tokio::test]
async fn a_correction_that_moves_the_home_moves_the_record_to_the_new_county() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let id = declared(&test, &who, 1).await;
        returned(&test, id).await;
        let begun = correct(&test.store, &who, id).await.unwrap();
        let mut answers = begun.answers.clone();
        for field in ["current_address", "father_current_address", "mother_current_address"] {
            let Some(Value::Address(mut home)) = answers.value(field).cloned() else { panic!("no {field}") };
            home.division_code = "120101001".into();
            answers.set(field, Value::Address(home));
        }
        let filled = save(&test.store, &who, change(&begun, answers)).await.unwrap();
        let receipt = submit(&test.store, &who, filled.id.parse().unwrap(), None).await.unwrap();
        assert_eq!(receipt.owner_code, "120101001");
        assert!(register::rows::records::by_id(&test.store.db, "120104", id).await.unwrap().is_none());
        let versions = register::rows::submissions::of_record(&test.store.db, "120101", id).await.unwrap();
        let events = audit::rows::of_record(&test.store.db, "120101", id).await.unwrap();
        assert_eq!((versions.len(), events.len()), (2, 3));
        let first = backend::register::document::Document::open(&test.store.keys, &versions[0]).unwrap();
        assert_eq!(first.answers.value("child_name"), migrant(1).value("child_name"));
        assert_eq!(status(&test.store, &who).await.unwrap().len(), 1);
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
async fn nothing_begins_before_both_ticks_and_only_under_a_notice_that_was_shown() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let agreed = test.agreement();
        for wrong in [
            Agreement { guardian: false, ..agreed.clone() },
            Agreement { sensitive: false, ..agreed.clone() },
            Agreement { notice_version: "zzz".into(), ..agreed.clone() },
            Agreement { notice_version: "\u{1}".into(), ..agreed.clone() },
        ] {
            let refused = consent(&test.store, &who, &wrong).await.unwrap_err();
            assert!(matches!(refused, Error::Problem(Problem::Invalid { .. })), "{wrong:?}: {refused}");
        }
        assert!(view(&test.store, &who).await.unwrap().draft.is_none());
        consent(&test.store, &who, &agreed).await.unwrap();
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
async fn the_text_that_was_agreed_to_stays_and_the_one_before_is_still_on_open_pages() {
    for test in stores().await.unwrap() {
        let first = test.store.notice.version.clone();
        notices::adopt(&test.store).await.unwrap();
        let mut changed = test.store.clone();
        let mut versions = vec![first.clone()];
        for phone in ["022-1", "022-2"] {
            test.clock.advance(1_000);
            let settings = NoticeSettings { phone: phone.into(), ..NoticeSettings::example() };
            changed.notice = std::sync::Arc::new(notice(&settings));
            notices::adopt(&changed).await.unwrap();
            versions.push(changed.notice.version.clone());
        }
        let shown = |version: String| {
            let store = changed.clone();
            async move { notices::may_be_agreed_to(&store, &version).await.unwrap() }
        };
        assert!(shown(versions[2].clone()).await && shown(versions[1].clone()).await);
        assert!(!shown(first.clone()).await, "two changes ago");
        let text = notices::text(&changed, &versions[1]).await.unwrap().unwrap();
        assert!(text.contains("022-1") && !text.contains("022-2"));
        assert!(notices::text(&changed, &first).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn who_agreed_for_a_grandmother_stays_with_the_declaration() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let by = Agreement { guardian: false, by: "妈妈王芳".into(), ..test.agreement() };
        consent(&test.store, &who, &by).await.unwrap();
        let seen = view(&test.store, &who).await.unwrap();
        assert_eq!(seen.consent.unwrap().by, "妈妈王芳");
        assert!(seen.notice.is_none(), "agreed to already");
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
