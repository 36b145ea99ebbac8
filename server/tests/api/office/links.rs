//! `/links` and the posters.

use axum::http::{StatusCode, header};
use domain::access::Role;

use super::pairs;
use crate::fieldwork::staff::Person;
use crate::support::{Answer, sites};

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split(before).nth(1).and_then(|rest| rest.split(after).next()).unwrap_or_default()
}

/// The address of the link that a page shows.
fn address(page: &Answer) -> String {
    let text = page.text();
    between(&text, "type=\"hidden\" name=\"url\" value=\"", "\"").to_owned()
}

#[tokio::test]
async fn a_link_is_made_shown_once_printed_and_taken_back() {
    for site in sites().await {
        let village = backend::divisions::names::children(Some("120104001")).unwrap().remove(0);
        let director = Person::new(&site, "cun", Role::VillageDirector, &village.code).await;
        let empty = director.page("/links").await;
        assert!(empty.status == StatusCode::OK && empty.text().contains("暂无登记链接"));
        let wanted = pairs(&[("kind", "village"), ("division", &village.code), ("days", "90"), ("note", "村口")]);
        let done = director.fill("/links", &wanted).await;
        assert_eq!((done.status, done.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/links"));
        let page = director.follow(&done).await;
        let url = address(&page);
        for words in ["链接已生成", "<svg role=\"img\"", "村口", "打开海报，打印", &*village.name] {
            assert!(page.text().contains(words), "{words} is missing: {}", page.text());
        }
        assert!(page.header(header::SET_COOKIE).contains("Max-Age=0"), "the address leaves the browser");
        assert!(!director.page("/links").await.text().contains(&url), "shown once");
        assert_eq!(site.get(url.strip_prefix(crate::support::site::HTTP).unwrap()).await.status, StatusCode::SEE_OTHER);

        let text = page.text();
        let poster = between(&text, "action=\"/links/", "\"");
        let poster = format!("/links/{poster}");
        let printed = director.fill(&poster, &pairs(&[("url", &url)])).await;
        assert_eq!(printed.status, StatusCode::OK, "{}", printed.text());
        assert!(printed.text().contains("poster-qr") && printed.text().contains("流动儿童和留守儿童信息登记"));
        assert!(printed.text().contains("<title>登记二维码 - 童册</title>"));
        let other = director.fill(&poster, &pairs(&[("url", "http://tongce.test/l/AbCd-EfGh_IjKl0123456789")])).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
        let opened = director.page(&poster).await;
        assert!(opened.status == StatusCode::NOT_FOUND && opened.text().contains("海报无法打开"));

        let revoke = between(&text, "value=\"revoke:", "\"");
        let revoke = format!("revoke:{revoke}");
        let done = director.press("/links", &revoke).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let page = director.follow(&done).await;
        assert!(page.text().contains("已停用这个链接") && !page.text().contains(&revoke));
        assert_eq!(site.get(url.strip_prefix(crate::support::site::HTTP).unwrap()).await.status, StatusCode::GONE);
        assert_eq!(director.press("/links", &revoke).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn what_was_typed_stays_when_no_link_was_made() {
    for site in sites().await {
        let above = Person::new(&site, "cha", Role::TownshipSupervisor, "120104001").await;
        let long = "注".repeat(101);
        let wanted = [("kind", "personal"), ("division", "120104001"), ("days", "30"), ("note", &*long)];
        let refused = above.fill("/links", &pairs(&wanted)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let text = refused.text();
        assert!(text.contains("操作未完成") && text.contains("备注请控制在100字以内") && text.contains(&long));
        let personal = between(&text, "value=\"personal\"", ">");
        assert!(personal.contains("checked") && between(&text, "value=\"30\"", ">").contains("selected"), "{text}");
        // Markup that somebody typed is words.
        let wanted = [("kind", "personal"), ("division", "1"), ("days", "30"), ("note", "\"><script>x</script>")];
        let refused = above.fill("/links", &pairs(&wanted)).await;
        assert_eq!(refused.text().matches("<script").count(), 1);
        let elsewhere = [("kind", "personal"), ("division", "120103001"), ("days", "30"), ("note", "")];
        assert_eq!(above.fill("/links", &pairs(&elsewhere)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let county = Person::new(&site, "nankai", Role::CountyReviewer, "120104").await;
        assert_eq!(county.page("/links").await.status, StatusCode::NOT_FOUND);
    }
}
