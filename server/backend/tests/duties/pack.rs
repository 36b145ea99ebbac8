//! The yearly pack: every line is counted.

use backend::access::accounts::PackReader;
use backend::compliance::{Pack, pack};
use backend::exports::{self, Purpose};
use backend::review;
use backend::testing::stores;
use domain::access::{Group, Role};
use domain::problem::Problem;

use crate::harness::*;

fn rows<'a>(pack: &'a Pack, code: &str) -> Vec<Vec<&'a str>> {
    let section = pack.sections.iter().find(|section| section.code == code).unwrap();
    section.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect()
}

#[tokio::test]
async fn a_year_is_told_as_it_was() {
    for test in stores().await.unwrap() {
        let store = &test.store;
        let auditor = PackReader::of(&account(store, "shenji", Role::Auditor, NANKAI).await).unwrap();
        let r = reviewer(store, "shenhe").await;
        let id = submitted(&test, 1).await;
        review::read(store, &r, id).await.unwrap();
        let export = exports::Asked {
            groups: vec![Group::Name],
            purpose: Some(Purpose::Report),
            words: "季度报送".into(),
            ..exports::Asked::default()
        };
        exports::request(store, &r, &export).await.unwrap();
        let made = pack(store, &auditor, 2026).await.unwrap();
        assert_eq!(made.counties, [NANKAI]);
        assert!(rows(&made, "looks").contains(&vec!["民政审核员", "查看登记", "1"]), "{:?}", rows(&made, "looks"));
        assert!(rows(&made, "exports").contains(&vec!["向上级报送", "可以领取", "1"]));
        assert!(rows(&made, "assignments").iter().any(|row| row[0] == "民政审核员" && row[2] == "1"));
        assert!(rows(&made, "periods").iter().any(|row| row[0] == "没有提交的草稿" && row[2] == "30天"));
        assert!(rows(&made, "groups").iter().any(|row| row[0] == "公民身份号码" && row[1] == "敏感个人信息"));
        assert!(rows(&made, "keys").iter().any(|row| row[0] == "record.sealed_key" && row[2] == "1"));
        assert_eq!(rows(&made, "breaches").len(), 0);
        assert!(rows(&made, "sign_ins").iter().any(|row| row[0] == "登录"));
        let json = serde_json::to_value(&made).unwrap();
        assert_eq!(json["year"], 2026);

        for year in [2025, 2027] {
            assert_eq!(refused(pack(store, &auditor, year).await), Problem::NotFound, "{year}");
        }
        assert_eq!(refused(PackReader::of(r.account())), Problem::NotFound);
        let other = PackReader::of(&account(store, "heping", Role::Auditor, "120101").await).unwrap();
        let empty = pack(store, &other, 2026).await.unwrap();
        assert_eq!(rows(&empty, "exports").len(), 0);
        assert_eq!(events(store, "pack.made").await.len(), 2);
    }
}
