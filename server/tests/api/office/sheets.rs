//! The ministry's sheets, filled in and blank.

use axum::http::StatusCode;
use backend::register::tables::record;
use domain::access::Role;
use sea_orm::EntityTrait;

use crate::fieldwork::staff::Person;
use crate::support::{migrant, sites, submission};

#[tokio::test]
async fn a_filled_sheet_is_for_the_reviewer_of_the_area_and_claims_nothing() {
    for site in sites().await {
        let given = site.submit(&submission(&migrant())).await;
        assert_eq!(given.status, StatusCode::CREATED, "{}", given.text());
        let row = record::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        let above = Person::new(&site, "cha", Role::TownshipSupervisor, &row.township_code).await;
        let path = format!("/review/{}/print", row.id);
        let sheet = above.page(&path).await;
        assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.text());
        for words in ["流动儿童基本情况登记表", "填报单位", "（盖章）", "data-print", "打印编号 P-2026-"]
        {
            assert!(sheet.text().contains(words), "{words} is missing");
        }
        let after = record::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        assert_eq!(after.claimed_by, None, "who prints does not decide");
        let other = Person::new(&site, "bie", Role::TownshipSupervisor, "120103001").await;
        assert_eq!(other.page(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(Person::nobody(&site).page(&path).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn anybody_prints_a_blank_sheet() {
    let site = sites().await.remove(0);
    for (form, title) in [("migrant", "流动儿童"), ("left_behind", "留守儿童")] {
        let sheet = site.get(&format!("/print/{form}")).await;
        assert_eq!(sheet.status, StatusCode::OK);
        assert!(sheet.text().contains(&format!("<title>{title}")) && sheet.text().contains("aria-current=\"page\""));
    }
    assert_eq!(site.get("/print/other").await.status, StatusCode::NOT_FOUND);
}
