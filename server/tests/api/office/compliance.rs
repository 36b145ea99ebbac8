//! `/compliance`: the yearly pack, on paper and for programs.

use axum::http::{StatusCode, header};
use domain::access::Role;

use super::accounts::grow_old;
use crate::fieldwork::staff::Person;
use crate::support::sites;

#[tokio::test]
async fn the_pack_of_a_year_is_printed_and_taken_as_json_after_a_fresh_proof() {
    for site in sites().await {
        let auditor = Person::new(&site, "shenji", Role::Auditor, "120104").await;
        assert!(auditor.page("/compliance").await.text().contains("href=\"/compliance/2026\""));
        let page = auditor.page("/compliance/2026").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        for words in ["处理的个人信息和可以查看的岗位", "保存期限", "登录、退出和被拒绝的操作", "另附", "data-print"]
        {
            assert!(page.text().contains(words), "{words}");
        }
        let file = auditor.page("/compliance/2026/pack.json").await;
        assert!(file.header(header::CONTENT_TYPE).starts_with("application/json"));
        assert!(file.json()["sections"].as_array().unwrap().len() > 10);
        for wrong in ["/compliance/2025", "/compliance/2027", "/compliance/x"] {
            assert_eq!(auditor.page(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
        }
        grow_old(&site).await;
        assert_eq!(auditor.page("/compliance/2026").await.status, StatusCode::SEE_OTHER);
    }
}
