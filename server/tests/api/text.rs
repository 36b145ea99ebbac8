//! One text has one spelling at every door, and what nobody can see or read is refused with words.

use axum::http::StatusCode;
use backend::access::accounts;
use backend::access::accounts::{NewAccount, Reviewer};
use backend::review;
use domain::access::Role;
use domain::divisions::DivisionCode;
use domain::fieldwork::Answer as Outcome;
use domain::form::Answers;
use domain::problem::Problem;
use domain::view::review::QueueFilter;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::declare::browser::Browser;
use crate::fieldwork::push::{body, enrolled, id, outcomes, push, seal, sealed};
use crate::fieldwork::staff::Person;
use crate::support::{Site, migrant, sites, submission};

/// Texts of which nobody sees anything.
const INVISIBLE: [&str; 8] = [
    "\u{200B}",
    "\u{202E}\u{2066}",
    "\u{3164}",
    "\u{2800}",
    "\u{FFFD}",
    "\u{AD}\u{FEFF}",
    "\u{E0041}\u{E007F}",
    "\u{FE0F}\u{E0100}",
];

/// The one name of these stories: decomposed, as a Mac gives it.
const TYPED: &str = "Lu\u{308} Wei";
const STORED: &str = "Lü Wei";

const PASSWORD: &str = "一个足够长的密码";

/// The names of all children that the site holds.
async fn children(site: &Site) -> Vec<String> {
    let new = NewAccount {
        username: "kan".into(),
        display_name: "看的人".into(),
        role: Role::TownshipSupervisor,
        division: DivisionCode::parse("120104001").unwrap(),
        password: PASSWORD.into(),
        demonstration: true,
    };
    accounts::create(&site.store, new).await.unwrap();
    let account =
        accounts::sign_in(&site.store, "kan", PASSWORD, accounts::Browser::stranger("test")).await.unwrap().account;
    let reviewer = Reviewer::of(&account).unwrap();
    let page = review::queue(&site.store, &reviewer, QueueFilter::default()).await.unwrap();
    let mut names = Vec::new();
    for row in page.rows {
        let record = review::open(&site.store, &reviewer, row.id.parse().unwrap()).await.unwrap();
        names.push(record.answers.value("child_name").unwrap().as_text().unwrap().to_owned());
    }
    names
}

fn with(key: &str, value: impl Into<Value>) -> Value {
    let mut answers = migrant();
    answers[key] = value.into();
    answers
}

#[tokio::test]
async fn a_program_is_refused_what_nobody_sees_and_stores_one_spelling() {
    for site in sites().await {
        for hidden in INVISIBLE {
            for key in ["child_name", "school_name"] {
                let answer = site.submit(&submission(&with(key, hidden))).await;
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{key} {hidden:?}: {}", answer.text());
                assert_eq!(answer.json()["field"], key, "{hidden:?}");
            }
        }
        let damaged = site.submit(&submission(&with("school_name", "第一\u{FFFD}小学"))).await;
        assert!(damaged.text().contains("请全部删掉，重新打一遍"), "{}", damaged.text());
        let old = site.submit(&submission(&with("child_name", "王\u{E863}"))).await;
        assert_eq!(old.json()["findings"][0]["fix"]["set"], json!([["child_name", "王䶮"]]), "{}", old.text());
        let answer = site.submit(&submission(&with("child_name", TYPED))).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
        assert_eq!(children(&site).await, [STORED]);
    }
}

