//! What only supports the work goes by itself, on its day.

use backend::erasure::nightly::{self, Night};
use backend::fieldwork::tables::device;
use backend::links::tables::link;
use backend::testing::{TestStore, stores};
use domain::view::links::LinkKind;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use crate::harness::*;

async fn links(test: &TestStore) -> usize {
    link::Entity::find().all(&test.store.db).await.unwrap().len()
}

#[tokio::test]
async fn a_link_goes_ninety_days_after_its_end_and_a_phone_after_a_year() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let worker = officer(store).await;
        // Its last day is 31 December 2026.
        test.link(LinkKind::Village, "120104001").await.unwrap();
        let (revoked, _) = test.link(LinkKind::Personal, "120104001").await.unwrap();
        let mut revoked = revoked.into_active_model();
        revoked.revoked_at = Set(Some(test.store.clock.millis()));
        revoked.update(&store.db).await.unwrap();
        let phone = device::Model {
            county_code: NANKAI.into(),
            id: store.new_id(),
            account_id: worker.id(),
            token_hash: vec![1; 32],
            enrolled_at: 0,
            last_seen: store.clock.millis(),
            unsent: 0,
            unsent_since: None,
            revoked_at: None,
        };
        phone.into_active_model().insert(&store.db).await.unwrap();

        test.clock.advance(90 * DAY);
        assert_eq!((nightly::run(store).await.unwrap(), links(&test).await), (Night::default(), 2));
        test.clock.advance(1);
        assert_eq!((nightly::run(store).await.unwrap().gone, links(&test).await), (1, 1));
        // 31 March 2027 is the ninetieth day after the last one.
        test.clock.advance(40 * DAY);
        assert_eq!((nightly::run(store).await.unwrap(), links(&test).await), (Night::default(), 1));
        test.clock.advance(DAY);
        assert_eq!((nightly::run(store).await.unwrap().gone, links(&test).await), (1, 0));
        test.clock.advance((365 - 131) * DAY);
        assert_eq!(nightly::run(store).await.unwrap().gone, 1);
        assert_eq!(device::Entity::find().all(&store.db).await.unwrap().len(), 0);
    }
}
