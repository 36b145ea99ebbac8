//! A sheet that goes out to be answered, and comes back (county B.5).

use std::io::{Cursor, Read as _};

use backend::sheets::{Asked, Batch, Expected, batch_csv, batch_gb18030, batch_workbook, open, read};
use domain::sheet::Field;

const FORMULAS: [&str; 5] = ["=1+1", "+1", "-2", "@a", "\t=3"];

fn batch() -> Batch {
    let column = |heading: &str, identifies, options: &[&str]| Asked {
        heading: heading.into(),
        identifies,
        options: options.iter().map(|option| ((*option).into(), format!("{option}的意思"))).collect(),
    };
    let row = |at: usize, formula: &str| {
        vec![format!("{at}"), "王示一".into(), super::K1.into(), formula.into(), String::new()]
    };
    Batch {
        title: "南开区民政局 教育局 BD-120104-JY-2026H2-003 2026年12月14日前反馈 用途：流动儿童比对核实".into(),
        legend: "灰色的列不要改。反馈结果请从下拉列表里选".into(),
        columns: vec![
            column("行号", true, &[]),
            column("姓名", true, &[]),
            column("公民身份号码", true, &[]),
            column("备注", false, &[]),
            column("反馈结果", false, &["有记录", "无记录", "无法判定"]),
        ],
        rows: FORMULAS.iter().enumerate().map(|(at, formula)| row(at + 1, formula)).collect(),
        info: vec![("批次号".into(), "BD-120104-JY-2026H2-003".into()), ("版本".into(), "1".into())],
    }
}

fn expected() -> Expected {
    let named = |heading: &str| Field::new(heading, heading, &[]);
    Expected::of(["行号", "姓名", "公民身份号码", "备注", "反馈结果"].map(named).to_vec())
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_batch_is_locked_where_it_says_who_and_offers_the_values_where_it_asks() {
    let bytes = batch_workbook(&batch()).unwrap();
    let book = open(&bytes).unwrap();
    let names: Vec<(&str, bool)> = book.grids.iter().map(|grid| (grid.name.as_str(), grid.hidden)).collect();
    assert_eq!(names, [("填写", false), ("代码", false), ("信息", true)]);
    assert_eq!(book.grids[2].rows[0].cell(1).text(), "BD-120104-JY-2026H2-003");
    let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<sheetProtection") && sheet.contains("代码!$E$2:$E$4"), "{sheet}");
    assert!(!sheet.contains("<f>"), "nothing is a formula");
    let styles = part(&bytes, "xl/styles.xml");
    assert!(styles.contains("locked=\"0\"") && styles.contains("formatCode=\"@\""), "{styles}");
}

#[test]
fn a_batch_comes_back_as_it_went_out_whatever_it_was_saved_as() {
    for bytes in [batch_workbook(&batch()).unwrap(), batch_csv(&batch()).unwrap(), batch_gb18030(&batch()).unwrap()] {
        let sheet = read(&bytes, &expected()).unwrap();
        let remarks = super::column(&sheet, "备注");
        assert_eq!(remarks.iter().map(|text| text.trim()).collect::<Vec<_>>(), FORMULAS.map(str::trim));
        assert_eq!(super::column(&sheet, "公民身份号码"), [super::K1; 5]);
        assert_eq!(super::column(&sheet, "反馈结果"), [""; 5], "an empty answer is none");
    }
    let text = String::from_utf8(batch_csv(&batch()).unwrap()).unwrap();
    assert!(text.starts_with("\u{feff}行号,姓名,") && text.contains(",'=1+1,"), "{text}");
}
