//! Notices in versions: published by two persons, agreed to by whichever door, asked again when they change.

use backend::access::accounts::Account;
use backend::audit::tables::audit_event;
use backend::consent::tables::consent as evidence;
use backend::consent::{self, NewVersion, NoticeKind, VersionState, confirm, decline, in_force, propose, versions};
use backend::declare::declarations::{LinkHolder, consent as agree, open, save, view};
use backend::declare::renewal::{refuse, renew, renewal};
use backend::declare::submissions::{By, NewSubmission, submit};
use backend::declare::tables::draft;
use backend::register::tables::submission;
use backend::testing::{self, TestStore, migrant, program, stores};
use domain::access::Role;
use domain::problem::Problem;
use domain::view::links::LinkKind;
use domain::view::notice::Agreement;
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::family::{DAY, change, declared, link_holder, problem};

const COUNTY: &str = "120104";
const TEXT: &str = "# 谁在登记\n南开区民政局负责。\n# 您的权利\n可以撤回同意。\n# 我同意登记敏感个人信息。";

async fn officer(test: &TestStore, name: &str) -> Account {
    testing::account(&test.store, name, format!("{name}负责人"), Role::PrivacyOfficer, COUNTY).await.unwrap()
}

fn notice(text: &str) -> NewVersion {
    NewVersion { kind: NoticeKind::Notice.code().into(), text: text.into(), valid_from: String::new() }
}

/// Publishes a text, by two persons; gives its version.
async fn published(test: &TestStore, (one, other): (&Account, &Account), new: NewVersion) -> String {
    propose(&test.store, one, &new).await.unwrap();
    let waiting = versions(&test.store, other).await.unwrap();
    let waiting = waiting.into_iter().find(|version| version.state == VersionState::Proposed).unwrap();
    confirm(&test.store, other, waiting.id).await.unwrap();
    waiting.notice.version
}

async fn stored(test: &TestStore) -> (u64, u64, u64) {
    let db = &test.store.db;
    (
        draft::Entity::find().count(db).await.unwrap(),
        submission::Entity::find().count(db).await.unwrap(),
        evidence::Entity::find().count(db).await.unwrap(),
    )
}

/// T-70: a version that nobody published, with U+0001, with U+0000, by every door: 422, and nothing is stored.
#[tokio::test]
async fn t_70_only_a_published_version_is_agreed_to_whichever_door_it_comes_by() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let who = link_holder(&test, LinkKind::Personal).await;
        let (_, token) = test.link(LinkKind::Personal, "120104001").await.unwrap();
        for version in ["zzz", "", "0123456789ab", "\u{1}", "\u{0}", "a\u{0}b"] {
            let page = Agreement { notice_version: version.into(), ..test.agreement() };
            let by_family = By::Family { link: &token, notice_version: version };
            let mut new: NewSubmission<'_> = testing::submission(store.new_id(), migrant(1), b"1");
            let by_link = submit(store, new.clone(), by_family).await;
            new.notice_version = Some(version);
            let by_program = submit(store, new, By::Client(&program(store))).await;
            let refused = [
                problem(agree(store, &who, &page).await),
                problem(renew(store, &who, &page).await),
                problem(by_link),
                problem(by_program),
            ];
            assert!(refused.iter().all(|problem| problem.status() == 422), "{version:?}: {refused:?}");
        }
        // Nor is a text with what cannot be shown: who agreed.
        for by in ["妈妈\u{1}", "妈妈\u{0}"] {
            let page = Agreement { guardian: false, by: by.into(), ..test.agreement() };
            assert_eq!(problem(agree(store, &who, &page).await).status(), 422, "{by:?}");
        }
        assert_eq!(stored(&test).await, (0, 0, 0));
        let mut new = testing::submission(store.new_id(), migrant(1), b"1");
        new.notice_version = Some(&store.notice.version);
        submit(store, new, By::Client(&program(store))).await.unwrap();
        let row = submission::Entity::find().one(&store.db).await.unwrap().unwrap();
        assert_eq!(row.notice_version.as_deref(), Some(&*store.notice.version));
    }
}

#[tokio::test]
async fn a_version_is_published_by_two_persons_and_is_in_force_from_its_day_on_in_its_county() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (one, other) = (officer(&test, "li").await, officer(&test, "zhao").await);
        assert_eq!(
            in_force(store, COUNTY).await.unwrap(),
            *store.notice,
            "the first version is that of the deployment"
        );
        for (wrong, field) in [
            (NewVersion { kind: "x".into(), ..notice(TEXT) }, "kind"),
            (notice("没有标题"), "text"),
            (notice("# 谁在登记\n民政局。"), "text"),
            (NewVersion { valid_from: "2026-11-20".into(), ..notice(TEXT) }, "valid_from"),
            (NewVersion { valid_from: "明天".into(), ..notice(TEXT) }, "valid_from"),
        ] {
            assert_eq!(problem(propose(store, &one, &wrong).await).field(), Some(field), "{wrong:?}");
        }
        propose(store, &one, &NewVersion { valid_from: "2026-11-23".into(), ..notice(TEXT) }).await.unwrap();
        let waiting = versions(store, &one).await.unwrap();
        assert!(waiting[0].own && waiting[0].proposed_by == "li负责人");
        assert_eq!(problem(confirm(store, &one, waiting[0].id).await), Problem::OwnRequest);
        let elsewhere = testing::account(store, "wang", "王", Role::PrivacyOfficer, "120101").await.unwrap();
        assert_eq!(problem(confirm(store, &elsewhere, waiting[0].id).await), Problem::NotFound);
        let nobody = testing::account(store, "shen", "审", Role::CountyApprover, COUNTY).await.unwrap();
        assert_eq!(problem(propose(store, &nobody, &notice(TEXT)).await), Problem::NotFound);
        confirm(store, &other, waiting[0].id).await.unwrap();
        assert_eq!(problem(confirm(store, &other, waiting[0].id).await), Problem::NotFound);
        let version = waiting[0].notice.version.clone();

        assert_eq!(in_force(store, COUNTY).await.unwrap().version, store.notice.version, "not before its day");
        assert!(!consent::may_be_agreed_to(store, COUNTY, &version).await.unwrap());
        assert!(!consent::was_published(store, COUNTY, &version).await.unwrap());
        test.clock.advance(2 * DAY);
        assert_eq!(in_force(store, COUNTY).await.unwrap().version, version);
        assert_eq!(in_force(store, "120101").await.unwrap().version, store.notice.version);
        // Whoever had the page open still reads the one before.
        assert!(consent::may_be_agreed_to(store, COUNTY, &store.notice.version).await.unwrap());
        assert!(!consent::may_be_agreed_to(store, "120101", &version).await.unwrap());
        let kinds: Vec<String> =
            audit_event::Entity::find().all(&store.db).await.unwrap().into_iter().map(|row| row.kind).collect();
        assert_eq!(kinds.iter().filter(|kind| *kind == "notice.published").count(), 2);
    }
}

