//! Signing in elsewhere, against a real provider of identities.

mod provider;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use backend::access::administration::{Administrator, NewPerson, invite};
use backend::access::identity;
use backend::audit::tables::audit_event;
use backend::store::clock::{Clock as _, SystemClock};
use domain::access::{Proposal, Role, longest_to};
use domain::divisions::DivisionCode;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};

use self::provider::{CLIENT, KEY, Provider, SECRET, header as jose, signed, signed_by, unsigned};
use super::pairs;
use crate::fieldwork::staff::{PASSWORD, Person};
use crate::support::site::{HTTP, sites_where};
use crate::support::{Answer, Site, sites};

/// Sites of this minute, because a real provider writes it into its tokens, with a provider that two persons set up.
async fn with_provider(provider: &Provider) -> Vec<(Site, String)> {
    let mut all = Vec::new();
    for site in here().await {
        let one = Person::new(&site, "anquan", Role::SecurityAdmin, "120104").await;
        let proposed = one.fill("/identity", &form(&provider.issuer)).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.text());
        let other = Person::new(&site, "anquan2", Role::SecurityAdmin, "120104").await;
        let page = other.page("/identity").await.text();
        let confirm = page.split("value=\"confirm:").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let done = other.fill("/identity", &pairs(&[("go", &format!("confirm:{confirm}"))])).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        all.push((site, format!("/sign-in/identity/{}", confirm.replace(':', "/"))));
    }
    all
}

async fn here() -> Vec<Site> {
    let sites = sites_where(HTTP, |store| store.identity_networks = ["127.0.0.0/8".parse().unwrap()].into()).await;
    for site in &sites {
        site.clock.advance(SystemClock.millis() - site.clock.millis());
    }
    sites
}

fn form(issuer: &str) -> Vec<(String, String)> {
    pairs(&[
        ("go", "propose"),
        ("name", "示例统一登录"),
        ("place", "120104"),
        ("issuer", issuer),
        ("client_id", CLIENT),
        ("secret", SECRET),
        ("factors", "two mfa"),
        ("claims", "groups=shenhe township_supervisor 120104002"),
    ])
}

/// The value of a parameter in an address.
fn parameter(url: &str, name: &str) -> String {
    let query = url.split_once('?').unwrap().1;
    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).unwrap().1.into_owned()
}

/// A browser goes there and comes back: what the site answers, and the address of the provider's page.
async fn there_and_back(
    site: &Site,
    provider: &Provider,
    way: &str,
    forged: impl FnOnce(&str) -> Option<String>,
) -> Answer {
    let nobody = Person::nobody(site);
    let gone = nobody.page(way).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text());
    let url = gone.header(header::LOCATION).to_owned();
    if let Some(token) = forged(&parameter(&url, "nonce")) {
        provider.forge(token).await;
    }
    let back = provider.authorize(&url).await;
    Person::with(site, &gone).page(&back).await
}

