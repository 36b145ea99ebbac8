//! A link is opened, the notice is shown, and consent begins a draft.

use crate::family::{DAY, change, declared, link_holder, problem};
use backend::Error;
use backend::consent::{self, adopt};
use backend::declare::declarations::{consent as agree, correct, open, print, save, view};
use backend::declare::tables::draft;
use backend::links::tables::link;
use backend::notice::{NoticeSettings, notice};
use backend::testing::{migrant, stores};
use domain::problem::Problem;
use domain::view::links::LinkKind;
use domain::view::notice::Agreement;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait};

const COUNTY: &str = "120104";

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
        let mine = agree(&test.store, &one, &test.agreement()).await.unwrap();
        assert!(view(&test.store, &other).await.unwrap().draft.is_none());
        let stolen = save(&test.store, &other, change(&mine, migrant(1))).await;
        assert_eq!(problem(stolen), Problem::DraftGone);
        let id = declared(&test, &one, 1).await;
        assert_eq!(problem(correct(&test.store, &other, id).await), Problem::NotFound);
        assert_eq!(problem(print(&test.store, &other, id).await), Problem::NotFound);
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
            let refused = agree(&test.store, &who, &wrong).await.unwrap_err();
            assert!(matches!(refused, Error::Problem(Problem::Invalid { .. })), "{wrong:?}: {refused}");
        }
        assert!(view(&test.store, &who).await.unwrap().draft.is_none());
        agree(&test.store, &who, &agreed).await.unwrap();
    }
}

#[tokio::test]
async fn the_text_that_was_agreed_to_stays_and_the_one_before_is_still_on_open_pages() {
    for test in stores().await.unwrap() {
        let first = test.store.notice.version.clone();
        adopt(&test.store).await.unwrap();
        let mut changed = test.store.clone();
        let mut versions = vec![first.clone()];
        for phone in ["022-1", "022-2"] {
            test.clock.advance(1_000);
            let settings = NoticeSettings { phone: phone.into(), ..NoticeSettings::example() };
            changed.notice = std::sync::Arc::new(notice(&settings));
            adopt(&changed).await.unwrap();
            versions.push(changed.notice.version.clone());
        }
        let shown = |version: String| {
            let store = changed.clone();
            async move { consent::may_be_agreed_to(&store, COUNTY, &version).await.unwrap() }
        };
        assert!(shown(versions[2].clone()).await && shown(versions[1].clone()).await);
        assert!(!shown(first.clone()).await, "two changes ago");
        let text = consent::text(&changed, COUNTY, &versions[1]).await.unwrap().unwrap();
        assert!(text.contains("022-1") && !text.contains("022-2"));
        assert!(consent::text(&changed, COUNTY, &first).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn who_agreed_for_a_grandmother_stays_with_the_declaration() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let by = Agreement { guardian: false, by: "妈妈王芳".into(), ..test.agreement() };
        agree(&test.store, &who, &by).await.unwrap();
        let seen = view(&test.store, &who).await.unwrap();
        assert_eq!(seen.consent.unwrap().by, "妈妈王芳");
        assert!(seen.notice.is_none(), "agreed to already");
    }
}
