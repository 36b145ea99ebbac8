//! What a family writes is text on every page that shows it, whatever it looks like.

use axum::http::StatusCode;
use domain::access::Role;
use serde_json::Value;

use crate::declare::browser::Browser;
use crate::fieldwork::staff::Person;
use crate::support::{migrant, sites, submission};

/// What becomes an element, ends one, ends an attribute, or ends a script, where it is not written as text.
const MARKUP: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)></title></textarea>";

/// Marks of it that no page may hold.
const ALIVE: [&str; 3] = ["<script>alert", "<img src=x", "</script><img"];

#[tokio::test]
async fn what_looks_like_markup_in_a_declaration_is_text_for_family_reviewer_and_printer() {
    for site in sites().await {
        let mut answers = migrant();
        answers["school_name"] = MARKUP.into();
        for address in ["hukou_address", "current_address", "father_hukou_address"] {
            answers[address]["detail"] = Value::from(format!("示例路1号{MARKUP}"));
        }
        let sent = site.submit(&submission(&answers)).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
        let record = sent.json()["id"].as_str().unwrap().to_owned();
        let person = Person::new(&site, "changhong", Role::TownshipSupervisor, "120104001").await;
        let reason = [("go", "return"), ("version", "1"), ("reason", MARKUP)];
        let reason = reason.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut pages = vec![
            person.page(&format!("/review/{record}")).await,
            person.page(&format!("/review/{record}/print")).await,
            person.page("/review").await,
        ];
        assert!(pages[0].text().contains("&lt;script&gt;alert"), "it is shown: {}", pages[0].text());
        let done = person.fill(&format!("/review/{record}"), &reason).await;
        pages.push(person.follow(&done).await);
        pages.push(person.page(&format!("/review/{record}")).await);
        for page in pages {
            assert_eq!(page.status, StatusCode::OK);
            for alive in ALIVE {
                assert!(!page.text().contains(alive), "{alive}: {}", page.text());
            }
        }

        // The form of the family, whose living page gets its answers with the document.
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        let answers: domain::form::Answers = serde_json::from_value(answers).unwrap();
        crate::declare::registers::begin(&mut browser, &answers).await;
        browser.post("/declare/migrant/schooling", &[("school_name", MARKUP), ("go", "stay")]).await;
        for alive in ALIVE {
            assert!(!browser.page.contains(alive), "{alive}: {}", browser.page);
        }
    }
}
