//! `/audit`: auditors search the trail, look at an event and take events out of the register.

use axum::http::{StatusCode, header};
use backend::audit;
use backend::audit::evidence;
use backend::auditing;
use backend::declare::submissions::{By, submit};
use backend::testing::{migrant, program, submission};
use domain::access::Role;
use uuid::Uuid;

use super::pairs;
use crate::fieldwork::staff::{PASSWORD, Person};
use crate::support::{Answer, Site, sites};

async fn submitted(site: &Site) -> Uuid {
    let (id, client) = (site.store.new_id(), program(&site.store));
    submit(&site.store, submission(id, migrant(1), b"1"), By::Client(&client)).await.unwrap();
    id
}

async fn auditor(site: &Site) -> Person<'_> {
    Person::new(site, "shenji", Role::Auditor, "120104").await
}

/// The address of the first event on a page.
fn first_event(page: &Answer) -> String {
    let page = page.text();
    let rest = page.split_once("<td data-label=\"时间\"><a href=\"").unwrap_or_else(|| panic!("{page}")).1;
    rest.split_once('"').unwrap().0.to_owned()
}

#[tokio::test]
async fn t_12_an_auditor_finds_who_opened_a_record_and_not_whose_it_is() {
    for site in sites().await {
        let (auditor, id) = (auditor(&site).await, submitted(&site).await);
        let liu = Person::new(&site, "liu", Role::TownshipSupervisor, "120104001").await;
        assert_eq!(liu.page(&format!("/review/{id}")).await.status, StatusCode::OK);

        let form = auditor.page("/audit").await;
        assert!(
            form.text().contains("选好条件再查询") && form.text().contains("aria-current=\"page\""),
            "{}",
            form.text()
        );
        let page = auditor.page(&format!("/audit?subject={id}&kind=record.opened")).await;
        let text = page.text();
        assert!(text.contains("liu老师（儿童督导员）") && text.contains("查看登记"), "{text}");
        assert!(!text.contains("示例") && !text.contains("110101"), "{text}");

        let event = auditor.page(&first_event(&page)).await.text();
        assert!(
            event.contains("看到全文的内容") && event.contains("本乡镇（街道）") && event.contains("还没有封存"),
            "{event}"
        );
        assert!(!event.contains("示例"), "{event}");
        audit::seal(&site.store).await.unwrap();
        audit::write_head(&site.store).await.unwrap();
        let event = auditor.page(&first_event(&page)).await.text();
        assert!(event.contains("与封存时一致") && event.contains("签名覆盖到"), "{event}");

        // The record itself is to the auditor what an id is that nobody has.
        let (there, nowhere) = (
            auditor.page(&format!("/review/{id}")).await,
            auditor.page("/review/0193d5a0-0000-7000-8000-000000000001").await,
        );
        assert_eq!(there.status, nowhere.status);
        let nonce = |answer: &Answer| {
            answer.text().split("nonce=\"").nth(1).map(|rest| rest[..10].to_owned()).unwrap_or_default()
        };
        let plain = |answer: &Answer| answer.text().replace(&nonce(answer), "").replace(&id.to_string(), "").len();
        assert!(plain(&there).abs_diff(plain(&nowhere)) <= 72, "{} {}", plain(&there), plain(&nowhere));
        assert!(!there.text().contains("示例"));
    }
}

