//! `/accounts`, `/invitation` and `/me`: accounts as administrators keep them, and as their owners do.

use axum::http::{StatusCode, header};
use backend::access::accounts::in_force;
use backend::access::factors;
use backend::access::tables::recovery_code;
use domain::access::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use totp_rs::{Builder, Secret};

use super::{led_to, pairs};
use crate::fieldwork::staff::{PASSWORD, Person};
use crate::support::log::Log;
use crate::support::{Site, sites};

const NEW: &str = "海河边的七棵旧柳树也开花";

/// What stands between two marks of a page.
pub(super) fn between<'a>(page: &'a str, before: &str, after: &str) -> &'a str {
    let rest = page.split_once(before).unwrap_or_else(|| panic!("{before} is missing: {page}")).1;
    rest.split_once(after).unwrap().0
}

async fn of(site: &Site, username: &str) -> backend::access::tables::account::Model {
    backend::access::rows::accounts::by_username(&site.store.db, username).await.unwrap().unwrap()
}

/// As if everybody had proved who it is long ago.
pub(super) async fn grow_old(site: &Site) {
    use backend::access::tables::session;
    use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
    for row in session::Entity::find().all(&site.store.db).await.unwrap() {
        let mut data: serde_json::Value = serde_json::from_slice(&row.data).unwrap();
        data["proved_at"] = 1.into();
        let mut row = row.into_active_model();
        row.data = Set(serde_json::to_vec(&data).unwrap());
        row.update(&site.store.db).await.unwrap();
    }
}

fn new_person(site: &Site, username: &str, role: &str, place: &str) -> Vec<(String, String)> {
    let today = site.store.clock.today();
    pairs(&[
        ("display_name", "王敏"),
        ("username", username),
        ("mobile", "13800138000"),
        ("id_number", ""),
        ("role", role),
        ("place", place),
        ("from", &today.to_string()),
        ("to", &today.checked_add(jiff::Span::new().months(6)).unwrap().to_string()),
    ])
}

#[tokio::test]
async fn somebody_is_invited_sets_a_password_and_signs_in() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        let wrong = admin.fill("/accounts/invite", &new_person(&site, "wangmin", "grid_worker", "120101002")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("不在您的管理范围内") && wrong.text().contains("value=\"13800138000\""));

        let made = admin.fill("/accounts/invite", &new_person(&site, "wangmin", "grid_worker", "120104001001")).await;
        led_to(&made, "/accounts");
        let page = admin.follow(&made).await;
        let address = between(&page.text(), "readonly value=\"", "\"").to_owned();
        assert!(!admin.page("/accounts").await.text().contains(&address), "it is shown once");
        assert!(page.text().contains("待启用"), "{}", page.text());

        let nobody = Person::nobody(&site);
        let path = address[address.find("/invitation/").unwrap()..].to_owned();
        let form = nobody.page(&path).await;
        assert!(form.text().contains("wangmin") && form.text().contains("启用账号"), "{}", form.text());
        for (password, again, words) in
            [(NEW, "别的", "两次填的密码不一样"), ("1234567890123", "1234567890123", "太容易猜到")]
        {
            let refused = nobody.fill(&path, &pairs(&[("password", password), ("again", again)])).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text().contains(words), "{}", refused.text());
        }
        led_to(&nobody.fill(&path, &pairs(&[("password", NEW), ("again", NEW)])).await, "/sign-in");
        assert_eq!(nobody.page(&path).await.status, StatusCode::NOT_FOUND);
        let entered = admin.fill("/sign-in", &pairs(&[("username", "wangmin"), ("password", NEW)])).await;
        led_to(&entered, "/links");
    }
}

