//! Children who need no registration: told kindly and why, and nothing stays.

use super::browser::Browser;
use crate::support::sites;

#[tokio::test]
async fn a_child_of_sixteen_is_told_why_and_nothing_is_stored() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let before = site.everything().await;
        let mut browser = Browser::open(&site, &token).await;
        browser.agree().await;
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
        // The link is bound to this browser, and that is all.
        let kept = site.everything().await;
        assert!(kept.len() == before.len() && kept.iter().all(|row| row.starts_with("link:")), "{kept:?}");
    }
}

/// Answers of a child of eleven years who lives in another county with `with`.
fn of_eleven(with: &str) -> [(&str, &str); 8] {
    [
        ("child_birth_date.year", "2015"),
        ("child_birth_date.month", "3"),
        ("child_birth_date.day", "8"),
        ("hukou_registered", "true"),
        ("hukou_address.division", "411628001"),
        ("current_address.division", "120104001"),
        ("living_with", with),
        ("go", "next"),
    ]
}

#[tokio::test]
async fn a_child_who_lives_alone_is_led_to_the_form_and_never_told_that_none_is_needed() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        browser.agree().await;
        browser.post("/declare/start", &of_eleven("none")).await;
        assert_eq!(browser.place, "/declare/start/parents");
        let stays = [("father_away_for_work", "false"), ("mother_away_for_work", "false"), ("go", "next")];
        browser.post("/declare/start/parents", &stays).await;
        assert_eq!(browser.place, "/declare/not-needed");
        let page = browser.page.clone();
        assert!(page.contains("<title>孩子身边需要有大人照顾"), "{page}");
        assert!(!page.contains("不用登记") && !page.contains("知道了") && !page.contains("会尽快联系您"));
        for call in ["tel:12345", "tel:110"] {
            assert!(page.contains(call), "{call}");
        }
        let main = page.split("<button").find(|button| button.contains("button-main")).unwrap_or_default();
        assert!(main.contains("登记，请工作人员联系我"), "{main}");

        browser.post("/declare/not-needed", &[("go", "register")]).await;
        assert!(browser.place.starts_with("/declare/migrant/"), "{}", browser.place);
        browser.get("/declare/migrant/help").await;
        let asks = |input: &&str| input.contains(r#"name="help_requested""#) && input.contains(r#"value="true""#);
        let wish = browser.page.split("<input").find(asks).unwrap_or_default();
        assert!(wish.split('>').next().unwrap_or_default().contains("checked"), "{wish}");
        // The way back does not say anything else meanwhile.
        browser.get("/declare/not-needed").await;
        assert_eq!(browser.place, "/declare", "{}", browser.page);
    }
}

#[tokio::test]
async fn the_next_level_of_an_address_is_asked_with_a_button() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        browser.agree().await;
        assert!(browser.page.contains(r#"<option value="120000">天津市</option>"#));
        browser.post("/declare/start", &[("current_address.province", "120000"), ("go", "stay")]).await;
        assert!(browser.page.contains(r#"<option value="120104">南开区</option>"#), "{}", browser.page);
        let county = [("current_address.province", "120000"), ("current_address.county", "120104"), ("go", "stay")];
        browser.post("/declare/start", &county).await;
        assert!(browser.page.contains(r#"<option value="120104001">长虹街道</option>"#));
    }
}

#[tokio::test]
async fn without_both_ticks_nothing_begins_and_the_page_says_what_to_do() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        let notice = site.store.notice.clone();
        assert!(browser.page.contains(&notice.version) && browser.page.contains(&notice.passages[0].text[1]));
        let pairs = [("notice_version", notice.version.as_str()), ("guardian", "yes")];
        let refused = browser.refused("/declare", &pairs).await;
        assert!(refused.contains("敏感个人信息"), "{refused}");
        browser.get("/declare/start").await;
        assert!(!browser.page.contains("name=\"child_name\""), "{}", browser.page);
    }
}