#[tokio::test]
async fn only_auditors_read_the_trail_and_only_that_of_their_area() {
    for site in sites().await {
        let auditor = auditor(&site).await;
        let other = Person::new(&site, "hexi", Role::Auditor, "120103").await;
        let page = auditor.page("/audit?kind=sign_in").await;
        let event = first_event(&page);
        assert_eq!(auditor.page(&event).await.status, StatusCode::OK);
        let unknown = event.rsplit_once('/').unwrap().0.to_owned() + "/999";
        let (theirs, nobodys) = (other.page(&event).await, other.page(&unknown).await);
        assert_eq!((theirs.status, nobodys.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        assert!(theirs.text().contains("没有找到这一页"));
        for path in
            ["/audit/120104/none/1", "/audit/999999/0193d5a0-0000-7000-8000-000000000001/1", "/audit?county=120103"]
        {
            assert_eq!(auditor.page(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        for (name, role, place) in [
            ("liu", Role::TownshipSupervisor, "120104001"),
            ("quxian", Role::CountyReviewer, "120104"),
            ("shenpi", Role::CountyApprover, "120104"),
            ("guanli", Role::AccountAdmin, "120104"),
        ] {
            let person = Person::new(&site, name, role, place).await;
            for path in ["/audit", "/audit?kind=list", "/audit/export", event.as_str()] {
                assert_eq!(person.page(path).await.status, StatusCode::NOT_FOUND, "{name} {path}");
            }
            assert!(!person.page("/me").await.text().contains("href=\"/audit\""), "{name}");
        }
        assert_eq!(site.get("/audit").await.header(header::LOCATION), "/sign-in?next=%2Faudit");
    }
}

#[tokio::test]
async fn what_is_wrong_in_a_search_is_told_and_what_was_typed_stays() {
    for site in sites().await {
        let auditor = auditor(&site).await;
        let refused = auditor.page("/audit?person=王老师&from=2026-11-22&to=2026-11-21").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("结束日期不能早于开始日期") && refused.text().contains("value=\"王老师\""));
        let nothing = auditor.page("/audit?person=没有这个人").await;
        assert!(nothing.status == StatusCode::OK && nothing.text().contains("没有符合条件的记录"));
    }
}

#[tokio::test]
async fn a_search_of_many_goes_on_on_the_next_page() {
    for site in sites().await {
        let auditor = auditor(&site).await;
        for _ in 0..101 {
            auditor.page("/audit?kind=visit").await;
        }
        let first = auditor.page("/audit?kind=audit.searched").await.text();
        assert_eq!(first.matches("<td data-label=\"时间\">").count(), 100);
        let next = first.split_once(">下一页").unwrap().0.rsplit_once("href=\"").unwrap().1;
        let next = next.split_once('"').unwrap().0.replace("&amp;", "&");
        let second = auditor.page(&next).await.text();
        assert_eq!(second.matches("<td data-label=\"时间\">").count(), 1, "{second}");
    }
}

#[tokio::test]
async fn what_was_found_leaves_as_a_file_after_a_fresh_proof_of_who_it_is() {
    for site in sites().await {
        let (auditor, id) = (auditor(&site).await, submitted(&site).await);
        let reviewer = Person::new(&site, "liu", Role::TownshipSupervisor, "120104001").await;
        reviewer.page(&format!("/review/{id}")).await;
        audit::seal(&site.store).await.unwrap();
        audit::write_head(&site.store).await.unwrap();
        let page = auditor.page("/audit/export?kind=record.opened").await;
        assert!(page.text().contains("name=\"kind\" value=\"record.opened\""), "{}", page.text());
        let wanted = pairs(&[("kind", "record.opened"), ("purpose", "routine"), ("format", "jsonl")]);

        super::accounts::grow_old(&site).await;
        let asked = auditor.fill("/audit/export", &wanted).await;
        let verify = "/me/verify?next=%2Faudit%2Fexport";
        assert_eq!((asked.status, asked.header(header::LOCATION)), (StatusCode::TEMPORARY_REDIRECT, verify));
        let proved = auditor.fill(verify, &pairs(&[("proof", PASSWORD)])).await;
        let auditor = Person::with(&site, &proved);

        let file = auditor.fill("/audit/export", &wanted).await;
        assert_eq!((file.status, file.header(header::CONTENT_TYPE)), (StatusCode::OK, "application/jsonl"));
        assert_eq!(file.header(header::CONTENT_DISPOSITION), "attachment; filename=\"audit-2026-11-21.jsonl\"");
        let checked = evidence::check(&file.body[..], None).unwrap();
        assert_eq!((checked.proved, checked.faults), (1, vec![]));
        let table = auditor
            .fill("/audit/export", &pairs(&[("kind", "record.opened"), ("purpose", "alert"), ("format", "csv")]))
            .await;
        assert!(table.text().contains("liu老师,儿童督导员,record,"), "{}", table.text());
        let without = auditor.fill("/audit/export", &pairs(&[("kind", "record.opened"), ("format", "csv")])).await;
        assert!(without.status == StatusCode::UNPROCESSABLE_ENTITY && without.text().contains("请从列表中选择"));
        let exported = auditor.page("/audit?kind=audit.exported").await.text();
        assert_eq!(exported.matches("<td data-label=\"事项\">导出审计日志").count(), 2, "{exported}");
    }
}

#[tokio::test]
async fn t_69_unusual_reading_is_shown_to_auditor_and_approver_and_closed_with_words() {
    for site in sites().await {
        let auditor = auditor(&site).await;
        let approver = Person::new(&site, "shenpi", Role::CountyApprover, "120104").await;
        let reviewer = Person::new(&site, "quxian", Role::CountyReviewer, "120104").await;
        let id = submitted(&site).await;
        // Ten doors that are not the reviewer's.
        for door in ["/audit", "/audit/notices", "/accounts", "/links", "/accounts/invite"] {
            for _ in 0..2 {
                assert_eq!(reviewer.page(door).await.status, StatusCode::NOT_FOUND, "{door}");
            }
        }
        assert_eq!(auditing::evaluate(&site.store, None).await.unwrap(), 0, "half of them are counted for a minute");
        reviewer.page("/accounts/pending").await;
        reviewer.fill(&format!("/links/{id}/poster"), &[]).await;
        reviewer.page("/audit/export").await;
        reviewer.page(&format!("/accounts/120104/{id}")).await;
        reviewer.page(&format!("/audit/120104/{id}/1")).await;
        assert_eq!(auditing::evaluate(&site.store, None).await.unwrap(), 1);

        for person in [&auditor, &approver] {
            let page = person.page("/audit/notices").await.text();
            assert!(page.contains("反复被拒绝") && page.contains("quxian老师（民政审核员）"), "{page}");
            assert!(page.contains("href=\"/audit/notices\" rel=\"external noopener\" aria-current=\"page\""), "{page}");
            assert_eq!(page.matches("aria-current=\"page\"").count(), 1, "{page}");
            assert!(!page.contains("示例") && !page.contains(&id.to_string()), "{page}");
        }
        assert_eq!(reviewer.page("/audit/notices").await.status, StatusCode::NOT_FOUND);
        let page = approver.page("/audit/notices").await.text();
        let go = page.split_once("value=\"close:").unwrap().1.split_once('"').unwrap().0.to_owned();
        let words = format!("words-{}", go.rsplit_once(':').unwrap().1);
        let go = format!("close:{go}");
        let refused = approver.fill("/audit/notices", &pairs(&[("go", &go), (&words, " ")])).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("请写明核查情况"));
        let elsewhere = go.replace("120104", "120103");
        let other = approver.fill("/audit/notices", &pairs(&[("go", &elsewhere), (&words, "核实")])).await;
        assert!(other.text().contains(">核实</textarea>"), "{}", other.text());
        let done = approver.fill("/audit/notices", &pairs(&[("go", &go), (&words, "已谈话，误点菜单")])).await;
        assert_eq!((done.status, done.header(header::LOCATION)), (StatusCode::SEE_OTHER, "/audit/notices"));
        let page = auditor.page("/audit/notices").await.text();
        assert!(page.contains("没有待处理的提醒") && page.contains("已谈话，误点菜单"), "{page}");
        let before = site.everything().await;
        auditor.page("/audit/notices").await;
        assert_eq!(site.everything().await, before);
    }
}
