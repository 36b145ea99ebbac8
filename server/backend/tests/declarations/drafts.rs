//! What a family types is saved, sealed, and never written over unseen.

use crate::family::{change, link_holder, problem};
use backend::declare::declarations::{consent, discard, save, view};
use backend::declare::tables::draft;
use backend::testing::stores;
use domain::divisions::Address;
use domain::form::{Answers, Value};
use domain::problem::Problem;
use domain::view::links::LinkKind;
use sea_orm::{EntityTrait, PaginatorTrait};

#[tokio::test]
async fn a_draft_saved_twice_from_one_revision_is_refused() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let read = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let here: Answers = [("child_name", Value::Text("示例甲".into()))].into_iter().collect();
        let there: Answers = [("child_name", Value::Text("示例乙".into()))].into_iter().collect();
        let saved = save(&test.store, &who, change(&read, here.clone())).await.unwrap();
        assert_eq!(saved.revision, read.revision + 1);
        assert_eq!(problem(save(&test.store, &who, change(&read, there.clone())).await), Problem::DraftChanged);
        let now = view(&test.store, &who).await.unwrap().draft.unwrap();
        assert_eq!(now.answers, here);
        // Whoever has read the newer revision may write over it.
        assert_eq!(save(&test.store, &who, change(&now, there.clone())).await.unwrap().answers, there);
    }
}

#[tokio::test]
async fn a_place_gets_its_names_also_from_a_page_that_only_knows_the_code() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let begun = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let place = |code: &str| Value::Address(Address { division_code: code.into(), ..Address::default() });
        let chosen: Answers =
            [("current_address", place("120104001")), ("hukou_address", place("999999"))].into_iter().collect();
        let kept = save(&test.store, &who, change(&begun, chosen)).await.unwrap().answers;
        let path = |key: &str| match kept.value(key) {
            Some(Value::Address(address)) => address.division_path.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(path("current_address"), "天津市/南开区/长虹街道");
        assert_eq!(path("hukou_address"), "");
    }
}

#[tokio::test]
async fn a_draft_keeps_what_was_typed_sealed_and_refuses_unknown_fields() {
    for test in stores().await.unwrap() {
        let who = link_holder(&test, LinkKind::Personal).await;
        let begun = consent(&test.store, &who, &test.agreement()).await.unwrap();
        let typed: Answers = [("child_birth_date", Value::Text("2015-2-".into()))].into_iter().collect();
        let kept = save(&test.store, &who, change(&begun, typed.clone())).await.unwrap();
        assert_eq!(kept.answers, typed);
        let row = draft::Entity::find().one(&test.store.db).await.unwrap().unwrap();
        assert!(!row.sealed.windows(7).any(|part| part == b"2015-2-"));
        let unknown: Answers = [("shoe_size", Value::Text("30".into()))].into_iter().collect();
        let refused = problem(save(&test.store, &who, change(&kept, unknown)).await);
        assert_eq!(refused, Problem::UnknownField { field: "shoe_size".into() });
        let large: Answers = [("school_name", Value::Text("长".repeat(100_000)))].into_iter().collect();
        assert_eq!(problem(save(&test.store, &who, change(&kept, large)).await), Problem::TooLarge);
        discard(&test.store, &who, row.id).await.unwrap();
        assert_eq!(draft::Entity::find().count(&test.store.db).await.unwrap(), 0);
    }
}
