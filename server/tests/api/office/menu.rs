//! The menu of an official's page.

use domain::access::Role;

use super::accounts::between;
use crate::fieldwork::staff::Person;
use crate::support::sites;

#[tokio::test]
async fn the_everyday_stands_in_the_bar_and_the_rest_under_one_entry_that_needs_no_script() {
    for site in sites().await {
        let approver = Person::new(&site, "shenpi", Role::CountyApprover, "120104").await;
        let page = approver.page("/retention").await.text();
        let (bar, rest) = between(&page, "主菜单", "</nav>").split_once("<details class=\"more\">").unwrap();
        let leads = |part: &str, to: &str| part.contains(&format!("href=\"{to}\""));
        assert!(["/review", "/batches", "/villages", "/grants"].iter().all(|to| leads(bar, to)), "{bar}");
        assert!(["/retention", "/audit/notices", "/me"].iter().all(|to| leads(rest, to) && !leads(bar, to)), "{rest}");
        assert!(rest.contains("<summary aria-current=\"true\">更多</summary>"), "where one is: {rest}");

        let director = Person::new(&site, "wang", Role::VillageDirector, "120104001001").await;
        let page = director.page("/links").await.text();
        assert!(page.contains("主菜单") && !page.contains("class=\"more\""), "what is few stands in the bar");
    }
}
