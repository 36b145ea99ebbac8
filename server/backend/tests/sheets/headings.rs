//! Where headings stand, and which column is which field.

use std::collections::BTreeMap;

use backend::sheets::{Expected, FileFault, Undecided, read};

use super::{column, file, list};

/// county.md C-52.
#[test]
fn c_52_headings_of_two_lines_below_a_title_tell_the_child_from_the_guardian() {
    let sheet = list("title-merged.xlsx").unwrap();
    let headings: Vec<&str> =
        sheet.head.mapping().unwrap().columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings, ["姓名", "性别", "出生日期", "身份证号", "家长信息·姓名", "家长信息·电话"]);
    assert_eq!(column(&sheet, "child_name"), ["王示一", "张示二"]);
    assert_eq!(column(&sheet, "guardian_name"), ["王家长", "张家长"]);
    assert_eq!(column(&sheet, "guardian_phone"), ["13800138000", "13900139000"]);
}

#[test]
fn groups_above_labels_and_two_lines_without_merged_cells_are_understood_alike() {
    let above = list("group-above.xlsx").unwrap();
    assert_eq!(
        (column(&above, "child_name"), column(&above, "guardian_name")),
        (vec!["王示一".into()], vec!["王家长".into()])
    );
    assert_eq!(column(&above, "guardian_id_number"), ["411628750615997"]);
    let text = list("two-lines.csv").unwrap();
    assert_eq!(
        (column(&text, "child_name"), column(&text, "guardian_name")),
        (vec!["王示一".into()], vec!["王家长".into()])
    );
    assert_eq!(
        (column(&text, "guardian_phone"), column(&text, "class_name")),
        (vec!["13800138000".into()], vec!["一班".into()])
    );
}

/// county.md C-55.
#[test]
fn c_55_other_names_are_known_and_a_list_without_names_is_not_read() {
    let sheet = list("aliases.xlsx").unwrap();
    assert_eq!(column(&sheet, "child_id_number"), [super::K1]);
    assert_eq!(column(&sheet, "current_address"), ["长虹街道"]);
    assert_eq!(sheet.head.mapping().unwrap().unknown().collect::<Vec<_>>(), ["特长"], "it is named, and dropped");
    assert!(!sheet.head.fields.iter().any(|field| field == "特长"));
    let fault = list("name-missing.xlsx").unwrap_err();
    assert_eq!(fault, FileFault::Missing { sheet: "名单".into(), columns: vec!["姓名".into()] });
    assert_eq!(fault.code(), "COL_MISSING");
}

#[test]
fn an_unknown_column_is_mapped_by_hand_and_remembered_by_its_heading() {
    let remembered =
        BTreeMap::from([("特长".to_owned(), "claim".to_owned()), ("家庭住址（必填）".to_owned(), String::new())]);
    let sheet = read(&file("aliases.xlsx"), &Expected::list().mapped(remembered)).unwrap();
    assert_eq!(column(&sheet, "claim"), ["画画"]);
    assert_eq!(column(&sheet, "current_address"), [""]);
}

#[test]
fn two_columns_for_one_field_are_not_read_before_somebody_chose() {
    let sheet = list("twice.xlsx").unwrap();
    let headings = vec!["身份证号".to_owned(), "证件号码".to_owned()];
    assert_eq!(sheet.head.undecided(), [Undecided::Columns { field: "child_id_number".into(), headings }]);
    assert_eq!(column(&sheet, "child_id_number"), [""]);
    let chosen = BTreeMap::from([("证件号码".to_owned(), "child_id_number".to_owned())]);
    let sheet = read(&file("twice.xlsx"), &Expected::list().mapped(chosen)).unwrap();
    assert!(sheet.head.undecided().is_empty());
    assert_eq!(column(&sheet, "child_id_number"), ["411628201511039984"]);
}
