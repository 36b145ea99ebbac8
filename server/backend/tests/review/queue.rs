//! Searching and paging.

use backend::service::review;
use backend::testing::stores;
use domain::form::Value;
use domain::problem::Problem;
use domain::view::QueueFilter;

use crate::harness::*;

#[tokio::test]
async fn search_by_part_of_a_name() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let id = submitted(&test, 1).await;
        submitted(&test, 45).await;
        let entry = review::open(store, &reviewer, id).await.unwrap();
        let name = entry.answers.value("child_name").and_then(Value::as_text).unwrap().to_owned();
        let number = entry.answers.value("child_id_number").and_then(Value::as_text).unwrap().to_owned();
        let given: String = name.chars().skip(1).collect();
        let spaced = number.to_lowercase().chars().flat_map(|c| [c, ' ']).collect::<String>();
        for text in [&given, &name, &number, &spaced, &entry.row.receipt_no] {
            let rows = review::queue(store, &reviewer, searched(text)).await.unwrap().rows;
            assert_eq!(rows.len(), 1, "{text}");
            assert_eq!(rows[0].id, id.to_string());
        }
        assert_eq!(review::queue(store, &reviewer, searched("示")).await.unwrap().rows.len(), 2);
        for text in ["王", "120101201503089976", "12010120150308997"] {
            assert!(review::queue(store, &reviewer, searched(text)).await.unwrap().rows.is_empty(), "{text}");
        }
    }
}

#[tokio::test]
async fn paging_shows_every_entry_once() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let mut made = Vec::new();
        for child in 0..60 {
            made.push(submitted(&test, child).await.to_string());
            test.clock.advance(i64::from(child % 3));
        }
        for search in [None, Some("示".to_owned())] {
            let mut filter = QueueFilter { search, ..QueueFilter::default() };
            let mut seen = Vec::new();
            loop {
                let page = review::queue(store, &reviewer, filter.clone()).await.unwrap();
                seen.extend(page.rows.into_iter().map(|row| row.id));
                filter.after = page.next;
                if filter.after.is_none() {
                    break;
                }
            }
            let (mut once, mut all) = (seen.clone(), made.clone());
            once.sort_unstable();
            all.sort_unstable();
            assert_eq!(once, all, "{:?}", filter.search);
        }
        let broken = QueueFilter { after: Some("x".into()), ..QueueFilter::default() };
        assert!(matches!(
            problem(review::queue(store, &reviewer, broken).await.unwrap_err()),
            Problem::Malformed { .. }
        ));
    }
}
