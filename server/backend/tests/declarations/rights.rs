//! A guardian's rights: the record in clear after a proof, a copy, who looked, requests with their days, consent taken back.

use backend::access::accounts::{Account, Reviewer};
use backend::audit::tables::audit_event;
use backend::calendar::{other_days, set_day, take_day_back};
use backend::consent::NoticeKind;
use backend::consent::tables::consent as evidence;
use backend::declare::declarations::LinkHolder;
use backend::declare::guardian::{children, prove};
use backend::grants::{self, EmergencyAsked};
use backend::register;
use backend::register::tables::{protective_measure, record, rights_request};
use backend::rights::{
    Answer, How, RequestKind, RequestState, Word, ask, choose, copied, handle, looks, my_child, record_measure,
    take_up, waiting,
};
use backend::testing::{self, TestStore, migrant, stores};
use backend::{erasure, review};
use domain::access::Role;
use domain::form::Value;
use domain::problem::Problem;
use domain::register::State;
use domain::values::Phone;
use domain::view::links::LinkKind;
use jiff::civil::date;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};
use uuid::Uuid;

use crate::family::{DAY, declared, link_holder, problem};

const PEER: &str = "10.0.0.9";
const COUNTY: &str = "120104";

fn text(child: u32, field: &str) -> String {
    migrant(child).value(field).and_then(Value::as_text).unwrap().to_owned()
}

async fn account(test: &TestStore, name: &str, role: Role, place: &str) -> Account {
    testing::account(&test.store, name, format!("{name}老师"), role, place).await.unwrap()
}

/// Proves to be a guardian of the first child.
async fn proved(test: &TestStore, who: &LinkHolder, record: Uuid) {
    let numbers = (text(1, "child_id_number"), text(1, "father_phone"));
    prove(&test.store, who, record, (&numbers.0, &numbers.1), PEER).await.unwrap();
}

/// A family with a record whose guardian's the browser is now.
async fn guardian(test: &TestStore) -> (LinkHolder, Uuid) {
    let who = link_holder(test, LinkKind::Personal).await;
    let record = declared(test, &who, 1).await;
    proved(test, &who, record).await;
    (who, record)
}

async fn state(test: &TestStore, state: State) {
    let mut row = record::Entity::find().one(&test.store.db).await.unwrap().unwrap().into_active_model();
    row.state = Set(state.code().into());
    row.update(&test.store.db).await.unwrap();
}

async fn kinds(test: &TestStore) -> Vec<String> {
    let mut rows = audit_event::Entity::find().all(&test.store.db).await.unwrap();
    rows.sort_by_key(|row| row.no);
    rows.into_iter().map(|row| row.kind).collect()
}

#[tokio::test]
async fn the_record_is_shown_in_clear_for_half_an_hour_after_a_proof_in_the_own_browser_too() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let record = declared(&test, &who, 1).await;
        assert_eq!(problem(my_child(&test.store, &who, record).await), Problem::CodeNeeded);
        let told = children(&test.store, &who).await.unwrap();
        assert!(!told[0].guarded && told[0].phones.iter().all(|phone| phone.contains("****")), "{told:?}");
        proved(&test, &who, record).await;
        let child = my_child(&test.store, &who, record).await.unwrap();
        let shown = format!("{:?}", child.parts);
        let phone = Phone::parse(&text(1, "father_phone")).unwrap().display();
        for clear in [text(1, "child_name"), text(1, "child_id_number"), phone] {
            assert!(shown.contains(&clear), "{clear}: {shown}");
        }
        assert!(children(&test.store, &who).await.unwrap()[0].guarded);
        let other = link_holder(&test, LinkKind::Personal).await;
        assert_eq!(problem(my_child(&test.store, &other, record).await), Problem::NotFound);
        // One look; a copy is told each time.
        my_child(&test.store, &who, record).await.unwrap();
        let copy = copied(&test.store, &who, record, How::Json).await.unwrap();
        assert_eq!(copy.answers.value("child_name"), migrant(1).value("child_name"));
        copied(&test.store, &who, record, How::Print).await.unwrap();
        let kinds = kinds(&test).await;
        let count = |kind: &str| kinds.iter().filter(|one| *one == kind).count();
        assert_eq!((count("record.opened"), count("print")), (1, 2), "{kinds:?}");
        test.clock.advance(30 * 60_000);
        for refused in [
            problem(my_child(&test.store, &who, record).await),
            problem(copied(&test.store, &who, record, How::Json).await),
            problem(looks(&test.store, &who, record).await.map(|_| ())),
            problem(ask(&test.store, &who, record, ("explain", "为什么")).await),
        ] {
            assert_eq!(refused, Problem::CodeNeeded);
        }
    }
}

