//! Searching and paging.

use backend::access::accounts::Reviewer;
use backend::declare::submissions::{By, submit};
use backend::register::tables::record;
use backend::testing::{migrant, program, stores, submission};
use backend::{Store, review};
use domain::form::Value;
use domain::problem::Problem;
use domain::register::State;
use domain::view::review::QueueFilter;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use uuid::Uuid;

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

/// T-22, with the length of the longest name that a form takes in place of 40.
#[tokio::test]
async fn t_22_a_search_asks_for_no_more_than_a_name_can_hold() {
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

/// The ids of all pages of a filter, in order.
async fn listed(store: &Store, reviewer: &Reviewer, mut filter: QueueFilter) -> Vec<String> {
    let mut ids = Vec::new();
    loop {
        let page = review::queue(store, reviewer, filter.clone()).await.unwrap();
        ids.extend(page.rows.into_iter().map(|row| row.id));
        filter.after = page.next;
        if filter.after.is_none() {
            return ids;
        }
    }
}

/// Puts a record somewhere else and into another state, as a move does.
async fn stands(store: &Store, id: Uuid, township: &str, state: State) {
    let row = record::Entity::find_by_id(("120104".to_owned(), id)).one(&store.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.township_code = Set(township.to_owned());
    row.state = Set(state.code().to_owned());
    let offer = state == State::Transferring;
    let elsewhere = if township == CHANGHONG { NEIGHBOUR } else { CHANGHONG };
    row.offered_from = Set(offer.then(|| township.to_owned()));
    row.offered_to = Set(offer.then(|| elsewhere.to_owned()));
    row.update(&store.db).await.unwrap();
}

#[tokio::test]
async fn t_20_a_count_says_how_many_are_listed_in_each_state_and_no_more() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        let mut child = 0;
        for (nth, state) in State::ALL.iter().copied().filter(|state| *state != State::Draft).enumerate() {
            for (township, many) in [(CHANGHONG, 1 + nth % 3), (NEIGHBOUR, 2)] {
                for _ in 0..many {
                    child += 1;
                    let id = submitted(&test, child).await;
                    stands(store, id, township, state).await;
                }
            }
        }
        let counts = review::queue(store, &reviewer, QueueFilter::default()).await.unwrap().counts;
        for state in State::ALL.iter().copied() {
            let counted = counts.iter().find(|count| count.state == state).map_or(0, |count| count.count);
            let shown = listed(store, &reviewer, QueueFilter { state: Some(state), ..QueueFilter::default() }).await;
            assert_eq!(u64::try_from(shown.len()).unwrap(), counted, "{state:?}");
        }
        assert!(counts.len() >= 12, "{counts:?}");
    }
}

#[tokio::test]
async fn t_21_a_name_of_another_township_is_searched_for_like_one_that_nobody_has() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let reviewer = supervisor(store, "liu", CHANGHONG).await;
        for child in 0..40 {
            let id = submitted(&test, child).await;
            stands(store, id, if child % 2 == 0 { CHANGHONG } else { NEIGHBOUR }, State::Submitted).await;
        }
        let (there, mut answers) = (store.new_id(), migrant(99));
        answers.set("child_name", Value::Text("王欧阳".into()));
        let mut home = answers.value("current_address").cloned().unwrap();
        if let Value::Address(address) = &mut home {
            address.division_code = NEIGHBOUR.into();
        }
        answers.set("current_address", home);
        submit(store, submission(there, answers, b"there"), By::Client(&program(store))).await.unwrap();
        let neighbour = supervisor(store, "sun", NEIGHBOUR).await;
        assert_eq!(listed(store, &neighbour, searched("王")).await, [there.to_string()]);
        // The same answer, and the same statements: the work does not tell either.
        let mut asked = Vec::new();
        review::queue(store, &reviewer, QueueFilter::default()).await.unwrap();
        for name in ["王", "郝"] {
            let before = test.watch.statements();
            let page = review::queue(store, &reviewer, searched(name)).await.unwrap();
            assert_eq!((page.rows.len(), &page.next), (0, &None), "{name}");
            asked.push((test.watch.statements() - before, page.counts, page.villages));
        }
        assert_eq!(asked[0], asked[1]);
    }
}
