//! Reading out of the ordinary raises notices; whoever handles them closes them with words.

use backend::Store;
use backend::access::accounts::{self, Account, AlertHandler, Auditor};
use backend::audit::{Actor, ActorKind, Entry, Kind};
use backend::auditing::{self, AlertLine, Limits, Rule, setting_of};
use backend::store::rows::settings;
use backend::testing::{self, stores};
use domain::access::Role;
use domain::problem::Problem;

use crate::harness::*;

const HOUR: i64 = 3_600_000;

async fn handler(store: &Store, username: &str, role: Role, place: &str) -> AlertHandler {
    AlertHandler::of(&account(store, username, role, place).await).unwrap()
}

async fn account(store: &Store, username: &str, role: Role, place: &str) -> Account {
    testing::account(store, username, format!("{username}老师"), role, place).await.unwrap()
}

/// Somebody opens so many records, one a second.
async fn opens(test: &testing::TestStore, by: &Account, count: usize) {
    let store = &test.store;
    for _ in 0..count {
        let entry = Entry::new(NANKAI, store.clock.millis(), Kind::RecordOpened, by.actor());
        written(store, &[entry.of("record", store.new_id())]).await;
        test.clock.advance(1_000);
    }
}

fn rules(lines: &[AlertLine]) -> Vec<Rule> {
    let mut rules: Vec<Rule> = lines.iter().filter_map(|line| line.rule).collect();
    rules.sort_by_key(|rule| rule.code());
    rules
}

async fn evaluated(store: &Store) -> usize {
    auditing::evaluate(store, None).await.unwrap()
}

#[tokio::test]
async fn t_69_sixty_one_records_in_an_hour_and_one_at_night_are_two_notices_without_content() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let auditor = handler(store, "shenji", Role::Auditor, NANKAI).await;
        let approver = handler(store, "shenpi", Role::CountyApprover, NANKAI).await;
        let liu = account(store, "liu", Role::TownshipSupervisor, CHANGHONG).await;
        opens(&test, &liu, 60).await;
        assert_eq!(evaluated(store).await, 0);
        opens(&test, &liu, 1).await;
        assert_eq!((evaluated(store).await, evaluated(store).await), (1, 0), "once");
        // 23:30 in Shanghai.
        test.clock.advance(14 * HOUR + HOUR / 2 - 61_000);
        opens(&test, &liu, 1).await;
        assert_eq!((evaluated(store).await, evaluated(store).await), (1, 0));
        for by in [&auditor, &approver] {
            let all = auditing::alerts(store, by).await.unwrap();
            assert_eq!(rules(&all.open), [Rule::OpenedAnHour, Rule::OutOfHours]);
            assert!(all.open.iter().all(|line| line.who == "liu老师" && line.alert.role == "township_supervisor"));
            assert!(all.open.iter().all(|line| line.alert.person == liu.person() && line.alert.sealed.is_none()));
        }
        let raised = events(store, NANKAI).await.into_iter().filter(|event| event.kind == "notice.raised");
        assert_eq!(raised.count(), 2);
        let elsewhere = handler(store, "hexi", Role::Auditor, "120103").await;
        assert_eq!(auditing::alerts(store, &elsewhere).await.unwrap().open.len(), 0);
        let account = account(store, "quxian", Role::CountyReviewer, NANKAI).await;
        assert_eq!(AlertHandler::of(&account).unwrap_err().into_problem(), Problem::NotFound);
        assert_eq!(Auditor::of(approver.account()).unwrap_err().into_problem(), Problem::NotFound);
    }
}

#[tokio::test]
async fn a_notice_is_closed_once_with_words_and_never_by_whom_it_is_about() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let auditor = handler(store, "shenji", Role::Auditor, NANKAI).await;
        let approver = handler(store, "shenpi", Role::CountyApprover, NANKAI).await;
        opens(&test, approver.account(), 61).await;
        assert_eq!(evaluated(store).await, 1);
        let id = auditing::alerts(store, &auditor).await.unwrap().open[0].alert.id;
        let close = async |by: &AlertHandler, county: &str, words: &str| {
            auditing::close_alert(store, by, county, id, words).await.map_err(backend::Error::into_problem)
        };
        assert_eq!(close(&approver, NANKAI, "没有问题").await, Err(Problem::OwnRequest));
        assert!(matches!(close(&auditor, NANKAI, "  ").await, Err(Problem::Invalid { .. })));
        assert_eq!(close(&auditor, "120101", "核实").await, Err(Problem::NotFound));
        close(&auditor, NANKAI, "已核实：集中办理积压登记").await.unwrap();
        assert!(matches!(close(&auditor, NANKAI, "再来一次").await, Err(Problem::Invalid { .. })));
        let all = auditing::alerts(store, &auditor).await.unwrap();
        assert_eq!(all.open.len(), 0);
        let closed = all.closed[0].closed.clone().unwrap();
        assert_eq!(closed, ("shenji老师".to_owned(), "已核实：集中办理积压登记".to_owned()));
        let event = events(store, NANKAI).await.into_iter().find(|event| event.kind == "notice.closed").unwrap();
        assert!(event.detail_hash.is_some() && !format!("{event:?}").contains("核实"));
        assert_eq!(evaluated(store).await, 0, "what was closed is not raised again on the same day");
    }
}

