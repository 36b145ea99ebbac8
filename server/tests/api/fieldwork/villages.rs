//! `/villages` without a script.

use axum::http::StatusCode;
use backend::entity::device;
use backend::service::accounts::{self, FieldWorker};
use backend::service::fieldwork;
use domain::fieldwork::Coverage;
use domain::problem::Problem;
use domain::review::Role;
use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;

use super::staff::Person;
use crate::support::sites;

#[tokio::test]
async fn the_township_sees_its_villages_and_ends_a_lost_phone() {
    for site in sites().await {
        let village = backend::service::divisions::children(Some("120104001")).unwrap().remove(0);
        let worker = Person::new(&site, "wang", Role::GridWorker, &village.code).await;
        let row = backend::query::accounts::by_username(&site.store.db, "wang").await.unwrap().unwrap();
        let account = accounts::account(&site.store, row.id).await.unwrap().unwrap();
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
        let after = above.press("/villages", &button).await;
        assert_eq!(after.status, StatusCode::OK);
        assert!(!after.text().contains(&button) && after.text().contains("暂无已启用手机"));
        let again = above.press("/villages", &button).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        assert!(again.text().contains("操作未完成"));

        // The worker sees the same sums of the own village, and no page of phones.
        assert_eq!(worker.page("/villages").await.status, StatusCode::FORBIDDEN);
        assert_eq!(worker.refused("field/villages", &()).await, Problem::Forbidden);
        let own: Vec<Coverage> = worker.get("field/coverage", &()).await;
        let all: Vec<Coverage> = above.get("field/coverage", &()).await;
        assert_eq!(own, all[..1]);
        let county = Person::new(&site, "nankai", Role::CountyOfficer, "120104").await;
        assert!(!county.page("/villages").await.text().contains("name=\"go\""));
    }
}
