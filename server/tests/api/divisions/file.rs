use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::divisions::{DivisionCode, FILE_ADDRESS, Index};

use crate::support::site::Answer;
use crate::support::sites;

async fn asked(encodings: &str) -> Answer {
    let site = sites().await.remove(0);
    let request = Request::get(FILE_ADDRESS).header(header::ACCEPT_ENCODING, encodings).body(Body::empty());
    let answer = site.send(request.unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
    assert_eq!(answer.header(header::CONTENT_TYPE), "application/octet-stream");
    answer
}

#[tokio::test]
async fn a_phone_can_keep_all_divisions() {
    let answer = asked("identity").await;
    assert_eq!(answer.header(header::CONTENT_ENCODING), "");
    let index = Index::read(&answer.body).unwrap();
    assert_eq!(index.path(DivisionCode::parse("120104001").unwrap()).unwrap(), "天津市/南开区/长虹街道");
}

#[tokio::test]
async fn the_file_travels_compressed_once() {
    let packed = asked("gzip, deflate, br").await;
    assert_eq!(packed.header(header::CONTENT_ENCODING), "gzip");
    assert!(packed.body.starts_with(&[0x1f, 0x8b]) && packed.body.len() < 230_000, "{}", packed.body.len());
    assert_eq!(asked("gzip;q=0").await.header(header::CONTENT_ENCODING), "");
}

#[tokio::test]
async fn another_edition_is_not_there() {
    let site = sites().await.remove(0);
    assert_eq!(site.get("/divisions/2020-01-01-00000000.1.bin").await.status, StatusCode::NOT_FOUND);
}
