//! `/healthz`, `/readyz`

use axum::http::StatusCode;

use crate::support::sites;

#[tokio::test]
async fn a_site_with_its_database_is_alive_and_ready() {
    for site in sites().await {
        assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
        assert_eq!(site.get("/readyz").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn without_its_database_it_is_alive_but_not_ready() {
    let site = sites().await.remove(0);
    site.store.db.clone().close().await.unwrap();
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(site.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}