#[tokio::test]
async fn only_administrators_keep_accounts_and_a_get_changes_nothing() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        let security = Person::new(&site, "anquan", Role::SecurityAdmin, "120104").await;
        let worker = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        let supervisor = Person::new(&site, "liu", Role::TownshipSupervisor, "120104001").await;
        let reviewer = Person::new(&site, "quxian", Role::CountyReviewer, "120104").await;
        let one = format!("/accounts/120104/{}", of(&site, "wang").await.id);
        for path in ["/accounts", "/accounts/pending", one.as_str()] {
            for (person, status) in
                [(&admin, 200), (&security, 200), (&supervisor, 200), (&worker, 404), (&reviewer, 404)]
            {
                assert_eq!(person.page(path).await.status, status, "{path}");
            }
        }
        assert_eq!(admin.page("/accounts/invite").await.status, StatusCode::OK);
        for (person, status) in
            [(&security, StatusCode::FORBIDDEN), (&supervisor, StatusCode::FORBIDDEN), (&worker, StatusCode::NOT_FOUND)]
        {
            assert_eq!(person.page("/accounts/invite").await.status, status);
        }
        let before = site.everything().await;
        for path in ["/accounts?q=wang", "/accounts/pending", "/accounts/invite", "/me", one.as_str()] {
            assert_eq!(admin.page(path).await.status, StatusCode::OK, "{path}");
        }
        assert_eq!(site.everything().await, before);
        let list = admin.page("/accounts?q=wang").await;
        assert!(list.text().contains("wang老师") && !list.text().contains("liu老师"), "{}", list.text());
    }
}

#[tokio::test]
async fn suspending_needs_a_reason_and_ends_the_session_at_once() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        let worker = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        assert_eq!(worker.page("/links").await.status, StatusCode::OK);
        let one = format!("/accounts/120104/{}", of(&site, "wang").await.id);
        let refused = admin.press(&one, "suspend").await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("请写明停用原因"));
        let done = admin.fill(&one, &pairs(&[("go", "suspend"), ("reason", "手机丢失")])).await;
        led_to(&done, &one);
        assert!(admin.follow(&done).await.text().contains("停用原因：手机丢失"));
        led_to(&worker.page("/links").await, "/sign-in?next=%2Flinks");
        let own = format!("/accounts/120104/{}", of(&site, "guanli").await.id);
        let own = admin.fill(&own, &pairs(&[("go", "suspend"), ("reason", "自己")])).await;
        assert!(own.text().contains("要由另一个人办理"), "{}", own.text());
    }
}

#[tokio::test]
async fn an_act_on_accounts_asks_again_who_it_is_and_keeps_what_was_typed() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        grow_old(&site).await;
        let typed = new_person(&site, "wangmin", "grid_worker", "120104001001");
        let asked = admin.fill("/accounts/invite", &typed).await;
        let verify = "/me/verify?next=%2Faccounts%2Finvite";
        assert_eq!((asked.status, asked.header(header::LOCATION)), (StatusCode::TEMPORARY_REDIRECT, verify));
        let page = admin.fill(verify, &typed).await;
        assert!(page.text().contains("name=\"typed.username\" value=\"wangmin\""), "{}", page.text());
        let carried = |proof: &str| {
            let mut all: Vec<(String, String)> =
                typed.iter().map(|(name, value)| (format!("typed.{name}"), value.clone())).collect();
            all.push(("proof".into(), proof.into()));
            all
        };
        let wrong = admin.fill(verify, &carried("falsch")).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("密码不对"));
        assert!(wrong.text().contains("value=\"wangmin\""), "what was typed is still there");
        let back = admin.fill(verify, &carried(PASSWORD)).await;
        assert_eq!((back.status, back.header(header::LOCATION)), (StatusCode::TEMPORARY_REDIRECT, "/accounts/invite"));
        assert!(backend::access::rows::accounts::by_username(&site.store.db, "wangmin").await.unwrap().is_none());
    }
}

