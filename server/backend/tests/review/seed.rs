//! Synthetic records and the demonstration.

use backend::access::accounts;
use backend::access::accounts::Browser;
use backend::access::accounts::{FieldWorker, Reviewer};
use backend::fieldwork::rows::scope::Scope;
use backend::register::document::Document;
use backend::testing::stores;
use backend::{Store, fieldwork, review, seed};
use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::fieldwork::HouseholdState;
use domain::problem::Problem;
use domain::register::State;
use domain::view::review::QueueFilter;

#[tokio::test]
async fn the_demonstration_is_made_once_and_its_people_can_work() {
    for test in stores().await.unwrap() {
        let mut store: Store = test.store.clone();
        store.base_url = "http://tongce.test".into();
        let store = &store;
        let demo = seed::demo(store).await.unwrap();
        assert_eq!(demo.records, 200);
        let token = demo.link.rsplit('/').next().unwrap().to_owned();
        let again = seed::demo(store).await.unwrap();
        assert_eq!(again.records, 0);
        assert_ne!(again.link, demo.link);
        assert!(backend::links::holder::open(store, &token, None).await.is_ok());
        let account = accounts::sign_in(store, "changhong", seed::DEMO_PASSWORD, Browser::stranger("10.0.0.1"))
            .await
            .unwrap()
            .account;
        let reviewer = Reviewer::of(&account).unwrap();
        let page = review::queue(store, &reviewer, QueueFilter::default()).await.unwrap();
        let states: Vec<State> = page.counts.iter().map(|count| count.state).collect();
        for state in [State::Submitted, State::Transferring, State::Returned, State::TownshipReviewed, State::Rejected]
        {
            assert!(states.contains(&state), "{state:?} in {states:?}");
        }
        let duplicates = QueueFilter { duplicates: true, ..QueueFilter::default() };
        assert!(!review::queue(store, &reviewer, duplicates).await.unwrap().rows.is_empty());
        assert_eq!(levels(store).await, ["certain", "possible", "probable"]);
        assert!(page.villages.len() > 3);
        let account = accounts::sign_in(store, "wanggeyuan", seed::DEMO_PASSWORD, Browser::stranger("10.0.0.1"))
            .await
            .unwrap()
            .account;
        let worker = FieldWorker::of(&account).unwrap();
        let device = fieldwork::enrol(store, &worker).await.unwrap().device.parse().unwrap();
        let pulled = fieldwork::pull(store, &worker, device, "", &[]).await.unwrap();
        assert!(pulled.children.len() > 15, "{}", pulled.children.len());
        assert_eq!(pulled.children.iter().filter(|child| child.visited_on.is_some()).count(), 3);
        assert!(pulled.children.iter().any(|child| child.key_care));
        assert!(!pulled.back.is_empty() && !pulled.back[0].back.as_ref().unwrap().comments.is_empty());
        let own = fieldwork::coverage(store, &Scope::from(&worker)).await.unwrap().remove(0);
        assert!(HouseholdState::ALL.iter().all(|state| own.of(*state) > 0), "{own:?}");
        assert_eq!((own.total(), own.children as usize), (12, pulled.children.len()));
        let offered = QueueFilter { state: Some(State::Transferring), ..QueueFilter::default() };
        let mut rows = review::queue(store, &reviewer, offered).await.unwrap().rows;
        let id = rows.remove(0).id.parse().unwrap();
        assert!(!review::open(store, &reviewer, id).await.unwrap().history.is_empty());
    }
}

/// T-77: its passwords are public.
#[tokio::test]
async fn t_77_the_demonstration_never_stands_beside_real_accounts() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let real = accounts::NewAccount {
            username: "zhen".into(),
            display_name: "真实".into(),
            role: Role::TownshipSupervisor,
            division: DivisionCode::parse("120104001").unwrap(),
            password: "一个足够长的密码".into(),
            demonstration: false,
        };
        accounts::create(store, real).await.unwrap();
        let refused = seed::demo(store).await.unwrap_err();
        assert!(matches!(refused.problem(), Some(Problem::Invalid { .. })), "{refused:?}");
        assert!(backend::access::rows::accounts::by_username(&store.db, "changhong").await.unwrap().is_none());
    }
    for test in stores().await.unwrap() {
        seed::demo(&test.store).await.unwrap();
        let mut outside: Store = test.store.clone();
        outside.base_url = "https://tongce.test".into();
        let refused = accounts::sign_in(&outside, "changhong", seed::DEMO_PASSWORD, Browser::stranger("10.0.0.1"));
        assert_eq!(refused.await.unwrap_err().problem(), Some(&Problem::SignInFailed));
    }
}

/// Codes of the levels of suspicion that the store shows.
async fn levels(store: &backend::Store) -> Vec<String> {
    use sea_orm::EntityTrait as _;
    let pairs = backend::register::tables::duplicate_candidate::Entity::find().all(&store.db).await.unwrap();
    let mut levels: Vec<String> = pairs.into_iter().filter_map(|pair| pair.level).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

#[tokio::test]
async fn seed_is_deterministic() {
    use backend::audit::tables::event;
    use backend::register::tables::{duplicate_candidate, lookup, record, submission};
    use sea_orm::{EntityTrait, QueryOrder};
    let mut before = None;
    for test in stores().await.unwrap().into_iter().chain(stores().await.unwrap()) {
        let db = &test.store.db;
        let mut heard = Vec::new();
        seed::records(&test.store, 700, 5, backend::testing::TODAY, |done| heard.push(done)).await.unwrap();
        assert_eq!(heard.last(), Some(&700));
        assert!(seed::records(&test.store, 700, 5, backend::testing::TODAY, |_| ()).await.is_err());
        let records = record::Entity::find().order_by_asc(record::Column::Id).all(db).await.unwrap();
        let documents: Vec<_> = submission::Entity::find()
            .order_by_asc(submission::Column::RecordId)
            .all(db)
            .await
            .unwrap()
            .iter()
            .zip(&records)
            .map(|(row, record)| Document::open(&record.key(&test.store.keys).unwrap(), row).unwrap())
            .collect();
        let mut events: Vec<_> = event::Entity::find().all(db).await.unwrap();
        events.sort_unstable_by_key(|event| event.id);
        assert_eq!((records.len(), documents.len()), (700, 700));
        assert!(lookup::Entity::find().all(db).await.unwrap().len() > 4_000);
        let pairs = duplicate_candidate::Entity::find().all(db).await.unwrap();
        assert!(pairs.len() >= 8 && records.iter().any(|record| record.duplicates > 0));
        let now: Vec<_> = records
            .into_iter()
            .map(|row| (row.id, row.receipt_no, row.township_code, row.state, row.class, row.entered_at, row.findings))
            .collect();
        let moves: Vec<_> = events.into_iter().map(|row| (row.id, row.at, row.action, row.actor_id)).collect();
        let all = (now, documents, moves);
        if let Some(before) = &before {
            assert_eq!(*before, all);
        }
        before = Some(all);
    }
}