#[tokio::test]
async fn a_family_without_a_script_is_told_beside_the_field() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        let answers: Answers = serde_json::from_value(migrant()).unwrap();
        crate::declare::registers::begin(&mut browser, &answers).await;
        let child = |name: &'static str| [("child_name", name), ("hukou_registered", "true"), ("go", "next")];
        for hidden in INVISIBLE {
            browser.post("/declare/migrant/child", &child(hidden)).await;
            assert!(browser.place.contains("?check=1"), "{hidden:?}: {}", browser.place);
            assert!(browser.page.contains(r##"href="#f-child_name""##), "{hidden:?}");
        }
        browser.post("/declare/migrant/child", &child(TYPED)).await;
        assert!(browser.page.contains(&format!("value=\"{STORED}\"")), "{}", browser.page);
        assert!(!browser.page.contains(r##"href="#f-child_name""##), "{}", browser.page);
        // A character of an old font is named, and mended with one press.
        browser.post("/declare/migrant/child", &child("王\u{E863}")).await;
        assert!(browser.page.contains("旧字库") && browser.page.contains("改成“䶮”"), "{}", browser.page);
        let fix = [("child_name", "王\u{E863}"), ("hukou_registered", "true"), ("go", "fix:type:child_name")];
        browser.post("/declare/migrant/child", &fix).await;
        assert!(browser.page.contains("value=\"王䶮\""), "{}", browser.page);
        // A whole date in the box of the year stands in all three.
        let date = [("child_birth_date.year", "2015年3月8日"), ("hukou_registered", "true"), ("go", "stay")];
        browser.post("/declare/migrant/child", &date).await;
        for value in ["value=\"2015\"", "value=\"03\"", "value=\"08\""] {
            assert!(browser.page.contains(value), "{value}: {}", browser.page);
        }
    }
}

#[tokio::test]
async fn a_page_that_saves_raw_text_submits_none_of_it() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        browser.agree().await;
        for (name, stored) in [("\u{3164}\u{200B}", None), (TYPED, Some(STORED))] {
            let answers: Answers = serde_json::from_value(with("child_name", name)).unwrap();
            let draft = browser.draft(&answers).await;
            let answer = browser.call("declarations/submit", &(draft, None::<i64>)).await;
            assert_eq!(answer.status.is_success(), stored.is_some(), "{name:?}: {}", answer.text());
            if stored.is_none() {
                let Problem::ChecksFailed { findings } = crate::functions::problem(&answer) else { panic!("taken") };
                assert!(findings.iter().any(|finding| finding.field == "child_name"), "{findings:?}");
            }
        }
        assert_eq!(children(&site).await, [STORED]);
    }
}

#[tokio::test]
async fn a_phone_is_given_back_what_nobody_sees() {
    for site in sites().await {
        let (phone, child) = (enrolled(&site).await, id(2));
        let household = |head: &str| json!({"id": id(900), "head": head, "division_code": "120104001"});
        let messages: Vec<Value> = vec![
            sealed(&phone, id(1), &with("child_name", "\u{2800}\u{202E}")),
            sealed(&phone, child, &with("child_name", TYPED)),
            seal(&phone, id(3), "household", &household("\u{3164}")),
            seal(&phone, id(4), "household", &household("王\u{FFFD}")),
            seal(&phone, id(5), "household", &household(" 王大\u{200B}妈 ")),
        ];
        let taken = outcomes(&push(&site, &phone.token, body(&phone, &messages)).await);
        assert!(
            matches!(
                &taken[..],
                [Outcome::Kept, Outcome::Taken { .. }, Outcome::Kept, Outcome::Kept, Outcome::Taken { .. }]
            ),
            "{taken:?}"
        );
        let visit = |seen: &str| json!({"record": child, "day": "2026-11-20", "met": "奶奶", "seen": seen});
        let visits = [
            seal(&phone, id(6), "follow_up", &visit("\u{200B}")),
            seal(&phone, id(7), "follow_up", &visit("一、在家\r\n二、想爸爸")),
        ];
        let taken = outcomes(&push(&site, &phone.token, body(&phone, &visits)).await);
        let kept = backend::declare::tables::refused_message::Entity::find().all(&site.store.db).await.unwrap();
        let back =
            |row| backend::fieldwork::document::open_refused(&site.store.keys, row).unwrap().back.unwrap().reason;
        let back: Vec<String> = kept.iter().map(back).collect();
        assert!(matches!(&taken[..], [Outcome::Kept, Outcome::Taken { .. }]), "{taken:?} {back:?}");
        for words in ["没有写户主姓名", "请全部删掉，重新打一遍", "没有写见到了谁、看到什么情况"]
        {
            assert!(back.iter().any(|reason| reason.contains(words)), "{words}: {back:?}");
        }
        assert_eq!(children(&site).await, [STORED]);
    }
}

