//! What a browser is told about cookies.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Request, header};
use backend::access::accounts::{NewAccount, create};
use domain::access::Role;
use domain::divisions::DivisionCode;

use crate::fieldwork::staff::{PASSWORD, Person};
use crate::support::site::{HTTPS, sites_at};

#[tokio::test]
async fn every_cookie_with_a_secret_is_hidden_from_scripts_and_goes_over_https_to_this_site() {
    let site = sites_at(HTTPS).await.remove(0);
    let new = NewAccount {
        username: "cun".into(),
        display_name: "李主任".into(),
        role: Role::VillageDirector,
        division: DivisionCode::parse("120104001001").unwrap(),
        password: PASSWORD.into(),
        demonstration: false,
    };
    assert!(create(&site.store, new).await.unwrap());
    let fill = async |person: &Person<'_>, path: &str, pairs: &[(&str, &str)]| {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        person.fill(path, &pairs).await
    };
    let nobody = Person::nobody(&site);
    let entered = fill(&nobody, "/sign-in", &[("username", "cun"), ("password", PASSWORD)]).await;
    let director = Person::with(&site, &entered);
    let link = [("kind", "village"), ("division", "120104001001"), ("days", "90"), ("note", "村口")];
    let again = Request::post("/sign-in")
        .header(header::HOST, "tongce.test")
        .header(header::ORIGIN, "null")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let opened = format!("/l/{}", site.link(|_| ()).await);
    let answers = [
        entered,
        fill(&director, "/links", &link).await,
        site.get(&opened).await,
        site.send(again.body(Body::from("username=a")).unwrap()).await,
    ];
    let mut names = BTreeSet::new();
    for cookie in answers.iter().flat_map(|answer| answer.headers.get_all(header::SET_COOKIE)) {
        let cookie = cookie.to_str().unwrap();
        names.insert(cookie.split('=').next().unwrap().to_owned());
        assert!(cookie.contains("; HttpOnly") && cookie.contains("; Secure"), "{cookie}");
        assert!(cookie.contains("; SameSite=Lax") || cookie.contains("; SameSite=Strict"), "{cookie}");
        assert!(!cookie.to_lowercase().contains("domain="), "it is of this host alone: {cookie}");
    }
    let known = ["again", "browser", "declaration", "made", "session"].map(|name| format!("__Host-tongce_{name}"));
    assert_eq!(names.into_iter().collect::<Vec<_>>(), known);
}
