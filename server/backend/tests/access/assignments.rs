//! What an assignment gives, from its first to its last day, and what gives none.

use backend::access::accounts::{Reviewer, in_force};
use backend::access::administration::{assign, invite};
use backend::access::tables::assignment;
use backend::declare::submissions::{By, submit};
use backend::review;
use backend::testing::{migrant, stores, submission};
use domain::access::{Proposal, Role};
use domain::problem::Problem;
use jiff::ToSpan as _;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::harness::*;

/// T-24: an assignment ends with its last day in Shanghai.
#[tokio::test]
async fn t_24_the_last_day_is_a_whole_day() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let worker = holder(&test, Role::GridWorker, CHANGHONG).await;
        let today = store.clock.today();
        let short = Proposal { to: today, ..year(store, Role::GridWorker, "120104001001") };
        assign(store, &by, COUNTY, worker.id(), short).await.unwrap();
        let count = async || in_force(store, worker.id()).await.unwrap().len();
        assert_eq!(count().await, 2);
        let tomorrow = backend::store::clock::start_of_day(today.checked_add(1.days()).unwrap());
        test.clock.advance(tomorrow - 1 - store.clock.millis());
        assert_eq!(count().await, 2, "the last millisecond");
        test.clock.advance(1);
        assert_eq!(count().await, 1);
    }
}

/// T-25: nobody grants to himself, duties exclude each other across accounts, a role stands at its level.
#[tokio::test]
async fn t_25_what_an_administrator_cannot_grant() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let own = assign(store, &by, COUNTY, by.account().id(), year(store, Role::CountyReviewer, COUNTY)).await;
        assert_eq!(field(own), "role");
        // The same person by name and mobile, with a second account.
        invite(store, &by, person(store, "wangmin", Role::CountyReviewer, COUNTY)).await.unwrap();
        let second = person(store, "wangmin2", Role::Auditor, COUNTY);
        assert_eq!(field(invite(store, &by, second).await), "role");
        let elsewhere = person(store, "wangmin3", Role::GridWorker, "120101002");
        assert_eq!(field(invite(store, &by, elsewhere).await), "place");
        let high = person(store, "wangmin4", Role::VillageDirector, COUNTY);
        assert_eq!(field(invite(store, &by, high).await), "place");
        for username in ["wangmin2", "wangmin3", "wangmin4"] {
            let none = backend::access::rows::accounts::by_username(&store.db, username).await.unwrap();
            assert!(none.is_none(), "nothing of {username} was written");
        }
    }
}

/// GB/T 22239 asks for the integrity of what decides about access.
#[tokio::test]
async fn a_row_that_was_changed_by_hand_gives_no_right() {
    use assignment::Column as R;
    for test in stores().await.unwrap() {
        let store = &test.store;
        let worker = holder(&test, Role::GridWorker, CHANGHONG).await;
        for (column, value) in [(R::Role, "county_reviewer"), (R::PlaceCode, "120104"), (R::ToDay, "2099-12-31")] {
            let before = assignment::Entity::find_by_id((COUNTY.to_owned(), worker.assignment().id));
            let before = before.one(&store.db).await.unwrap().unwrap();
            let set = async |value: String| {
                let one = assignment::Entity::update_many().col_expr(column, Expr::value(value));
                let one = one.filter(R::CountyCode.eq(COUNTY)).filter(R::Id.eq(before.id));
                one.exec(&store.db).await.unwrap();
            };
            set(value.to_owned()).await;
            assert!(in_force(store, worker.id()).await.unwrap().is_empty(), "{column:?}");
            let signed_in = sign_in(store, "grid_worker", "一个足够长的密码").await;
            assert_eq!(signed_in.unwrap_err(), Problem::NotAssigned);
            let was = match column {
                R::Role => before.role.clone(),
                R::PlaceCode => before.place_code.clone(),
                _ => before.to_day.clone(),
            };
            set(was).await;
            assert_eq!(in_force(store, worker.id()).await.unwrap().len(), 1);
        }
    }
}

/// T-15: who submitted under one account does not approve under another.
#[tokio::test]
async fn t_15_the_same_person_under_another_account_is_the_same_person() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let admin = administrator(&test, "guanli", Role::AccountAdmin).await;
        let worker = same_person(store, &admin, "wangmin", Role::GridWorker).await;
        let supervisor = same_person(store, &admin, "wangmin2", Role::TownshipSupervisor).await;
        let supervisor = Reviewer::of(&supervisor).unwrap();
        let id = store.new_id();
        let by = By::Account { id: worker.id(), name: "王敏".into() };
        submit(store, submission(id, migrant(1), b"own"), by).await.unwrap();
        assert!(review::open(store, &supervisor, id).await.unwrap().actions.is_empty());
        let outcome = review::approve_batch(store, &supervisor, &[(id, 1)]).await.unwrap();
        assert!(outcome.approved.is_empty() && outcome.left[0].1.contains("自己提交"), "{outcome:?}");
        let colleague = Reviewer::of(&holder(&test, Role::TownshipSupervisor, CHANGHONG).await).unwrap();
        assert!(!review::open(store, &colleague, id).await.unwrap().actions.is_empty());
    }
}
