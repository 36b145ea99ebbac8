//! Passkeys: enrolled on the own account, shown as second factor, to sign in by name and for a fresh proof. The authenticator is
//! a software one that signs as a real one does.

use axum::http::{StatusCode, header};
use backend::access::accounts::{self, Account};
use backend::access::factors::{self, passkeys};
use backend::access::tables::ceremony;
use backend::audit::tables::audit_event;
use backend::testing;
use domain::access::Role;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use webauthn_authenticator_rs::WebauthnAuthenticator as _;
use webauthn_authenticator_rs::prelude::{CreationChallengeResponse, RequestChallengeResponse, Url};
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

use crate::fieldwork::staff::{PASSWORD, Person};
use crate::support::site::sites_at;
use crate::support::{Answer, Site};

/// The one address without encryption for which authenticators sign.
const SITE: &str = "http://localhost";

fn device() -> SoftPasskey {
    SoftPasskey::new(true)
}

/// What stands in the page between two marks.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    page.split(from).nth(1).and_then(|rest| rest.split(to).next()).unwrap_or_else(|| panic!("{from}: {page}"))
}

/// The question of a page and the ceremony to which it belongs.
fn asked(page: &str) -> (serde_json::Value, String) {
    let options = between(page, "data-passkey=\"", "\"").replace("&quot;", "\"").replace("&amp;", "&");
    let ceremony = between(page, "name=\"ceremony\" value=\"", "\"").to_owned();
    (serde_json::json!({ "publicKey": serde_json::from_str::<serde_json::Value>(&options).unwrap() }), ceremony)
}

/// What the script sends of a device that makes a passkey.
fn made(device: &mut SoftPasskey, page: &str) -> Vec<(String, String)> {
    let (options, ceremony) = asked(page);
    let options: CreationChallengeResponse = serde_json::from_value(options).unwrap();
    let made = device.do_registration(Url::parse(SITE).unwrap(), options).unwrap();
    form(ceremony, &serde_json::to_string(&made).unwrap())
}

/// What the script sends of a device that shows one.
fn shown(device: &mut SoftPasskey, page: &str) -> Vec<(String, String)> {
    let (options, ceremony) = asked(page);
    let options: RequestChallengeResponse = serde_json::from_value(options).unwrap();
    let shown = device.do_authentication(Url::parse(SITE).unwrap(), options).unwrap();
    form(ceremony, &serde_json::to_string(&shown).unwrap())
}

fn form(ceremony: String, credential: &str) -> Vec<(String, String)> {
    vec![("ceremony".into(), ceremony), ("credential".into(), credential.into())]
}

fn ask(kind: &str) -> [(String, String); 1] {
    [("passkey".to_owned(), kind.to_owned())]
}

/// Somebody with a passkey on a device.
async fn enrolled<'a>(site: &'a Site, username: &str) -> (Person<'a>, SoftPasskey) {
    let person = Person::new(site, username, Role::TownshipSupervisor, "120104001").await;
    let mut device = device();
    let page = person.fill("/me/passkey", &ask("enrol")).await;
    let mut answer = made(&mut device, &page.text());
    answer.push(("name".into(), "办公室电脑".into()));
    let done = person.fill("/me/passkey", &answer).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    assert!(done.text().contains("恢复码"), "the first factor comes with recovery codes");
    (Person::with(site, &done), device)
}

async fn begin(site: &Site, username: &str) -> Answer {
    let asked = [("username".to_owned(), username.to_owned()), ("passkey".to_owned(), "ask".to_owned())];
    Person::nobody(site).fill("/sign-in", &asked).await
}

async fn sign_in(site: &Site, username: &str, answer: &[(String, String)]) -> Answer {
    let name = [("username".to_owned(), username.to_owned())];
    Person::nobody(site).fill("/sign-in", &[&name, answer].concat()).await
}

/// Events of refused passkeys.
async fn refusals(site: &Site) -> u64 {
    let refused = audit_event::Entity::find().filter(audit_event::Column::Kind.eq("factor.refused"));
    refused.count(&site.store.db).await.unwrap()
}

#[tokio::test]
async fn a_passkey_signs_in_by_name_alone_and_lies_on_the_own_account() {
    for site in sites_at(SITE).await {
        let (person, mut device) = enrolled(&site, "dudao").await;
        assert!(person.page("/me").await.text().contains("办公室电脑"));
        let page = begin(&site, "dudao").await;
        let answer = shown(&mut device, &page.text());
        let signed_in = sign_in(&site, "dudao", &answer).await;
        assert_eq!(signed_in.status, StatusCode::SEE_OTHER, "{}", signed_in.text());
        let queue = Person::with(&site, &signed_in).page("/me").await;
        assert_eq!(queue.status, StatusCode::OK, "no code is asked for besides");
    }
}

