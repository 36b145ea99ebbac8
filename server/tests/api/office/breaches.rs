//! `/breaches`: recorded, followed by its clocks; whose records an account opened.

use axum::http::{StatusCode, header};
use domain::access::Role;

use super::{led_to, pairs};
use crate::fieldwork::staff::Person;
use crate::support::sites;

#[tokio::test]
async fn a_breach_is_recorded_and_noted_and_stays() {
    for site in sites().await {
        let officer = Person::new(&site, "baohu", Role::PrivacyOfficer, "120104").await;
        let asked = |time: &str| {
            pairs(&[
                ("kind", "leak"),
                ("found_on", "2026-11-21"),
                ("found_time", time),
                ("children", "3"),
                ("group", "name"),
                ("what", "名单误发到外部邮箱"),
            ])
        };
        let wrong = officer.fill("/breaches", &asked("23:59")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("不能晚于现在") && wrong.text().contains("名单误发到外部邮箱"));
        let done = officer.fill("/breaches", &asked("08:30")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
        let path = done.header(header::LOCATION).to_owned();
        assert!(path.starts_with("/breaches/120104/"));
        let page = officer.follow(&done).await.text();
        assert!(page.contains("名单误发到外部邮箱") && page.contains("09:30前"), "{page}");
        let noted = officer.fill(&path, &pairs(&[("words", "已报区委网信办"), ("go", "reported")])).await;
        led_to(&noted, &path);
        assert!(officer.page(&path).await.text().contains("已报区委网信办"));
        let silent = officer.fill(&path, &pairs(&[("words", ""), ("go", "closed")])).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(officer.page("/breaches").await.text().contains("处置中"));
        let elsewhere = Person::new(&site, "heping", Role::PrivacyOfficer, "120101").await;
        assert_eq!(elsewhere.page(&path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn whose_records_an_account_opened_is_asked_by_user_name_and_days() {
    for site in sites().await {
        let officer = Person::new(&site, "baohu", Role::PrivacyOfficer, "120104").await;
        let _other = Person::new(&site, "shenhe", Role::CountyReviewer, "120104").await;
        let found = officer.page("/breaches/touched?username=shenhe&from=2026-11-01&to=2026-11-30").await;
        assert!(found.status == StatusCode::OK && found.text().contains("shenhe老师：0条登记"), "{}", found.text());
        let nobody = officer.page("/breaches/touched?username=wu&from=2026-11-01&to=2026-11-30").await;
        assert!(nobody.status == StatusCode::UNPROCESSABLE_ENTITY && nobody.text().contains("没有这个用户名"));
    }
}