#[tokio::test]
async fn the_first_generator_and_the_end_of_other_sessions_ask_again_who_it_is() {
    for site in sites().await {
        let person = Person::new(&site, "wang", Role::VillageDirector, "120104001001").await;
        let there =
            Person::nobody(&site).fill("/sign-in", &pairs(&[("username", "wang"), ("password", PASSWORD)])).await;
        let there = Person::with(&site, &there);
        let session = between(&person.page("/me").await.text(), "value=\"end:", "\"").to_owned();
        grow_old(&site).await;
        for go in ["generator", "confirm", "end_others", &format!("end:{session}")] {
            let asked = person.press("/me", go).await;
            led_to(&asked, "/me/verify?next=%2Fme");
        }
        assert_eq!(there.page("/links").await.status, StatusCode::OK, "nothing was ended");
        let account = in_force(&site.store, of(&site, "wang").await.id).await.unwrap().remove(0);
        assert!(factors::setup(&site.store, &account).await.unwrap().is_none(), "nothing was begun");
        let proved = person.fill("/me/verify?next=/me", &pairs(&[("proof", PASSWORD)])).await;
        let person = Person::with(&site, &proved);
        led_to(&person.press("/me", "generator").await, "/me");
        led_to(&person.press("/me", "end_others").await, "/me");
        led_to(&there.page("/links").await, "/sign-in?next=%2Flinks");
    }
}

