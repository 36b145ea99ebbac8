//! Acts of a reviewer without a script: done leads on and is told once, refused gives everything back.

use axum::http::{StatusCode, header};
use backend::register::tables::record;
use domain::access::Role;
use sea_orm::EntityTrait;

use super::pairs;
use crate::fieldwork::staff::Person;
use crate::support::{Answer, Site, migrant, sites, submission};

async fn supervisor(site: &Site) -> Person<'_> {
    Person::new(site, "changhong", Role::TownshipSupervisor, "120104001").await
}

/// Declares the child of the samples; the records there are, oldest first.
async fn declared(site: &Site) -> Vec<record::Model> {
    let answer = site.submit(&submission(&migrant())).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let mut records = record::Entity::find().all(&site.store.db).await.unwrap();
    records.sort_by_key(|record| record.entered_at);
    records
}

/// Everything in the register but who is signed in.
async fn register(site: &Site) -> Vec<String> {
    let mut rows = site.everything().await;
    rows.retain(|row| !["account:", "session:"].iter().any(|table| row.starts_with(table)));
    rows
}

async fn state(site: &Site) -> String {
    record::Entity::find().one(&site.store.db).await.unwrap().unwrap().state
}

#[track_caller]
fn leads(answer: &Answer, to: &str) {
    assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, to), "{}", answer.text());
}

#[tokio::test]
async fn a_page_that_shows_an_entry_writes_nothing_and_the_living_page_claims_it() {
    for site in sites().await {
        let (person, record) = (supervisor(&site).await, declared(&site).await.remove(0));
        let before = register(&site).await;
        let address = format!("/review/{}", record.id);
        assert!(person.page(&address).await.text().contains("办理意见"));
        assert_eq!(register(&site).await, before);
        let until: Option<i64> = person.get("reviews/claim", &(record.id.to_string(),)).await;
        let claimed = record::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        assert!(claimed.claimed_by.is_some() && claimed.claimed_until == until && until.is_some());
        assert!(person.page(&address).await.text().contains("本条由您办理，保留到"));
    }
}

#[tokio::test]
async fn a_decision_leads_to_the_list_and_is_told_once() {
    for site in sites().await {
        let (person, record) = (supervisor(&site).await, declared(&site).await.remove(0));
        let address = format!("/review/{}?form=migrant", record.id);
        let done = person.fill(&address, &pairs(&[("go", "approve"), ("version", "1")])).await;
        leads(&done, "/review?form=migrant");
        assert_eq!(state(&site).await, "township_reviewed");
        let before = register(&site).await;
        let list = person.follow(&done).await;
        assert!(list.text().contains("已办理：通过"), "{}", list.text());
        assert!(list.header(header::SET_COOKIE).contains("Max-Age=0"), "it leaves the browser");
        assert!(!person.page("/review?form=migrant").await.text().contains("已办理："), "told once");
        // Sent again it is not done again.
        let again = person.fill(&address, &pairs(&[("go", "approve"), ("version", "1")])).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(register(&site).await, before);
    }
}

