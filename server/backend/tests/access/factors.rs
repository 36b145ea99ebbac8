//! Second factors.

use backend::access::factors;
use backend::audit::tables::audit_event;
use backend::testing::stores;
use domain::access::Role;
use domain::problem::Problem;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use totp_rs::{Builder, Secret};

use crate::harness::*;

/// A code of the generator at an instant.
fn code(secret: &str, millis: i64) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).with_account_name("x");
    totp.build().unwrap().generate(u64::try_from(millis / 1000).unwrap()).to_string()
}

/// T-35: the vectors of RFC 6238, cut to six digits.
#[test]
fn t_35_the_codes_are_those_of_the_standard() {
    let secret = Secret::new(b"12345678901234567890".to_vec().into_boxed_slice()).to_base32();
    for (at, expected) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924")] {
        assert_eq!(code(&secret, at * 1000), expected);
    }
}

#[tokio::test]
async fn a_code_is_taken_once_and_its_neighbours_too() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let account = holder(&test, Role::CountyReviewer, COUNTY).await;
        assert_eq!(factors::of(store, &account).await.unwrap(), factors::Factors::default());
        factors::begin(store, &account).await.unwrap();
        let setup = factors::setup(store, &account).await.unwrap().unwrap();
        assert!(setup.qr.contains("<svg"));
        let now = || code(&setup.secret, store.clock.millis());
        assert_eq!(field(factors::confirm(store, &account, PEER, "000000").await), "code");
        let codes = factors::confirm(store, &account, PEER, &now()).await.unwrap();
        assert_eq!(codes.len(), factors::CODES);
        assert!(factors::setup(store, &account).await.unwrap().is_none(), "the secret is shown no more");
        assert_eq!(field(factors::prove(store, &account, PEER, &now()).await), "code");
        test.clock.advance(30_000);
        let late = now();
        test.clock.advance(30_000);
        factors::prove(store, &account, PEER, &late).await.unwrap();
        test.clock.advance(90_000);
        assert_eq!(field(factors::prove(store, &account, PEER, &late).await), "code");

        // T-36: a recovery code, in lower case and without dashes, once.
        let written = codes[3].replace('-', "").to_lowercase();
        factors::prove(store, &account, PEER, &written).await.unwrap();
        assert_eq!(field(factors::prove(store, &account, PEER, &written).await), "code");
        assert_eq!(factors::of(store, &account).await.unwrap().recovery_left, 9);
    }
}

#[tokio::test]
async fn each_code_that_is_shown_is_an_event_right_or_wrong() {
    use audit_event::Column as E;
    for test in stores().await.unwrap() {
        let store = &test.store;
        let account = holder(&test, Role::CountyReviewer, COUNTY).await;
        factors::begin(store, &account).await.unwrap();
        let setup = factors::setup(store, &account).await.unwrap().unwrap();
        assert_eq!(field(factors::confirm(store, &account, PEER, "000000").await), "code");
        let right = code(&setup.secret, store.clock.millis());
        let codes = factors::confirm(store, &account, PEER, &right).await.unwrap();
        factors::prove(store, &account, PEER, &codes[0]).await.unwrap();
        assert_eq!(field(factors::prove(store, &account, PEER, &codes[0]).await), "code");
        let shown = audit_event::Entity::find().filter(E::Kind.eq("factor.shown"));
        let shown = shown.order_by_asc(E::At).order_by_asc(E::No).all(&store.db).await.unwrap();
        assert!(shown.iter().all(|event| event.subject == Some(account.id()) && event.peer == "10.0.0.0/24"));
        let told: Vec<_> = shown.iter().map(|event| (event.outcome.as_str(), event.extra.as_str())).collect();
        let (code, recovery) = (r#"{"by":"code"}"#, r#"{"by":"recovery"}"#);
        assert_eq!(told, [("refused", code), ("done", code), ("done", recovery), ("refused", recovery)]);
    }
}

#[tokio::test]
async fn guesses_of_codes_have_to_wait() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let account = holder(&test, Role::CountyReviewer, COUNTY).await;
        factors::begin(store, &account).await.unwrap();
        let setup = factors::setup(store, &account).await.unwrap().unwrap();
        for _ in 0..6 {
            assert_eq!(field(factors::prove(store, &account, PEER, "123456").await), "code");
        }
        let right = code(&setup.secret, store.clock.millis());
        let waits = refused(factors::prove(store, &account, PEER, &right).await);
        assert_eq!(waits, Problem::TooManyAttempts { retry_after: 2 });
    }
}

#[tokio::test]
async fn who_sees_children_must_have_one_and_a_village_director_need_not() {
    for test in stores().await.unwrap() {
        let must = async |role, place| holder(&test, role, place).await.must_have_factor();
        assert!(must(Role::CountyReviewer, COUNTY).await && must(Role::GridWorker, CHANGHONG).await);
        assert!(!must(Role::VillageDirector, "120104001001").await);
    }
}
