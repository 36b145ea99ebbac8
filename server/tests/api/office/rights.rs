//! `/requests`, `/requests/calendar`, `/requests/measures` and `/notices`: the officer for children's data, and the approver.

use axum::http::StatusCode;
use backend::consent::tables::notice_version;
use backend::declare::declarations::{consent, open, save, submit};
use backend::declare::drafts::SaveDraft;
use backend::declare::guardian::prove;
use backend::rights::ask;
use backend::testing::migrant;
use domain::access::Role;
use domain::form::{FormKind, Value};
use domain::view::notice::Agreement;
use sea_orm::EntityTrait;

use super::accounts::{between, grow_old};
use super::{led_to, pairs};
use crate::fieldwork::staff::Person;
use crate::support::{Site, sites};

/// A family that submitted and asked for something.
async fn asked(site: &Site, kind: &str) {
    let store = &site.store;
    let who = open(store, &site.link(|_| ()).await, None).await.unwrap().link_holder;
    let notice_version = store.notice.version.clone();
    let agreement = Agreement { notice_version, guardian: true, by: String::new(), sensitive: true };
    let draft = consent(store, &who, &agreement).await.unwrap();
    let id = draft.id.parse().unwrap();
    let change = SaveDraft {
        draft_id: id,
        revision: None,
        form: Some(FormKind::Migrant),
        set: migrant(1),
        remove: Vec::new(),
        overrides: None,
    };
    save(store, &who, change).await.unwrap();
    submit(store, &who, id, None).await.unwrap();
    let text = |field: &str| migrant(1).value(field).and_then(Value::as_text).unwrap().to_owned();
    prove(store, &who, id, (&text("child_id_number"), &text("father_phone")), "10.0.0.9").await.unwrap();
    ask(store, &who, id, (kind, "请说明一下<b>")).await.unwrap();
}

#[tokio::test]
async fn a_request_is_opened_and_answered_and_what_is_overdue_is_told_to_the_approver() {
    for site in sites().await {
        asked(&site, "explain").await;
        let officer = Person::new(&site, "li", Role::PrivacyOfficer, "120104").await;
        let approver = Person::new(&site, "shen", Role::CountyApprover, "120104").await;
        let page = officer.page("/requests").await.text();
        assert!(page.contains("待办（1）") && page.contains("请在2026年12月11日前答复"), "{page}");
        assert!(page.contains("请说明一下&lt;b&gt;") && page.contains("aria-current=\"page\""), "{page}");
        let id = between(&page, "value=\"answer:", "\"");
        let before = site.everything().await;
        officer.page("/requests").await;
        assert_eq!(site.everything().await, before, "a GET writes nothing");
        assert!(approver.page("/requests").await.text().contains("没有超期的请求"));
        assert_eq!(approver.press("/requests", &format!("answer:{id}")).await.status, StatusCode::NOT_FOUND);
        let opened = officer.press("/requests", &format!("open:{id}")).await;
        let record = officer.follow(&opened).await;
        assert!(record.status == StatusCode::OK && record.text().contains("查阅登记"), "{}", record.text());
        let words = format!("words-{id}");
        let typed = |said: &str| pairs(&[(&words, said), ("go", &format!("refuse:{id}x"))]);
        let wrong = officer.fill("/requests", &typed("字写好了")).await;
        assert!(
            wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("字写好了"),
            "what was typed stays"
        );
        site.clock.advance(21 * 24 * 3_600_000);
        let (officer, approver) = (anew(&site, "li").await, anew(&site, "shen").await);
        let overdue = approver.page("/requests").await.text();
        assert!(
            overdue.contains("已超期") && overdue.contains("解释说明") && !overdue.contains("请说明一下"),
            "{overdue}"
        );
        let said = pairs(&[(&words, "已经说明"), ("go", &format!("answer:{id}"))]);
        led_to(&officer.fill("/requests", &said).await, "/requests");
        assert!(officer.page("/requests").await.text().contains("没有待办的请求"));
    }
}