/// Binds the account of somebody who is signed in.
async fn bind(person: &Person<'_>, provider: &Provider, way: &str) {
    let go = way.strip_prefix("/sign-in/identity/").unwrap().replace('/', ":");
    let page = person.fill("/me/identity", &pairs(&[("go", &format!("bind:{go}"))])).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let text = page.text().replace("&amp;", "&");
    let url = text.split(&format!("href=\"{}", provider.issuer)).nth(1).unwrap().split('"').next().unwrap();
    let back = provider.authorize(&format!("{}{url}", provider.issuer)).await;
    let done = person.holding(&page).page(&back).await;
    assert_eq!((done.status, done.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/me"), "{}", done.text());
}

fn count_refused(site: &Site) -> impl Future<Output = u64> {
    use audit_event::Column as E;
    let refused = audit_event::Entity::find().filter(E::Kind.eq("sign_in")).filter(E::Outcome.eq("refused"));
    let db = site.store.db.clone();
    async move { refused.count(&db).await.unwrap() }
}

#[tokio::test]
async fn one_person_sets_no_provider_up_and_whoever_has_no_right_hears_of_none() {
    for site in sites().await {
        let one = Person::new(&site, "anquan", Role::SecurityAdmin, "120104").await;
        let wrong = one.fill("/identity", &form("http://sso.example.cn")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("示例统一登录"), "what was typed is still there");
        let done = one.fill("/identity", &form("https://sso.example.cn")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let page = one.page("/identity").await.text();
        assert!(page.contains("待另一人确认") && !page.contains("value=\"confirm:"));
        let id = page.split("value=\"suspend:").nth(1).unwrap().split('"').next().unwrap();
        let own = one.fill("/identity", &pairs(&[("go", &format!("confirm:{id}"))])).await;
        assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", own.text());
        let list = site.get("/sign-in/identity").await.text();
        assert!(!list.contains("示例统一登录"));
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        assert_eq!(admin.page("/identity").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_bound_account_signs_in_there_and_no_longer_with_a_password() {
    let provider = Provider::start().await;
    for (site, way) in with_provider(&provider).await {
        let person = Person::new(&site, "dudao", Role::TownshipSupervisor, "120104001").await;
        provider.person(json!({"sub": "zhang"})).await;
        bind(&person, &provider, &way).await;
        let back = there_and_back(&site, &provider, &format!("{way}?next=/review"), |_| None).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text());
        assert_eq!(Person::with(&site, &back).page("/me").await.status, StatusCode::OK);
        let password = pairs(&[("username", "dudao"), ("password", PASSWORD)]);
        let refused = Person::nobody(&site).fill("/sign-in", &password).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("请从统一登录进入"), "{}", refused.text());
    }
}

/// T-43: a subject that nobody bound is nobody, whatever else its claims say.
#[tokio::test]
async fn t_43_a_subject_with_the_e_mail_and_phone_of_an_account_is_not_let_in() {
    let provider = Provider::start().await;
    for (site, way) in with_provider(&provider).await {
        Person::new(&site, "dudao", Role::TownshipSupervisor, "120104001").await;
        provider.person(json!({"sub": "stranger", "email": "dudao@example.cn", "phone_number": "13800138000"})).await;
        let before = count_refused(&site).await;
        let back = there_and_back(&site, &provider, &way, |_| None).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.text().contains("请先用本系统账号登录并绑定"), "{}", back.text());
        assert_eq!(Person::with(&site, &back).page("/me").await.status, StatusCode::SEE_OTHER);
        assert_eq!(count_refused(&site).await, before + 1);
    }
}

/// T-42: what is not a token for this site, this browser and this minute lets nobody in, and is one event each.
#[tokio::test]
async fn t_42_forged_and_misdirected_tokens_are_refused_with_one_event_each() {
    let provider = Provider::start().await;
    for (site, way) in with_provider(&provider).await {
        let person = Person::new(&site, "dudao", Role::TownshipSupervisor, "120104001").await;
        provider.person(json!({"sub": "zhang"})).await;
        bind(&person, &provider, &way).await;
        let now = site.clock.millis() / 1_000;
        let issuer = provider.issuer.as_str();
        let claims = |nonce: &str, change: &Value| {
            let mut claims =
                json!({"iss": issuer, "aud": CLIENT, "sub": "zhang", "iat": now, "exp": now + 600, "nonce": nonce});
            claims.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            claims
        };
        let honest = |nonce: &str| Some(signed(&jose("JWT"), &claims(nonce, &json!({}))));
        let back = there_and_back(&site, &provider, &way, honest).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "so the tokens below are refused for what is wrong with them");

        let event = json!({"http://schemas.openid.net/event/backchannel-logout": {}});
        let forgeries = [
            ("alg none", json!({}), None),
            ("another key", json!({}), Some(([8; 32], "JWT"))),
            ("another audience", json!({"aud": "another"}), Some((KEY, "JWT"))),
            ("a second audience", json!({"aud": [CLIENT, "another"]}), Some((KEY, "JWT"))),
            ("the nonce of another browser", json!({"nonce": "another"}), Some((KEY, "JWT"))),
            ("an issuer with a slash more", json!({"iss": format!("{issuer}/")}), Some((KEY, "JWT"))),
            ("ended 61 seconds ago", json!({"exp": now - 61}), Some((KEY, "JWT"))),
            ("issued long ago", json!({"iat": now - 600}), Some((KEY, "JWT"))),
            ("issued tomorrow", json!({"iat": now + 86_400, "exp": now + 90_000}), Some((KEY, "JWT"))),
            ("a logout token", json!({"events": event, "jti": "1"}), Some((KEY, "logout+jwt"))),
        ];
        for (what, change, signer) in forgeries {
            let before = count_refused(&site).await;
            let forge = |nonce: &str| {
                let claims = claims(nonce, &change);
                Some(match signer {
                    None => unsigned(&claims),
                    Some((key, kind)) => signed_by(&key, &jose(kind), &claims),
                })
            };
            let back = there_and_back(&site, &provider, &way, forge).await;
            assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}: {}", back.text());
            assert_eq!(count_refused(&site).await, before + 1, "{what}");
        }
    }
}

#[tokio::test]
async fn a_page_of_another_site_begins_no_session_without_its_person() {
    let provider = Provider::start().await;
    for (site, way) in with_provider(&provider).await {
        let asked = |from: &'static str| {
            let request = Request::get(format!("{way}?next=/villages"));
            let request = request.header(header::HOST, "tongce.test").header(header::ACCEPT, "text/html");
            site.send(request.header("sec-fetch-site", from).body(Body::empty()).unwrap())
        };
        let foreign = asked("cross-site").await;
        let list = (StatusCode::SEE_OTHER, "/sign-in/identity?next=%2Fvillages");
        assert_eq!((foreign.status, foreign.header(header::LOCATION)), list, "{}", foreign.text());
        assert_eq!(foreign.header(header::SET_COOKIE), "");
        assert!(asked("same-origin").await.header(header::LOCATION).starts_with(&provider.issuer));
    }
}

