//! `/clients`: programs as security administrators keep them.

use axum::http::StatusCode;
use backend::access::clients;
use domain::access::Role;

use crate::fieldwork::staff::Person;
use crate::support::{Site, sites};

fn new(site: &Site) -> Vec<(String, String)> {
    let to = site.store.clock.today().to_string();
    let typed = [
        ("organisation", "南开区教育局"),
        ("name", "学籍系统"),
        ("place", "120104"),
        ("to", &to),
        ("scope", "submissions.create"),
        ("channel", "dept_share"),
        ("go", "create"),
    ];
    typed.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
}

/// What stands in the read-only inputs of a page: id and secret.
fn shown(page: &str) -> Option<(String, String)> {
    let mut values = page.split("readonly value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    Some((values.next()?.to_owned(), values.next()?.to_owned()))
}

#[tokio::test]
async fn a_program_is_made_by_one_administrator_and_confirmed_by_another() {
    for site in sites().await {
        let one = Person::new(&site, "anquan", Role::SecurityAdmin, "120104").await;
        let other = Person::new(&site, "anquan2", Role::SecurityAdmin, "120104").await;
        let mut wrong = new(&site);
        wrong[2].1 = "1201".into();
        let refused = one.fill("/clients", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("6位区划代码") && refused.text().contains("value=\"学籍系统\""));

        let made = one.fill("/clients", &new(&site)).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
        let page = one.follow(&made).await.text();
        let (id, secret) = shown(&page).unwrap();
        assert!(page.contains("待另一人确认") && !page.contains("value=\"confirm:"), "{page}");
        assert!(shown(&one.page("/clients").await.text()).is_none(), "it is shown once");
        assert!(clients::issue(&site.store, &id, &secret, "10.0.0.9").await.unwrap().is_none());

        let confirm = format!("confirm:{}", id.replace('.', ":"));
        let own = one.fill("/clients", &[("go".into(), confirm.clone())]).await;
        assert!(own.status == StatusCode::UNPROCESSABLE_ENTITY && own.text().contains("另一个人"), "{}", own.text());
        let done = other.fill("/clients", &[("go".into(), confirm)]).await;
        assert!(other.follow(&done).await.text().contains("已确认"));
        assert!(clients::issue(&site.store, &id, &secret, "10.0.0.9").await.unwrap().is_some());

        let suspend = format!("suspend:{}", id.replace('.', ":"));
        let done = one.fill("/clients", &[("go".into(), suspend)]).await;
        assert!(one.follow(&done).await.text().contains("已停用"));
        assert!(clients::issue(&site.store, &id, &secret, "10.0.0.9").await.unwrap().is_none());
    }
}

#[tokio::test]
async fn who_keeps_accounts_only_sees_no_programs() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        assert_eq!(admin.page("/clients").await.status, StatusCode::NOT_FOUND);
        assert!(!admin.page("/accounts").await.text().contains("接口程序"));
        let security = Person::new(&site, "anquan", Role::SecurityAdmin, "120104").await;
        assert!(security.page("/accounts").await.text().contains("接口程序"));
    }
}