/// Signs in again: sessions end while the clock goes on.
async fn anew<'a>(site: &'a Site, username: &str) -> Person<'a> {
    let nobody = Person::nobody(site);
    let answer = nobody.ask("sessions/sign-in", &(username, crate::fieldwork::staff::PASSWORD)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    Person::with(site, &answer)
}

#[tokio::test]
async fn the_calendar_and_the_measures_keep_what_was_typed_wrong() {
    for site in sites().await {
        let officer = Person::new(&site, "li", Role::PrivacyOfficer, "120104").await;
        let wrong = officer
            .fill("/requests/calendar", &pairs(&[("day", "昨天"), ("works", "no"), ("name", "元旦"), ("go", "set")]))
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.text().contains("value=\"昨天\"") && wrong.text().contains("请填写日期"), "{}", wrong.text());
        let right = pairs(&[("day", "2027-01-01"), ("works", "no"), ("name", "元旦"), ("go", "set")]);
        led_to(&officer.fill("/requests/calendar", &right).await, "/requests/calendar");
        assert!(officer.page("/requests/calendar").await.text().contains("2027年1月1日：元旦，放假"));
        led_to(&officer.press("/requests/calendar", "back:2027-01-01").await, "/requests/calendar");
        assert!(officer.page("/requests/calendar").await.text().contains("还没有填写"));
        let wrong = officer
            .fill(
                "/requests/measures",
                &pairs(&[("receipt", "TC-1"), ("adult", "father"), ("reason", "suspected_harm"), ("go", "record")]),
            )
            .await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.text().contains("没有找到这个登记编号") && wrong.text().contains("value=\"TC-1\""),
            "{}",
            wrong.text()
        );
        let approver = Person::new(&site, "shen", Role::CountyApprover, "120104").await;
        assert_eq!(approver.page("/requests/measures").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_notice_is_proposed_by_one_officer_after_a_proof_and_published_by_another() {
    for site in sites().await {
        let one = Person::new(&site, "li", Role::PrivacyOfficer, "120104").await;
        let other = Person::new(&site, "zhao", Role::PrivacyOfficer, "120104").await;
        let page = one.page("/notices").await.text();
        assert!(page.contains(&site.store.notice.version) && page.contains("法定职责"), "{page}");
        let typed = |text: &str| pairs(&[("kind", "notice"), ("text", text), ("valid_from", ""), ("go", "propose")]);
        let wrong = one.fill("/notices", &typed("没有标题的字")).await;
        assert!(
            wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text().contains("没有标题的字"),
            "{}",
            wrong.text()
        );
        led_to(&one.fill("/notices", &typed("# 谁在登记\n民政局。\n# 我同意。")).await, "/notices");
        let own = one.page("/notices").await.text();
        assert!(own.contains("您本人提出的") && !own.contains("value=\"confirm:"), "{own}");
        let waiting = other.page("/notices").await.text();
        let button = format!("confirm:{}", between(&waiting, "value=\"confirm:", "\""));
        assert_eq!(one.press("/notices", &button).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        led_to(&other.press("/notices", &button).await, "/notices");
        let row = notice_version::Entity::find().one(&site.store.db).await.unwrap().unwrap();
        assert_eq!(row.state, "published");
        assert!(other.page("/notices").await.text().contains(&format!("版本 {}", row.version)));
        let nobody = Person::new(&site, "shen", Role::CountyApprover, "120104").await;
        assert_eq!(nobody.page("/notices").await.status, StatusCode::NOT_FOUND);
        grow_old(&site).await;
        let proof = other.fill("/notices", &typed("# 谁在登记\n民政局。\n# 我也同意。")).await;
        assert_eq!(proof.status, StatusCode::TEMPORARY_REDIRECT, "a fresh proof first");
    }
}
