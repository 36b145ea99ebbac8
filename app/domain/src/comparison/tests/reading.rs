//! Rows as departments return them.

use super::*;
use crate::comparison::columns::Card;
use crate::divisions::DivisionCode;

fn read(items: &[Item], cells: &[(&str, &str)]) -> Result<Vec<(Item, Answer)>, Vec<RowError>> {
    let cell = |key: &str| {
        let found = cells.iter().find(|(header, _)| column_of(items, header).unwrap_or("?") == key);
        found.map(|(_, cell)| (*cell).to_owned()).unwrap_or_default()
    };
    let place = |names: &str| (names == "河南省鹿邑县").then(|| DivisionCode::parse("411628").unwrap());
    read_row(items, &cell, &place, DAY)
}

fn fault(items: &[Item], cells: &[(&str, &str)]) -> (&'static str, RowFault) {
    let errors = read(items, cells).unwrap_err();
    assert!(errors.iter().all(|error| !error.message.is_empty()));
    (errors[0].column, errors[0].fault)
}

const DISABILITY: &[Item] = &[Item::Disability];
const POLICE: &[Item] = &[Item::Identity, Item::ResidencePermit];

/// county.md C-25: the grade that does not exist is refused with those that do.
#[test]
fn c_25_an_unknown_code_offers_the_nearest() {
    let row = [("反馈结果", "有记录"), ("残疾人证", "有"), ("残疾类别", "肢体残疾"), ("残疾等级", "五级")];
    let errors = read(DISABILITY, &row).unwrap_err();
    assert_eq!((errors[0].column, errors[0].fault.code()), ("残疾等级", "CODE"));
    assert_eq!(errors[0].offers, ["一级", "二级", "三级", "四级"]);
}

/// county.md C-26
#[test]
fn c_26_an_empty_row_is_unanswered() {
    assert_eq!(read(DISABILITY, &[]), Ok(vec![]));
    assert_eq!(read(DISABILITY, &[("反馈结果", " \u{3000}")]), Ok(vec![]));
    assert_eq!(read(DISABILITY, &[("备注", "稍后再填")]), Ok(vec![]), "a remark is no answer");
    let none = read(DISABILITY, &[("反馈结果", "无记录")]).unwrap();
    assert_eq!(none, [(Item::Disability, no_record())]);
}

#[test]
fn labels_and_codes_are_read_alike() {
    for (card, kind, grade) in [("有", "肢体残疾", "二级"), ("valid", "physical", "2"), (" 有 ", "肢体残疾", "2")]
    {
        let answers = read(DISABILITY, &[("残疾人证", card), ("残疾类别", kind), ("残疾等级", grade)]).unwrap();
        let Statement::Record(Record::Disability(theirs)) = &answers[0].1.says else { panic!("a record") };
        assert_eq!((theirs.card, theirs.kind.as_deref()), (Some(Card::Valid), Some("physical")));
        assert_eq!(theirs.grade.as_deref(), Some("2"));
    }
}

#[test]
fn a_row_answers_the_items_that_it_speaks_of() {
    let answers = read(POLICE, &[("居住登记", "暂住登记"), ("登记日期", "2026年3月1日"), ("备注", "已核")]).unwrap();
    assert_eq!(answers.iter().map(|(item, _)| *item).collect::<Vec<_>>(), [Item::ResidencePermit]);
    assert_eq!(answers[0].1.note, "已核");
    let both = read(POLICE, &[("姓名核验", "一致"), ("登记民族", "汉"), ("居住登记", "未登记")]).unwrap();
    assert_eq!(both.len(), 2);
    let Statement::Record(Record::Identity(theirs)) = &both[0].1.says else { panic!("a record") };
    assert_eq!(theirs.ethnicity.as_deref(), Some("01"));
}

#[test]
fn places_are_codes_of_any_depth_or_names() {
    let insured = |place: &str| {
        let answers = read(&[Item::Insurance], &[("参保状态", "参保"), ("参保地", place)]).unwrap();
        let Statement::Record(Record::Insurance(theirs)) = &answers[0].1.says else { panic!("a record") };
        theirs.place.map(|code| code.to_string())
    };
    for (written, code) in [
        ("12", "120000"),
        ("4116", "411600"),
        ("411628", "411628"),
        ("河南省鹿邑县", "411628"),
        ("１２０１０４", "120104"),
        ("120104 天津市南开区", "120104"),
    ] {
        assert_eq!(insured(written).as_deref(), Some(code), "{written}");
    }
    assert_eq!(fault(&[Item::Insurance], &[("参保地", "某地")]), ("参保地", RowFault::Shape));
}

#[test]
fn contradictions_are_named_at_their_column() {
    for (items, row, column) in [
        (DISABILITY, &[("反馈结果", "有记录")][..], "反馈结果"),
        (DISABILITY, &[("反馈结果", "无记录"), ("残疾人证", "有")], "反馈结果"),
        (DISABILITY, &[("残疾类别", "无"), ("残疾等级", "一级")], "残疾等级"),
        (DISABILITY, &[("残疾类别", "肢体残疾"), ("多重明细", "听力残疾、言语残疾")], "多重明细"),
        (POLICE, &[("居住登记", "办理居住证"), ("登记日期", "2026-11-24")], "登记日期"),
        (POLICE, &[("居住登记", "未登记"), ("居住证签注有效期至", "2027-11-24")], "居住证签注有效期至"),
        (&[Item::Insurance], &[("参保状态", "未参保"), ("参保地", "12")], "参保地"),
    ] {
        assert_eq!(fault(items, row), (column, RowFault::Contradiction));
    }
}

#[test]
fn what_is_too_long_or_no_day_is_named() {
    let long = "长".repeat(201);
    assert_eq!(fault(DISABILITY, &[("备注", &long)]), ("备注", RowFault::TooLong));
    assert_eq!(fault(POLICE, &[("登记日期", "2015-02-29")]), ("登记日期", RowFault::DateBad));
    assert_eq!(fault(&[Item::Schooling], &[("学校标识码", "31-2")]), ("学校标识码", RowFault::Shape));
    let errors = read(POLICE, &[("登记日期", "x"), ("居住登记", "y")]).unwrap_err();
    assert_eq!(errors.len(), 2, "all that is wrong is told at once");
}

#[test]
fn answers_survive_json() {
    let row = [("姓名核验", "一致"), ("登记出生日期", "2015.3.8"), ("居住登记", "办理居住证")];
    let answers = read(POLICE, &row).unwrap();
    let json = serde_json::to_string(&answers).unwrap();
    assert_eq!(serde_json::from_str::<Vec<(Item, Answer)>>(&json).unwrap(), answers);
}
