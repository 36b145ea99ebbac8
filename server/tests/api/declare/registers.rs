//! From the link to the receipt, and what a page says on the way.

use axum::http::StatusCode;
use domain::form::journey::Journey;
use domain::form::{Answers, Asker, FormKind};
use domain::forms::form;
use domain::screening;
use jiff::civil::date;

use super::browser::Browser;
use crate::support::{migrant, sites};

pub(super) fn answers() -> Answers {
    serde_json::from_value(migrant()).unwrap()
}

/// Through notice and screening to the first screen of the migrant form.
pub(crate) async fn begin(browser: &mut Browser<'_>, answers: &Answers) {
    assert!(browser.page.contains("个人信息告知书"), "{}", browser.page);
    browser.agree().await;
    assert_eq!(browser.place, "/declare/start");
    for section in ["basics", "moved"] {
        let fields: Vec<_> =
            app::declaration::screen::fields(screening::section(section).unwrap(), Asker::Family).collect();
        browser.fill(&format!("/declare/start/{section}"), &fields, answers, "next").await;
    }
    assert_eq!(browser.place, "/declare/migrant/child", "{}", browser.page);
}

#[tokio::test]
async fn a_family_registers_without_any_script() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        let answers = answers();
        begin(&mut browser, &answers).await;
        fill_in(&mut browser, &answers).await;
        assert_eq!(browser.place, "/declare/migrant/check");
        assert!(browser.page.contains("示例小明") && browser.page.contains("2015年3月8日"));
        browser.post("/declare/migrant/check", &[]).await;
        assert_eq!(browser.place, "/declare/done", "{}", browser.page);
        assert!(browser.page.contains("提交好了") && browser.page.contains("TC-"), "{}", browser.page);
        browser.get("/declare/status").await;
        assert!(browser.page.contains("已提交") && !browser.page.contains("示例小明"));
        let printed = sheet(&browser);
        assert_eq!(browser.get(&printed).await, StatusCode::OK);
        assert!(browser.page.contains("流动儿童基本情况登记表") && browser.page.contains("示例小明"));
        assert!(browser.page.contains("长虹街道"), "the unit that fills in stands above the table");
    }
}

/// From the first screen of the migrant form to the last page.
pub(super) async fn fill_in(browser: &mut Browser<'_>, answers: &Answers) {
    let sections = Journey::family(form(FormKind::Migrant), answers, date(2026, 11, 21)).sections();
    for section in sections {
        // Questions that the answers open are asked on the same screen, one layer at a time.
        for _layer in 0..3 {
            browser.section(section.name, answers, "next").await;
            assert!(!browser.page.contains("还有几处"), "{}: {}", section.name, browser.page);
            if !browser.place.contains(section.name) {
                break;
            }
        }
        assert!(!browser.place.contains(section.name), "stays at {}: {}", browser.place, browser.page);
    }
}

