//! `/my-child` and `/declare/notice`, as a family's browser without a script meets them.

use axum::http::StatusCode;
use backend::consent::tables::consent;
use backend::consent::{NewVersion, confirm, propose, versions};
use backend::register::tables::{record, rights_request};
use backend::testing;
use domain::access::Role;
use domain::form::Value;
use domain::values::Phone;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::browser::Browser;
use super::registers::{answers, begin, fill_in};
use crate::support::{Site, sites};

/// A family that submitted by its own link, in its own browser; and the record.
async fn submitted(site: &Site) -> (Browser<'_>, String) {
    let mut browser = Browser::open(site, &site.link(|_| ()).await).await;
    begin(&mut browser, &answers()).await;
    fill_in(&mut browser, &answers()).await;
    browser.post("/declare/migrant/check", &[]).await;
    let record = record::Entity::find().one(&site.store.db).await.unwrap().unwrap();
    (browser, record.id.to_string())
}

fn text(field: &str) -> String {
    answers().value(field).and_then(Value::as_text).unwrap().to_owned()
}

async fn prove(browser: &mut Browser<'_>, record: &str) {
    let (number, phone) = (text("child_id_number"), text("father_phone"));
    let pairs = [("of", record), ("go", "numbers"), ("id_number", &*number), ("phone", &*phone)];
    browser.post("/my-child", &pairs).await;
}

#[tokio::test]
async fn a_guardian_proves_first_and_then_sees_copies_and_asks() {
    for site in sites().await {
        let (mut browser, record) = submitted(&site).await;
        let page = format!("/my-child/{record}");
        assert_eq!(browser.get(&page).await, StatusCode::OK);
        assert_eq!(browser.place, "/my-child", "the proof comes first, in the own browser too");
        assert!(browser.page.contains("登记编号TC-") && !browser.page.contains(&text("child_id_number")));
        assert!(!browser.page.contains("<script"), "it works on any phone");
        let wrong = [("of", &*record), ("go", "numbers"), ("id_number", "1"), ("phone", "1")];
        assert!(browser.refused("/my-child", &wrong).await.contains("对不上"));
        prove(&mut browser, &record).await;
        assert!(browser.place == "/my-child" && browser.page.contains(&page), "{}", browser.page);
        assert_eq!(browser.get(&page).await, StatusCode::OK);
        let phone = Phone::parse(&text("father_phone")).unwrap().display();
        for shown in [text("child_name"), text("child_id_number"), phone, "谁看过".into()] {
            assert!(browser.page.contains(&shown), "{shown}: {}", browser.page);
        }

        assert_eq!(browser.get(&format!("{page}/copy")).await, StatusCode::OK);
        assert!(browser.page.contains("监护人副本TC-") && browser.page.contains(&text("child_id_number")));
        assert_eq!(browser.get(&format!("{page}/copy.json")).await, StatusCode::OK);
        let copy: serde_json::Value = serde_json::from_str(&browser.page).unwrap();
        assert_eq!(copy["answers"]["child_name"], text("child_name"));
        assert_eq!(browser.get(&format!("{page}/looks")).await, StatusCode::OK);
        assert!(browser.page.contains("还没有工作人员打开过"), "{}", browser.page);

        let said = browser.refused(&page, &[("kind", "explain"), ("words", " "), ("go", "ask")]).await;
        assert!(said.contains("请写一写具体是什么情况") && said.contains("value=\"explain\" checked"), "{said}");
        browser.post(&page, &[("kind", "explain"), ("words", "为什么是这个结果"), ("go", "ask")]).await;
        assert!(browser.page.contains("已收到您的请求，会在2026年12月11日前答复"), "{}", browser.page);
        assert!(browser.page.contains("为什么是这个结果"));
        assert_eq!(rights_request::Entity::find().count(&site.store.db).await.unwrap(), 1);

        browser.press("撤回同意").await;
        assert!(
            browser.page.contains("登记的内容依法保留") && browser.page.contains("您已撤回同意"),
            "{}",
            browser.page
        );
        let said = consent::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        assert_eq!(
            (said.kind.as_str(), said.given.as_str(), said.by_relation.as_str()),
            ("notice", "withdrawn", "guardian")
        );

        // Half an hour later it is asked anew; another family's record is not there.
        site.clock.advance(30 * 60_000);
        browser.get(&page).await;
        assert_eq!(browser.place, "/my-child");
        let mut other = Browser::open(&site, &site.link(|_| ()).await).await;
        assert_eq!(other.get(&page).await, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_get_of_a_guardians_pages_writes_nothing_but_the_trail() {
    for site in sites().await {
        let (mut browser, record) = submitted(&site).await;
        prove(&mut browser, &record).await;
        let before = site.everything().await;
        for page in ["", "/copy", "/copy.json", "/looks"] {
            assert_eq!(browser.get(&format!("/my-child/{record}{page}")).await, StatusCode::OK, "{page}");
        }
        assert_eq!(site.everything().await, before);
    }
}

#[tokio::test]
async fn a_new_notice_is_asked_about_once_before_the_family_goes_on() {
    for site in sites().await {
        let (mut browser, _) = submitted(&site).await;
        let store = &site.store;
        let officer =
            async |name: &str| testing::account(store, name, name, Role::PrivacyOfficer, "120104").await.unwrap();
        let (one, other) = (officer("li").await, officer("zhao").await);
        let text = "# 谁在登记\n南开区民政局负责，{unit}办理。\n# 我同意登记敏感个人信息。".to_owned();
        propose(store, &one, &NewVersion { kind: "notice".into(), text, ..NewVersion::default() }).await.unwrap();
        browser.get("/declare").await;
        assert_eq!(browser.place, "/declare", "not before another person confirmed it");
        confirm(store, &other, versions(store, &other).await.unwrap()[0].id).await.unwrap();
        browser.get("/declare").await;
        assert_eq!(browser.place, "/declare/notice", "{}", browser.page);
        assert!(
            browser.page.contains("天津市南开区长虹街道办理") && browser.page.contains("依法保留"),
            "{}",
            browser.page
        );
        let said = browser.refused("/declare/notice", &[("notice_version", "zzz"), ("go", "agree")]).await;
        assert!(said.contains("同意的，请勾选"), "{said}");
        let shown = versions(store, &other).await.unwrap()[0].notice.version.clone();
        let agreed = [("notice_version", &*shown), ("guardian", "yes"), ("sensitive", "yes"), ("go", "agree")];
        browser.post("/declare/notice", &agreed).await;
        assert_eq!(browser.place, "/declare");
        browser.get("/declare").await;
        assert_eq!(browser.place, "/declare", "once");
        let said = consent::Entity::find().one(&store.db).await.unwrap().unwrap();
        assert_eq!((said.version.as_str(), said.given.as_str()), (&*shown, "given"));
        // Somebody who comes for the first time reads it at once.
        let new = Browser::open(&site, &site.link(|_| ()).await).await;
        assert!(new.place == "/declare" && new.page.contains(&shown), "{}", new.page);
    }
}
