//! Auditors search the trail of their area, and look at one event and its proof.

use backend::Store;
use backend::access::accounts::{Account, Auditor};
use backend::audit::proof::merkle;
use backend::audit::{self, Entry, Kind, Outcome};
use backend::auditing::{self, EventLine, Wanted};
use backend::testing::{self, stores};
use domain::access::Role;
use domain::problem::Problem;

use crate::harness::*;

const DAY: i64 = 24 * 3_600_000;

async fn account(store: &Store, username: &str, role: Role, place: &str) -> Account {
    testing::account(store, username, "郑审计", role, place).await.unwrap()
}

async fn auditor(store: &Store, username: &str, place: &str) -> Auditor {
    Auditor::of(&account(store, username, Role::Auditor, place).await).unwrap()
}

async fn found(store: &Store, by: &Auditor, wanted: Wanted) -> Vec<EventLine> {
    auditing::search(store, by, &wanted.with_days(store), None).await.unwrap().lines
}

fn by(pairs: &[(&str, &str)]) -> Wanted {
    let object: serde_json::Map<String, serde_json::Value> =
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    serde_json::from_value(object.into()).unwrap()
}

#[tokio::test]
async fn a_search_finds_by_person_role_kind_day_outcome_and_record() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let auditor = auditor(store, "zheng", NANKAI).await;
        let liu = supervisor(store, "liu").await;
        let id = submitted(&test, 1).await;
        let receipt = backend::review::read(store, &liu, id).await.unwrap().row.receipt_no;
        let mut refused = Entry::new(NANKAI, store.clock.millis(), Kind::SignIn, liu.account().actor());
        refused.outcome = Outcome::Refused;
        written(store, &[refused]).await;
        let kinds = async |wanted: Wanted| -> Vec<String> {
            let mut kinds: Vec<_> =
                found(store, &auditor, wanted).await.into_iter().map(|line| line.event.kind).collect();
            kinds.retain(|kind| kind != "audit.searched");
            kinds.sort();
            kinds
        };
        assert_eq!(kinds(by(&[("person", "刘督")])).await, ["record.opened", "sign_in", "sign_in"]);
        assert_eq!(
            kinds(by(&[("person", "LIU")])).await,
            ["record.opened", "sign_in", "sign_in"],
            "by the user name too"
        );
        assert_eq!(kinds(by(&[("person", "没有这个人")])).await, [""; 0]);
        assert_eq!(kinds(by(&[("role", "township_supervisor")])).await, ["record.opened", "sign_in", "sign_in"]);
        assert_eq!(kinds(by(&[("kind", "submit")])).await, ["submit"]);
        assert_eq!(kinds(by(&[("outcome", "refused")])).await, ["sign_in"]);
        assert_eq!(kinds(by(&[("subject", &id.to_string())])).await, ["record.opened", "submit"]);
        assert_eq!(kinds(by(&[("subject", &receipt.to_lowercase())])).await, ["record.opened", "submit"]);
        assert_eq!(kinds(by(&[("subject", "TC-2026-0000-0000")])).await, [""; 0], "no such receipt");
        test.clock.advance(8 * DAY);
        assert_eq!(kinds(Wanted::default()).await, [""; 0], "seven days when none are chosen");
        assert_eq!(kinds(by(&[("from", "2026-11-21"), ("to", "2026-11-21"), ("kind", "submit")])).await, ["submit"]);
        let line = &found(store, &auditor, by(&[("from", "2026-11-21"), ("kind", "record.opened")])).await[0];
        assert_eq!(line.who, "刘督导员");
    }
}

#[tokio::test]
async fn what_was_typed_wrongly_is_told_at_its_field() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let auditor = auditor(store, "zheng", NANKAI).await;
        for (wanted, at) in [
            (by(&[("from", "2026-11-22"), ("to", "2026-11-21")]), "to"),
            (by(&[("from", "2025-01-01"), ("to", "2026-11-21")]), "from"),
            (by(&[("from", "gestern")]), "from"),
            (by(&[("kind", "nothing")]), "kind"),
            (by(&[("role", "nothing")]), "role"),
            (by(&[("person", &"长".repeat(61))]), "person"),
        ] {
            let refused = auditing::search(store, &auditor, &wanted.with_days(store), None).await.unwrap_err();
            assert!(matches!(refused.into_problem(), Problem::Invalid { field, .. } if field == at), "{at}");
        }
    }
}

