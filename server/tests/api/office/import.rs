//! `/accounts/import`: many accounts from one sheet.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use backend::access::administration::import::{MAX_BYTES, expected};
use backend::audit::tables::audit_event;
use backend::sheets::{FileFault, Reader};
use domain::access::Role;
use domain::sheet::Cell;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{led_to, pairs};
use crate::fieldwork::staff::Person;
use crate::support::{Answer, Site, sites};

const HEADINGS: &str = "姓名*,手机号*,公民身份号码,用户名,角色*,单位代码*,单位名称,机构名称,开始日期*,结束日期*,备注";
const GOOD: &str = "王敏,13800138000,,wangmin,网格员,120104001,长虹街道,,2026-11-21,2027-06-30,";

async fn upload(person: &Person<'_>, name: &str, bytes: &[u8]) -> Answer {
    let head = format!(
        "--grenze\r\nContent-Disposition: form-data; name=\"sheet\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), bytes, b"\r\n--grenze--\r\n"].concat();
    let request = Request::post("/accounts/import")
        .header(header::ORIGIN, crate::support::site::HTTP)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
    person.browse(request, Body::from(body)).await
}

fn csv(rows: &[&str]) -> Vec<u8> {
    [&[HEADINGS], rows].concat().join("\n").into_bytes()
}

/// What lies with the browser between the check and the confirmation.
fn rows_of(page: &Answer) -> String {
    let text = page.text();
    let rest = text.split_once("name=\"rows\" value=\"").unwrap_or_else(|| panic!("{text}")).1;
    rest.split_once('"').unwrap().0.to_owned()
}

async fn has(site: &Site, username: &str) -> bool {
    backend::access::rows::accounts::by_username(&site.store.db, username).await.unwrap().is_some()
}

#[tokio::test]
async fn a_sheet_is_checked_shown_and_confirmed_as_it_was_shown() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        assert_eq!(admin.page("/accounts/import").await.status, StatusCode::OK);
        let before = site.everything().await;
        let checked = upload(
            &admin,
            "a.csv",
            &csv(&[GOOD, "李强,13900139000,,,儿童督导员,120104001,,,2026/11/21,2027年6月30日,备注"]),
        )
        .await;
        assert_eq!(checked.status, StatusCode::OK, "{}", checked.text());
        assert!(
            checked.text().contains("可以导入2人，0行有问题") && checked.text().contains("李强9000"),
            "{}",
            checked.text()
        );
        assert_eq!(site.everything().await, before, "nothing is written by looking");

        let rows = rows_of(&checked);
        let confirm = pairs(&[("rows", &rows), ("go", "confirm")]);
        let other = Person::new(&site, "guanli2", Role::AccountAdmin, "120104").await;
        let foreign = other.fill("/accounts/import", &confirm).await;
        assert!(foreign.status == StatusCode::UNPROCESSABLE_ENTITY && foreign.text().contains("核对结果已过期"));
        let middle = rows.len() / 2;
        let other = if rows[middle..].starts_with('A') { "B" } else { "A" };
        let forged = [&rows[..middle], other, &rows[middle + 1..]].concat();
        assert_eq!(admin.fill("/accounts/import", &pairs(&[("rows", &forged), ("go", "confirm")])).await.status, 422);
        assert!(!has(&site, "wangmin").await);

        let done = admin.fill("/accounts/import", &confirm).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text());
        assert!(done.text().contains("已建立2个账号") && done.text().contains("data-print"), "{}", done.text());
        assert_eq!(done.text().matches("/invitation/120104.").count(), 2, "one address each");
        assert!(has(&site, "wangmin").await && has(&site, "李强9000").await);
        let made = audit_event::Entity::find().filter(audit_event::Column::Kind.eq("account.created"));
        let made = made.filter(audit_event::Column::Extra.contains("batch")).all(&site.store.db).await.unwrap();
        assert!(made.len() == 2 && made[0].extra == made[1].extra, "an event each, with the number of the sheet");
        let again = admin.fill("/accounts/import", &confirm).await;
        assert!(again.text().contains("第2行：用户名“wangmin”已有人使用"), "{}", again.text());

        site.clock.advance(31 * 60_000);
        let admin = Person::with(
            &site,
            &admin
                .fill("/sign-in", &pairs(&[("username", "guanli"), ("password", crate::fieldwork::staff::PASSWORD)]))
                .await,
        );
        let late = admin.fill("/accounts/import", &confirm).await;
        assert!(late.text().contains("核对结果已过期"), "{}", late.text());
    }
}

