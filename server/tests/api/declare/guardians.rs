//! A personal link in a second browser, and in one that has another family's work.

use axum::http::StatusCode;
use axum::response::Redirect;
use axum::routing::{any, post};
use axum::{Json, Router};
use backend::register::tables::record;
use sea_orm::EntityTrait;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc::unbounded_channel;

use super::browser::Browser;
use super::registers::{answers, begin, fill_in};
use crate::support::site::{HTTP, sites_with};
use crate::support::{Site, sites};

/// A family that submitted by its own link; gives the token and the record.
async fn submitted(site: &Site) -> (String, String) {
    let token = site.link(|_| ()).await;
    let mut browser = Browser::open(site, &token).await;
    begin(&mut browser, &answers()).await;
    fill_in(&mut browser, &answers()).await;
    browser.post("/declare/migrant/check", &[]).await;
    let record = record::Entity::find().one(&site.store.db).await.unwrap().unwrap();
    assert_eq!(browser.get(&format!("/declare/print?id={}", record.id)).await, StatusCode::OK, "the first browser");
    (token, record.id.to_string())
}

#[tokio::test]
async fn t_44_a_second_browser_is_asked_first_and_prints_nothing() {
    for site in sites().await {
        let (token, record) = submitted(&site).await;
        let mut second = Browser::open(&site, &token).await;
        assert_eq!(second.place, "/declare/code", "{}", second.page);
        assert!(second.page.contains("请先核对身份") && second.page.contains("登记编号TC-"), "{}", second.page);
        assert!(!second.page.contains("示例小明") && !second.page.contains("<script"));
        assert_eq!(second.get(&format!("/declare/print?id={record}")).await, StatusCode::FORBIDDEN);
        let called = second.call("declarations/print", &(record.clone(),)).await;
        assert_eq!(called.status, StatusCode::FORBIDDEN);
        let loaded = second.call("declarations/load", &(Vec::<String>::new(),)).await;
        let loaded = loaded.text();
        assert!(!loaded.contains("示例小明") && !loaded.contains("411628"), "{loaded}");
        assert_eq!(second.get("/declare/status").await, StatusCode::OK);
        assert!(second.page.contains("TC-") && !second.page.contains("示例小明"), "{}", second.page);
    }
}

