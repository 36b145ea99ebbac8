//! Sessions of signed-in people: the cookie, and what rests in the database.

use std::convert::Infallible;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{Request, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use backend::access::tables::session as row;
use gate::session;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
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
            "/in/{county}",
            get(async |session: Session, Path(county): Path<String>| {
                session.insert("county", county).await.unwrap();
                session.insert("account", Uuid::from_u128(7)).await.unwrap();
            }),
        )
        .route(
            "/who",
            get(async |session: Session| {
                session.get::<Uuid>("account").await.unwrap().map_or("nobody".to_owned(), |id| id.as_u128().to_string())
            }),
        )
        .route("/out", get(async |session: Session| session.flush().await.unwrap()))
        .route("/send", post(async |_body: Bytes| "taken"))
        .layer(from_fn_with_state(site.store.clone(), session::keep_alive))
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
async fn an_id_tells_the_county_of_whoever_signed_in_and_one_that_tells_none_goes_on() {
    for site in sites().await {
        let rooms = rooms(&site, false);
        let (_, set, _) = visit(&rooms, "/in/120104", "").await;
        let cookie = set.split(';').next().unwrap().to_owned();
        let rows = row::Entity::find().all(&site.store.db).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.county_code.as_str()).collect::<Vec<_>>(), ["120104"]);
        // The first letters of an id are its county, the others are not of the one before.
        let (_, again, _) = visit(&rooms, "/in/120104", "").await;
        let again = again.split(';').next().unwrap();
        let front = "tongce_session=".len() + 4;
        assert_eq!(cookie[..front], again[..front]);
        assert_ne!(cookie[front..], again[front..]);
        // As a step made of one of an earlier version, whatever its id tells by chance.
        let earlier = row::Entity::update_many().col_expr(row::Column::CountyCode, "".into());
        earlier.exec(&site.store.db).await.unwrap();
        assert_eq!(visit(&rooms, "/who", &cookie).await.2, "7");
        assert_eq!(visit(&rooms, "/in", &cookie).await.0, StatusCode::OK);
        visit(&rooms, "/out", &cookie).await;
        assert_eq!(visit(&rooms, "/who", &cookie).await.2, "nobody");
        assert_eq!(visit(&rooms, "/who", again).await.2, "7");
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

/// T-38.
#[tokio::test]
async fn t_38_a_session_that_was_ended_does_not_come_back_with_a_request_under_way() {
    for site in sites().await {
        let rooms = rooms(&site, false);
        let (_, set, _) = visit(&rooms, "/in", "").await;
        let cookie = set.split(';').next().unwrap().to_owned();

        // A request that is read, its session with it, and whose body trickles.
        let (sender, receiver) = tokio::sync::oneshot::channel::<()>();
        let trickle = futures_util::stream::once(async move {
            receiver.await.unwrap();
            Ok::<_, Infallible>(Bytes::from_static(b"the rest"))
        });
        let slow = Request::post("/send").header(header::COOKIE, &cookie).body(Body::from_stream(trickle)).unwrap();
        let slow = tokio::spawn(rooms.clone().oneshot(slow));
        // By now it has read the session, which it writes again at its end.
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        visit(&rooms, "/out", &cookie).await;
        sender.send(()).unwrap();
        assert_eq!(slow.await.unwrap().unwrap().status(), StatusCode::OK);

        assert_eq!(visit(&rooms, "/who", &cookie).await.2, "nobody");
        assert!(row::Entity::find().all(&site.store.db).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn no_use_moves_a_session_past_its_last_end() {
    for site in sites().await {
        let rooms = rooms(&site, false);
        let (_, set, _) = visit(&rooms, "/in", "").await;
        let cookie = set.split(';').next().unwrap();
        let made = row::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        assert_eq!(made.ends_at, site.store.clock.millis() + 12 * 3_600_000);
        assert!(made.expires_at <= made.ends_at);
        // A minute is left; what is written now would move the end by two hours.
        let last = site.store.clock.millis() + 60_000;
        let nearly = row::Entity::update_many().col_expr(row::Column::EndsAt, last.into());
        nearly.filter(row::Column::Id.eq(&made.id)).exec(&site.store.db).await.unwrap();
        assert_eq!(visit(&rooms, "/in", cookie).await.0, StatusCode::OK);
        assert_eq!(row::Entity::find().one(&site.store.db).await.unwrap().unwrap().expires_at, last);
        assert_eq!(visit(&rooms, "/who", cookie).await.2, "7");
    }
}