#[tokio::test]
async fn searches_that_find_nothing_and_refusals_are_noticed() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let auditor = handler(store, "shenji", Role::Auditor, NANKAI).await;
        let liu = supervisor(store, "liu").await;
        for name in ["张", "王", "李", "赵", "陈", "杨"] {
            let filter = domain::view::review::QueueFilter { search: Some(name.into()), ..Default::default() };
            backend::review::queue(store, &liu, filter).await.unwrap();
        }
        // Of refusals within a minute one event tells at once, and one a minute later how many more there were.
        for _ in 0..10 {
            accounts::refused(store, liu.account(), "/review/{id}").await.unwrap();
        }
        assert_eq!(accounts::write_refusals(store).await.unwrap(), 0);
        assert_eq!(evaluated(store).await, 1);
        test.clock.advance(60_000);
        assert_eq!(accounts::write_refusals(store).await.unwrap(), 1);
        assert_eq!(evaluated(store).await, 1);
        let open = auditing::alerts(store, &auditor).await.unwrap().open;
        assert_eq!(rules(&open), [Rule::EmptySearches, Rule::Refusals]);
        let refused: Vec<String> = events(store, NANKAI)
            .await
            .into_iter()
            .filter(|event| event.kind == "refused")
            .map(|event| event.extra)
            .collect();
        assert_eq!(refused, [r#"{"count":1,"route":"/review/{id}"}"#, r#"{"count":9,"route":"/review/{id}"}"#]);
    }
}

#[tokio::test]
async fn far_more_than_on_other_days_is_noticed_of_who_has_a_habit() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let auditor = handler(store, "shenji", Role::Auditor, NANKAI).await;
        let (liu, new) = (
            account(store, "liu", Role::TownshipSupervisor, CHANGHONG).await,
            account(store, "xin", Role::TownshipSupervisor, CHANGHONG).await,
        );
        for _ in 0..5 {
            opens(&test, &liu, 10).await;
            test.clock.advance(24 * HOUR - 10_000);
        }
        opens(&test, &liu, 30).await;
        opens(&test, &new, 31).await;
        assert_eq!(evaluated(store).await, 0);
        opens(&test, &liu, 1).await;
        assert_eq!(evaluated(store).await, 1);
        let open = auditing::alerts(store, &auditor).await.unwrap().open;
        assert_eq!(
            (open[0].rule, open[0].alert.counted, open[0].who.as_str()),
            (Some(Rule::AboveOwnMean), 31, "liu老师")
        );
    }
}

#[tokio::test]
async fn a_county_has_limits_of_its_own_and_nonsense_leaves_the_usual_ones() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let liu = account(store, "liu", Role::TownshipSupervisor, CHANGHONG).await;
        let own = Limits { opened_an_hour: 3, ..Limits::default() };
        settings::set(&store.db, &setting_of(NANKAI), "{").await.unwrap();
        opens(&test, &liu, 4).await;
        assert_eq!(evaluated(store).await, 0);
        settings::set(&store.db, &setting_of(NANKAI), &serde_json::to_string(&own).unwrap()).await.unwrap();
        assert_eq!(evaluated(store).await, 1);
    }
}

#[tokio::test]
async fn lost_numbers_and_old_anchors_are_noticed_where_there_is_a_place_for_anchors() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let auditor = handler(store, "shenji", Role::Auditor, NANKAI).await;
        let lane = store.new_id();
        let closed = Entry::new(NANKAI, store.clock.millis(), Kind::LaneClosed, backend::audit::Actor::default());
        written(store, &[closed.of("lane", lane).with("lost", vec![4, 5])]).await;
        let now = store.clock.millis();
        assert_eq!(auditing::evaluate(store, Some(now - 24 * HOUR)).await.unwrap(), 1);
        assert_eq!(auditing::evaluate(store, Some(now - 24 * HOUR - 1)).await.unwrap(), 1);
        assert_eq!(auditing::evaluate(store, Some(now - 25 * HOUR)).await.unwrap(), 0);
        let open = auditing::alerts(store, &auditor).await.unwrap().open;
        assert_eq!(rules(&open), [Rule::AnchorOld, Rule::LaneLost]);
        assert!(open.iter().all(|line| line.who.is_empty()));
    }
}

#[tokio::test]
async fn a_guardian_who_reads_the_own_childs_record_at_night_is_nobody_to_be_noticed() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        test.clock.advance(14 * HOUR + HOUR / 2);
        let guardian = Actor { kind: ActorKind::Family, id: Some(store.new_id()), ..Actor::default() };
        let entry = Entry::new(NANKAI, store.clock.millis(), Kind::RecordOpened, guardian);
        written(store, &[entry.of("record", store.new_id())]).await;
        assert_eq!(evaluated(store).await, 0);
    }
}
