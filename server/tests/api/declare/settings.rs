//! The size of the text, and families without a link.

use axum::http::StatusCode;

use super::browser::Browser;
use crate::support::sites;

#[tokio::test]
async fn large_text_is_there_before_the_first_paint_and_remembered() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        assert!(browser.page.contains(r#"data-text="normal""#));
        browser.post("/text-size", &[("size", "large"), ("back", "/declare")]).await;
        assert_eq!(browser.place, "/declare");
        assert!(browser.page.contains(r#"data-text="large""#));
    }
}

#[tokio::test]
async fn without_a_link_the_first_page_says_where_to_get_one() {
    for site in sites().await {
        let answer = site.get("/declare").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        assert!(answer.text().contains("儿童主任"));
        assert!(answer.text().contains(r#"lang="zh-CN""#));
    }
}
