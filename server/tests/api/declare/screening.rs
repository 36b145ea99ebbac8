//! Children who need no registration: told kindly and why, and nothing stays.

use super::browser::Browser;
use crate::support::sites;

#[tokio::test]
async fn a_child_of_sixteen_is_told_why_and_nothing_is_stored() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let before = site.everything().await;
        let mut browser = Browser::open(&site, &token).await;
        browser.post("/declare", &[("notice_version", app::notice::VERSION)]).await;
        let answers = [
            ("child_birth_date.year", "2010"),
            ("child_birth_date.month", "1"),
            ("child_birth_date.day", "2"),
            ("hukou_registered", "true"),
            ("hukou_address.division", "411628001"),
            ("current_address.division", "120104001"),
            ("living_with", "both_parents"),
            ("go", "next"),
        ];
        browser.post("/declare/start", &answers).await;
        assert!(browser.place.starts_with("/declare/not-needed?why="), "{}: {}", browser.place, browser.page);
        assert!(browser.page.contains("这个孩子不用登记") && browser.page.contains("已满16周岁"));
        assert_eq!(site.everything().await, before);
    }
}

#[tokio::test]
async fn the_next_level_of_an_address_is_asked_with_a_button() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        browser.post("/declare", &[("notice_version", app::notice::VERSION)]).await;
        assert!(browser.page.contains(r#"<option value="120000">天津市</option>"#));
        browser.post("/declare/start", &[("current_address.province", "120000"), ("go", "stay")]).await;
        assert!(browser.page.contains(r#"<option value="120104">南开区</option>"#), "{}", browser.page);
        let county = [("current_address.province", "120000"), ("current_address.county", "120104"), ("go", "stay")];
        browser.post("/declare/start", &county).await;
        assert!(browser.page.contains(r#"<option value="120104001">长虹街道</option>"#));
    }
}
