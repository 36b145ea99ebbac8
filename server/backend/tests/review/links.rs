//! Declaration links as staff make them.

use backend::Store;
use backend::access::accounts::Director;
use backend::links::tables::link;
use backend::links::{holder, making, note};
use backend::testing::{account, stores};
use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::view::links::LinkKind;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

const CHANGHONG: &str = "120104001";

fn code(text: &str) -> DivisionCode {
    DivisionCode::parse(text).unwrap()
}

async fn director(store: &Store, username: &str, role: Role, division: &str) -> backend::Result<Director> {
    Director::of(&account(store, username, username, role, division).await?)
}

fn village() -> String {
    backend::divisions::names::children(Some(CHANGHONG)).unwrap().remove(0).code
}

#[tokio::test]
async fn a_link_opens_until_it_is_taken_back_and_its_address_is_shown_once() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let wang = director(store, "wang", Role::VillageDirector, &village()).await.unwrap();
        let made = making::create(store, &wang, LinkKind::Village, code(&village()), " 楼门口 ", 30).await.unwrap();
        assert!(made.qr.starts_with("<svg role=\"img\" aria-label="));
        assert_eq!(made.row.note, "楼门口");
        let token = made.url.strip_prefix("https://tongce.example.cn/l/").unwrap();
        assert_eq!(backend::crypt::token::county(token).map(|county| county.to_string()).as_deref(), Some("120104"));
        let opened = holder::open(store, token, None).await.unwrap();
        assert_eq!(opened.view.kind, LinkKind::Village);
        let listed = making::list(store, &wang).await.unwrap();
        assert_eq!((listed.len(), listed[0].used), (1, 0));
        let id = made.row.id.parse().unwrap();
        assert_eq!(making::poster(store, &wang, id, &made.url).await.unwrap().qr, made.qr);
        let foreign = format!("{}x", made.url);
        assert!(making::poster(store, &wang, id, &foreign).await.is_err());
        making::revoke(store, &wang, id).await.unwrap();
        let closed = holder::open(store, token, None).await.unwrap_err();
        assert_eq!(closed.problem(), Some(&Problem::LinkRevoked));
        assert!(making::revoke(store, &wang, id).await.is_err());
    }
}

#[tokio::test]
async fn what_a_link_is_for_rests_sealed_and_so_do_the_words_of_an_earlier_version() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let wang = director(store, "wang", Role::VillageDirector, &village()).await.unwrap();
        making::create(store, &wang, LinkKind::Village, code(&village()), "村口", 30).await.unwrap();
        making::create(store, &wang, LinkKind::Village, code(&village()), "", 30).await.unwrap();
        let earlier = making::create(store, &wang, LinkKind::Village, code(&village()), "", 30).await.unwrap();
        let all = async || link::Entity::find().all(&store.db).await.unwrap();
        let row = all().await.into_iter().find(|row| row.id.to_string() == earlier.row.id).unwrap();
        let mut row = row.into_active_model();
        row.note = Set("张三家".into());
        row.update(&store.db).await.unwrap();
        let notes = async || {
            let listed = making::list(store, &wang).await.unwrap();
            let mut notes: Vec<String> = listed.into_iter().map(|row| row.note).collect();
            notes.sort();
            notes
        };
        assert_eq!(notes().await, ["", "张三家", "村口"]);
        assert_eq!(note::seal_earlier(store, "120104").await.unwrap(), 1);
        assert_eq!(note::seal_earlier(store, "120104").await.unwrap(), 0);
        assert_eq!(notes().await, ["", "张三家", "村口"]);
        let rows = all().await;
        assert!(rows.iter().all(|row| row.note.is_empty()));
        assert_eq!(rows.iter().filter(|row| row.sealed.is_some()).count(), 2);
    }
}

#[tokio::test]
async fn links_are_made_for_the_own_division_only() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let wang = director(store, "wang", Role::GridWorker, &village()).await.unwrap();
        let refused = making::create(store, &wang, LinkKind::Village, code(CHANGHONG), "", 30).await.unwrap_err();
        assert_eq!(refused.problem(), Some(&Problem::Forbidden));
        for days in [0, 366] {
            let refused =
                making::create(store, &wang, LinkKind::Personal, code(&village()), "", days).await.unwrap_err();
            assert!(matches!(refused.problem(), Some(Problem::Invalid { field, .. }) if field == "days"));
        }
        let long = "注".repeat(101);
        let refused = making::create(store, &wang, LinkKind::Personal, code(&village()), &long, 1).await.unwrap_err();
        assert!(matches!(refused.problem(), Some(Problem::Invalid { field, .. }) if field == "note"));
        let above = director(store, "liu", Role::TownshipSupervisor, CHANGHONG).await.unwrap();
        let other = director(store, "zhao", Role::TownshipSupervisor, "120104002").await.unwrap();
        let made = making::create(store, &wang, LinkKind::Personal, code(&village()), "", 1).await.unwrap();
        let id = made.row.id.parse().unwrap();
        assert_eq!(making::list(store, &above).await.unwrap().len(), 1);
        assert!(making::list(store, &other).await.unwrap().is_empty());
        assert!(making::revoke(store, &other, id).await.is_err());
        assert!(making::revoke(store, &above, id).await.is_ok());
        for role in [Role::Auditor, Role::CountyReviewer] {
            assert!(director(store, role.code(), role, "120104").await.is_err(), "{role:?}");
        }
    }
}

#[tokio::test]
async fn links_are_made_in_advance_and_each_opens() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let wang = director(store, "wang", Role::GridWorker, &village()).await.unwrap();
        for count in [0, making::MAX_RESERVED + 1] {
            assert!(making::reserve(store, &wang, count).await.is_err());
        }
        let made = making::reserve(store, &wang, 5).await.unwrap();
        assert_eq!(made.len(), 5);
        for link in &made {
            assert!(link.qr.starts_with("<svg "));
            let token = link.url.rsplit('/').next().unwrap();
            assert_eq!(holder::open(store, token, None).await.unwrap().view.kind, LinkKind::Personal);
        }
        assert_eq!(making::list(store, &wang).await.unwrap().len(), 5);
    }
}
