//! `/sign-in` and `/sign-out`.

use axum::http::{StatusCode, header};
use backend::access::accounts::{NewAccount, create};
use domain::access::Role;
use domain::divisions::DivisionCode;

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
    }
}

/// T-40: a page to go to afterwards that a browser would look for on another site leads home.
#[tokio::test]
async fn t_40_a_sign_in_leads_to_no_other_site() {
    for site in sites().await {
        let person = Person::new(&site, "cha", Role::TownshipSupervisor, "120104001").await;
        let right = pairs(&[("username", "cha"), ("password", PASSWORD)]);
        for next in ["/%09/example.org", "//x", "/%5Cx", "/\\x", "https://x", "/%0d%0aSet-Cookie:a=b"] {
            let Ok(address) = format!("/sign-in?next={next}").parse::<axum::http::Uri>() else { continue };
            let entered = person.fill(&address.to_string(), &right).await;
            assert_eq!(entered.header(header::LOCATION), "/review", "{next}");
        }
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
        assert_eq!(out.header("clear-site-data"), "\"cache\"", "no page is left to go back to");
        assert_eq!(director.page("/links").await.status, StatusCode::SEE_OTHER);
        assert!(!director.page("/sign-in").await.text().contains("您已登录"));
    }
}

#[tokio::test]
async fn what_was_typed_is_decoded_once_and_of_two_inputs_of_one_name_the_last_counts() {
    for site in sites().await {
        let nobody = Person::nobody(&site);
        let typed = pairs(&[("username", "first"), ("username", "%2531%3Cb&amp;"), ("password", "falsch")]);
        let shown = nobody.fill("/sign-in?next=%2Fvillages%253Fa", &typed).await;
        assert!(shown.text().contains("value=\"%2531%3Cb&amp;amp;\""), "{}", shown.text());
        assert!(shown.text().contains("action=\"/sign-in?next=%2Fvillages%253Fa\""), "{}", shown.text());
    }
}

#[tokio::test]
async fn a_password_counts_as_it_was_typed_to_its_last_character() {
    for site in sites().await {
        let place = DivisionCode::parse("120104001001").unwrap();
        for (username, password) in
            [("latin", "Brisk-Otter-Plum-".repeat(3) + "0123456789abC"), ("han", "柳".repeat(63) + "树")]
        {
            assert_eq!(password.chars().count(), 64);
            let new = NewAccount {
                username: username.into(),
                display_name: "李主任".into(),
                role: Role::VillageDirector,
                division: place,
                password: password.clone(),
                demonstration: false,
            };
            assert!(create(&site.store, new).await.unwrap());
            let enter = async |typed: &str| {
                let typed = pairs(&[("username", username), ("password", typed)]);
                Person::nobody(&site).fill("/sign-in", &typed).await.status
            };
            let shorter: String = password.chars().take(63).collect();
            for wrong in [shorter.clone(), shorter + "x", format!(" {password}"), password.to_lowercase() + " "] {
                assert_eq!(enter(&wrong).await, StatusCode::UNAUTHORIZED, "{wrong}");
            }
            assert_eq!(enter(&password).await, StatusCode::SEE_OTHER);
        }
    }
}

#[tokio::test]
async fn a_password_is_hidden_while_it_is_typed_and_a_browser_may_fill_it_in() {
    let site = sites().await.remove(0);
    let director = Person::new(&site, "cun", Role::VillageDirector, "120104001001").await;
    for (page, how_many) in
        [(Person::nobody(&site).page("/sign-in").await.text(), 1), (director.page("/me").await.text(), 3)]
    {
        let inputs: Vec<&str> = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next()).collect();
        let passwords: Vec<_> = inputs.iter().filter(|input| input.contains("password\"")).collect();
        assert_eq!(passwords.len(), how_many, "{passwords:?}");
        for input in passwords {
            assert!(input.contains("type=\"password\""), "{input}");
            assert!(input.contains("-password\""), "a manager of passwords knows which one it is: {input}");
        }
        assert!(!page.contains("paste"), "nothing stands in the way of pasting it");
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
