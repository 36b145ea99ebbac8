//! `/retention` and `/holds`: lists, a guardian's request, the certificate, holds.

use axum::http::StatusCode;
use backend::declare::submissions::{By, submit};
use backend::register::tables::record;
use backend::testing::{migrant, program, submission};
use domain::access::Role;
use domain::register::State;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::accounts::between;
use super::{led_to, pairs};
use crate::fieldwork::staff::Person;
use crate::support::{Site, sites};

/// A record that was voided; its receipt number.
async fn voided(site: &Site) -> String {
    let id = site.store.new_id();
    submit(&site.store, submission(id, migrant(1), b"1"), By::Client(&program(&site.store))).await.unwrap();
    let row = record::Entity::find().one(&site.store.db).await.unwrap().unwrap();
    let receipt = row.receipt_no.clone();
    let mut row = row.into_active_model();
    (row.state, row.moved_at) = (Set(State::Void.code().to_owned()), Set(site.store.clock.millis()));
    row.update(&site.store.db).await.unwrap();
    receipt
}

#[tokio::test]
async fn a_guardians_request_is_erased_by_two_people_and_told_by_a_certificate() {
    for site in sites().await {
        let receipt = voided(&site).await;
        let officer = Person::new(&site, "baohu", Role::PrivacyOfficer, "120104").await;
        let approver = Person::new(&site, "shenpi", Role::CountyApprover, "120104").await;
        let page = officer.page("/retention").await.text();
        assert!(
            page.contains("按监护人的要求删除") && page.contains("没有提交的草稿") && page.contains("30天"),
            "{page}"
        );
        assert!(!approver.page("/retention").await.text().contains("按监护人的要求删除"));
        let asked = |receipt: &str| pairs(&[("receipt", receipt), ("reason", "监护人书面要求")]);
        let wrong = officer.fill("/retention", &asked("TC-1")).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("监护人书面要求"));
        led_to(&officer.fill("/retention", &asked(&receipt)).await, "/retention");
        assert_eq!(approver.fill("/retention", &asked(&receipt)).await.status, StatusCode::NOT_FOUND);

        let list = approver.page("/retention").await.text();
        let id = between(&list, "href=\"/retention/", "\"").to_owned();
        let path = format!("/retention/{id}");
        assert_eq!(officer.press(&path, "approve").await.status, StatusCode::NOT_FOUND);
        assert_eq!(
            approver.page(&format!("{path}/certificate")).await.status,
            StatusCode::NOT_FOUND,
            "nothing is done"
        );
        let shown = approver.page(&path).await.text();
        assert!(shown.contains(&receipt) && shown.contains("同意删除") && shown.contains("监护人书面要求"), "{shown}");
        led_to(&approver.press(&path, "approve").await, &path);
        let sheet = officer.page(&format!("{path}/certificate")).await.text();
        assert!(sheet.contains("删除证明") && sheet.contains(&receipt) && sheet.contains("shenpi老师"), "{sheet}");
        let row = record::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        assert_eq!(row.state, record::ERASED);
        let again = approver.press(&path, "approve").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "it is done already");
    }
}

#[tokio::test]
async fn a_hold_is_placed_by_one_and_lifted_by_two() {
    for site in sites().await {
        let receipt = voided(&site).await;
        let officer = Person::new(&site, "baohu", Role::PrivacyOfficer, "120104").await;
        let approver = Person::new(&site, "shenpi", Role::CountyApprover, "120104").await;
        let place =
            |scope: &str| pairs(&[("scope", scope), ("reason", "投诉没有办完"), ("until", ""), ("go", "place")]);
        let wrong = officer.fill("/holds", &place("9")).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("投诉没有办完"));
        led_to(&officer.fill("/holds", &place(&receipt)).await, "/holds");
        let asked = officer.fill("/retention", &pairs(&[("receipt", &receipt), ("reason", "要求删除")])).await;
        assert!(asked.text().contains("已暂缓删除（H-2026-"), "{}", asked.text());
        let page = approver.page("/holds").await.text();
        let id = between(&page, "value=\"ask:", "\"").to_owned();
        let ask = pairs(&[(&format!("lift-{id}"), "投诉已办结"), ("go", &format!("ask:{id}"))]);
        led_to(&approver.fill("/holds", &ask).await, "/holds");
        assert!(approver.page("/holds").await.text().contains("由另一人确认"));
        led_to(&officer.press("/holds", &format!("lift:{id}")).await, "/holds");
        assert!(officer.page("/holds").await.text().contains("已解除"));
    }
}
