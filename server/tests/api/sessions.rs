//! Sessions of signed-in people: the cookie, and what rests in the database.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::routing::get;
use backend::entity::session as row;
use sea_orm::EntityTrait;
use server::session;
use tower::ServiceExt;
use tower_sessions::Session;
use uuid::Uuid;

use crate::support::site::{HTTPS, sites_at};
use crate::support::{Site, sites};

/// A small site with only the session layer: signs in, tells who is there, signs out.
fn rooms(site: &Site, https: bool) -> Router {
    Router::new()
        .route("/in", get(async |session: Session| session.insert("account", Uuid::from_u128(7)).await.unwrap()))
        .route(
            "/who",
            get(async |session: Session| {
                session.get::<Uuid>("account").await.unwrap().map_or("nobody".to_owned(), |id| id.as_u128().to_string())
            }),
        )
        .route("/out", get(async |session: Session| session.flush().await.unwrap()))
        .layer(session::layer(site.store.clone(), https))
}

/// Visits a room with a cookie; gives status, the new cookie and the body.
async fn visit(rooms: &Router, path: &str, cookie: &str) -> (StatusCode, String, String) {
    let request = Request::get(path).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
    let response = rooms.clone().oneshot(request).await.unwrap();
    let set = response.headers().get(header::SET_COOKIE).map_or(String::new(), |c| c.to_str().unwrap().to_owned());
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
    (status, set, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn the_cookie_is_hidden_from_scripts_and_other_sites() {
    for site in sites().await {
        let (_, cookie, _) = visit(&rooms(&site, false), "/in", "").await;
        assert!(cookie.starts_with("tongce_session="), "{cookie}");
        for flag in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="] {
            assert!(cookie.contains(flag), "{flag} is missing: {cookie}");
        }
        assert!(!cookie.contains("Secure"));
    }
    let site = sites_at(HTTPS).await.remove(0);
    assert!(visit(&rooms(&site, site.state.https), "/in", "").await.1.contains("Secure"));
}

#[tokio::test]
async fn a_session_lasts_until_sign_out_and_its_id_does_not_rest_in_the_database() {
    for site in sites().await {
        let rooms = rooms(&site, false);
        let (_, set, _) = visit(&rooms, "/in", "").await;
        let cookie = set.split(';').next().unwrap().to_owned();
        assert_eq!(visit(&rooms, "/who", &cookie).await.2, "7");
        let id = cookie.split('=').nth(1).unwrap();
        let rows = row::Entity::find().all(&site.store.db).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_ne!(rows[0].id, id, "a copied database must not open sessions");
        visit(&rooms, "/out", &cookie).await;
        assert_eq!(visit(&rooms, "/who", &cookie).await.2, "nobody");
        assert!(row::Entity::find().all(&site.store.db).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_invented_session_is_nobody_and_a_visit_alone_makes_none() {
    for site in sites().await {
        let rooms = rooms(&site, false);
        for cookie in ["", "tongce_session=AAAAAAAAAAAAAAAAAAAAAA", "tongce_session=x'; DROP TABLE session"] {
            assert_eq!(visit(&rooms, "/who", cookie).await.2, "nobody");
        }
        assert!(row::Entity::find().all(&site.store.db).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_session_that_has_ended_is_nobody() {
    for site in sites().await {
        let rooms = rooms(&site, false);
        let (_, set, _) = visit(&rooms, "/in", "").await;
        let cookie = set.split(';').next().unwrap();
        let ended = row::Entity::update_many().col_expr(row::Column::ExpiresAt, 1.into());
        ended.exec(&site.store.db).await.unwrap();
        assert_eq!(visit(&rooms, "/who", cookie).await.2, "nobody");
    }
}
