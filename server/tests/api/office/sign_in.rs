//! `/sign-in` and `/sign-out`.

use axum::http::{StatusCode, header};
use domain::access::Role;

use super::pairs;
use crate::fieldwork::staff::{PASSWORD, Person};
use crate::support::sites;

#[tokio::test]
async fn somebody_signs_in_goes_on_and_signs_out() {
    for site in sites().await {
        let above = Person::new(&site, "cha", Role::TownshipSupervisor, "120104001").await;
        let nobody = Person::nobody(&site);
        let form = nobody.page("/sign-in?next=/villages").await;
        assert_eq!(form.status, StatusCode::OK);
        for words in ["工作人员登录", "action=\"/sign-in?next=%2Fvillages\"", "大字版", "name=\"password\""] {
            assert!(form.text().contains(words), "{words} is missing: {}", form.text());
        }
        let wrong = nobody.fill("/sign-in", &pairs(&[("username", "cha"), ("password", "falsch")])).await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
        assert!(wrong.text().contains("value=\"cha\"") && !wrong.text().contains("falsch"), "{}", wrong.text());

        let right = pairs(&[("username", "cha"), ("password", PASSWORD)]);
        for (path, to) in [("/sign-in", "/review"), ("/sign-in?next=/villages", "/villages")] {
            let entered = above.fill(path, &right).await;
            assert_eq!((entered.status, entered.header(header::LOCATION)), (StatusCode::SEE_OTHER, to));
            assert!(entered.cookies().contains("tongce_session="), "a session of its own");
            assert_eq!(above.follow(&entered).await.status, StatusCode::OK);
        }
        let foreign = above.fill("/sign-in?next=//evil.test", &right).await;
        assert_eq!(foreign.header(header::LOCATION), "/review");
    }
}

#[tokio::test]
async fn who_is_signed_in_needs_no_password_and_ends_the_session() {
    for site in sites().await {
        let director = Person::new(&site, "cun", Role::VillageDirector, "120104001001").await;
        let page = director.page("/sign-in").await;
        assert!(
            page.text().contains("您已登录")
                && page.text().contains("cun老师")
                && page.text().contains("href=\"/links\""),
            "{}",
            page.text()
        );
        let out = director.fill("/sign-out", &[]).await;
        assert_eq!((out.status, out.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/sign-in"));
        assert_eq!(director.page("/links").await.status, StatusCode::SEE_OTHER);
        assert!(!director.page("/sign-in").await.text().contains("您已登录"));
    }
}

#[tokio::test]
async fn too_many_attempts_are_told_how_long_to_wait() {
    for site in sites().await {
        let nobody = Person::nobody(&site);
        let wrong = pairs(&[("username", "niemand"), ("password", "falsch")]);
        let mut answer = nobody.fill("/sign-in", &wrong).await;
        for _ in 0..20 {
            if answer.status == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            answer = nobody.fill("/sign-in", &wrong).await;
        }
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert!(answer.header(header::RETRY_AFTER).parse::<u64>().unwrap() > 0);
        assert!(answer.text().contains("试的次数太多了，请等"), "{}", answer.text());
    }
}