#[tokio::test]
async fn the_numbers_of_the_record_open_it_in_a_second_browser_and_wrong_ones_do_not() {
    for site in sites().await {
        let (token, record) = submitted(&site).await;
        let mut second = Browser::open(&site, &token).await;
        let with =
            |number, phone| [("of", record.as_str()), ("go", "numbers"), ("id_number", number), ("phone", phone)];
        let text = |field| answers().value(field).and_then(domain::form::Value::as_text).unwrap().to_owned();
        let (number, phone) = (text("child_id_number"), text("father_phone"));
        let said = second.refused("/declare/code", &with(&number, "13800138009")).await;
        assert!(said.contains("对不上"), "{said}");
        assert!(!said.contains(&number), "what was typed wrong is not shown to the next one");
        second.post("/declare/code", &with(&number, &phone)).await;
        assert_eq!(second.place, "/declare");
        assert_eq!(second.get(&format!("/declare/print?id={record}")).await, StatusCode::OK);
        assert!(second.page.contains("示例小明"));
        // A third one is asked again; another family's record is not there.
        let mut third = Browser::open(&site, &site.link(|_| ()).await).await;
        assert_eq!(third.answered("/declare/code", &with(&number, &phone)).await, StatusCode::NOT_FOUND);
        // No code is sent here.
        let send = [("of", record.as_str()), ("go", "send"), ("phone", "0")];
        assert_eq!(second.answered("/declare/code", &send).await, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn t_46_opening_another_familys_link_asks_and_changes_nothing_that_the_browser_knows() {
    for site in sites().await {
        let (own, other) = (site.link(|_| ()).await, site.link(|_| ()).await);
        let mut browser = Browser::open(&site, &own).await;
        begin(&mut browser, &answers()).await;
        browser.section("child", &answers(), "next").await;
        let before = browser.cookie("tongce_declaration");
        browser.get(&format!("/l/{other}")).await;
        assert_eq!(browser.place, "/declare/turn");
        assert!(browser.page.contains("这是另一个登记链接") && browser.page.contains("长虹街道"), "{}", browser.page);
        assert_eq!(browser.cookie("tongce_declaration"), before);
        browser.press("打开新的链接").await;
        assert_ne!(browser.cookie("tongce_declaration"), before);
        assert!(!browser.has("tongce_opened"));
        assert!(browser.page.contains("个人信息告知书"), "{}", browser.page);
    }
}

#[tokio::test]
async fn t_45_a_code_comes_by_the_gateway_and_opens_the_record_in_a_second_browser() {
    // A gateway that takes what is posted to it.
    let (sent, mut arriving) = unbounded_channel::<Value>();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    let take = post(move |Json(message): Json<Value>| async move { sent.send(message).map_err(|_| StatusCode::GONE) });
    let gateway = tokio::spawn(axum::serve(listener, Router::new().route("/send", take)).into_future());
    let settings = [("TONGCE_SMS_URL", url.as_str()), ("TONGCE_SMS_TEMPLATE", "SMS_1")];
    for site in sites_with(HTTP, &settings).await {
        let (token, record) = submitted(&site).await;
        let mut second = Browser::open(&site, &token).await;
        assert!(second.page.contains("****") && !second.page.contains("身份证号码，18位"), "{}", second.page);
        let with = |go, name, value| [("of", record.as_str()), ("go", go), (name, value)];
        assert_eq!(second.answered("/declare/code", &with("send", "phone", "0")).await, StatusCode::OK);
        assert!(second.page.contains("验证码已发出"), "{}", second.page);
        let message = arriving.recv().await.unwrap();
        let father = answers().value("father_phone").and_then(domain::form::Value::as_text).unwrap().to_owned();
        let names: Vec<&String> = message.as_object().unwrap().keys().collect();
        assert_eq!((message["template"].as_str(), message["number"].as_str()), (Some("SMS_1"), Some(father.as_str())));
        assert_eq!(names, ["code", "number", "template"], "no name goes out");
        let said = second.refused("/declare/code", &with("enter", "code", "")).await;
        assert!(said.contains("验证码不对"), "{said}");
        second.post("/declare/code", &with("enter", "code", message["code"].as_str().unwrap())).await;
        assert_eq!(second.get(&format!("/declare/print?id={record}")).await, StatusCode::OK);
        // The child's number opens nothing where codes are sent.
        let numbers = [("of", record.as_str()), ("go", "numbers"), ("id_number", "1"), ("phone", "1")];
        assert_eq!(second.answered("/declare/code", &numbers).await, StatusCode::FORBIDDEN);
    }
    gateway.abort();
}

#[tokio::test]
async fn a_gateway_that_points_elsewhere_is_not_followed_and_opens_nothing() {
    let (asked, mut arriving) = unbounded_channel::<&str>();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    let elsewhere = asked.clone();
    let doors = Router::new()
        .route("/send", post(async move || asked.send("gateway").map(|()| Redirect::temporary("/elsewhere")).unwrap()))
        .route("/elsewhere", any(async move || elsewhere.send("elsewhere").unwrap()));
    let gateway = tokio::spawn(axum::serve(listener, doors).into_future());
    let settings = [("TONGCE_SMS_URL", url.as_str()), ("TONGCE_SMS_TEMPLATE", "SMS_1")];
    for site in sites_with(HTTP, &settings).await {
        let (token, record) = submitted(&site).await;
        let mut second = Browser::open(&site, &token).await;
        let wanted = [("of", record.as_str()), ("go", "send"), ("phone", "0")];
        assert_eq!(second.answered("/declare/code", &wanted).await, StatusCode::OK);
        assert_eq!(arriving.recv().await, Some("gateway"));
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        assert!(arriving.try_recv().is_err(), "numbers and codes go to the address that was set, and nowhere else");
        assert_eq!(second.get(&format!("/declare/print?id={record}")).await, StatusCode::FORBIDDEN);
    }
    gateway.abort();
}
