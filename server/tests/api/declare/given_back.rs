//! A post that cannot be done gives back everything that was typed.

use axum::http::StatusCode;
use backend::declare::tables::draft;
use backend::links::tables::link;
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;

use super::browser::Browser;
use super::registers::{answers, begin};
use crate::support::sites;

const TYPED: [(&str, &str); 4] =
    [("child_name", "示例小明"), ("child_sex", "1"), ("hukou_registered", "true"), ("go", "next")];

#[tokio::test]
async fn a_screen_whose_draft_is_gone_is_told_and_listed_in_words() {
    for site in sites().await {
        let mut browser = Browser::open(&site, &site.link(|_| ()).await).await;
        begin(&mut browser, &answers()).await;
        draft::Entity::delete_many().exec(&site.store.db).await.unwrap();
        assert_eq!(browser.answered("/declare/migrant/child", &TYPED).await, StatusCode::GONE);
        assert!(browser.page.contains("没有存上") && browser.page.contains("示例小明"), "{}", browser.page);
        assert!(browser.page.contains(">男<") && !browser.page.contains("再提交一次"), "{}", browser.page);
    }
}

#[tokio::test]
async fn a_screen_of_a_link_that_ended_long_ago_is_told_and_listed_in_words() {
    for site in sites().await {
        let mut browser = Browser::open(&site, &site.link(|_| ()).await).await;
        begin(&mut browser, &answers()).await;
        let ended = link::Entity::update_many().col_expr(link::Column::ExpiresOn, Expr::value("2026-01-01"));
        ended.exec(&site.store.db).await.unwrap();
        assert_eq!(browser.answered("/declare/migrant/child", &TYPED).await, StatusCode::GONE);
        assert!(browser.page.contains("已过期") && browser.page.contains("示例小明"), "{}", browser.page);
    }
}

#[tokio::test]
async fn without_its_cookie_a_screen_can_be_posted_again_once_the_link_was_opened() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        begin(&mut browser, &answers()).await;
        let draft = browser.draft(&answers()).await;
        browser.forget();
        assert_eq!(browser.answered("/declare/migrant/child", &TYPED).await, StatusCode::NOT_FOUND);
        assert!(browser.page.contains("重新打开您的登记链接"), "{}", browser.page);
        let kept = browser.page.clone();
        browser.get(&format!("/l/{token}")).await;
        assert_eq!(browser.place, "/declare/code", "it might be another one");
        let text = |field| answers().value(field).and_then(domain::form::Value::as_text).unwrap().to_owned();
        let (number, phone) = (text("child_id_number"), text("father_phone"));
        let numbers = [("of", draft.as_str()), ("go", "numbers"), ("id_number", &number), ("phone", &phone)];
        browser.post("/declare/code", &numbers).await;
        browser.page = kept;
        browser.press("再提交一次").await;
        browser.get("/declare/migrant/child").await;
        assert!(browser.page.contains("示例小明"), "{}", browser.page);
    }
}
