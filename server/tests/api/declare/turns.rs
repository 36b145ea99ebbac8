//! One browser, several families; and links that end while a family fills in.

use axum::http::StatusCode;
use backend::declare::tables::draft;
use backend::links::tables::link;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::browser::Browser;
use super::registers::{answers, begin, fill_in};
use crate::support::{Site, sites};

async fn poster(site: &Site) -> String {
    site.link(|link| (link.kind, link.holder) = ("village".into(), None)).await
}

/// The worker stops the link with this token, so many days ago.
async fn stop(site: &Site, token: &str, days_ago: i64) {
    let at = site.store.clock.millis() - days_ago * 24 * 3_600_000;
    let stopped = link::Entity::update_many()
        .col_expr(link::Column::RevokedAt, Expr::value(at))
        .filter(link::Column::TokenHash.eq(site.store.keys.token_hash(token)));
    assert_eq!(stopped.exec(&site.store.db).await.unwrap().rows_affected, 1);
}

/// A family begins at the link that is open and fills in one screen.
async fn one_screen(browser: &mut Browser<'_>) {
    begin(browser, &answers()).await;
    browser.section("child", &answers(), "next").await;
}

#[tokio::test]
async fn another_link_or_poster_and_back_leads_to_the_open_draft_again() {
    for site in sites().await {
        let (first, second, personal) = (poster(&site).await, poster(&site).await, site.link(|_| ()).await);
        let mut browser = Browser::open(&site, &first).await;
        one_screen(&mut browser).await;
        for token in [&personal, &second, &first] {
            assert_eq!(browser.get(&format!("/l/{token}")).await, StatusCode::OK);
            assert_eq!(browser.place, "/declare/turn");
            assert!(!browser.page.contains(token), "the token travels on");
            browser.press("接着填这一份").await;
            assert!(browser.page.contains("正在填写的登记"), "{}", browser.page);
            browser.get("/declare/migrant/child").await;
            assert!(browser.page.contains("示例小明"), "{}", browser.page);
        }
        assert_eq!(draft::Entity::find().count(&site.store.db).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn a_poster_asks_whose_turn_it_is_and_tells_no_more_than_the_first_character() {
    for site in sites().await {
        let token = poster(&site).await;
        let mut browser = Browser::open(&site, &token).await;
        one_screen(&mut browser).await;
        let before = site.everything().await;
        browser.get(&format!("/l/{token}")).await;
        assert!(browser.page.contains("现在是哪一家在填") && browser.page.contains("示***"), "{}", browser.page);
        assert!(!browser.page.contains("示例小明") && !browser.page.contains("<script"));
        // The question waits for its answer, wherever the declaration is opened.
        browser.get("/declare").await;
        assert_eq!(browser.place, "/declare/turn");
        assert_eq!(site.everything().await, before, "asking writes nothing");
        browser.press("从头开始填").await;
        assert!(browser.place == "/declare" && browser.page.contains("个人信息告知书"), "{}", browser.page);
        assert!(!browser.page.contains("示例小明") && !browser.page.contains("接着填"));
        // Both families' work lies apart.
        one_screen(&mut browser).await;
        assert_eq!(draft::Entity::find().count(&site.store.db).await.unwrap(), 2);
        browser.get("/declare/turn").await;
        assert_eq!(browser.page.matches("接着填这一份").count(), 2, "{}", browser.page);
    }
}

#[tokio::test]
async fn what_was_submitted_shows_number_and_state_until_the_familys_own_link_is_opened() {
    for site in sites().await {
        let token = poster(&site).await;
        let mut browser = Browser::open(&site, &token).await;
        begin(&mut browser, &answers()).await;
        fill_in(&mut browser, &answers()).await;
        browser.post("/declare/migrant/check", &[]).await;
        let own = browser.page.split("/l/").nth(1).unwrap().split(['"', '<']).next().unwrap().to_owned();
        browser.get("/declare/status").await;
        let sheet = browser.page.split("/declare/print?id=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let printed = format!("/declare/print?id={sheet}");
        assert_eq!(browser.get(&printed).await, StatusCode::OK, "nobody else had a turn yet");

        // Somebody scans the poster on this phone.
        browser.get(&format!("/l/{token}")).await;
        assert!(browser.page.contains("登记编号TC-") && browser.page.contains("已提交"), "{}", browser.page);
        browser.press("看办理情况").await;
        assert!(browser.page.contains("TC-") && !browser.page.contains("示*"), "{}", browser.page);
        assert_eq!(browser.get(&printed).await, StatusCode::FORBIDDEN);
        assert!(browser.page.contains("您家自己的登记链接") && !browser.page.contains("示例小明"), "{}", browser.page);
        assert!(!browser.has("tongce_receipt"), "what was told to the family is not told to the next one");
        browser.get("/declare/done").await;
        assert!(!browser.page.contains(&own), "{}", browser.page);
        assert_eq!(browser.answered("/declare/sibling", &[("from", &sheet)]).await, StatusCode::FORBIDDEN);

        // Its own link shows that it is the family.
        browser.get(&format!("/l/{own}")).await;
        assert_eq!(browser.place, "/declare");
        assert_eq!(browser.get(&printed).await, StatusCode::OK);
        assert!(browser.page.contains("示例小明"));
    }
}

#[tokio::test]
async fn a_strangers_personal_link_never_takes_the_place_of_a_familys_own_work_unasked() {
    for site in sites().await {
        let (own, stranger) = (site.link(|_| ()).await, site.link(|link| link.note = "张三".into()).await);
        let mut browser = Browser::open(&site, &own).await;
        one_screen(&mut browser).await;
        browser.get(&format!("/l/{stranger}")).await;
        assert!(browser.page.contains("这是另一个登记链接") && browser.page.contains("长虹街道"), "{}", browser.page);
        assert!(!browser.page.contains("张三"), "whose link it is is not told");
        // A page that is open goes on with the family's own draft.
        browser.section("child", &answers(), "next").await;
        assert_eq!(draft::Entity::find().count(&site.store.db).await.unwrap(), 1);
        browser.get("/declare").await;
        browser.press("打开新的链接").await;
        assert!(browser.page.contains("个人信息告知书"), "{}", browser.page);
        // Nothing was typed there, so the way back asks nothing.
        browser.get(&format!("/l/{own}")).await;
        assert!(browser.page.contains("正在填写的登记"), "{}", browser.page);
        // The own link again asks nothing.
        browser.get(&format!("/l/{own}")).await;
        assert_eq!(browser.place, "/declare");
    }
}

#[tokio::test]
async fn what_was_begun_by_a_poster_that_was_stopped_is_finished_and_sent() {
    for site in sites().await {
        let token = poster(&site).await;
        let mut browser = Browser::open(&site, &token).await;
        one_screen(&mut browser).await;
        stop(&site, &token, 1).await;
        // The old poster leads to it in words.
        assert_eq!(browser.get(&format!("/l/{token}")).await, StatusCode::GONE);
        assert!(browser.page.contains("这部手机上填过的还在"), "{}", browser.page);
        browser.get("/declare").await;
        assert!(browser.page.contains("这个链接已停用") && browser.page.contains("2026年12月20日"), "{}", browser.page);
        assert!(browser.page.contains("接着填") && !browser.page.contains("再登记一个孩子"));
        fill_in(&mut browser, &answers()).await;
        browser.post("/declare/migrant/check", &[]).await;
        assert!(browser.page.contains("提交好了"), "{}", browser.page);
        browser.get("/declare/status").await;
        assert!(browser.page.contains("已提交") && browser.page.contains("打印登记表"), "{}", browser.page);
        // Nobody else can begin by it.
        let other = Browser::open(&site, &token).await;
        assert!(other.page.contains("链接打不开") && !other.page.contains("填过的还在"), "{}", other.page);
    }
}

#[tokio::test]
async fn a_new_poster_of_the_village_takes_along_what_an_ended_one_left() {
    for site in sites().await {
        let (old, new) = (poster(&site).await, poster(&site).await);
        let mut browser = Browser::open(&site, &old).await;
        one_screen(&mut browser).await;
        stop(&site, &old, 20).await;
        browser.get(&format!("/l/{new}")).await;
        assert!(browser.page.contains("可以用这个新的二维码接着填"), "{}", browser.page);
        browser.press("接着填这一份").await;
        assert!(browser.page.contains("正在填写的登记") && !browser.page.contains("已停用"), "{}", browser.page);

        // And a link for this family alone.
        stop(&site, &new, 20).await;
        let own = site.link(|_| ()).await;
        browser.get(&format!("/l/{own}")).await;
        browser.press("把没填完的带到新的链接里").await;
        assert!(browser.page.contains("正在填写的登记") && !browser.page.contains("已停用"), "{}", browser.page);
        browser.get("/declare/migrant/child").await;
        assert!(browser.page.contains("示例小明"), "{}", browser.page);
    }
}

#[tokio::test]
async fn thirty_days_after_a_link_has_ended_its_draft_is_over_and_says_so() {
    for site in sites().await {
        let token = poster(&site).await;
        let mut browser = Browser::open(&site, &token).await;
        one_screen(&mut browser).await;
        stop(&site, &token, 31).await;
        assert_eq!(browser.get("/declare").await, StatusCode::GONE);
        assert!(browser.page.contains("链接已失效"), "{}", browser.page);
    }
}

#[tokio::test]
async fn a_browser_that_refuses_cookies_is_told_so_and_what_to_do() {
    for site in sites().await {
        let token = poster(&site).await;
        let mut browser = Browser::open(&site, &token).await;
        assert_eq!(browser.place, "/declare", "one that keeps them comes to the plain address");
        browser.forget();
        assert_eq!(browser.get("/declare?opened").await, StatusCode::BAD_REQUEST);
        assert!(browser.page.contains("不让保存Cookie") && browser.page.contains("允许Cookie"), "{}", browser.page);
        // Who never opened a link is told something else.
        assert_eq!(browser.get("/declare").await, StatusCode::NOT_FOUND);
        assert!(browser.page.contains("请用登记链接打开"));
    }
}

#[tokio::test]
async fn a_family_that_said_no_after_it_had_begun_is_told_what_is_there_and_can_clear_it() {
    for site in sites().await {
        let before = site.everything().await;
        let mut browser = Browser::open(&site, &site.link(|_| ()).await).await;
        browser.get("/declare/refused").await;
        assert!(browser.page.contains("没有记下"), "{}", browser.page);
        browser.get("/declare").await;
        one_screen(&mut browser).await;
        browser.get("/declare/refused").await;
        assert!(!browser.page.contains("没有记下") && browser.page.contains("还留着"), "{}", browser.page);
        browser.press("清除填过的内容").await;
        browser.get("/declare/refused").await;
        assert!(browser.page.contains("没有记下"), "{}", browser.page);
        assert_eq!(site.everything().await.len(), before.len() + 1, "nothing but the link is there");
    }
}