/// The address of the sheet to which the page has a link.
fn sheet(browser: &Browser<'_>) -> String {
    let at = browser.page.find("/declare/print?id=").unwrap_or_else(|| panic!("no sheet: {}", browser.page));
    browser.page[at..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_family_prints_its_own_sheet_and_nobody_elses() {
    for site in sites().await {
        let mut browser = Browser::open(&site, &site.link(|_| ()).await).await;
        let answers = answers();
        begin(&mut browser, &answers).await;
        browser.section("child", &answers, "next").await;
        browser.get("/declare/migrant/check").await;
        let printed = sheet(&browser);
        assert_eq!(browser.get(&printed).await, StatusCode::OK);
        assert!(browser.page.contains(">男<") && browser.page.contains("示例小明"), "{}", browser.page);
        assert!(browser.page.contains("2026年11月21日"), "a sheet bears the day on which it was printed");

        let mut other = Browser::open(&site, &site.link(|_| ()).await).await;
        let mut nobody = Browser::open(&site, "unknown").await;
        for (reader, refusal) in [(&mut other, "没有找到这一页"), (&mut nobody, "请用登记链接打开")] {
            assert_eq!(reader.get(&printed).await, StatusCode::NOT_FOUND);
            assert!(reader.page.contains(refusal) && !reader.page.contains("示例小明"), "{}", reader.page);
        }
        for wrong in ["/declare/print", "/declare/print?id=1", "/declare/print?id=00000000-0000-7000-8000-000000000000"]
        {
            assert_eq!(browser.get(wrong).await, StatusCode::NOT_FOUND, "{wrong}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_shows_beside_its_field_and_nothing_typed_is_lost() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        begin(&mut browser, &answers()).await;
        browser
            .post(
                "/declare/migrant/child",
                &[
                    ("child_name", "示例小明"),
                    ("child_id_number", "41162820150308001X"),
                    ("hukou_registered", "true"),
                    ("go", "next"),
                ],
            )
            .await;
        assert_eq!(browser.place, "/declare/migrant/child?check=1#problems");
        assert!(browser.page.contains("还有几处要改一改"));
        assert!(browser.page.contains("41162820150308001X"), "what was typed is gone");
        assert!(browser.page.contains(r##"href="#f-child_id_number""##));
    }
}

#[tokio::test]
async fn a_correction_and_a_copy_are_one_touch() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        let mut answers = answers();
        begin(&mut browser, &answers).await;
        answers.set("child_sex", domain::form::Value::Text("2".into()));
        browser.section("child", &answers, "next").await;
        browser.get("/declare/migrant/child").await;
        assert!(browser.page.contains("fix:V-03:child_sex"), "{}", browser.page);
        browser.section("child", &answers, "fix:V-03:child_sex").await;
        assert!(!browser.page.contains("fix:V-03:child_sex"));
        browser.section("residence", &answers, "same:current_address:hukou_address").await;
        assert_eq!(browser.place, "/declare/migrant/residence#f-current_address");
    }
}

#[tokio::test]
async fn a_second_window_loses_nothing_and_is_told() {
    for site in sites().await {
        let token = site.link(|_| ()).await;
        let mut browser = Browser::open(&site, &token).await;
        let answers = answers();
        begin(&mut browser, &answers).await;
        browser.section("child", &answers, "next").await;
        browser
            .post(
                "/declare/migrant/child",
                &[("child_name", "示例小红"), ("hukou_registered", "true"), ("revision", "1"), ("go", "next")],
            )
            .await;
        assert!(browser.place.starts_with("/declare/migrant/child?changed="), "{}", browser.place);
        assert!(browser.page.contains("这份登记在另一部手机或另一个页面上也改过") && browser.page.contains("示例小红"));
        // What stood in the other window can be read and typed again; an answer that it lacked is said so too.
        assert!(browser.page.contains("：孩子的姓名（另一处填的是：示例小明）、"), "{}", browser.page);
        assert!(!browser.place.contains("示例"), "an answer stands in the address: {}", browser.place);
        let place = browser.place.clone();
        let mut other = Browser::with_the_families_of(&browser);
        other.get(&place).await;
        assert!(
            other.page.contains("另一个页面上也改过") && !other.page.contains("另一处填的是"),
            "only its own browser is told"
        );
    }
}

/// What the page's hidden input says of the state that it was made from.
fn made_from(page: &str) -> String {
    let at = page.find("name=\"revision\"").unwrap_or_else(|| panic!("no revision: {page}"));
    let value = &page[at + page[at..].find("value=\"").unwrap() + 7..];
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn two_windows_that_change_different_answers_disturb_each_other_in_nothing() {
    for site in sites().await {
        let mut browser = Browser::open(&site, &site.link(|_| ()).await).await;
        begin(&mut browser, &answers()).await;
        browser.get("/declare/migrant/child").await;
        let first = made_from(&browser.page);
        assert!(first.contains('~'), "{first}");
        let page = |name, ethnicity| {
            [("child_name", name), ("child_ethnicity", ethnicity), ("revision", first.as_str()), ("go", "stay")]
        };
        browser.post("/declare/migrant/child", &page("示例小明", "")).await;
        // Made from the same state, and changes something else: nobody is told of a conflict, and both stand.
        browser.post("/declare/migrant/child", &page("", "03")).await;
        assert!(!browser.page.contains("另一个页面上也改过"), "{}", browser.place);
        assert!(browser.page.contains("示例小明"), "what the other window typed is gone");
        // The same answer in both: told, with what the other had.
        browser.post("/declare/migrant/child", &page("示例小红", "")).await;
        assert!(browser.page.contains("：孩子的姓名（另一处填的是：示例小明）。"), "{}", browser.page);
        assert!(browser.page.contains("示例小红"));
    }
}

#[tokio::test]
async fn nobody_submits_without_a_script_what_the_page_did_not_show() {
    for site in sites().await {
        let mut browser = Browser::open(&site, &site.link(|_| ()).await).await;
        let answers = answers();
        begin(&mut browser, &answers).await;
        for section in Journey::family(form(FormKind::Migrant), &answers, date(2026, 11, 21)).sections() {
            for _layer in 0..3 {
                browser.section(section.name, &answers, "next").await;
            }
        }
        browser.get("/declare/migrant/check").await;
        let shown = made_from(&browser.page);
        browser.post("/declare/migrant/health", &[("go", "stay")]).await;
        let mut other = answers.clone();
        other.set("child_name", domain::form::Value::Text("示例小红".into()));
        browser.section("child", &other, "next").await;
        browser.section("health", &answers, "next").await;
        browser.post("/declare/migrant/check", &[("revision", &shown)]).await;
        assert_eq!(browser.place, "/declare/migrant/check?changed=1");
        assert!(browser.page.contains("还没有提交") && browser.page.contains("示例小红"), "{}", browser.page);
        let now = made_from(&browser.page);
        browser.post("/declare/migrant/check", &[("revision", &now)]).await;
        assert_eq!(browser.place, "/declare/done", "{}", browser.page);
    }
}
