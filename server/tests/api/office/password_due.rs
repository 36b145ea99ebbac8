//! `/me/password`: where the operator chose it, a password lasts ninety days.

use axum::http::StatusCode;
use backend::access::accounts::{NewAccount, create};
use domain::access::{PasswordProfile, Role};
use domain::divisions::DivisionCode;
use domain::problem::Problem;

use super::{led_to, pairs};
use crate::fieldwork::staff::{PASSWORD, Person};
use crate::support::site::{HTTP, sites_where};

#[tokio::test]
async fn an_old_password_is_changed_before_anything_is_shown() {
    for site in sites_where(HTTP, |store| store.passwords = PasswordProfile::Dengbao3).await {
        let new = NewAccount {
            username: "zhuren".into(),
            display_name: "李主任".into(),
            role: Role::VillageDirector,
            division: DivisionCode::parse("120104001001").unwrap(),
            password: PASSWORD.into(),
            demonstration: false,
        };
        assert!(create(&site.store, new).await.unwrap());
        let sign_in = async |password: &str| {
            let typed = pairs(&[("username", "zhuren"), ("password", password)]);
            Person::with(&site, &Person::nobody(&site).fill("/sign-in", &typed).await)
        };
        assert_eq!(sign_in(PASSWORD).await.page("/links").await.status, StatusCode::OK);
        site.clock.advance(90 * 24 * 3_600_000);
        let person = sign_in(PASSWORD).await;
        led_to(&person.page("/links").await, "/me/password?next=%2Flinks");
        led_to(&person.page("/me").await, "/me/password?next=%2Fme");
        led_to(&person.page("/sign-in?next=/links").await, "/me/password?next=%2Flinks");
        assert_eq!(person.refused("sessions/who", &()).await, Problem::PasswordDue);
        let page = person.page("/me/password?next=/links").await;
        assert!(page.text().contains("每90天换一次") && page.text().contains("请换一个再接着工作"), "{}", page.text());
        let change = |now: &str, new: &str| pairs(&[("password", now), ("new_password", new), ("again", new)]);
        for (now, new, words) in [
            (PASSWORD, PASSWORD, "新密码和现在的一样"),
            (PASSWORD, "sieben-alte-weiden", "三种"),
            (PASSWORD, "Nankai13800138000", "手机号"),
            ("falsch", "Sieben-alte-Weiden", "密码不对"),
        ] {
            let refused = person.fill("/me/password?next=/links", &change(now, new)).await;
            assert!(
                refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains(words),
                "{words}: {}",
                refused.text()
            );
        }
        let changed = person.fill("/me/password?next=/links", &change(PASSWORD, "Sieben-alte-Weiden")).await;
        led_to(&changed, "/links");
        assert_eq!(person.follow(&changed).await.status, StatusCode::OK);
        assert_eq!(sign_in("Sieben-alte-Weiden").await.page("/links").await.status, StatusCode::OK);
    }
}