#[tokio::test]
async fn after_the_password_a_passkey_is_the_second_step() {
    for site in sites_at(SITE).await {
        let (_, mut device) = enrolled(&site, "dudao").await;
        let password = [("username".to_owned(), "dudao".to_owned()), ("password".to_owned(), PASSWORD.to_owned())];
        let half = Person::nobody(&site).fill("/sign-in", &password).await;
        assert!(half.header(header::LOCATION).contains("code"), "{}", half.header(header::LOCATION));
        let half = Person::with(&site, &half);
        assert_eq!(half.page("/me").await.status, StatusCode::SEE_OTHER);
        assert!(half.page("/sign-in/code").await.text().contains("用通行密钥验证"));
        let page = half.fill("/sign-in/code", &ask("ask")).await;
        let whole = half.fill("/sign-in/code", &shown(&mut device, &page.text())).await;
        assert_eq!(whole.status, StatusCode::SEE_OTHER, "{}", whole.text());
        assert_eq!(Person::with(&site, &whole).page("/me").await.status, StatusCode::OK);
        let shown = audit_event::Entity::find().filter(audit_event::Column::Kind.eq("factor.shown"));
        let told: Vec<_> = shown.all(&site.store.db).await.unwrap().into_iter().map(|one| one.extra).collect();
        assert_eq!(told, [r#"{"by":"passkey"}"#]);
    }
}

#[tokio::test]
async fn an_answer_opens_once_and_for_five_minutes_and_only_to_its_own_question() {
    for site in sites_at(SITE).await {
        let (_, mut device) = enrolled(&site, "dudao").await;
        let page = begin(&site, "dudao").await.text();
        let answer = shown(&mut device, &page);
        assert_eq!(sign_in(&site, "dudao", &answer).await.status, StatusCode::SEE_OTHER);
        assert_eq!(sign_in(&site, "dudao", &answer).await.status, StatusCode::UNPROCESSABLE_ENTITY, "twice");

        let page = begin(&site, "dudao").await.text();
        let answer = shown(&mut device, &page);
        site.clock.advance(5 * 60_000);
        assert_eq!(sign_in(&site, "dudao", &answer).await.status, StatusCode::UNPROCESSABLE_ENTITY, "late");

        let answer = shown(&mut device, &begin(&site, "dudao").await.text());
        let (_, other) = asked(&begin(&site, "dudao").await.text());
        let swapped = form(other, &answer[1].1);
        assert_eq!(
            sign_in(&site, "dudao", &swapped).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "another question"
        );
    }
}

#[tokio::test]
async fn a_counter_that_falls_refuses_and_raises_a_notice() {
    for site in sites_at(SITE).await {
        let (_, mut device) = enrolled(&site, "dudao").await;
        let answer = shown(&mut device, &begin(&site, "dudao").await.text());
        assert_eq!(sign_in(&site, "dudao", &answer).await.status, StatusCode::SEE_OTHER);
        // The register has seen a higher counter than the device knows: somebody else has the same key.
        let row = backend::access::tables::passkey::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        let mut row = sea_orm::IntoActiveModel::into_active_model(row);
        row.counter = sea_orm::Set(1_000);
        sea_orm::ActiveModelTrait::update(row, &site.store.db).await.unwrap();
        let answer = shown(&mut device, &begin(&site, "dudao").await.text());
        assert_eq!(sign_in(&site, "dudao", &answer).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refusals(&site).await, 1);
        assert_eq!(backend::auditing::evaluate(&site.store, None).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_name_without_passkeys_is_asked_as_one_with_them() {
    for site in sites_at(SITE).await {
        enrolled(&site, "dudao").await;
        let known = asked(&begin(&site, "dudao").await.text()).0;
        let unknown = asked(&begin(&site, "meiyouren").await.text()).0;
        let keys = |options: &serde_json::Value| {
            let mut keys: Vec<String> = options["publicKey"].as_object().unwrap().keys().cloned().collect();
            keys.sort();
            keys
        };
        for key in keys(&unknown) {
            assert!(keys(&known).contains(&key), "{key}: {known}");
        }
        let again = asked(&begin(&site, "meiyouren").await.text()).0;
        assert_eq!(unknown["publicKey"]["allowCredentials"], again["publicKey"]["allowCredentials"]);
        assert_ne!(unknown["publicKey"]["challenge"], again["publicKey"]["challenge"]);
    }
}

#[tokio::test]
async fn a_sixth_passkey_is_one_too_many_and_another_one_needs_a_fresh_proof() {
    for site in sites_at(SITE).await {
        let (mut person, mut device) = enrolled(&site, "dudao").await;
        for _ in 0..4 {
            let page = person.fill("/me/passkey", &ask("enrol")).await;
            let mut other = self::device();
            let done = person.fill("/me/passkey", &made(&mut other, &page.text())).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
            // Each proof gives the session a new id.
            person = person.holding(&done);
        }
        let refused = person.fill("/me/passkey", &ask("enrol")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("最多5个"));
        site.clock.advance(6 * 60_000);
        let asked = person.fill("/me/passkey", &ask("enrol")).await;
        assert!(asked.header(header::LOCATION).starts_with("/me/verify"), "{}", asked.header(header::LOCATION));
        let page = person.fill("/me/verify", &ask("ask")).await;
        let proved = person.fill("/me/verify", &shown(&mut device, &page.text())).await;
        assert_eq!(proved.status, StatusCode::SEE_OTHER, "{}", proved.text());
    }
}

#[tokio::test]
async fn the_last_factor_of_an_account_that_needs_one_stays() {
    for site in sites_at(SITE).await {
        let account: Account =
            testing::account(&site.store, "shenhe", "审核老师", Role::CountyReviewer, "120104").await.unwrap();
        let mut device = device();
        let question = passkeys::begin_enrolment(&site.store, &account).await.unwrap();
        let options =
            serde_json::json!({ "publicKey": serde_json::from_str::<serde_json::Value>(&question.options).unwrap() });
        let made = device.do_registration(Url::parse(SITE).unwrap(), serde_json::from_value(options).unwrap()).unwrap();
        let answer = serde_json::to_string(&made).unwrap();
        passkeys::enrol(&site.store, &account, (question.ceremony, &answer), "").await.unwrap();
        let own = passkeys::list(&site.store, &account).await.unwrap();
        assert!(passkeys::remove(&site.store, &account, own[0].id).await.is_err());
        assert_eq!(factors::of(&site.store, &account).await.unwrap().passkeys, 1);
        assert_eq!(ceremony::Entity::find().count(&site.store.db).await.unwrap(), 0);
        assert!(accounts::account(&site.store, account.id(), None).await.unwrap().is_some());
    }
}
