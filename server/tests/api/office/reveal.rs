//! `/review/{id}/reveal/{group}`: a masked group, looked at in full for a reason.

use axum::http::{StatusCode, header};
use backend::declare::submissions::{By, submit};
use backend::register::tables::record;
use backend::testing::{migrant, program, submission};
use domain::access::Role;
use domain::form::Value;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use super::accounts::grow_old;
use super::{led_to, pairs};
use crate::fieldwork::staff::{PASSWORD, Person};
use crate::support::{Site, sites};

/// A record that the township approved long ago.
async fn verified(site: &Site) -> String {
    let id = site.store.new_id();
    submit(&site.store, submission(id, migrant(1), b"1"), By::Client(&program(&site.store))).await.unwrap();
    let row = record::Entity::find().one(&site.store.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.state = Set("verified".to_owned());
    row.update(&site.store.db).await.unwrap();
    id.to_string()
}

#[tokio::test]
async fn t_03_the_number_is_shown_after_a_reason_and_a_fresh_proof() {
    for site in sites().await {
        let id = verified(&site).await;
        let number = migrant(1).value("child_id_number").and_then(Value::as_text).unwrap().to_owned();
        let path = format!("/review/{id}/reveal/idno");
        let liu = Person::new(&site, "liu", Role::TownshipSupervisor, "120104001").await;
        let asked = liu.page(&path).await.text();
        assert!(asked.contains("查看全文的原因") && !asked.contains(&number[6..]), "{asked}");
        for (reason, words) in [("", ""), ("other", " ")] {
            let refused = liu.fill(&path, &pairs(&[("reason", reason), ("words", words)])).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text().contains("原因") && !refused.text().contains(&number), "{}", refused.text());
        }
        grow_old(&site).await;
        let why = pairs(&[("reason", "other"), ("words", "补办户口")]);
        let first = liu.fill(&path, &why).await;
        assert_eq!(first.status, StatusCode::TEMPORARY_REDIRECT, "a proof comes first, with what was typed");
        assert!(first.header(header::LOCATION).starts_with("/me/verify?next="));
        let proof = [why.clone(), pairs(&[("proof", PASSWORD)])].concat();
        let liu = Person::with(&site, &liu.fill("/me/verify", &proof).await);
        let shown = liu.fill(&path, &why).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.text().contains(&number), "{}", shown.text());
        assert_eq!(shown.header(header::CACHE_CONTROL), "no-store");
        assert_eq!(shown.header(header::REFRESH), format!("60;url=/review/{id}"));
        let record = liu.page(&format!("/review/{id}/print")).await.text();
        assert!(!record.contains(&number), "the sheet stays masked");
    }
}

#[tokio::test]
async fn nobody_else_finds_anything_to_reveal() {
    for site in sites().await {
        let id = verified(&site).await;
        let zhao = Person::new(&site, "zhao", Role::TownshipSupervisor, "120104002").await;
        let nowhere = zhao.page("/review/0193d5a0-0000-7000-8000-000000000001/reveal/idno").await;
        for (path, who) in
            [(format!("/review/{id}/reveal/idno"), &zhao), (format!("/review/{id}/reveal/nothing"), &zhao)]
        {
            let answer = who.page(&path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            assert_eq!(answer.without_nonce(), nowhere.without_nonce(), "{path}");
            let posted = who.fill(&path, &pairs(&[("reason", "contact")])).await;
            assert_eq!(posted.status, StatusCode::NOT_FOUND, "{path}");
        }
        let admin = Person::new(&site, "admin", Role::AccountAdmin, "120104").await;
        assert_eq!(admin.page(&format!("/review/{id}/reveal/idno")).await.status, StatusCode::NOT_FOUND);
        let nobody = Person::nobody(&site).page(&format!("/review/{id}/reveal/idno")).await;
        led_to(&nobody, &format!("/sign-in?next=%2Freview%2F{id}%2Freveal%2Fidno"));
    }
}