/// T-73: a request on Friday, 2026-11-20, is due 15 working days later by the county's calendar; what is overdue is shown to
/// the approver.
#[tokio::test]
async fn t_73_a_request_is_due_by_the_countys_calendar_and_overdue_ones_go_to_the_approver() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        test.clock.advance(-DAY);
        let (who, record) = guardian(&test).await;
        let officer = account(&test, "li", Role::PrivacyOfficer, COUNTY).await;
        let approver = account(&test, "shen", Role::CountyApprover, COUNTY).await;
        let due = ask(store, &who, record, ("explain", "为什么不是留守儿童")).await.unwrap();
        assert_eq!(due, date(2026, 12, 11));

        // A holiday puts the next one off, a weekend on which people work brings it back.
        for (day, works, name, field) in [
            ("x", false, "元旦", "day"),
            ("2026-11-19", false, "昨天", "day"),
            ("2026-12-07", true, "周一", "day"),
            ("2026-12-07", false, " ", "name"),
        ] {
            assert_eq!(problem(set_day(store, &officer, day, works, name).await).field(), Some(field), "{day}");
        }
        set_day(store, &officer, "2026-12-07", false, "示例节").await.unwrap();
        assert_eq!(ask(store, &who, record, ("complain", "打电话没人接")).await.unwrap(), date(2026, 12, 14));
        set_day(store, &officer, "2026-12-05", true, "示例节调休").await.unwrap();
        assert_eq!(other_days(store, &officer).await.unwrap().len(), 2);
        assert_eq!(ask(store, &who, record, ("correct", "校名写错了")).await.unwrap(), date(2026, 12, 11));
        take_day_back(store, &officer, "2026-12-07").await.unwrap();
        assert_eq!(ask(store, &who, record, ("restrict", "不要再打电话")).await.unwrap(), date(2026, 12, 10));
        assert_eq!(problem(set_day(store, &approver, "2027-01-01", false, "元旦").await), Problem::NotFound);

        for (kind, words, field) in [
            ("x", "有事", "kind"),
            ("identity", "有事", "kind"),
            ("explain", " ", "words"),
            ("explain", "\u{0}", "words"),
        ] {
            assert_eq!(problem(ask(store, &who, record, (kind, words)).await).field(), Some(field), "{kind}");
        }
        ask(store, &who, record, ("erase", "")).await.unwrap();
        assert_eq!(problem(ask(store, &who, record, ("explain", "第六件")).await).field(), Some("kind"));

        let seen = waiting(store, &officer).await.unwrap();
        assert!(seen.answers && seen.requests.len() == 5, "{seen:?}");
        assert!(seen.requests.iter().any(|one| one.words.as_ref().is_some_and(|words| words.asked == "打电话没人接")));
        assert!(waiting(store, &approver).await.unwrap().requests.is_empty(), "nothing is overdue yet");
        // The last day is still in time.
        test.clock.advance(21 * DAY);
        let overdue = waiting(store, &approver).await.unwrap();
        assert_eq!(overdue.requests.iter().map(|one| one.due_on).collect::<Vec<_>>(), [date(2026, 12, 10); 2]);
        test.clock.advance(DAY);
        let overdue = waiting(store, &approver).await.unwrap();
        assert_eq!(overdue.requests.len(), 4);
        assert!(!overdue.answers && overdue.requests.iter().all(|one| one.overdue && one.words.is_none()));
        let elsewhere = account(&test, "hexi", Role::PrivacyOfficer, "120103").await;
        assert!(waiting(store, &elsewhere).await.unwrap().requests.is_empty());
        let reviewer = account(&test, "qu", Role::CountyReviewer, COUNTY).await;
        assert_eq!(problem(waiting(store, &reviewer).await.map(|_| ())), Problem::NotFound);
    }
}