#[tokio::test]
async fn an_answer_is_taken_once_and_by_the_browser_that_asked_only() {
    let provider = Provider::start().await;
    for (site, way) in with_provider(&provider).await {
        let person = Person::new(&site, "dudao", Role::TownshipSupervisor, "120104001").await;
        provider.person(json!({"sub": "zhang"})).await;
        bind(&person, &provider, &way).await;
        let gone = Person::nobody(&site).page(&way).await;
        let back = provider.authorize(gone.header(header::LOCATION)).await;
        let other = Person::nobody(&site).page(&way).await;
        let foreign = Person::with(&site, &other).page(&back).await;
        assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "another browser");
        assert_eq!(Person::nobody(&site).page(&back).await.status, StatusCode::UNPROCESSABLE_ENTITY, "none at all");
        let elsewhere = back.replace("iss=http", "iss=https");
        let wrong = Person::with(&site, &gone).page(&elsewhere).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "another issuer");
        let again = Person::with(&site, &gone).page(&back).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the state was used with the answer before");
        let late = Person::nobody(&site).page(&way).await;
        let back = provider.authorize(late.header(header::LOCATION)).await;
        site.clock.advance(11 * 60_000);
        assert_eq!(Person::with(&site, &late).page(&back).await.status, StatusCode::UNPROCESSABLE_ENTITY, "late");
    }
}

#[tokio::test]
async fn a_claim_proposes_an_administrator_accepts_and_a_claim_that_goes_suspends() {
    let provider = Provider::start().await;
    for (site, way) in with_provider(&provider).await {
        let person = Person::new(&site, "dudao", Role::TownshipSupervisor, "120104001").await;
        provider.person(json!({"sub": "zhang", "groups": ["shenhe"]})).await;
        bind(&person, &provider, &way).await;
        there_and_back(&site, &provider, &way, |_| None).await;
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        let list = admin.page("/accounts").await.text();
        let page_of = |name: &str| {
            let before = list.split(name).next().unwrap();
            let at = before.rsplit("href=\"/accounts/120104/").next().unwrap().split('"').next().unwrap().to_owned();
            format!("/accounts/120104/{at}")
        };
        let page = page_of("dudao老师");
        let shown = admin.page(&page).await.text();
        assert!(shown.contains("统一登录提出的任职"), "{shown}");
        let accept = shown.split("value=\"accept:").nth(1).unwrap().split('"').next().unwrap();
        let done = admin.fill(&page, &pairs(&[("go", &format!("accept:{accept}"))])).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let shown = admin.page(&page).await.text();
        assert!(!shown.contains("统一登录提出的任职") && shown.matches(">结束<").count() == 2, "{shown}");
        provider.person(json!({"sub": "zhang"})).await;
        there_and_back(&site, &provider, &way, |_| None).await;
        let shown = admin.page(&page).await.text();
        assert_eq!(shown.matches("已暂停").count(), 1, "{shown}");
    }
}

