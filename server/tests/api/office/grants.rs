//! `/grants`, `/emergency` and `/granted`: records outside the own area.

use axum::http::{StatusCode, header};
use backend::declare::submissions::{By, submit};
use backend::testing::{migrant, program, submission};
use domain::access::Role;
use domain::form::Value;

use super::accounts::{between, grow_old};
use super::{led_to, pairs};
use crate::fieldwork::staff::Person;
use crate::support::sites;

#[tokio::test]
async fn a_child_in_danger_is_found_opened_and_the_opening_reviewed() {
    for site in sites().await {
        let id = site.store.new_id();
        submit(&site.store, submission(id, migrant(1), b"1"), By::Client(&program(&site.store))).await.unwrap();
        let text = |key: &str| migrant(1).value(key).and_then(Value::as_text).unwrap().to_owned();
        let liu = Person::new(&site, "heping", Role::CountyReviewer, "120101").await;
        assert!(liu.page("/grants").await.text().contains("现在没有"));
        let why = "邻居报告孩子独自在家，身上有伤，需要马上联系监护人并上门";
        let typed = |number: &str| pairs(&[("name", &text("child_name")), ("number", number), ("reason", why)]);
        let missed = liu.fill("/emergency", &typed("12010420150101001X")).await;
        assert_eq!(missed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(missed.text().contains("没有找到") && missed.text().contains(why), "what was typed stays");
        let opened = liu.fill("/emergency", &typed(&text("child_id_number"))).await;
        led_to(&opened, &format!("/granted/{id}"));
        let page = liu.follow(&opened).await.text();
        assert!(
            page.contains("紧急查阅") && page.contains(&text("child_name")) && !page.contains(&text("child_id_number"))
        );
        assert!(page.contains(&format!("/granted/{id}/reveal/idno")), "{page}");
        let shown =
            liu.fill(&format!("/granted/{id}/reveal/idno"), &pairs(&[("reason", "safety"), ("words", "")])).await;
        assert!(shown.status == StatusCode::OK && shown.text().contains(&text("child_id_number")), "{}", shown.text());
        assert_eq!(shown.header(header::REFRESH), format!("60;url=/granted/{id}"));
        assert!(liu.page("/grants").await.text().contains(&format!("/granted/{id}")));

        let approver = Person::new(&site, "nankai", Role::CountyApprover, "120104").await;
        let waiting = approver.page("/grants").await.text();
        assert!(waiting.contains("紧急查阅，待复核（1）") && waiting.contains(why), "{waiting}");
        let button = format!("unjustified:{}", between(&waiting, "value=\"unjustified:", "\""));
        led_to(&approver.press("/grants", &button).await, "/grants");
        assert_eq!(liu.page(&format!("/granted/{id}")).await.status, StatusCode::NOT_FOUND);
        grow_old(&site).await;
        let first = liu.fill("/emergency", &typed(&text("child_id_number"))).await;
        assert_eq!(first.status, StatusCode::TEMPORARY_REDIRECT, "a fresh proof first");
    }
}

#[tokio::test]
async fn what_is_asked_for_is_decided_by_the_county_whose_it_is() {
    for site in sites().await {
        let id = site.store.new_id();
        submit(&site.store, submission(id, migrant(1), b"1"), By::Client(&program(&site.store))).await.unwrap();
        let receipt =
            backend::register::rows::records::by_id(&site.store.db, "120104", id).await.unwrap().unwrap().receipt_no;
        let reader = Person::new(&site, "shi", Role::UpperReader, "120000").await;
        assert_eq!(reader.page("/emergency").await.status, StatusCode::NOT_FOUND);
        let wanted = |receipts: &str| {
            pairs(&[
                ("receipts", receipts),
                ("group", "name"),
                ("words", "核实督办情况"),
                ("days", "3"),
                ("go", "request"),
            ])
        };
        let wrong = reader.fill("/grants", &wanted("T-0000")).await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("核实督办情况"));
        led_to(&reader.fill("/grants", &wanted(&receipt)).await, "/grants");
        let approver = Person::new(&site, "nankai", Role::CountyApprover, "120104").await;
        let waiting = approver.page("/grants").await.text();
        let button = format!("grant:{}", between(&waiting, "value=\"grant:", "\""));
        led_to(&approver.press("/grants", &button).await, "/grants");
        let page = reader.page(&format!("/granted/{id}")).await.text();
        assert!(page.contains("儿童姓名") && !page.contains("身份号码"), "{page}");
    }
}