#[tokio::test]
async fn t_12_a_search_is_an_event_that_says_what_was_looked_for_without_a_name() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let auditor = auditor(store, "zheng", NANKAI).await;
        let liu = supervisor(store, "liu").await;
        let id = submitted(&test, 1).await;
        backend::review::read(store, &liu, id).await.unwrap();
        let lines = found(store, &auditor, by(&[("subject", &id.to_string()), ("person", "刘督导员")])).await;
        let told = format!("{:?}", lines.iter().map(|line| &line.event).collect::<Vec<_>>());
        assert!(lines.len() == 1 && !told.contains("示例") && !told.contains("刘"), "{told}");
        let events = events(store, NANKAI).await;
        let search = events.iter().find(|event| event.kind == "audit.searched").unwrap();
        assert_eq!((search.subject, search.role.as_str(), search.relation.as_str()), (Some(id), "auditor", "county"));
        assert!(search.extra.contains(r#""count":1,"from":"2026-11-15""#), "{}", search.extra);
        assert!(!search.extra.contains("刘"), "{}", search.extra);
    }
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_over_all_counties_of_a_city() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let city = auditor(store, "zheng", "120000").await;
        let mut all = Vec::new();
        // Many in one instant: their order is that of county, lane and number.
        for _ in 0..3 {
            for county in ["120101", NANKAI, "120105"] {
                all.extend((0..25).map(|_| opened(store, county)));
            }
            written(store, &all.split_off(0)).await;
            test.clock.advance(1);
        }
        let wanted = by(&[("kind", "record.opened")]).with_days(store);
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = auditing::search(store, &city, &wanted, after.as_deref()).await.unwrap();
            assert!(page.lines.len() <= auditing::PAGE);
            seen.extend(page.lines.into_iter().map(|line| (line.event.county_code, line.event.lane, line.event.no)));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len(), 225);
        let first = seen[0].clone();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 225, "each once");
        assert_eq!(first.0, "120101");
    }
}

#[tokio::test]
async fn what_lies_in_another_area_is_not_there() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let nankai = auditor(store, "zheng", NANKAI).await;
        written(store, &[opened(store, "120101")]).await;
        let event = &events(store, "120101").await[0];
        let own = found(store, &nankai, Wanted::default()).await;
        assert!(own.iter().all(|line| line.event.county_code == NANKAI));
        // A place that somebody made up leads out of no area.
        let forged = format!("{}.120101.{}.1", event.at + DAY, event.lane.simple());
        let wanted = Wanted::default().with_days(store);
        let page = auditing::search(store, &nankai, &wanted, Some(&forged)).await.unwrap();
        assert!(page.lines.iter().all(|line| line.event.county_code == NANKAI));
        for refused in [
            auditing::search(store, &nankai, &by(&[("county", "120101")]).with_days(store), None).await.map(drop),
            auditing::event(store, &nankai, "120101", event.lane, 1).await.map(drop),
            auditing::event(store, &nankai, NANKAI, event.lane, 77).await.map(drop),
            auditing::event(store, &nankai, "999999", event.lane, 1).await.map(drop),
        ] {
            assert_eq!(refused.unwrap_err().into_problem(), Problem::NotFound);
        }
        for role in [Role::TownshipSupervisor, Role::CountyReviewer, Role::AccountAdmin, Role::SecurityAdmin] {
            let place = if role == Role::TownshipSupervisor { CHANGHONG } else { NANKAI };
            let other = account(store, role.code(), role, place).await;
            assert_eq!(Auditor::of(&other).unwrap_err().into_problem(), Problem::NotFound, "{role:?}");
        }
    }
}

#[tokio::test]
async fn an_event_comes_with_its_way_to_a_signed_head() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let auditor = auditor(store, "zheng", NANKAI).await;
        let ids = vec![store.new_id(), store.new_id()];
        written(store, &[opened(store, NANKAI), opened(store, NANKAI).about(ids.clone()), opened(store, "120101")])
            .await;
        let row = events(store, NANKAI).await.into_iter().find(|event| event.extra.contains("subjects")).unwrap();
        let open = auditing::event(store, &auditor, NANKAI, row.lane, row.no).await.unwrap();
        assert!(open.inclusion.is_none() && open.head.is_none(), "it is not sealed yet");
        assert_eq!(open.subjects, ids);

        audit::seal(store).await.unwrap();
        audit::write_head(store).await.unwrap().unwrap();
        let detail = auditing::event(store, &auditor, NANKAI, row.lane, row.no).await.unwrap();
        let (inclusion, head) = (detail.inclusion.unwrap(), detail.head.unwrap());
        assert!(inclusion.holds);
        assert_eq!((inclusion.batch.n, inclusion.position, head.n), (1, 2, 1));
        let hash = inclusion.batch.hash.clone().try_into().unwrap();
        let tip = audit::proof::head::Tip { county: NANKAI.into(), n: 1, hash };
        let root = head.head.root.clone().try_into().unwrap();
        assert!(merkle::includes(&root, tip.leaf(), head.position, 2, &head.path));

        unlocked(store).await;
        run(store, &format!("UPDATE audit_event SET groups = 'x' WHERE county_code = '120104' AND no = {}", row.no))
            .await;
        let changed = auditing::event(store, &auditor, NANKAI, row.lane, row.no).await.unwrap();
        assert!(!changed.inclusion.unwrap().holds, "a change is seen on the page");
    }
}