#[tokio::test]
async fn what_is_declined_or_not_confirmed_within_three_days_is_never_in_force() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (one, other) = (officer(&test, "li").await, officer(&test, "zhao").await);
        propose(store, &one, &notice(TEXT)).await.unwrap();
        let again = problem(propose(store, &other, &notice(TEXT)).await);
        assert_eq!(again.field(), Some("text"), "the same twice");
        decline(store, &other, versions(store, &other).await.unwrap()[0].id).await.unwrap();
        test.clock.advance(1);
        propose(store, &one, &notice(TEXT)).await.unwrap();
        test.clock.advance(3 * DAY);
        let all = versions(store, &other).await.unwrap();
        let states: Vec<_> = all.iter().map(|version| version.state).collect();
        assert_eq!(states, [VersionState::Lapsed, VersionState::Declined]);
        assert_eq!(problem(confirm(store, &other, all[0].id).await), Problem::NotFound);
        assert_eq!(in_force(store, COUNTY).await.unwrap().version, store.notice.version);
    }
}

async fn asked(test: &TestStore, who: &LinkHolder) -> Option<(bool, bool)> {
    renewal(&test.store, who).await.unwrap().map(|asked| (asked.draft, asked.submitted))
}

#[tokio::test]
async fn a_new_version_asks_again_at_the_next_visit_and_what_was_said_before_stays() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let officers = (officer(&test, "li").await, officer(&test, "zhao").await);
        let who = link_holder(&test, LinkKind::Personal).await;
        let record = declared(&test, &who, 1).await;
        let begun = agree(store, &who, &test.agreement()).await.unwrap();
        save(store, &who, change(&begun, migrant(2))).await.unwrap();
        assert_eq!(asked(&test, &who).await, None);
        let version = published(&test, (&officers.0, &officers.1), notice(TEXT)).await;
        assert_eq!(asked(&test, &who).await, Some((true, true)));
        let agreement = Agreement { notice_version: version.clone(), ..test.agreement() };
        let half = Agreement { sensitive: false, ..agreement.clone() };
        assert_eq!(problem(renew(store, &who, &half).await).field(), Some("guardian"));
        assert_eq!(problem(renew(store, &who, &test.agreement()).await).field(), Some("notice_version"), "the old one");

        // Refused: what was submitted stays and is not asked about again, what is not sent waits.
        refuse(store, &who, &version).await.unwrap();
        assert_eq!(asked(&test, &who).await, Some((true, false)));
        renew(store, &who, &agreement).await.unwrap();
        assert_eq!(asked(&test, &who).await, None);
        assert_eq!(view(store, &who).await.unwrap().consent.unwrap().notice_version, version);
        let first = submission::Entity::find().one(&store.db).await.unwrap().unwrap();
        assert_eq!(first.notice_version.as_deref(), Some(&*store.notice.version), "evidence of the first agreement");
        let rows = evidence::Entity::find().all(&store.db).await.unwrap();
        assert_eq!((rows.len(), rows[0].record_id, rows[0].given.as_str()), (1, record, "refused"));
        assert_eq!((rows[0].version.as_str(), rows[0].basis.as_str()), (version.as_str(), "statutory"));

        // Another version asks about both again.
        test.clock.advance(1_000);
        let next = published(&test, (&officers.0, &officers.1), notice(&TEXT.replace("负责", "办理"))).await;
        assert_eq!(asked(&test, &who).await, Some((true, true)));
        renew(store, &who, &Agreement { notice_version: next, ..test.agreement() }).await.unwrap();
        assert_eq!(asked(&test, &who).await, None);
        assert_eq!(evidence::Entity::find().count(&store.db).await.unwrap(), 2);
    }
}

#[tokio::test]
async fn who_comes_for_the_first_time_reads_the_countys_own_notice() {
    for test in stores().await.unwrap() {
        let officers = (officer(&test, "li").await, officer(&test, "zhao").await);
        let version = published(&test, (&officers.0, &officers.1), notice(TEXT)).await;
        let (_, token) = test.link(LinkKind::Village, "120104001").await.unwrap();
        let who = open(&test.store, &token, None).await.unwrap().link_holder;
        let shown = view(&test.store, &who).await.unwrap().notice.unwrap();
        assert_eq!((shown.version.as_str(), shown.sensitive.as_str()), (version.as_str(), "我同意登记敏感个人信息。"));
        agree(&test.store, &who, &Agreement { notice_version: version, ..test.agreement() }).await.unwrap();
    }
}
