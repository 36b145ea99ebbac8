//! Who may submit: a program by its token, a family by its link, and nobody else.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use backend::access::clients::{self, Keeper, Scope};
use backend::register::tables::submission;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Answer, Site, migrant, post, sites, submission as declaration};

const PATH: &str = "/api/v1/submissions";

/// A request that shows this token.
async fn with_token(site: &Site, token: &str, body: &Value) -> Answer {
    let mut request = post(PATH, body);
    request.headers_mut().insert(header::AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
    site.send(request).await
}

async fn ask_for_token(site: &Site, client_id: &str, secret: &str) -> Answer {
    let basic = STANDARD.encode(format!("{client_id}:{secret}"));
    let request = Request::post("/api/v1/token")
        .header(header::AUTHORIZATION, format!("Basic {basic}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("grant_type=client_credentials"))
        .unwrap();
    site.send(request).await
}

async fn asked_after(site: &Site, token: &str, id: &str) -> Answer {
    let request = Request::get(format!("{PATH}/{id}")).header(header::AUTHORIZATION, format!("Bearer {token}"));
    site.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn t_47_who_shows_neither_a_token_nor_a_link_is_nobody() {
    for site in sites().await {
        let before = site.everything().await;
        let answer = site.post(PATH, &declaration(&migrant())).await;
        assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::UNAUTHORIZED, "token_needed"));
        assert!(answer.header(header::WWW_AUTHENTICATE).starts_with("Bearer"));
        let answer = with_token(&site, "120104.nobodys-token", &declaration(&migrant())).await;
        assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::UNAUTHORIZED, "token_unknown"));
        assert_eq!(site.everything().await, before);
    }
}

#[tokio::test]
async fn t_47_by_a_link_it_is_the_familys_own_declaration_whatever_the_request_says() {
    for site in sites().await {
        let mut body = declaration(&migrant());
        body["channel"] = "home_visit".into();
        body["answers"]["collection_method"] = "home_visit".into();
        body["link"] = site.link(|_| ()).await.into();
        let refused = site.post(PATH, &body).await;
        assert_eq!(refused.problem(), "consent_missing", "no notice was agreed to");
        body["notice_version"] = "zzz".into();
        assert_eq!(site.post(PATH, &body).await.problem(), "consent_missing", "nobody has read such a notice");
        body["notice_version"] = site.store.notice.version.clone().into();
        // A program that forwards a link speaks for the family too.
        let token = site.token(&[Scope::Status]).await;
        assert_eq!(with_token(&site, &token, &body).await.status, StatusCode::CREATED);
        let row = submission::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        assert_eq!(row.channel, "self_report");
        assert_eq!(row.notice_version.as_deref(), Some(site.store.notice.version.as_str()));
        assert_eq!((row.client_id, row.consent_at.is_some()), (None, true));
        let answers = backend::testing::document(&site.store, &row).await.unwrap().answers;
        assert_eq!(answers.text(domain::forms::keys::COLLECTION_METHOD), Some("self_report"));
    }
}

#[tokio::test]
async fn t_47_a_program_does_what_its_scopes_and_channels_say() {
    for site in sites().await {
        let before = site.stored().await;
        let token = site.token(&[Scope::Status]).await;
        let answer = with_token(&site, &token, &declaration(&migrant())).await;
        assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::FORBIDDEN, "forbidden"));
        let mut visit = declaration(&migrant());
        visit["channel"] = "home_visit".into();
        let answer = site.submit(&visit).await;
        assert_eq!(
            (answer.status, answer.json()["field"].clone()),
            (StatusCode::UNPROCESSABLE_ENTITY, "channel".into())
        );
        let may_submit = site.token(&[Scope::Submit]).await;
        let sent = declaration(&migrant());
        assert_eq!(asked_after(&site, &may_submit, sent["id"].as_str().unwrap()).await.status, StatusCode::FORBIDDEN);
        assert_eq!(site.stored().await, before);
    }
}

