//! Tokens that tell their county, and those of an earlier version, which the directory knows.

use backend::access::accounts::FieldWorker;
use backend::access::rows::sessions;
use backend::access::tables::session;
use backend::crypt::token;
use backend::fieldwork;
use backend::fieldwork::tables::device;
use backend::links::holder;
use backend::links::tables::link;
use backend::migration::Migrator;
use backend::testing::{TestStore, account, run_as_owner, stores};
use domain::access::Role;
use domain::problem::Problem;
use domain::view::links::LinkKind;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use sea_orm_migration::MigratorTrait;

const CHANGHONG: &str = "120104001";

/// As [`backend::crypt::keyring::new_token`] made them.
const EARLIER: &str = "AbCd-EfGh_IjKl0123456789";

/// The last step before tokens told their county.
const BEFORE: &str = "m20261127_000010_notices";

/// Takes the database back to how it was before tokens told their county.
async fn back(test: &TestStore) {
    let steps = Migrator::migrations();
    let later = steps.iter().rev().take_while(|step| step.name() != BEFORE).count();
    Migrator::down(test.owner().await.unwrap().db.bare(), Some(u32::try_from(later).unwrap())).await.unwrap();
}

/// Takes it to the present again, as the next start of the program does.
async fn forth(test: &TestStore) {
    backend::migration::migrate(&test.owner().await.unwrap()).await.unwrap();
}

#[tokio::test]
async fn a_link_opens_by_its_county_and_one_of_an_earlier_version_still_does() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let (made, token) = test.link(LinkKind::Village, CHANGHONG).await.unwrap();
        let earlier = link::Model { id: store.new_id(), token_hash: store.keys.token_hash(EARLIER), ..made.clone() };
        earlier.clone().into_active_model().insert(&store.db).await.unwrap();
        back(&test).await;
        forth(&test).await;

        for (token, link) in [(token.as_str(), made.id), (EARLIER, earlier.id)] {
            assert_eq!(holder::open(store, token, None).await.unwrap().link_holder.link_id(), link);
        }
        let elsewhere = token::fresh(domain::divisions::CountyCode::literal(120_101)).unwrap();
        let strange = format!("{}{}", &elsewhere[..4], &token[4..]);
        for none in [elsewhere.as_str(), &strange, "AbCd-EfGh_IjKl012345678X", &EARLIER[..23], ""] {
            let refused = holder::open(store, none, None).await.unwrap_err();
            assert_eq!(refused.problem(), Some(&Problem::LinkUnknown), "{none}");
        }
    }
}

#[tokio::test]
async fn a_phone_is_known_by_its_county_and_one_of_an_earlier_version_still_is() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let worker = account(store, "wang", "王老师", Role::GridWorker, CHANGHONG).await.unwrap();
        back(&test).await;
        let earlier = device::Model {
            county_code: "120104".into(),
            id: store.new_id(),
            account_id: worker.id(),
            token_hash: store.keys.token_hash(EARLIER),
            enrolled_at: 0,
            last_seen: 0,
            unsent: 0,
            unsent_since: None,
            revoked_at: None,
        };
        earlier.clone().into_active_model().insert(&store.db).await.unwrap();
        forth(&test).await;

        assert_eq!(fieldwork::recognise(store, EARLIER).await.unwrap().id(), earlier.id);
        let enrolled = fieldwork::enrol(store, &FieldWorker::of(&worker).unwrap()).await.unwrap();
        assert!(enrolled.token.starts_with("DVJI"));
        assert_eq!(fieldwork::recognise(store, &enrolled.token).await.unwrap().id().to_string(), enrolled.device);
        // A link's token opens no phone's door.
        let (_, token) = test.link(LinkKind::Village, CHANGHONG).await.unwrap();
        let refused = fieldwork::recognise(store, &token).await.map_err(|error| error.into_problem());
        assert_eq!(refused.err(), Some(Problem::DeviceUnknown));
    }
}

#[tokio::test]
async fn sessions_of_an_earlier_version_go_on_without_a_county() {
    for test in stores().await.unwrap() {
        let db = &test.store.db;
        back(&test).await;
        for id in ["one", "two"] {
            let row = format!("INSERT INTO session (id, data, expires_at, ends_at) VALUES ('{id}', 'data', 10, 20)");
            run_as_owner(&test.store, &row).await.unwrap();
        }
        forth(&test).await;

        let row = sessions::load(db, ("", "one"), 5).await.unwrap().unwrap();
        assert_eq!((row.expires_at, row.ends_at, row.data), (10, 20, b"data".to_vec()));
        assert!(sessions::load(db, ("120104", "one"), 5).await.unwrap().is_none());
        assert!(sessions::update(db, ("", "one"), b"more".to_vec(), 15, 5).await.unwrap());
        sessions::delete(db, ("", "one")).await.unwrap();
        assert_eq!(session::Entity::find().all(db).await.unwrap().len(), 1);
        // And back, as long as no two counties have the same id.
        back(&test).await;
        forth(&test).await;
        assert!(sessions::load(db, ("", "two"), 5).await.unwrap().is_some());
    }
}
