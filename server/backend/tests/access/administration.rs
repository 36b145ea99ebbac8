//! Invitations, suspension, leaving.

use backend::access::accounts::{Names, in_force};
use backend::access::administration::{
    Administrator, Asked, accept, accounts, assign, bootstrap, confirm, confirm_reset, end_assignment, invite, invited,
    pending, reset, resume, suspend,
};
use backend::hand_over::{HandOver, leave};
use backend::testing::stores;
use domain::access::{AccountState, Role};
use domain::problem::Problem;

use crate::harness::*;

#[tokio::test]
async fn the_first_two_accounts_are_made_once_on_the_host() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let names = || ["zhanghao", "anquan"].map(|name| Names { username: name.into(), display_name: name.into() });
        let place = domain::divisions::DivisionCode::parse(COUNTY).unwrap();
        let [first, second] = bootstrap(store, place, names()).await.unwrap();
        for invitation in [&first, &second] {
            accept(store, token(invitation), PASSWORD).await.unwrap();
        }
        assert_eq!(sign_in(store, "zhanghao", PASSWORD).await.unwrap().role(), Role::AccountAdmin);
        assert_eq!(sign_in(store, "anquan", PASSWORD).await.unwrap().role(), Role::SecurityAdmin);
        assert_eq!(field(bootstrap(store, place, names()).await), "account");
    }
}

#[tokio::test]
async fn an_invitation_opens_once_and_within_three_days() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let made = invite(store, &by, person(store, "wangmin", Role::TownshipSupervisor, CHANGHONG)).await.unwrap();
        assert_eq!(find(store, &by, "wangmin").await.state, AccountState::Invited);
        assert_eq!(
            sign_in(store, "wangmin", "").await.unwrap_err(),
            Problem::SignInFailed,
            "no password is no password"
        );
        assert_eq!(invited(store, token(&made)).await.unwrap().username, "wangmin");
        assert_eq!(field(accept(store, token(&made), "12345678901234").await), "password");
        accept(store, token(&made), PASSWORD).await.unwrap();
        assert_eq!(refused(accept(store, token(&made), PASSWORD).await), Problem::NotFound);
        assert_eq!(sign_in(store, "wangmin", PASSWORD).await.unwrap().role(), Role::TownshipSupervisor);

        let other = invite(store, &by, person(store, "lihua", Role::GridWorker, CHANGHONG)).await.unwrap();
        test.clock.advance(72 * 3_600_000);
        assert_eq!(refused(invited(store, token(&other)).await), Problem::NotFound);
        for foreign in
            ["", "x", "120104.", "120104.xxxxxxxxxxxxxxxxxxxxxxxx", &token(&other).replace("120104", "120101")]
        {
            assert_eq!(refused(invited(store, foreign).await), Problem::NotFound, "{foreign}");
        }
        let taken = person(store, "WangMin", Role::GridWorker, CHANGHONG);
        assert_eq!(field(invite(store, &by, taken).await), "username");
    }
}

#[tokio::test]
async fn suspending_ends_sessions_phones_and_invitations_and_another_person_resumes() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let other = administrator(&test, "guanli2", Role::AccountAdmin).await;
        let worker = holder(&test, Role::GridWorker, CHANGHONG).await;
        assert_eq!(field(suspend(store, &by, COUNTY, worker.id(), " \u{200b} ").await), "reason");
        suspend(store, &by, COUNTY, worker.id(), "手机丢失").await.unwrap();
        assert!(in_force(store, worker.id()).await.unwrap().is_empty());
        assert_eq!(sign_in(store, "grid_worker", "一个足够长的密码").await.unwrap_err(), Problem::SignInFailed);
        assert_eq!(refused(resume(store, &by, COUNTY, worker.id()).await), Problem::OwnRequest);
        resume(store, &other, COUNTY, worker.id()).await.unwrap();
        assert_eq!(in_force(store, worker.id()).await.unwrap().len(), 1);
        assert_eq!(refused(suspend(store, &by, COUNTY, by.account().id(), "自己").await), Problem::OwnRequest);
    }
}

