//! Searching and paging.

use backend::declare::submissions::{By, submit};
use backend::review;
use backend::testing::{migrant, program, stores, submission};
use domain::form::Value;
use domain::problem::Problem;
use domain::view::review::QueueFilter;

use crate::harness::*;

#[tokio::test]
async fn search_by_part_of_a_name() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let id = submitted(&test, 1).await;
        submitted(&test, 45).await;
        let record = review::open(store, &reviewer, id).await.unwrap();
        let name = record.answers.value("child_name").and_then(Value::as_text).unwrap().to_owned();
        let number = record.answers.value("child_id_number").and_then(Value::as_text).unwrap().to_owned();
        let given: String = name.chars().skip(1).collect();
        let spaced = number.to_lowercase().chars().flat_map(|c| [c, ' ']).collect::<String>();
        let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap();
        let (wide_number, wide_receipt) =
            (number.chars().map(wide).collect(), record.row.receipt_no.chars().map(wide).collect());
        for text in [&given, &name, &number, &spaced, &record.row.receipt_no, &wide_number, &wide_receipt] {
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
async fn a_name_is_found_however_its_letters_are_typed() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let mut made = Vec::new();
        for (child, name) in
            ["Mary-Jane O\u{2019}Neil", "阿卜杜拉‧买买提", "王\u{F914}⽟", "Ｌu\u{308} Wei"].into_iter().enumerate()
        {
            let id = store.new_id();
            let mut answers = migrant(u32::try_from(child).unwrap());
            answers.set("child_name", Value::Text(name.into()));
            submit(store, submission(id, answers, &child.to_be_bytes()), By::Client(&program(store))).await.unwrap();
            made.push(id.to_string());
        }
        for (child, asked) in [
            (0, "Mary-Jane O\u{2019}Neil"),
            (0, "mary\u{2011}jane o'neil"),
            (0, "ＭＡＲＹ"),
            (0, "Neil\u{200B}"),
            (1, "阿卜杜拉‧买买提"),
            (1, "阿卜杜拉･买买提"),
            (1, "阿卜杜拉∙买买提"),
            (1, "阿卜杜拉⋅买买提"),
            (1, "阿卜杜拉・买买提"),
            (1, "阿卜杜拉.买买提"),
            (1, "阿卜杜拉买买提"),
            (2, "王樂玉"),
            (2, "樂\u{200D}玉"),
            (2, "王\u{F914}⽟"),
            (3, "lü wei"),
            (3, "Lu\u{308}"),
        ] {
            let rows = review::queue(store, &reviewer, searched(asked)).await.unwrap().rows;
            assert_eq!(rows.iter().map(|row| &row.id).collect::<Vec<_>>(), [&made[child]], "{asked:?}");
        }
    }
}

#[tokio::test]
async fn a_search_asks_for_no_more_than_a_name_can_hold() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let name: String = ('一'..='乱').chain('亲'..).take(50).collect();
        let id = store.new_id();
        let mut answers = migrant(1);
        answers.set("child_name", Value::Text(name.clone()));
        submit(store, submission(id, answers, b"long"), By::Client(&program(store))).await.unwrap();
        let found = review::queue(store, &reviewer, searched(&name)).await.unwrap().rows;
        assert_eq!(found.len(), 1, "the longest name is found");
        for length in [61, 950, 3_000, 1_000_000] {
            let begun = std::time::Instant::now();
            let refused = review::queue(store, &reviewer, searched(&"王明".repeat(length / 2 + 1))).await.unwrap_err();
            assert_eq!(problem(refused).field(), Some("search"), "{length}");
            assert!(begun.elapsed().as_millis() < 500, "{length}: {:?}", begun.elapsed());
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
