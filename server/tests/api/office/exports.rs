//! `/exports`: asked for with a purpose, approved by another person, fetched once.

use axum::http::{StatusCode, header};
use backend::declare::submissions::{By, submit};
use backend::sheets::open;
use backend::testing::{migrant, program, submission};
use domain::access::Role;

use super::accounts::{between, grow_old};
use super::{led_to, pairs};
use crate::fieldwork::staff::Person;
use crate::support::sites;

/// T-23, at the pages.
#[tokio::test]
async fn a_sensitive_list_is_approved_by_another_person_and_fetched_once() {
    for site in sites().await {
        let id = site.store.new_id();
        submit(&site.store, submission(id, migrant(1), b"1"), By::Client(&program(&site.store))).await.unwrap();
        let r = Person::new(&site, "shenhe", Role::CountyReviewer, "120104").await;
        let p = Person::new(&site, "shenpi", Role::CountyApprover, "120104").await;
        let page = r.page("/exports").await.text();
        assert!(page.contains("申请导出") && page.contains("data-mark=\"shenhe老师"), "{page}");
        let asked = |words: &str| {
            pairs(&[("group", "idno"), ("group", "name"), ("purpose", "visits"), ("words", words), ("go", "request")])
        };
        let wrong = r.fill("/exports", &asked("")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("请写明用途") && wrong.text().contains("value=\"idno\" checked"));
        let done = r.fill("/exports", &asked("核对走访名单")).await;
        led_to(&done, "/exports");
        let told = r.follow(&done).await.text();
        assert!(
            told.contains("由另一人审批后领取") && told.contains("待审批") && !told.contains("value=\"fetch:"),
            "{told}"
        );

        let waiting = p.page("/exports").await.text();
        assert!(waiting.contains("核对走访名单") && waiting.contains("公民身份号码"), "{waiting}");
        let export = between(&waiting, "value=\"approve:", "\"").to_owned();
        let own = r.press("/exports", &format!("approve:{export}")).await;
        assert_eq!(own.status, StatusCode::FORBIDDEN);
        assert_eq!(r.press("/exports", &format!("fetch:{export}")).await.status, StatusCode::NOT_FOUND);
        led_to(&p.press("/exports", &format!("approve:{export}")).await, "/exports");
        let stranger = p.press("/exports", &format!("fetch:{export}")).await;
        let nothing = p.press("/exports", "fetch:0193d5a0-0000-7000-8000-000000000001").await;
        assert_eq!((stranger.status, stranger.without_nonce()), (StatusCode::NOT_FOUND, nothing.without_nonce()));
        let file = r.press("/exports", &format!("fetch:{export}")).await;
        assert_eq!(file.status, StatusCode::OK, "{}", file.text());
        assert!(file.header(header::CONTENT_DISPOSITION).starts_with("attachment; filename=\"E-2026-"));
        assert_eq!(open(&file.body).unwrap().grids[0].rows.len(), 3);
        let again = r.press("/exports", &format!("fetch:{export}")).await;
        assert_eq!(again.status, StatusCode::GONE);
        assert!(again.text().contains("已经领取过"));
        grow_old(&site).await;
        let late = p.press("/exports", &format!("approve:{export}")).await;
        led_to(&late, "/me/verify?next=%2Fexports");
    }
}

#[tokio::test]
async fn a_page_of_exports_changes_nothing() {
    for site in sites().await {
        let r = Person::new(&site, "shenhe", Role::CountyReviewer, "120104").await;
        r.page("/exports").await;
        let before = site.everything().await;
        assert_eq!(r.page("/exports").await.status, StatusCode::OK);
        assert_eq!(site.everything().await, before);
    }
}
