//! `/villages` without a script.

use axum::http::{StatusCode, header};
use backend::access::accounts;
use backend::access::accounts::FieldWorker;
use backend::fieldwork;
use backend::fieldwork::tables::device;
use domain::access::Role;
use domain::fieldwork::Coverage;
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;

use super::staff::Person;
use crate::support::sites;

#[tokio::test]
async fn the_township_sees_its_villages_and_ends_a_lost_phone() {
    for site in sites().await {
        let village = backend::divisions::names::children(Some("120104001")).unwrap().remove(0);
        let worker = Person::new(&site, "wang", Role::GridWorker, &village.code).await;
        let row = backend::access::rows::accounts::by_username(&site.store.db, "wang").await.unwrap().unwrap();
        let account = accounts::account(&site.store, row.id, None).await.unwrap().unwrap();
        let phone = fieldwork::enrol(&site.store, &FieldWorker::of(&account).unwrap()).await.unwrap().device;
        let unsent = device::Entity::update_many()
            .col_expr(device::Column::Unsent, Expr::value(7))
            .col_expr(device::Column::UnsentSince, Expr::value(1_795_194_300_000_i64));
        unsent.exec(&site.store.db).await.unwrap();

        let above = Person::new(&site, "cha", Role::TownshipSupervisor, "120104001").await;
        let page = above.page("/villages").await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text();
        for words in [village.name.as_str(), "走访进度", "wang老师", "两次无人", "合计", "2026年11月21日"]
        {
            assert!(text.contains(words), "{words} is missing: {text}");
        }
        let button = format!("end:{phone}");
        assert!(text.contains(&button));
        let done = above.press("/villages", &button).await;
        assert_eq!((done.status, done.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/villages"));
        let after = above.follow(&done).await;
        assert_eq!(after.status, StatusCode::OK);
        assert!(!after.text().contains(&button) && after.text().contains("暂无已启用手机"));
        assert!(after.text().contains("已停用这部手机") && after.header(header::SET_COOKIE).contains("Max-Age=0"));
        assert!(!above.page("/villages").await.text().contains("已停用这部手机"), "told once");
        let again = above.press("/villages", &button).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text().contains("操作未完成") && again.text().contains(&village.name));

        // The worker sees the same sums of the own village, and no page of phones.
        let refused = worker.page("/villages").await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert!(refused.text().contains("没有找到这一页") && refused.text().contains("换一个账号登录"));
        assert_eq!(worker.press("/villages", &button).await.status, StatusCode::NOT_FOUND);
        let own: Vec<Coverage> = worker.get("field/coverage", &()).await;
        let all: Vec<Coverage> = above.get("field/coverage", &()).await;
        assert_eq!(own, all[..1]);
        let county = Person::new(&site, "nankai", Role::CountyReviewer, "120104").await;
        assert!(!county.page("/villages").await.text().contains("name=\"go\""));
    }
}

#[tokio::test]
async fn a_page_of_the_office_reads_only_and_runs_one_script() {
    for site in sites().await {
        let above = Person::new(&site, "cha", Role::TownshipSupervisor, "120104001").await;
        above.page("/villages").await;
        let before = site.everything().await;
        let page = above.page("/villages").await;
        assert_eq!(site.everything().await, before, "a GET writes nothing");

        let policy = page.header(header::CONTENT_SECURITY_POLICY);
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains("script-src 'self'"), "{policy}");
        let text = page.text();
        assert_eq!(text.matches("<script").count(), 1, "{text}");
        assert!(!text.contains(" onclick=") && !text.contains(" style=\""), "inline code or style");
        let script = text.split("<script").nth(1).unwrap().split('>').next().unwrap();
        assert!(script.contains(nonce));
        let file = script.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let file = site.get(file).await;
        assert_eq!(file.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
        assert!(file.header(header::CONTENT_TYPE).starts_with("text/javascript"));
        // The menu leads on, and says where one is.
        assert!(text.contains("aria-current=\"page\"") && text.contains("href=\"/review\""), "{text}");
    }
}

#[tokio::test]
async fn somebody_not_signed_in_signs_in_first_and_comes_back() {
    for site in sites().await {
        let nobody = Person::nobody(&site);
        for answer in [nobody.page("/villages?a=1").await, nobody.press("/villages?a=1", "end:1").await] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER);
            assert_eq!(answer.header(header::LOCATION), "/sign-in?next=%2Fvillages%3Fa%3D1");
        }
    }
}