#[tokio::test]
async fn a_refused_decision_gives_back_every_word() {
    for site in sites().await {
        let (person, record) = (supervisor(&site).await, declared(&site).await.remove(0));
        let address = format!("/review/{}", record.id);
        let before = register(&site).await;
        let typed = [("comment.child_name", "与户口簿不一致"), ("reason", "请补照片"), ("to.county", "120104")];
        for (button, version, words) in
            [("transfer", "1", "请选择要转到的乡镇（街道）"), ("return", "7", ""), ("approve", "", "")]
        {
            let mut form = pairs(&typed);
            form.extend(pairs(&[("go", button), ("version", version)]));
            let answer = person.fill(&address, &form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{button}: {}", answer.text());
            for words in ["与户口簿不一致", "请补照片", "finding-error", words] {
                assert!(answer.text().contains(words), "{button}: {words} is missing");
            }
            assert_eq!(register(&site).await, before, "{button}");
        }
    }
}

#[tokio::test]
async fn a_record_is_given_back_to_the_list_and_a_candidate_settled_on_its_record() {
    for site in sites().await {
        let person = supervisor(&site).await;
        declared(&site).await;
        let records = declared(&site).await;
        assert_eq!(records.len(), 2);
        let address = format!("/review/{}", records[1].id);
        let opened = person.page(&address).await;
        assert!(opened.text().contains("可能是同一个孩子"), "{}", opened.text());
        let released = person.press(&address, "release").await;
        leads(&released, "/review");
        assert!(person.follow(&released).await.text().contains("已放回待办"));
        assert!(record::Entity::find().all(&site.store.db).await.unwrap().iter().all(|one| one.claimed_by.is_none()));

        let undecided = person.fill(&address, &pairs(&[("go", "approve"), ("version", "1")])).await;
        assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(undecided.text().contains("去核对是否重复"));
        let settled = person.press(&address, &format!("different:{}", records[0].id)).await;
        leads(&settled, &address);
        let page = person.follow(&settled).await;
        assert!(page.text().contains("<h2>已判断：不是同一个孩子"), "{}", page.text());
        let nobody = person.press(&address, &format!("same:{}", records[1].id)).await;
        assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_batch_is_told_beside_what_was_searched_for() {
    for site in sites().await {
        let (person, record) = (supervisor(&site).await, declared(&site).await.remove(0));
        let other = "01920000-0000-7000-8000-000000000000:1";
        let searched = pairs(&[("go", "search"), ("search", &record.receipt_no)]);
        let before = register(&site).await;
        let found = person.fill("/review", &searched).await;
        assert_eq!(found.status, StatusCode::OK);
        assert!(found.text().contains("只显示查到的记录"), "{}", found.text());
        assert_eq!(register(&site).await, before, "a search does nothing");

        let line = format!("{}:1", record.id);
        let broken = [("go", "batch"), ("search", &*record.receipt_no), ("entry", &*line), ("entry", "none")];
        let refused = person.fill("/review", &pairs(&broken)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("操作未完成") && refused.text().contains("只显示查到的记录"));
        assert_eq!(register(&site).await, before);

        let ticked = [("go", "batch"), ("search", &*record.receipt_no), ("entry", &*line), ("entry", other)];
        let done = person.fill("/review?state=submitted", &pairs(&ticked)).await;
        leads(&done, "/review?state=submitted");
        let list = person.follow(&done).await;
        for words in ["条未通过", "只显示查到的记录", &*record.receipt_no] {
            assert!(list.text().contains(words), "{words} is missing: {}", list.text());
        }
        assert!(!person.page("/review").await.text().contains("条未通过"), "told once");
    }
}

#[tokio::test]
async fn words_typed_while_the_session_ended_come_back_and_nothing_is_done() {
    for site in sites().await {
        let (person, record) = (supervisor(&site).await, declared(&site).await.remove(0));
        let address = format!("/review/{}", record.id);
        let typed = pairs(&[("go", "return"), ("version", "1"), ("reason", "请补照片")]);
        let before = register(&site).await;
        let ended = Person::nobody(&site).fill(&address, &typed).await;
        assert_eq!(ended.status, StatusCode::TEMPORARY_REDIRECT);
        assert!(ended.header(header::LOCATION).starts_with("/sign-in?next="));
        let pressed = Person::nobody(&site).press(&address, "approve").await;
        assert_eq!(pressed.status, StatusCode::SEE_OTHER, "nothing that anybody would miss");

        let back = person.fill(&address, &pairs(&[("typed.reason", "请补照片"), ("username", "changhong")])).await;
        assert_eq!(back.status, StatusCode::OK, "{}", back.text());
        assert!(back.text().contains("请补照片"));
        assert_eq!(register(&site).await, before);
    }
}

#[tokio::test]
async fn somebody_who_does_not_review_does_nothing() {
    for site in sites().await {
        let record = declared(&site).await.remove(0);
        let director = Person::new(&site, "cun", Role::VillageDirector, "120104001001").await;
        let before = register(&site).await;
        for (address, button) in [(format!("/review/{}", record.id), "approve"), ("/review".to_owned(), "batch")] {
            assert_eq!(director.press(&address, button).await.status, StatusCode::NOT_FOUND, "{address}");
        }
        assert_eq!(register(&site).await, before);
    }
}
