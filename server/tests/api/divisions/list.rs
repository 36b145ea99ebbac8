use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{Site, sites};

async fn codes(site: &Site, query: &str) -> Vec<String> {
    let answer = site.get(&format!("/api/v1/divisions{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let divisions = answer.json()["divisions"].clone();
    divisions.as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn without_a_parent_the_provinces_come() {
    for site in sites().await {
        let provinces = codes(&site, "").await;
        assert!(provinces.contains(&"120000".to_owned()) && provinces.contains(&"410000".to_owned()));
        assert!(provinces.iter().all(|code| code.len() == 6 && code.ends_with("0000")));
    }
}

#[tokio::test]
async fn below_a_county_come_its_townships() {
    let site = sites().await.remove(0);
    let townships = codes(&site, "?parent=120104").await;
    assert!(townships.contains(&"120104001".to_owned()));
    assert!(townships.iter().all(|code| code.len() == 9 && code.starts_with("120104")));
}

#[tokio::test]
async fn a_search_finds_by_name_and_by_initials_within_a_parent() {
    let site = sites().await.remove(0);
    assert!(codes(&site, "?q=%E9%95%BF%E8%99%B9%E8%A1%97%E9%81%93").await.contains(&"120104001".to_owned()));
    assert!(codes(&site, "?q=chjd&parent=120104").await.contains(&"120104001".to_owned()));
    assert!(codes(&site, "?q=a").await.len() <= 50);
}

#[tokio::test]
async fn a_wrong_question_is_refused() {
    let site = sites().await.remove(0);
    for (query, field) in [("?parent=12x", Value::from("parent")), ("?below=12", Value::Null)] {
        let answer = site.get(&format!("/api/v1/divisions{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.problem(), "malformed");
        assert_eq!(answer.json()["field"], field);
    }
}