#[tokio::test]
async fn a_supervisor_reaches_the_own_townships_workers_and_nobody_else() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let supervisor = Administrator::of(&holder(&test, Role::TownshipSupervisor, CHANGHONG).await).unwrap();
        let own = holder(&test, Role::GridWorker, CHANGHONG).await;
        let elsewhere = holder(&test, Role::VillageDirector, "120104002001").await;
        let above = holder(&test, Role::CountyReviewer, COUNTY).await;
        let names: Vec<String> = accounts(store, &supervisor, &Asked::default())
            .await
            .unwrap()
            .lines
            .into_iter()
            .map(|line| line.username)
            .collect();
        assert_eq!(names, ["grid_worker"]);
        suspend(store, &supervisor, COUNTY, own.id(), "离开").await.unwrap();
        for account in [elsewhere.id(), above.id(), supervisor.account().id()] {
            assert_eq!(refused(suspend(store, &supervisor, COUNTY, account, "离开").await), Problem::NotFound);
        }
        let new = person(store, "wangmin", Role::GridWorker, CHANGHONG);
        assert_eq!(refused(invite(store, &supervisor, new).await), Problem::Forbidden);
        let auditor = holder(&test, Role::Auditor, COUNTY).await;
        assert!(Administrator::of(&auditor).is_err());
    }
}

#[tokio::test]
async fn a_lost_way_in_is_made_anew_by_two_administrators() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let other = administrator(&test, "guanli2", Role::AccountAdmin).await;
        let worker = holder(&test, Role::GridWorker, CHANGHONG).await;
        let made = reset(store, &by, COUNTY, worker.id()).await.unwrap();
        assert_eq!(refused(invited(store, token(&made)).await), Problem::NotFound, "it waits for the second person");
        assert!(sign_in(store, "grid_worker", "一个足够长的密码").await.is_ok(), "nobody is shut out by a request");
        assert!(pending(store, &by).await.unwrap().is_empty(), "the own request waits for somebody else");
        assert_eq!(pending(store, &other).await.unwrap().len(), 1);
        assert_eq!(refused(confirm_reset(store, &by, COUNTY, worker.id()).await), Problem::OwnRequest);
        confirm_reset(store, &other, COUNTY, worker.id()).await.unwrap();
        accept(store, token(&made), PASSWORD).await.unwrap();
        assert_eq!(sign_in(store, "grid_worker", "一个足够长的密码").await.unwrap_err(), Problem::SignInFailed);
        assert!(sign_in(store, "grid_worker", PASSWORD).await.is_ok());
    }
}

#[tokio::test]
async fn who_leaves_opens_nothing_any_more() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let other = administrator(&test, "guanli2", Role::AccountAdmin).await;
        let worker = holder(&test, Role::GridWorker, CHANGHONG).await;
        leave(store, &by, COUNTY, worker.id(), HandOver::default()).await.unwrap();
        assert!(in_force(store, worker.id()).await.unwrap().is_empty());
        assert_eq!(sign_in(store, "grid_worker", "一个足够长的密码").await.unwrap_err(), Problem::SignInFailed);
        for again in [
            resume(store, &other, COUNTY, worker.id()).await,
            assign(store, &by, COUNTY, worker.id(), year(store, Role::GridWorker, CHANGHONG)).await,
        ] {
            assert_eq!(field(again), "account");
        }
    }
}

/// T-26 among them.
#[tokio::test]
async fn some_roles_wait_for_another_persons_confirmation_and_lapse_without_it() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let by = administrator(&test, "guanli", Role::AccountAdmin).await;
        let security = administrator(&test, "anquan", Role::SecurityAdmin).await;
        let reviewer = holder(&test, Role::CountyReviewer, COUNTY).await;
        assign(store, &by, COUNTY, reviewer.id(), year(store, Role::CountyApprover, COUNTY)).await.unwrap();
        assert_eq!(in_force(store, reviewer.id()).await.unwrap().len(), 1, "proposed gives no right");
        let asked = find(store, &by, "county_reviewer").await.assignments.pop().unwrap().assignment;
        assert_eq!(refused(confirm(store, &by, COUNTY, reviewer.id(), asked.id).await), Problem::Forbidden);
        test.clock.advance(72 * 3_600_000);
        assert_eq!(refused(confirm(store, &security, COUNTY, reviewer.id(), asked.id).await), Problem::NotFound);
        assert!(pending(store, &security).await.unwrap().is_empty());

        assign(store, &by, COUNTY, reviewer.id(), year(store, Role::CountyApprover, COUNTY)).await.unwrap();
        let asked = find(store, &by, "county_reviewer").await.assignments.pop().unwrap().assignment;
        confirm(store, &security, COUNTY, reviewer.id(), asked.id).await.unwrap();
        let both = in_force(store, reviewer.id()).await.unwrap();
        let roles: Vec<Role> = both.iter().map(|account| account.role()).collect();
        assert_eq!(roles, [Role::CountyReviewer, Role::CountyApprover], "one at a time, and which is told");
        end_assignment(store, &by, COUNTY, reviewer.id(), asked.id).await.unwrap();
        assert_eq!(in_force(store, reviewer.id()).await.unwrap().len(), 1);
    }
}