#[tokio::test]
async fn a_wrong_row_is_told_with_its_column_and_stops_all_unless_it_is_said() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        let sheet = csv(&[
            GOOD,
            "赵一,13800138001,,zhao1,网格员,120101002,,,2026-11-21,2027-06-30,",
            "赵二,13800138002,,zhao2,网格员,120104001,南京路街道,,2026-11-21,2027-06-30,",
            "赵三,13800138003,,zhao3,网格员,120104001,,,2026-11-21,2029-06-30,",
            "赵四,12345,,zhao4,网格员,120104001,,,2026-11-21,2027-06-30,",
            "赵五,13800138005,,wangmin,网格员,120104001,,,2026-11-21,2027-06-30,",
            "赵六,13800138006,,zhao6,馆长,120104001,,,26-11-21x,2027-06-30,",
            "王敏,13800138000,,wangmin2,审计员,120104,,,2026-11-21,2027-06-30,",
            ",13800138008,,zhao8,网格员,999999,,,2026-11-21,2027-06-30,",
        ]);
        let page = upload(&admin, "a.csv", &sheet).await;
        let text = page.text();
        assert!(text.contains("可以导入1人，8行有问题"), "{text}");
        for (row, column, words) in [
            (3, "单位代码", "不在您的管理范围内"),
            (4, "单位名称", "单位名称与单位代码不一致"),
            (5, "结束日期", "任期最长13个月"),
            (6, "手机号", ""),
            (7, "用户名", "已在"),
            (8, "角色", "没有这个角色"),
            (8, "开始日期", "日期认不出来"),
            (9, "角色", "不能由同一人担任"),
            (10, "姓名", "没有填写"),
        ] {
            let cell = format!("<td>{row}</td><td>{column}</td>");
            assert!(text.contains(&cell), "{cell} {words}: {text}");
        }
        let rows = rows_of(&page);
        let refused = admin.fill("/accounts/import", &pairs(&[("rows", &rows), ("go", "confirm")])).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains("只导入正确的行"));
        assert!(!has(&site, "wangmin").await);
        let only = pairs(&[("rows", &rows_of(&refused)), ("only_right", "1"), ("go", "confirm")]);
        assert!(admin.fill("/accounts/import", &only).await.text().contains("已建立1个账号"));
        assert!(has(&site, "wangmin").await && !has(&site, "zhao2").await);
    }
}

#[tokio::test]
async fn only_an_account_administrator_imports_and_proves_who_it_is() {
    for site in sites().await {
        let security = Person::new(&site, "anquan", Role::SecurityAdmin, "120104").await;
        for path in ["/accounts/import", "/accounts/import/template.xlsx"] {
            assert_eq!(security.page(path).await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(upload(&security, "a.csv", &csv(&[GOOD])).await.status, StatusCode::FORBIDDEN);
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        let checked = upload(&admin, "a.csv", &csv(&[GOOD])).await;
        site.clock.advance(6 * 60_000);
        led_to(&admin.page("/accounts/import").await, "/me/verify?next=%2Faccounts%2Fimport");
        let confirm = pairs(&[("rows", &rows_of(&checked)), ("go", "confirm")]);
        let asked = admin.fill("/accounts/import", &confirm).await;
        assert_eq!(asked.status, StatusCode::TEMPORARY_REDIRECT, "what was shown goes along");
        assert!(!has(&site, "wangmin").await);
        let carried = pairs(&[("typed.rows", &rows_of(&checked)), ("typed.go", "confirm")]);
        let back = admin.fill("/accounts/import", &carried).await;
        assert!(back.text().contains("可以导入1人") && !has(&site, "wangmin").await, "it is shown and not done");
    }
}

/// A workbook as Excel writes it, with a date cell and a number of eighteen digits as a number.
fn workbook(id_number: Option<f64>) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in [HEADINGS, GOOD].into_iter().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            sheet.write(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), cell).unwrap();
        }
    }
    let date = Format::new().set_num_format("yyyy/m/d");
    let day = ExcelDateTime::from_ymd(2026, 11, 21).unwrap();
    sheet.write_with_format(1, 8, &day, &date).unwrap();
    sheet.write(1, 5, 120_104_001.0).unwrap();
    if let Some(number) = id_number {
        sheet.write(1, 2, number).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_workbook_is_read_by_another_process() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        let page = upload(&admin, "a.xlsx", &workbook(None)).await;
        assert!(page.text().contains("可以导入1人，0行有问题"), "{}", page.text());
        // Fifteen digits are left of it: it is no number of a person.
        let lost = upload(&admin, "a.xlsx", &workbook(Some(120_104_201_503_080_000.0))).await;
        assert!(lost.text().contains("<td>2</td><td>公民身份号码</td>"), "{}", lost.text());

        let template = admin.page("/accounts/import/template.xlsx").await;
        assert_eq!(template.status, StatusCode::OK);
        let empty = upload(&admin, "t.xlsx", &template.body).await;
        assert!(empty.text().contains("标题下面没有人员"), "{}", empty.text());
        for (bytes, words) in
            [(&b"PK\x03\x04nothing"[..], "文件打不开"), (b"\xff\xff", "文字编码认不出来"), (b"", "请选择一个文件")]
        {
            let refused = upload(&admin, "a.xlsx", bytes).await;
            assert!(
                refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.text().contains(words),
                "{}",
                refused.text()
            );
        }
    }
}