#[tokio::test]
async fn an_invitation_opens_there_and_one_factor_there_is_not_two_here() {
    let provider = Provider::start().await;
    for (site, way) in with_provider(&provider).await {
        let admin =
            backend::testing::account(&site.store, "guanli", "管理老师", Role::AccountAdmin, "120104").await.unwrap();
        let today = site.clock.today();
        let role = Role::TownshipSupervisor;
        let place = DivisionCode::parse("120104001").unwrap();
        let new = NewPerson {
            username: "xinren".into(),
            display_name: "新人".into(),
            id_number: String::new(),
            mobile: "13800138000".into(),
            proposal: Proposal { role, place, from: today, to: longest_to(role, today) },
        };
        let invitation = invite(&site.store, &Administrator::of(&admin).unwrap(), new).await.unwrap();
        let token = invitation.url.rsplit('/').next().unwrap();
        assert!(site.get(&format!("/invitation/{token}")).await.text().contains(&way));
        provider.person(json!({"sub": "li"})).await;
        let back = there_and_back(&site, &provider, &format!("{way}?invitation={token}"), |_| None).await;
        assert!(back.header(header::LOCATION).contains("code"), "one factor there: {}", back.text());
        assert_eq!(site.get(&format!("/invitation/{token}")).await.status, StatusCode::NOT_FOUND, "once");
        provider.person(json!({"sub": "li", "acr": "two"})).await;
        let back = there_and_back(&site, &provider, &format!("{way}?next=/review"), |_| None).await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text());
        let me = Person::with(&site, &back).page("/me").await;
        assert_eq!(me.status, StatusCode::OK, "two factors there: {}", me.header(header::LOCATION));
    }
}

#[tokio::test]
async fn a_session_that_ended_there_ends_here_and_a_logout_token_counts_once() {
    let provider = Provider::start().await;
    for (site, way) in with_provider(&provider).await {
        let person = Person::new(&site, "dudao", Role::TownshipSupervisor, "120104001").await;
        provider.person(json!({"sub": "zhang"})).await;
        bind(&person, &provider, &way).await;
        let back = there_and_back(&site, &provider, &way, |_| None).await;
        let signed_in = Person::with(&site, &back);
        assert_eq!(signed_in.page("/me").await.status, StatusCode::OK);
        let now = site.clock.millis() / 1_000;
        let event = json!({"http://schemas.openid.net/event/backchannel-logout": {}});
        let claims = |id: &str| json!({"iss": provider.issuer, "aud": CLIENT, "sub": "zhang", "iat": now, "exp": now + 120, "jti": id, "events": event});
        let with_nonce = {
            let mut claims = claims("0");
            claims["nonce"] = "n".into();
            signed(&jose("logout+jwt"), &claims)
        };
        let no_event = {
            let mut claims = claims("0");
            claims["events"] = json!({});
            signed(&jose("logout+jwt"), &claims)
        };
        for wrong in [with_nonce, no_event, signed(&jose("JWT"), &claims("0")), "nothing".to_owned()] {
            assert_eq!(logout(&site, &way, &wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        assert_eq!(signed_in.page("/me").await.status, StatusCode::OK);
        let token = signed(&jose("logout+jwt"), &claims("1"));
        assert_eq!(logout(&site, &way, &token).await.status, StatusCode::OK);
        assert_eq!(signed_in.page("/me").await.status, StatusCode::SEE_OTHER, "to the sign-in");
        assert_eq!(logout(&site, &way, &token).await.status, StatusCode::BAD_REQUEST, "twice");
    }
}

async fn logout(site: &Site, way: &str, token: &str) -> Answer {
    let body = form_urlencoded::Serializer::new(String::new()).append_pair("logout_token", token).finish();
    let request = Request::post(format!("{way}/logout"))
        .header(header::HOST, "tongce.test")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    site.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn a_provider_in_a_network_that_is_not_listed_is_not_asked() {
    let provider = Provider::start().await;
    for (site, way) in with_provider(&provider).await {
        let mut store = site.store.clone();
        store.identity_networks = [].into();
        let (county, id) = way.strip_prefix("/sign-in/identity/").unwrap().split_once('/').unwrap();
        let purpose = identity::Purpose::SignIn(String::new());
        assert!(identity::begin(&store, county, id.parse().unwrap(), purpose).await.is_err());
    }
}
