//! What time does to accounts and assignments.

use backend::access::administration::{self, Asked, invite, resume};
use backend::access::nightly::{self, Night};
use backend::access::tables::{account, assignment};
use backend::testing::stores;
use domain::access::{AccountState, AssignmentState, Role};
use domain::problem::Problem;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::harness::*;

const DAY: i64 = 24 * 3_600_000;

fn ending() -> Asked {
    Asked { term: String::new(), ending: true }
}

#[tokio::test]
async fn an_account_that_nobody_uses_is_told_of_and_then_suspended() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let other = administrator(&test, "guanli2", Role::AccountAdmin).await;
        let shown = holder(&test, Role::TownshipSupervisor, CHANGHONG).await;
        let worker = same_person(store, &by, "wangmin", Role::GridWorker).await;
        // Those of the demonstration stay.
        let others = account::Entity::update_many().col_expr(account::Column::Demonstration, Expr::value(true));
        let others = others.filter(account::Column::CountyCode.eq(COUNTY)).filter(account::Column::Id.ne(worker.id()));
        others.exec(&store.db).await.unwrap();
        let nothing = Night::default();
        test.clock.advance(60 * DAY - 1);
        assert!(administration::accounts(store, &by, &ending()).await.unwrap().lines.is_empty());
        test.clock.advance(1);
        let told = administration::accounts(store, &by, &ending()).await.unwrap();
        assert_eq!(told.lines.len(), 1);
        assert_eq!((told.lines[0].username.as_str(), told.lines[0].unused_days), ("wangmin", Some(60)));
        test.clock.advance(30 * DAY);
        assert_eq!(nightly::run(store).await.unwrap(), nothing, "it is due");
        test.clock.advance(1);
        assert_eq!(nightly::run(store).await.unwrap(), Night { unused: 1, ..nothing });
        assert_eq!(nightly::run(store).await.unwrap(), nothing, "once");
        assert_eq!(sign_in(store, "wangmin", PASSWORD).await.unwrap_err(), Problem::SignInFailed);
        let detail = administration::account(store, &by, COUNTY, worker.id()).await.unwrap();
        assert_eq!(detail.line.state, AccountState::Suspended);
        assert!(detail.suspended_for.unwrap().contains("90天"));
        assert!(backend::access::accounts::account(store, shown.id(), None).await.unwrap().is_some());
        // Resumed, it has ninety days again.
        resume(store, &other, COUNTY, worker.id()).await.unwrap();
        assert_eq!(nightly::run(store).await.unwrap(), nothing);
        assert!(sign_in(store, "wangmin", PASSWORD).await.is_ok());
    }
}

#[tokio::test]
async fn an_assignment_that_ends_soon_is_told_to_both() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let worker = same_person(store, &by, "wangmin", Role::GridWorker).await;
        let before = (worker.assignment().to - store.clock.today()).get_days();
        assert_eq!(worker.view().days_left, None);
        test.clock.advance((i64::from(before) - 30) * DAY);
        // Meanwhile somebody used it.
        let worker = sign_in(store, "wangmin", PASSWORD).await.unwrap();
        assert_eq!(worker.view().days_left, Some(30));
        let told = administration::accounts(store, &by, &ending()).await.unwrap();
        let line = told.lines.into_iter().find(|line| line.username == "wangmin").unwrap();
        assert_eq!(line.assignments[0].days_left, Some(30));
    }
}

/// A.2: what slipped through is found at night, and the younger assignment waits.
#[tokio::test]
async fn of_two_assignments_that_exclude_each_other_the_younger_is_suspended() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let worker = same_person(store, &by, "wangmin", Role::GridWorker).await;
        test.clock.advance(1);
        let auditor = holder(&test, Role::Auditor, COUNTY).await;
        assert_eq!(nightly::run(store).await.unwrap(), Night::default(), "two persons");
        // As if two grants had been made at one moment: the two accounts are one person's.
        let one = account::Entity::update_many().col_expr(account::Column::PersonId, Expr::value(worker.person()));
        let one = one.filter(account::Column::CountyCode.eq(COUNTY)).filter(account::Column::Id.eq(auditor.id()));
        one.exec(&store.db).await.unwrap();
        assert_eq!(nightly::run(store).await.unwrap(), Night { excluded: 1, ..Night::default() });
        assert_eq!(nightly::run(store).await.unwrap(), Night::default());
        let row = assignment::Entity::find_by_id((COUNTY.to_owned(), auditor.assignment().id));
        let row = row.one(&store.db).await.unwrap().unwrap();
        assert_eq!(row.state, AssignmentState::Suspended.code());
        assert_eq!(sign_in(store, "auditor", "一个足够长的密码").await.unwrap_err(), Problem::NotAssigned);
        assert!(sign_in(store, "wangmin", PASSWORD).await.is_ok());
        // Until it is ended, the person is given nothing that it excludes.
        let more = invite(store, &by, person(store, "wangmin9", Role::CountyReviewer, COUNTY)).await;
        assert_eq!(field(more), "role");
    }
}
