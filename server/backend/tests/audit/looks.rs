//! Whoever looks is in the trail before he or she sees anything.

use backend::Store;
use backend::access::accounts::{Browser, Director, FieldWorker, Reviewer, sign_in, signed_out};
use backend::audit::tables::audit_event;
use backend::testing::{self, stores};
use backend::{fieldwork, links, review};
use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::view::links::LinkKind;
use domain::view::review::QueueFilter;

use crate::harness::*;

const MINUTE: i64 = 60_000;

async fn of_kind(store: &Store, kind: &str) -> Vec<audit_event::Model> {
    events(store, NANKAI).await.into_iter().filter(|event| event.kind == kind).collect()
}

#[tokio::test]
async fn t_68_lists_openings_and_prints_are_counted_and_a_second_look_is_the_same_one() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let account = supervisor(store, "liu").await.account().clone().in_session(Some([7; 16]));
        let reviewer = Reviewer::of(&account).unwrap();
        let mut ids = Vec::new();
        for child in 0..28 {
            ids.push(submitted(&test, child).await);
        }
        let first = review::queue(store, &reviewer, QueueFilter::default()).await.unwrap();
        let further = QueueFilter { after: first.next, ..QueueFilter::default() };
        review::queue(store, &reviewer, further).await.unwrap();
        let lists = of_kind(store, "list").await;
        assert_eq!(lists.len(), 2);
        assert!(lists[0].extra.starts_with(r#"{"count":25,"#), "{}", lists[0].extra);
        assert!(lists[1].extra.starts_with(r#"{"count":3,"#), "{}", lists[1].extra);

        for id in &ids[..3] {
            review::open(store, &reviewer, *id).await.unwrap();
        }
        let opened = of_kind(store, "record.opened").await;
        assert_eq!(opened.len(), 3);
        assert_eq!(opened[0].session.as_deref(), Some(&[7; 16][..]));
        assert!(opened[0].groups.split(',').any(|group| group == "idno"), "{}", opened[0].groups);
        test.clock.advance(5 * MINUTE);
        review::read(store, &reviewer, ids[0]).await.unwrap();
        assert_eq!(of_kind(store, "record.opened").await.len(), 3, "the same look");
        let elsewhere = Reviewer::of(&account.clone().in_session(Some([8; 16]))).unwrap();
        review::read(store, &elsewhere, ids[0]).await.unwrap();
        assert_eq!(of_kind(store, "record.opened").await.len(), 4, "another session is another look");
        test.clock.advance(15 * MINUTE);
        review::read(store, &reviewer, ids[0]).await.unwrap();
        assert_eq!(of_kind(store, "record.opened").await.len(), 5);
        review::print(store, &reviewer, ids[0]).await.unwrap();
        assert_eq!(of_kind(store, "print").await.len(), 1);
        backend::audit::seal(store).await.unwrap();
        assert_eq!(verified(store).await.1, []);
    }
}

#[tokio::test]
async fn a_search_is_in_the_trail_without_what_was_searched_for() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu").await;
        submitted(&test, 1).await;
        for _ in 0..2 {
            let filter = QueueFilter { search: Some("示例".into()), ..QueueFilter::default() };
            review::queue(store, &reviewer, filter).await.unwrap();
        }
        let searches = of_kind(store, "search").await;
        assert_eq!(searches.len(), 2);
        assert!(!searches[0].extra.contains("示例"));
        assert_eq!(searches[0].extra, searches[1].extra, "the same term is recognised");
    }
}

#[tokio::test]
async fn whoever_may_not_see_a_record_leaves_no_opening() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let id = submitted(&test, 1).await;
        let other = testing::account(store, "sun", "孙督导员", Role::TownshipSupervisor, "120104002").await.unwrap();
        let other = Reviewer::of(&other).unwrap();
        assert_eq!(review::read(store, &other, id).await.unwrap_err().into_problem(), Problem::NotFound);
        assert_eq!(of_kind(store, "record.opened").await, []);
    }
}

#[tokio::test]
async fn signing_in_being_refused_and_signing_out_leave_an_event_each() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let account = supervisor(store, "liu").await.account().clone();
        let browser = Browser::stranger("192.0.2.7");
        sign_in(store, "liu", "不是这个密码", browser).await.unwrap_err();
        sign_in(store, "nobody", "不是这个密码", browser).await.unwrap_err();
        signed_out(store, &account).await.unwrap();
        let of_account: Vec<(String, String)> = events(store, NANKAI)
            .await
            .into_iter()
            .filter(|event| event.subject == Some(account.id()))
            .map(|event| (event.kind, event.outcome))
            .collect();
        let expected = [("sign_in", "done"), ("sign_in", "refused"), ("session.ended", "done")];
        assert_eq!(of_account, expected.map(|(kind, outcome)| (kind.to_owned(), outcome.to_owned())));
        let unknown = events(store, "000000").await;
        assert_eq!((unknown.len(), unknown[0].subject, unknown[0].peer.as_str()), (1, None, "192.0.2.0/24"));
    }
}

#[tokio::test]
async fn phones_and_links_are_in_the_trail_from_their_beginning_to_their_end() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu").await;
        let worker = testing::account(store, "wang", "王老师", Role::GridWorker, CHANGHONG).await.unwrap();
        let (worker, director) = (FieldWorker::of(&worker).unwrap(), Director::of(&worker).unwrap());
        submitted(&test, 1).await;
        let phone = fieldwork::enrol(store, &worker).await.unwrap();
        let device = phone.device.parse().unwrap();
        let pulled = fieldwork::pull(store, &worker, device, "", &[]).await.unwrap();
        assert_eq!(pulled.children.len(), 1);
        // What came just before is told twice, so that nothing is missed; a pull that tells of nobody leaves nothing.
        test.clock.advance(60 * MINUTE);
        let again = fieldwork::pull(store, &worker, device, &pulled.cursor, &[]).await.unwrap();
        assert_eq!(of_kind(store, "pull").await.len(), 1 + again.children.len());
        test.clock.advance(60 * MINUTE);
        let nobody = fieldwork::pull(store, &worker, device, &again.cursor, &[]).await.unwrap();
        assert_eq!(nobody.children, []);
        assert_eq!(of_kind(store, "pull").await.len(), 1 + again.children.len());
        fieldwork::revoke_phone(store, &reviewer, device).await.unwrap();
        let place = DivisionCode::parse(CHANGHONG).unwrap();
        let link = links::making::create(store, &director, LinkKind::Village, place, "", 30).await.unwrap();
        links::making::revoke(store, &director, link.row.id.parse().unwrap()).await.unwrap();
        for kind in ["phone.enrolled", "phone.ended", "link.made", "link.revoked"] {
            assert_eq!(of_kind(store, kind).await.len(), 1, "{kind}");
        }
        assert!(links::making::revoke(store, &director, link.row.id.parse().unwrap()).await.is_err());
        assert_eq!(of_kind(store, "link.revoked").await.len(), 1, "what was not done leaves nothing");
    }
}