/// The workbook with one of its parts changed.
fn with_part(whole: &[u8], changed: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    use std::io::{Cursor, Read as _, Write as _};
    use zip::write::SimpleFileOptions;
    let mut archive = zip::ZipArchive::new(Cursor::new(whole)).unwrap();
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        if name.ends_with(changed) {
            text = change(&text);
        }
        made.start_file(name, SimpleFileOptions::default()).unwrap();
        made.write_all(text.as_bytes()).unwrap();
    }
    made.finish().unwrap().into_inner()
}

#[tokio::test]
async fn a_workbook_reaches_no_other_file_and_no_other_host() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "a-secret-of-the-host").unwrap();
    let reader = Reader::at(env!("CARGO_BIN_EXE_tongce").into());
    for entity in [
        format!("<!ENTITY other SYSTEM \"file://{}\">", secret.display()),
        "<!ENTITY other SYSTEM \"http://127.0.0.1:1/other\">".to_owned(),
        "<!ENTITY a \"柳柳柳柳\"><!ENTITY other \"&a;&a;&a;&a;\">".to_owned(),
    ] {
        let book = with_part(&workbook(None), "sharedStrings.xml", |text| {
            let (head, rest) = text.split_once("?>").unwrap();
            format!("{head}?><!DOCTYPE sst [{entity}]>{}", rest.replacen("王敏", "&other;", 1))
        });
        let read = reader.read(book, &expected()).await;
        let texts: Vec<String> =
            read.iter().flat_map(|sheet| sheet.rows()).flat_map(|row| &row.cells).map(Cell::text).collect();
        let said = format!("{read:?} {texts:?}");
        assert!(!said.contains("a-secret-of-the-host") && !said.contains("柳柳"), "{said}");
    }
}

/// tafia/calamine 684: a few bytes ask for a terabyte. The process that reads them ends, and nothing else does.
#[tokio::test]
async fn a_workbook_that_asks_for_everything_ends_only_its_own_process() {
    let whole = workbook(None);
    let bomb = with_part(&whole, "sharedStrings.xml", |text| {
        let (before, rest) = text.split_once("uniqueCount=\"").unwrap();
        format!("{before}uniqueCount=\"1000000000000\"{}", rest.split_once('"').unwrap().1)
    });
    let reader = Reader::at(env!("CARGO_BIN_EXE_tongce").into());
    assert_eq!(reader.read(bomb, &expected()).await, Err(FileFault::TooBig));
    assert_eq!(reader.read(whole, &expected()).await.unwrap().rows().len(), 1);
}

#[tokio::test]
async fn a_sheet_of_accounts_is_two_megabytes_at_most_and_may_be_an_old_workbook() {
    for site in sites().await {
        let admin = Person::new(&site, "guanli", Role::AccountAdmin, "120104").await;
        let large = upload(&admin, "a.csv", &vec![b','; MAX_BYTES + 1]).await;
        assert!(large.status == StatusCode::UNPROCESSABLE_ENTITY && large.text().contains("文件超过2MB"));
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/sheets");
        for (name, words) in [("list.xls", "表格里没有这些列"), ("page.xls", "网页格式"), ("encrypted.xlsx", "有密码")]
        {
            let refused = upload(&admin, name, &std::fs::read(folder.join(name)).unwrap()).await;
            let text = refused.text();
            assert!(text.contains(words) || text.contains("里没有这些列"), "{name}: {text}");
        }
    }
}
