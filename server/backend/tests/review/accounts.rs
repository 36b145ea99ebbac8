//! Signing in.

use backend::service::accounts;
use backend::testing::stores;
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