#[tokio::test]
async fn the_officer_opens_the_record_answers_and_the_family_reads_it() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (who, record) = guardian(&test).await;
        ask(store, &who, record, ("explain", "为什么是这个结果")).await.unwrap();
        let officer = account(&test, "li", Role::PrivacyOfficer, COUNTY).await;
        let id = waiting(store, &officer).await.unwrap().requests[0].id;
        assert_eq!(
            problem(grants::granted(store, &officer, record).await),
            Problem::NotFound,
            "not before it is taken up"
        );
        assert_eq!(take_up(store, &officer, id).await.unwrap(), record);
        take_up(store, &officer, id).await.unwrap();
        let view = grants::granted(store, &officer, record).await.unwrap();
        assert!(!view.parts.is_empty());
        let approver = account(&test, "shen", Role::CountyApprover, COUNTY).await;
        let elsewhere = account(&test, "hexi", Role::PrivacyOfficer, "120103").await;
        for other in [&approver, &elsewhere] {
            assert_eq!(problem(take_up(store, other, id).await), Problem::NotFound);
            assert_eq!(problem(handle(store, other, id, Answer::Answered, "好").await), Problem::NotFound);
        }
        assert_eq!(problem(handle(store, &officer, id, Answer::Answered, " ").await).field(), Some("words"));
        handle(store, &officer, id, Answer::Answered, "因为父母都在本区工作。").await.unwrap();
        assert_eq!(problem(grants::granted(store, &officer, record).await), Problem::NotFound, "no longer");
        assert_eq!(problem(handle(store, &officer, id, Answer::Refused, "又").await), Problem::NotFound);
        let asked = my_child(store, &who, record).await.unwrap().requests;
        assert_eq!((asked[0].kind, asked[0].state), (RequestKind::Explain, RequestState::Answered));
        assert_eq!(
            (asked[0].words.asked.as_str(), asked[0].words.answer.as_str()),
            ("为什么是这个结果", "因为父母都在本区工作。")
        );
        // Nobody reads it in the database.
        let row = rights_request::Entity::find().one(&store.db).await.unwrap().unwrap();
        assert!(!String::from_utf8_lossy(&row.sealed).contains("父母"));
    }
}

#[tokio::test]
async fn an_erasure_is_approved_by_two_persons_and_only_of_what_is_closed() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (who, record) = guardian(&test).await;
        ask(store, &who, record, ("erase", "已经搬走了")).await.unwrap();
        let (one, other) = (
            account(&test, "li", Role::PrivacyOfficer, COUNTY).await,
            account(&test, "zhao", Role::PrivacyOfficer, COUNTY).await,
        );
        let id = waiting(store, &one).await.unwrap().requests[0].id;
        let early = problem(handle(store, &one, id, Answer::Erase, "同意").await);
        assert!(early.message().contains("没有办结"), "{early:?}");
        state(&test, State::Exited).await;
        assert_eq!(problem(handle(store, &one, id, Answer::ConfirmErasure, "").await), Problem::NotFound);
        handle(store, &one, id, Answer::Erase, "同意，将在30天内删除。").await.unwrap();
        assert_eq!(problem(handle(store, &one, id, Answer::ConfirmErasure, "").await), Problem::OwnRequest);
        handle(store, &other, id, Answer::ConfirmErasure, "").await.unwrap();
        let row = rights_request::Entity::find().one(&store.db).await.unwrap().unwrap();
        assert_eq!(row.state, RequestState::ErasureApproved.code());
        let asked = my_child(store, &who, record).await.unwrap().requests;
        assert_eq!(asked[0].words.answer, "同意，将在30天内删除。");
        // With the record its words go; that it was asked stays.
        erasure::shred(store, backend::audit::Actor::default(), COUNTY, record).await.unwrap();
        let row = rights_request::Entity::find().one(&store.db).await.unwrap().unwrap();
        assert!(row.sealed.is_empty() && row.key_id.is_empty());
    }
}

