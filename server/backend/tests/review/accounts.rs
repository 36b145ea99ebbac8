//! Signing in.

use backend::access::accounts;
use backend::access::accounts::NewAccount;
use backend::testing::stores;
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use domain::review::Role;

use crate::harness::*;

#[tokio::test]
async fn wrong_passwords_make_the_next_attempt_wait() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        account(store, "liu", Role::TownshipSupervisor, CHANGHONG).await;
        for _ in 0..5 {
            let failed = accounts::sign_in(store, "liu", "错误", "10.0.0.2").await.unwrap_err();
            assert_eq!(problem(failed), Problem::SignInFailed);
        }
        let Problem::TooManyAttempts { retry_after } =
            problem(accounts::sign_in(store, " LIU ", "一个足够长的密码", "10.0.0.3").await.unwrap_err())
        else {
            panic!("the right password has to wait too")
        };
        assert_eq!(retry_after, 2);
        test.clock.advance(2_000);
        assert!(accounts::sign_in(store, "liu", "一个足够长的密码", "10.0.0.3").await.is_ok());
        assert!(accounts::sign_in(store, "liu", "一个足够长的密码", "10.0.0.3").await.is_ok(), "a success forgets");
        let unknown = accounts::sign_in(store, "nobody", "x", "10.0.0.4").await.unwrap_err();
        assert_eq!(problem(unknown), Problem::SignInFailed);
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
        };
        let refused = problem(accounts::create(store, new("太短了")).await.unwrap_err());
        assert_eq!(refused, Problem::Invalid { field: "password".into(), message: "密码至少8位".into() });
        let failed = accounts::sign_in(store, "zhang.san", "太短了", "10.0.0.5").await.unwrap_err();
        assert_eq!(problem(failed), Problem::SignInFailed, "what is wrong is never said");
        assert!(accounts::create(store, new("一个足够长的密码")).await.unwrap());
        let made = accounts::sign_in(store, "zhang.san", "一个足够长的密码", "10.0.0.5").await.unwrap();
        assert_eq!((made.username(), made.display_name()), ("zhang.san", "张老师"));
    }
}
