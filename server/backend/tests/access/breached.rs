//! A password that became public elsewhere is not taken, where the operator has the list.

use std::sync::Arc;

use backend::access::accounts::{self, Browser};
use backend::store::breached::Breached;
use backend::testing::{self, stores};
use domain::access::Role;
use domain::problem::Problem;

/// A good password, but for the list.
const LISTED: &str = "海河边的七棵旧柳树也开花";
/// The list: its SHA-1 with a count.
const LIST: &str = "0000000000000000000000000000000000000000:1\n3FA6642799FADCF4088FB50D82B6AD61EA573677:2\nFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF:1\n";

#[tokio::test]
async fn a_listed_password_is_refused_and_another_one_taken() {
    for test in stores().await.unwrap() {
        let path = test.folder.path().join("breached.txt");
        std::fs::write(&path, LIST).unwrap();
        let mut store = test.store.clone();
        store.breached = Some(Arc::new(Breached::open(&path).unwrap()));
        let role = Role::VillageDirector;
        let account = testing::account(&store, "cun", "村主任", role, "120104001001").await.unwrap();
        let change = async |new: &str| {
            let browser = Browser::stranger("10.0.0.1");
            accounts::change_password(&store, &account, ("一个足够长的密码", new), browser, None).await
        };
        match change(LISTED).await.map_err(backend::Error::into_problem) {
            Err(Problem::Invalid { field, message }) => assert!(field == "new_password" && message.contains("泄露")),
            other => panic!("{other:?}"),
        }
        change("滨海的风吹过九座旧桥边上").await.unwrap();
    }
}