#[tokio::test]
async fn a_limit_that_somebody_reached_is_in_the_trail_and_in_the_log() {
    use backend::audit::tables::audit_event::{Column as E, Entity as Event};
    for site in sites().await {
        let person = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        let log = Log::start();
        let mut last = StatusCode::OK;
        for _ in 0..7 {
            last = person.fill("/me/verify?next=/me", &pairs(&[("proof", "falsch")])).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        let large = person.fill("/text-size", &pairs(&[("size", &"a".repeat(17 * 1024))])).await;
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
        let log = log.end();
        for (route, status) in [("/me/verify", 429), ("/text-size", 413)] {
            let told = |line: &str| line.contains(route) && line.contains(&format!("\"status\":{status}"));
            assert!(log.lines().any(|line| line.contains("\"WARN\"") && told(line)), "{route}: {log}");
        }
        let events = Event::find().filter(E::Kind.eq("refused")).all(&site.store.db).await.unwrap();
        let routes: Vec<_> = events.iter().map(|event| event.extra.as_str()).collect();
        assert_eq!(routes, [r#"{"count":1,"route":"/me/verify"}"#]);
    }
}

#[tokio::test]
async fn a_second_factor_is_set_up_asked_for_and_replaced_by_a_recovery_code() {
    for site in sites().await {
        let person = Person::new(&site, "quxian", Role::CountyReviewer, "120104").await;
        led_to(&person.press("/me", "generator").await, "/me");
        let page = person.page("/me").await;
        let secret = between(&page.text(), "readonly value=\"", "\"").replace(' ', "");
        let totp = Builder::new().with_secret(Secret::try_from_base32(&secret).unwrap()).with_account_name("x").build();
        let totp = totp.unwrap();
        let code = || totp.generate(u64::try_from(site.store.clock.millis() / 1000).unwrap()).to_string();
        let confirmed = person.fill("/me", &pairs(&[("go", "confirm"), ("code", &code())])).await;
        assert!(
            confirmed.status == StatusCode::OK && confirmed.text().contains("只显示这一次"),
            "{}",
            confirmed.text()
        );
        let recovery = between(&confirmed.text(), "<li class=\"number\">", "</li>").to_owned();
        let rest = recovery_code::Entity::find().all(&site.store.db).await.unwrap();
        assert!(rest.len() == 10 && rest.iter().all(|code| code.hash.starts_with("$argon2id$")), "{rest:?}");

        let signed_in =
            Person::nobody(&site).fill("/sign-in", &pairs(&[("username", "quxian"), ("password", PASSWORD)])).await;
        led_to(&signed_in, "/sign-in/code?next=%2Freview");
        let half = Person::with(&site, &signed_in);
        led_to(&half.page("/villages").await, "/sign-in/code?next=%2Fvillages");
        led_to(&half.page("/sign-in?next=/review").await, "/sign-in/code?next=%2Freview");
        led_to(&half.page("/me").await, "/sign-in/code?next=%2Fme");
        let wrong = half.fill("/sign-in/code", &pairs(&[("code", "000000")])).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("验证码不对"));
        let right = half.fill("/sign-in/code?next=/me", &pairs(&[("code", &recovery)])).await;
        led_to(&right, "/me");
        let whole = half.follow(&right).await;
        assert!(whole.status == StatusCode::OK && whole.text().contains("还有9个恢复码"), "{}", whole.text());
    }
}

#[tokio::test]
async fn who_must_have_a_second_factor_sees_nothing_before_it_is_set_up() {
    for site in sites().await {
        let place = domain::divisions::DivisionCode::parse("120104").unwrap();
        let new = backend::access::accounts::NewAccount {
            username: "zhen".into(),
            display_name: "真实".into(),
            role: Role::CountyReviewer,
            division: place,
            password: PASSWORD.into(),
            demonstration: false,
        };
        backend::access::accounts::create(&site.store, new).await.unwrap();
        let signed_in =
            Person::nobody(&site).fill("/sign-in", &pairs(&[("username", "zhen"), ("password", PASSWORD)])).await;
        let half = Person::with(&site, &signed_in);
        for path in ["/review", "/villages", "/accounts", "/me"] {
            let answer = half.page(path).await;
            assert!(answer.status.is_redirection(), "{path}: {} {}", answer.status, answer.header(header::LOCATION));
        }
        assert_eq!(
            half.refused("reviews/queue", &(domain::view::review::QueueFilter::default(),)).await,
            domain::problem::Problem::FactorNeeded
        );
        let begun = half.fill("/sign-in/code", &pairs(&[("begin", "1")])).await;
        let secret = between(&begun.text(), "readonly value=\"", "\"").replace(' ', "");
        let totp = Builder::new().with_secret(Secret::try_from_base32(&secret).unwrap()).with_account_name("x").build();
        let code = totp.unwrap().generate(u64::try_from(site.store.clock.millis() / 1000).unwrap()).to_string();
        let done = half.fill("/sign-in/code?next=/villages", &pairs(&[("code", &code)])).await;
        assert!(done.text().contains("恢复码") && done.text().contains("href=\"/villages\""), "{}", done.text());
        let account = in_force(&site.store, of(&site, "zhen").await.id).await.unwrap().remove(0);
        assert!(factors::of(&site.store, &account).await.unwrap().totp);
        assert!(factors::remove(&site.store, &account).await.is_err(), "it is no choice");
    }
}

#[tokio::test]
async fn other_browsers_are_listed_and_ended_and_a_new_password_ends_them_all() {
    for site in sites().await {
        let here = Person::new(&site, "wang", Role::GridWorker, "120104001").await;
        let sign_in = async |password: &str| {
            Person::nobody(&site).fill("/sign-in", &pairs(&[("username", "wang"), ("password", password)])).await
        };
        let there = Person::with(&site, &sign_in(PASSWORD).await);
        assert_eq!(there.page("/links").await.status, StatusCode::OK);
        let page = here.page("/me").await;
        let go = format!("end:{}", between(&page.text(), "value=\"end:", "\""));
        led_to(&here.press("/me", &go).await, "/me");
        led_to(&there.page("/links").await, "/sign-in?next=%2Flinks");

        let there = Person::with(&site, &sign_in(PASSWORD).await);
        let change = |now: &str, new: &str| {
            pairs(&[("go", "password"), ("password", now), ("new_password", new), ("again", new)])
        };
        let wrong = here.fill("/me", &change("falsch", NEW)).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("密码不对"));
        let changed = here.fill("/me", &change(PASSWORD, NEW)).await;
        led_to(&changed, "/me");
        assert_eq!(here.follow(&changed).await.status, StatusCode::OK, "the own one goes on");
        led_to(&there.page("/links").await, "/sign-in?next=%2Flinks");
        assert_eq!(sign_in(PASSWORD).await.status, StatusCode::UNAUTHORIZED);
        led_to(&sign_in(NEW).await, "/links");
    }
}