/// T-74: who looked, by day, role and unit; an emergency is told once it was reviewed.
#[tokio::test]
async fn t_74_who_looked_is_told_by_day_role_and_unit_and_an_emergency_after_its_review() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (who, record) = guardian(&test).await;
        let supervisor = account(&test, "liu", Role::TownshipSupervisor, "120104001").await;
        review::open(store, &Reviewer::of(&supervisor).unwrap(), record).await.unwrap();
        let county = account(&test, "qu", Role::CountyReviewer, COUNTY).await;
        test.clock.advance(DAY);
        review::open(store, &Reviewer::of(&county).unwrap(), record).await.unwrap();
        let stranger = account(&test, "heping", Role::CountyReviewer, "120101").await;
        let reason = "邻居报告孩子独自在家，身上有伤，需要马上联系监护人并上门".to_owned();
        let emergency = EmergencyAsked { name: text(1, "child_name"), number: text(1, "child_id_number"), reason };
        grants::open_emergency(store, &stranger, &emergency).await.unwrap();
        grants::granted(store, &stranger, record).await.unwrap();
        let why = domain::review::RevealWhy::read("safety", "").unwrap();
        grants::reveal_granted(store, &stranger, record, domain::access::Group::Idno, &why).await.unwrap();

        proved(&test, &who, record).await;
        let told = looks(store, &who, record).await.unwrap();
        let words = |looks: &backend::rights::Looks| -> Vec<String> {
            let line =
                |look: &backend::rights::Look| format!("{} {} {} {}", look.day(), look.unit, look.role, look.what);
            looks.looks.iter().map(line).collect()
        };
        assert_eq!(
            words(&told),
            ["2026-11-22 天津市南开区 民政审核员 查看", "2026-11-21 天津市南开区长虹街道 儿童督导员 查看"]
        );
        let approver = account(&test, "shen", Role::CountyApprover, COUNTY).await;
        let waits = grants::waiting(store, &approver).await.unwrap()[0].id;
        grants::review_emergency(store, &approver, waits, true).await.unwrap();
        let told = words(&looks(store, &who, record).await.unwrap());
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.contains(&"2026-11-22 天津市和平区 民政审核员 紧急查阅".to_owned()), "{told:?}");
        assert!(!told.concat().contains("老师"), "no name");
        assert_eq!(kinds(&test).await.iter().filter(|kind| *kind == "guardian.trail").count(), 2);
    }
}

#[tokio::test]
async fn consent_is_taken_back_kept_as_evidence_and_what_rests_on_the_law_stays() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (who, record) = guardian(&test).await;
        let child = my_child(store, &who, record).await.unwrap();
        let kinds: Vec<_> = child.choices.iter().map(|choice| choice.kind).collect();
        assert_eq!(kinds, [NoticeKind::Notice, NoticeKind::Pictures], "what nobody published is not asked");
        assert!(child.choices.iter().all(|choice| choice.said.is_none()));
        let version =
            |kind: NoticeKind| child.choices.iter().find(|choice| choice.kind == kind).unwrap().notice.version.clone();
        let (notice, pictures) = (version(NoticeKind::Notice), version(NoticeKind::Pictures));
        let old = problem(choose(store, &who, record, (NoticeKind::Pictures, "zzz"), Word::Give).await);
        assert_eq!(old.field(), Some("version"));
        assert_eq!(
            problem(choose(store, &who, record, (NoticeKind::Contacts, ""), Word::Give).await),
            Problem::NotFound
        );
        for (kind, version, word) in [
            (NoticeKind::Pictures, &pictures, Word::Give),
            (NoticeKind::Notice, &notice, Word::Withdraw),
            (NoticeKind::Pictures, &pictures, Word::Withdraw),
        ] {
            test.clock.advance(1);
            assert_eq!(choose(store, &who, record, (kind, version), word).await.unwrap(), 0);
        }
        let mut rows = evidence::Entity::find().all(&store.db).await.unwrap();
        rows.sort_by_key(|row| row.at);
        let told: Vec<_> = rows.iter().map(|row| (row.kind.as_str(), row.basis.as_str(), row.given.as_str())).collect();
        assert_eq!(
            told,
            [
                ("pictures", "consent", "given"),
                ("notice", "statutory", "withdrawn"),
                ("pictures", "consent", "withdrawn")
            ]
        );
        let after = my_child(store, &who, record).await.unwrap();
        assert_eq!(after.parts, child.parts, "the register stays as it is");
    }
}

#[tokio::test]
async fn what_was_asked_and_said_goes_along_when_the_record_goes_to_another_county() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (who, record) = guardian(&test).await;
        ask(store, &who, record, ("explain", "为什么")).await.unwrap();
        let version = my_child(store, &who, record).await.unwrap().choices[0].notice.version.clone();
        choose(store, &who, record, (NoticeKind::Notice, &version), Word::Withdraw).await.unwrap();
        let officer = account(&test, "li", Role::PrivacyOfficer, COUNTY).await;
        let number = record::Entity::find().one(&store.db).await.unwrap().unwrap().receipt_no;
        record_measure(store, &officer, &number, ("mother", "suspected_harm")).await.unwrap();
        let tx = store.begin().await.unwrap();
        register::rows::county_move::follow(&*tx, record, COUNTY, "120101").await.unwrap();
        tx.commit().await.unwrap();
        let asked = rights_request::Entity::find().one(&store.db).await.unwrap().unwrap();
        let said = evidence::Entity::find().one(&store.db).await.unwrap().unwrap();
        let measure = protective_measure::Entity::find().one(&store.db).await.unwrap().unwrap();
        assert_eq!([asked.county_code, said.county_code, measure.county_code], ["120101"; 3]);
    }
}
