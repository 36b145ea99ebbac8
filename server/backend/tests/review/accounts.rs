//! Signing in.

use backend::access::accounts;
use backend::access::accounts::{Browser, NewAccount};
use backend::testing::stores;
use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::problem::Problem;

use crate::harness::*;

const PASSWORD: &str = "一个足够长的密码";

#[tokio::test]
async fn wrong_passwords_make_the_next_attempt_wait() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        account(store, "liu", Role::TownshipSupervisor, CHANGHONG).await;
        for _ in 0..6 {
            let failed = accounts::sign_in(store, "liu", "错误", Browser::stranger("10.0.0.2")).await.unwrap_err();
            assert_eq!(problem(failed), Problem::SignInFailed);
        }
        let elsewhere = Browser::stranger("10.0.9.3");
        let Problem::TooManyAttempts { retry_after } =
            problem(accounts::sign_in(store, " LIU ", PASSWORD, elsewhere).await.unwrap_err())
        else {
            panic!("the right password has to wait too")
        };
        assert_eq!(retry_after, 2);
        test.clock.advance(2_000);
        assert!(accounts::sign_in(store, "liu", PASSWORD, elsewhere).await.is_ok());
        assert!(accounts::sign_in(store, "liu", PASSWORD, elsewhere).await.is_ok(), "a success is no failure");
        let unknown = accounts::sign_in(store, "nobody", "x", Browser::stranger("10.0.0.4")).await.unwrap_err();
        assert_eq!(problem(unknown), Problem::SignInFailed);
    }
}

/// T-32: strangers wait a quarter of an hour, the owner's own browser not at all.
#[tokio::test]
async fn whoever_guesses_shuts_out_strangers_and_not_the_owners_browser() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        account(store, "liu", Role::TownshipSupervisor, CHANGHONG).await;
        let first = accounts::sign_in(store, "liu", PASSWORD, Browser::stranger("10.0.7.1")).await.unwrap();
        let token = first.token.unwrap();
        let own = Browser { peer: "10.0.7.1", token: Some(&token) };
        let guesses = Browser::stranger("192.0.2.7");
        for _ in 0..20 {
            test.clock.advance(900_000);
            let _refused = accounts::sign_in(store, "liu", "猜一猜", guesses).await.unwrap_err();
        }
        let shut = problem(accounts::sign_in(store, "liu", PASSWORD, Browser::stranger("10.0.7.9")).await.unwrap_err());
        assert_eq!(shut, Problem::TooManyAttempts { retry_after: 900 });
        let again = accounts::sign_in(store, "liu", PASSWORD, own).await.unwrap();
        assert!(again.token.is_none(), "the browser is known already");
        // The owner's own browser has a count of its own, which no other one's token reaches.
        account(store, "wang", Role::TownshipSupervisor, CHANGHONG).await;
        let borrowed = accounts::sign_in(store, "wang", PASSWORD, own).await.unwrap();
        assert!(borrowed.token.is_some(), "it is a stranger to another account");
        for _ in 0..6 {
            let failed = accounts::sign_in(store, "liu", "错误", own).await.unwrap_err();
            assert_eq!(problem(failed), Problem::SignInFailed);
        }
        let waits = problem(accounts::sign_in(store, "liu", PASSWORD, own).await.unwrap_err());
        assert!(matches!(waits, Problem::TooManyAttempts { .. }), "{waits:?}");
    }
}

/// T-33: of a hundred at once six are checked; the sixth makes the others wait, two seconds.
#[tokio::test]
async fn guesses_side_by_side_are_counted_one_after_another() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        account(store, "liu", Role::TownshipSupervisor, CHANGHONG).await;
        let guesses = (0..100).map(|_| accounts::sign_in(store, "liu", "错误", Browser::stranger("10.0.0.2")));
        let answers: Vec<Problem> = futures_util::future::join_all(guesses)
            .await
            .into_iter()
            .map(|answer| problem(answer.unwrap_err()))
            .collect();
        let checked = answers.iter().filter(|answer| **answer == Problem::SignInFailed).count();
        let waits = Problem::TooManyAttempts { retry_after: 2 };
        assert_eq!((checked, answers.iter().filter(|answer| **answer == waits).count()), (6, 94), "{answers:?}");
    }
}

#[tokio::test]
async fn counts_of_yesterday_and_the_eleventh_browser_are_deleted() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        account(store, "liu", Role::TownshipSupervisor, CHANGHONG).await;
        let mut tokens = Vec::new();
        for at in 0..11 {
            let peer = format!("10.1.{at}.1");
            tokens.push(
                accounts::sign_in(store, "liu", PASSWORD, Browser::stranger(&peer)).await.unwrap().token.unwrap(),
            );
            test.clock.advance(1_000);
        }
        let known = async |token: &str| {
            let browser = Browser { peer: "10.2.0.1", token: Some(token) };
            accounts::sign_in(store, "liu", PASSWORD, browser).await.unwrap().token.is_none()
        };
        assert!(known(&tokens[10]).await && known(&tokens[1]).await && !known(&tokens[0]).await);
        let _refused = accounts::sign_in(store, "liu", "错误", Browser::stranger("10.0.0.2")).await.unwrap_err();
        test.clock.advance(25 * 3_600_000);
        assert!(accounts::sweep_attempts(store).await.unwrap() > 0);
        assert_eq!(accounts::sweep_attempts(store).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn an_account_with_a_short_password_is_not_made_and_one_with_blanks_around_its_names_is() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let new = |password: &str| NewAccount {
            username: " Zhang.San ".into(),
            display_name: " 张老师 ".into(),
            role: Role::TownshipSupervisor,
            division: DivisionCode::parse(CHANGHONG).unwrap(),
            password: password.into(),
            demonstration: false,
        };
        let refused = problem(accounts::create(store, new("太短了")).await.unwrap_err());
        assert_eq!(refused, Problem::Invalid { field: "password".into(), message: "密码至少8位".into() });
        let failed = accounts::sign_in(store, "zhang.san", "太短了", Browser::stranger("10.0.0.5")).await.unwrap_err();
        assert_eq!(problem(failed), Problem::SignInFailed, "what is wrong is never said");
        assert!(accounts::create(store, new("一个足够长的密码")).await.unwrap());
        let made =
            accounts::sign_in(store, "zhang.san", "一个足够长的密码", Browser::stranger("10.0.0.5")).await.unwrap();
        assert_eq!((made.account.username(), made.account.display_name()), ("zhang.san", "张老师"));
    }
}
