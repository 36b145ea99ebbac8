//! `/accounts/{county}/{id}/hand-over`: somebody leaves.

use axum::http::StatusCode;
use backend::fieldwork;
use domain::access::Role;

use super::{led_to, pairs};
use crate::fieldwork::push;
use crate::fieldwork::staff::Person;
use crate::support::sites;

#[tokio::test]
async fn who_leaves_hands_over_and_the_sheet_says_what_the_phone_still_held() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        let security = Person::new(&site, "anquan", Role::SecurityAdmin, "120104").await;
        let phone = push::enrolled(&site).await;
        let seen = fieldwork::rows::devices::seen;
        let device = phone.device.parse().unwrap();
        seen(&site.store.db, ("120104", device), site.store.clock.millis(), (7, Some(5))).await.unwrap();
        let account = backend::access::rows::accounts::by_username(&site.store.db, "zhuren").await.unwrap().unwrap();
        let (one, path) =
            (format!("/accounts/120104/{}", account.id), format!("/accounts/120104/{}/hand-over", account.id));
        assert!(admin.page(&one).await.text().contains(&format!("href=\"{path}\"")));
        assert_eq!(security.page(&path).await.status, StatusCode::FORBIDDEN);
        let before = site.everything().await;
        let page = admin.page(&path).await;
        assert!(page.text().contains("手机里还有7条没有上传") && page.text().contains("没有。"), "{}", page.text());
        assert_eq!(site.everything().await, before);

        let wrong = admin.fill(&path, &pairs(&[("claims", "x")])).await;
        assert!(wrong.status.is_client_error(), "{}", wrong.status);
        let done = admin.fill(&path, &pairs(&[("claims", ""), ("returned", ""), ("refused", "")])).await;
        led_to(&done, &path);
        let sheet = admin.follow(&done).await;
        for words in ["交接单", "离岗时手机里还有7条没有上传", "zhuren老师", "经办：guanli老师", "data-print"]
        {
            assert!(sheet.text().contains(words), "{words}: {}", sheet.text());
        }
        assert_eq!(push::push(&site, &phone.token, push::body(&phone, &[])).await.status, StatusCode::UNAUTHORIZED);
        let again = admin.fill(&path, &pairs(&[("claims", "")])).await;
        assert!(again.text().contains("已离岗，不能再变更"), "{}", again.text());
    }
}