#[tokio::test]
async fn a_reviewer_who_says_nothing_visible_says_nothing() {
    for site in sites().await {
        let answer = site.submit(&submission(&migrant())).await;
        let record = answer.json()["id"].as_str().unwrap().to_owned();
        let person = Person::new(&site, "changhong", Role::TownshipSupervisor, "120104001").await;
        let decide = |reason: &str| {
            let pairs = [("go", "return"), ("version", "1"), ("reason", reason)];
            (record.clone(), pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
        };
        for hidden in INVISIBLE {
            let Problem::Invalid { field, message } = person.refused("reviews/act", &decide(hidden)).await else {
                panic!("{hidden:?} was taken");
            };
            assert_eq!((field.as_str(), message.contains("请写明退回原因")), ("reason", true), "{hidden:?}");
            let page = person.fill(&format!("/review/{record}"), &decide(hidden).1).await;
            assert!(page.text().contains("请写明退回原因"), "{hidden:?}");
        }
        let damaged = person.refused("reviews/act", &decide("改\u{FFFD}")).await;
        assert!(damaged.message().contains("请全部删掉，重新打一遍"), "{damaged:?}");
        // What is said in lines stays in lines, for the reviewer and for the family.
        person.fill(&format!("/review/{record}"), &decide("⼀、补照片\r\n二、改姓名").1).await;
        let page = person.page(&format!("/review/{record}")).await;
        assert!(page.text().contains("一、补照片\n二、改姓名"), "{}", page.text());
    }
}

#[tokio::test]
async fn the_note_of_a_link_is_one_line_that_everybody_reads() {
    for site in sites().await {
        let director = Person::new(&site, "cunzhuren", Role::VillageDirector, "120104001001").await;
        let asks = |note: &str| {
            let pairs = [("division", "120104001001"), ("days", "30"), ("kind", "village"), ("note", note)];
            (pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),)
        };
        for (note, stored) in [("\u{3164}\u{200B}", ""), (" 三组\r\n东头⽟家 ", "三组 东头玉家")] {
            let made: domain::view::links::NewLink = director.get("links/create", &asks(note)).await;
            assert_eq!(made.row.note, stored);
        }
        let damaged = director.refused("links/create", &asks("三组\u{FFFD}")).await;
        assert!(damaged.message().contains("请全部删掉，重新打一遍"), "{damaged:?}");
    }
}

#[tokio::test]
async fn a_search_that_is_too_long_is_told_so_at_once() {
    for site in sites().await {
        let person = Person::new(&site, "changhong", Role::TownshipSupervisor, "120104001").await;
        let queue = |text: String| (QueueFilter { search: Some(text), ..QueueFilter::default() },);
        for length in [61, 950, 3_000, 60_000] {
            let refused = person.refused("reviews/queue", &queue("王".repeat(length))).await;
            assert_eq!((refused.status(), refused.field()), (422, Some("search")), "{length}");
            if length < 3_001 {
                let pairs = vec![("search".to_owned(), "王".repeat(length)), ("go".to_owned(), "search".to_owned())];
                let page = person.fill("/review", &pairs).await;
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{length}");
                assert!(page.text().contains("最多60个字"), "{length}: {}", page.text());
            }
        }
        let found: app::review::functions::QueueView = person.get("reviews/queue", &queue("王".repeat(60))).await;
        assert!(found.page.rows.is_empty());
    }
}