#[tokio::test]
async fn t_47_an_owner_outside_of_the_deployment_is_refused_and_nothing_stored() {
    for site in sites().await {
        let mut answers = migrant();
        for address in ["current_address", "father_current_address", "mother_current_address"] {
            answers[address] = json!({"division_code": "110101001", "detail": "示例胡同1号"});
        }
        let before = site.stored().await;
        let mut by_link = declaration(&answers);
        by_link["link"] = site.link(|_| ()).await.into();
        by_link["notice_version"] = site.store.notice.version.clone().into();
        for answer in [site.submit(&declaration(&answers)).await, site.post(PATH, &by_link).await] {
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.text());
            assert_eq!(answer.problem(), "outside_deployment");
        }
        assert_eq!(site.stored().await.len(), before.len() + 1, "nothing but the link");
    }
}

#[tokio::test]
async fn a_program_of_one_county_does_not_speak_for_another() {
    for site in sites().await {
        let new = clients::NewClient {
            organisation: "和平区教育局".into(),
            name: "学籍系统".into(),
            place: domain::divisions::DivisionCode::parse("120101").unwrap(),
            scopes: vec![Scope::Submit],
            channels: vec!["self_report".into()],
            to: site.store.clock.today(),
        };
        let made = clients::create(&site.store, &Keeper::operator(), new).await.unwrap();
        let issued = clients::issue(&site.store, &made.client_id, &made.secret, "10.0.0.9").await.unwrap().unwrap();
        let answer = with_token(&site, &issued.token, &declaration(&migrant())).await;
        assert_eq!((answer.status, answer.problem().as_str()), (StatusCode::FORBIDDEN, "forbidden"));
    }
}

#[tokio::test]
async fn a_secret_gives_a_token_and_the_token_tells_what_became_of_the_own_declarations() {
    for site in sites().await {
        let made = site.program(&Scope::ALL, &["dept_share"]).await;
        let answer = ask_for_token(&site, &made.client_id, &made.secret).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
        let said = answer.json();
        assert_eq!((said["token_type"].as_str(), said["expires_in"].as_i64()), (Some("Bearer"), Some(600)));
        assert_eq!(said["scope"], "submissions.create submissions.status");
        let token = said["access_token"].as_str().unwrap();
        let mut body = declaration(&migrant());
        body["channel"] = "dept_share".into();
        let receipt = with_token(&site, token, &body).await;
        assert_eq!(receipt.status, StatusCode::CREATED, "{}", receipt.text());
        let id = body["id"].as_str().unwrap();
        let state = asked_after(&site, token, id).await;
        assert_eq!((state.status, state.json()), (StatusCode::OK, receipt.json()));
        // Nobody else's, and nobody's.
        for (token, id) in [(&site.token(&Scope::ALL).await, id), (&token.to_owned(), &Uuid::from_u128(7).to_string())]
        {
            assert_eq!(asked_after(&site, token, id).await.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(site.get(&format!("{PATH}/{id}")).await.status, StatusCode::UNAUTHORIZED);
    }
}

#[tokio::test]
async fn who_guesses_a_secret_is_refused_and_has_to_wait() {
    for site in sites().await {
        let made = site.program(&Scope::ALL, &["dept_share"]).await;
        for attempt in 1..=6 {
            let answer = ask_for_token(&site, &made.client_id, "a-guess").await;
            assert_eq!(
                (answer.status, answer.problem().as_str()),
                (StatusCode::UNAUTHORIZED, "client_refused"),
                "{attempt}"
            );
        }
        let answer = ask_for_token(&site, &made.client_id, &made.secret).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.header(header::RETRY_AFTER), "2");
        // Another grant is none, and a page's cookie no credential.
        let request = Request::post("/api/v1/token").body(Body::from("grant_type=password")).unwrap();
        assert_eq!(site.send(request).await.status, StatusCode::BAD_REQUEST);
    }
}
