use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::columns::{Heading, map};
use super::id_number::is_rounded;
use super::identity::Cells;
use super::*;
use crate::values::{NationalId, Sex};

/// The day of the list in the vectors.
const ON: Date = date(2026, 11, 23);
const K1: &str = "411628201503089973";

fn text(words: &str) -> Cell {
    Cell::text_of(words)
}

fn id(cell: &Cell) -> Result<String, Option<Code>> {
    let found = read_id_number(cell, Holder::Child, false);
    found.value.map(|id| id.as_str().to_owned()).ok_or(found.code)
}

fn born(cell: &Cell) -> Result<Date, Option<Code>> {
    let found = read_day(cell, DayOf::Birth(None), ON, DaySystem::Y1900);
    found.value.ok_or(found.code)
}

fn name(words: &str) -> (Option<String>, Option<String>, Option<Code>) {
    let found = read_name(&text(words));
    let (text, alias) = found.value.map_or((None, None), |name| (Some(name.text), name.alias));
    (text, alias, found.code)
}

fn row(name: &str, sex: &str, born: &str, id_number: &Cell) -> Identity {
    let (name, sex, born) = (text(name), text(sex), text(born));
    let cells = Cells { name: &name, sex: &sex, born: &born, id_number, rounded: false };
    Identity::read(cells, ON, DaySystem::Y1900)
}

/// county.md C-42: a number of eighteen digits in a number cell has lost three, although what is left is a valid number.
#[test]
fn c_42_a_number_cell_is_damaged_even_where_its_check_character_fits() {
    let cell = Cell::Number(1.201_012_015_030_899_8e17);
    assert!(NationalId::parse("120101201503089984").is_ok());
    assert_eq!(id(&cell), Err(Some(Code::IdDamaged)));
    let li = row("李某", "男", "2015-03-08", &cell);
    assert_eq!((li.born, li.id_number, li.sex), (Some(date(2015, 3, 8)), None, Some(Sex::Male)));
    assert!(li.name.is_some() && li.never_certain());
}

/// county.md C-43: the text of a number that did not fit its column; and whole columns that end in zeros.
#[test]
fn c_43_an_exponent_and_a_column_of_zeros_are_damaged() {
    for typed in ["4.11628E+17", "4.11628e17", "４.１１６２８Ｅ＋１７"] {
        assert_eq!(id(&text(typed)), Err(Some(Code::IdDamaged)), "{typed}");
    }
    let zeros = ["120101201503080000", "120101201503081000", "120101201503082000", K1, "", "3"].map(text);
    assert!(is_rounded(&zeros[..5]) && is_rounded(&zeros) && !is_rounded(&zeros[1..4]));
    let found = |rounded| read_id_number(&zeros[0], Holder::Child, rounded).code;
    assert_eq!((found(true), found(false)), (Some(Code::IdDamaged), Some(Code::IdCheck)));
}

/// county.md C-44.
#[test]
fn c_44_a_number_is_read_in_every_way_of_typing_it() {
    for typed in [
        " 4116 2820 1503 0899 73",
        "'４１１６　２８２０１５０３０８９９７３",
        "\t411628-20150308-9973",
        "＇411628201503089973",
        "=\"411628201503089973\"",
    ] {
        assert_eq!(id(&text(typed)).as_deref(), Ok(K1), "{typed}");
    }
    assert_eq!(id(&text("34122120180410997×")).as_deref(), Ok("34122120180410997X"));
}

/// county.md C-45.
#[test]
fn c_45_fifteen_digits_are_no_childs_number_and_an_adults_old_one() {
    for cell in [text("411628750615997"), Cell::Number(411_628_750_615_997.0)] {
        assert_eq!(id(&cell), Err(Some(Code::Id15)));
        let adult = read_id_number(&cell, Holder::Adult, false);
        assert_eq!(adult.value.unwrap().as_str(), "411628197506159974");
        assert_eq!(adult.code, Some(Code::IdUpgraded));
    }
}

#[test]
fn a_wrong_number_is_told_by_what_is_wrong_with_it() {
    for (typed, code) in [
        ("41162820150308997", Code::IdLength),
        ("4116282015030899731", Code::IdLength),
        ("41162820150X089973", Code::IdChars),
        ("411628201503089974", Code::IdCheck),
        ("1201**********9976", Code::IdMasked),
        ("1201＊＊＊＊＊＊＊＊＊＊9976", Code::IdMasked),
    ] {
        assert_eq!(id(&text(typed)), Err(Some(code)), "{typed}");
    }
    for nothing in ["无", "没有", "不详", "-", "/", "0", "——", "'", " "] {
        assert_eq!(id(&text(nothing)), Err(None), "{nothing}");
    }
    assert_eq!(id(&Cell::Formula), Err(Some(Code::Formula)));
    assert_eq!(id(&Cell::Merged(Box::new(text(K1)))), Err(Some(Code::MergedBody)));
    let masked = row("王示一", "", "2015-03-08", &text("1201**********9976"));
    assert!(masked.never_certain());
}

/// county.md C-46.
#[test]
fn c_46_a_birth_date_is_read_in_every_way_of_writing_it() {
    let day = Ok(date(2015, 3, 8));
    for typed in [
        "2015年3月8日",
        "2015年03月08号",
        "20150308",
        "2015.3.8",
        "2015/3/8",
        "2015-03-08",
        "2015-03-08 00:00:00",
        "2015-03-08T00:00:00",
        "2015-03-08T00:00:00.000Z",
        "二〇一五年三月八日",
        "二○一五年三月八日",
        "２０１５－０３－０８",
        "42071",
        "3/8/2015 0:00".replace("3/8/2015", "2015/3/8").as_str(),
    ] {
        assert_eq!(born(&text(typed)), day, "{typed}");
    }
    assert_eq!(born(&text("二〇一五年十二月二十一日")), Ok(date(2015, 12, 21)));
    assert_eq!(born(&text("二〇一五年十月三十日")), Ok(date(2015, 10, 30)));
    assert_eq!(born(&Cell::Number(20_150_308.0)), day);
    assert_eq!(born(&Cell::Day(date(2015, 3, 8))), day);
    assert_eq!(born(&Cell::Number(42_071.0)), day);
    let of_1904 = read_day(&Cell::Number(40_609.0), DayOf::Birth(None), ON, DaySystem::Y1904);
    assert_eq!(of_1904.value, Some(date(2015, 3, 8)));
    assert_eq!(born(&Cell::Number(1_000.0)), Err(Some(Code::DateBad)), "no child is so old");
}

/// county.md C-47.
#[test]
fn c_47_day_and_month_are_told_apart_by_the_number_of_the_row_only() {
    let with = row("王示一", "男", "08/03/2015", &text(K1));
    assert_eq!((with.born, with.codes.as_slice()), (Some(date(2015, 3, 8)), &[][..]));
    let without = row("王示一", "男", "08/03/2015", &Cell::Empty);
    assert_eq!((without.born, without.codes), (None, vec![(Part::Born, Code::DateAmbiguous)]));
    assert_eq!(born(&text("3/25/2015")), Ok(date(2015, 3, 25)));
    assert_eq!(born(&text("25/3/2015")), Ok(date(2015, 3, 25)));
    assert_eq!(born(&text("5/5/2015")), Ok(date(2015, 5, 5)));
}

/// county.md C-48.
#[test]
fn c_48_a_year_of_two_digits_makes_a_child_or_nothing() {
    for typed in ["15.3.8", "15/3/8", "15-03-08"] {
        let found = read_day(&text(typed), DayOf::Birth(None), ON, DaySystem::Y1900);
        assert_eq!((found.value, found.code), (Some(date(2015, 3, 8)), Some(Code::DateCentury)), "{typed}");
    }
    assert_eq!(born(&text("75.6.15")), Err(Some(Code::DateBad)));
}

/// county.md C-49.
#[test]
fn c_49_a_day_that_does_not_exist_is_taken_from_the_number() {
    let row49 = row("王示一", "", "2015-02-29", &text(K1));
    assert_eq!((row49.born, row49.sex), (Some(date(2015, 3, 8)), Some(Sex::Male)));
    assert_eq!(row49.codes, [(Part::Born, Code::FromId), (Part::Sex, Code::FromId)]);
    let differs = row("王示一", "女", "2015-03-09", &text(K1));
    assert_eq!((differs.born, differs.sex), (Some(date(2015, 3, 9)), Some(Sex::Male)));
    assert_eq!(differs.codes, [(Part::Born, Code::IdDobDiffers), (Part::Sex, Code::SexDiffers)]);
}

#[test]
fn a_wrong_day_is_told_by_what_is_wrong_with_it() {
    for (typed, code) in [
        ("2015-3", Code::DatePartial),
        ("2015年3月", Code::DatePartial),
        ("201503", Code::DatePartial),
        ("2015", Code::DatePartial),
        ("农历二〇一五年正月十八", Code::DateLunar),
        ("2015年正月初八", Code::DateLunar),
        ("2015-02-29", Code::DateBad),
        ("三月", Code::DateBad),
        ("2026-11-24", Code::DateFuture),
        ("99999999", Code::DateBad),
    ] {
        assert_eq!(born(&text(typed)), Err(Some(code)), "{typed}");
    }
    let until = read_day(&text("2027-10-31"), DayOf::Event, ON, DaySystem::Y1900);
    assert_eq!(until.value, Some(date(2027, 10, 31)), "a day to come is a fault of a birth date only");
    assert_eq!(born(&Cell::Merged(Box::new(text("2015-03-08")))), Err(Some(Code::MergedBody)));
}

/// county.md C-50.
#[test]
fn c_50_names_are_cleaned_and_what_is_no_name_is_told() {
    let right = |text: &str| (Some(text.to_owned()), None, None);
    assert_eq!(name("张 三"), right("张三"));
    assert_eq!(name("欧 阳　娜"), right("欧阳娜"));
    assert_eq!(name("阿卜杜拉•买买提"), right("阿卜杜拉·买买提"));
    assert_eq!(name("阿卜杜拉 · 买买提"), right("阿卜杜拉·买买提"));
    assert_eq!(name("王小明（明明）"), (Some("王小明".into()), Some("明明".into()), None));
    assert_eq!(name("张3"), (None, None, Some(Code::NameChars)));
    assert_eq!(name("张三/李四").2, Some(Code::NameChars));
    assert_eq!(name("张三、李四").2, Some(Code::NameChars));
    assert_eq!(name("张*").2, Some(Code::NameMasked));
    assert_eq!(name("John Smith"), right("John Smith"));
    assert_eq!(name("𬭊某"), right("𬭊某"));
    assert_eq!(name("王\u{E863}"), right("王䶮"), "a private code with a known successor is that character");
    let private = row("王\u{E000}", "", "2015-03-08", &Cell::Empty);
    assert_eq!(private.codes, [(Part::Name, Code::NamePua)]);
    assert!(private.never_certain() && !row("王\u{E000}", "", "", &text(K1)).never_certain());
    assert_eq!(read_name(&Cell::Formula).code, Some(Code::Formula));
}

#[test]
fn a_sex_is_read_in_words_and_codes() {
    for (typed, sex) in
        [("男", Sex::Male), ("1", Sex::Male), ("M", Sex::Male), ("男孩", Sex::Male), ("女性", Sex::Female)]
    {
        assert_eq!(read_sex(&text(typed)).value, Some(sex), "{typed}");
    }
    assert_eq!(read_sex(&Cell::Number(2.0)).value, Some(Sex::Female));
    assert_eq!(read_sex(&text("女?")).code, Some(Code::SexBad));
    assert_eq!(read_sex(&text("不详")), Found { value: None, code: None });
}

fn mapped(headings: &[(&str, &str)], manual: &[(&str, &str)]) -> Mapping {
    let headings: Vec<Heading> =
        headings.iter().map(|(upper, lower)| Heading { upper: (*upper).into(), lower: (*lower).into() }).collect();
    let manual: BTreeMap<String, String> = manual.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
    map(&headings, &list::fields(), &list::one_of(), &manual)
}

fn keys(mapping: &Mapping) -> Vec<&str> {
    mapping.columns.iter().map(|column| column.field.as_deref().unwrap_or("-")).collect()
}

/// county.md C-52, the headings of it.
#[test]
fn c_52_a_name_below_家长信息_is_the_guardians() {
    let mapping = mapped(&[("", "姓名"), ("家长信息", "姓名"), ("家长信息", "电话"), ("", "证号")], &[]);
    assert_eq!(keys(&mapping), ["child_name", "guardian_name", "guardian_phone", "child_id_number"]);
    assert_eq!(mapping.columns[1].heading, "家长信息·姓名");
    let groups = mapped(&[("学生基本信息", "姓名"), ("学生基本信息", "身份证号"), ("监护人情况", "身份证号")], &[]);
    assert_eq!(keys(&groups), ["child_name", "child_id_number", "guardian_id_number"]);
}

/// county.md C-55, the headings of it.
#[test]
fn c_55_headings_are_known_by_other_names_and_what_is_missing_is_named() {
    let mapping =
        mapped(&[("", "儿童\n姓 名*"), ("", "学生身份证号码"), ("", "家庭住址（必填）"), ("", "家长手机号")], &[]);
    assert_eq!(keys(&mapping), ["child_name", "child_id_number", "current_address", "guardian_phone"]);
    assert!(mapping.missing.is_empty());
    let missing = mapped(&[("", "性别"), ("", "学校")], &[]);
    assert_eq!(missing.missing, ["姓名", "公民身份号码或出生日期"]);
    let father = mapped(&[("", "姓名"), ("", "出生日期"), ("", "父亲姓名"), ("", "父亲电话")], &[]);
    assert_eq!(
        father.unknown().collect::<Vec<_>>(),
        ["父亲姓名", "父亲电话"],
        "a father is not taken for the guardian"
    );
}

#[test]
fn two_columns_for_one_field_wait_for_somebody_to_choose() {
    let headings = [("", "姓名"), ("", "身份证号"), ("", "证件号码"), ("", "姓名")];
    let open = mapped(&headings, &[]);
    assert_eq!(keys(&open), ["-", "-", "-", "-"]);
    assert!(open.missing.is_empty() && open.unknown().next().is_none());
    assert_eq!(open.ambiguous[0], ("child_name".to_owned(), vec!["姓名".to_owned(), "姓名#2".to_owned()]));
    let chosen = mapped(&headings, &[("姓名#2", "child_name"), ("证件号码", "child_id_number"), ("身份证号", "")]);
    assert_eq!(keys(&chosen), ["-", "-", "child_id_number", "child_name"]);
    assert!(chosen.ambiguous.is_empty());
    let by_hand = mapped(&[("", "娃的大名"), ("", "生日")], &[("娃的大名", "child_name")]);
    assert_eq!(keys(&by_hand), ["child_name", "child_birth_date"]);
}

#[test]
fn each_field_is_known_by_its_own_label_and_none_by_anothers() {
    for field in list::fields() {
        let mapping = mapped(&[("", &field.label)], &[]);
        assert_eq!(keys(&mapping), [field.key.as_str()], "{}", field.label);
    }
}

#[test]
fn a_cell_shows_no_value_in_debug_output_and_crosses_as_it_is() {
    assert!(!format!("{:?}", text("王示一")).contains('王'));
    let cells = [Cell::Number(1.201_012_015_030_899_8e17), Cell::Day(ON), text("'a"), Cell::Formula, Cell::Empty];
    let cells = [&cells[..], &[Cell::Merged(Box::new(Cell::Bool(true)))]].concat();
    let json = serde_json::to_string(&cells).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Cell>>(&json).unwrap(), cells);
}

#[test]
fn every_code_is_stable_and_says_what_to_do() {
    for &code in Code::ALL {
        assert_eq!(serde_json::to_string(&code).unwrap(), format!("\"{}\"", code.code()));
        assert!(code.message().chars().count() > 6, "{code:?}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_reader_panic(words in "\\PC{0,24}", number in any::<f64>()) {
        for cell in [text(&words), Cell::Number(number)] {
            let _ = (id(&cell), born(&cell), read_name(&cell), read_sex(&cell));
            let _ = read_id_number(&cell, Holder::Adult, true);
        }
        let _ = mapped(&[(&words, &words), ("", &words)], &[]);
    }

    #[test]
    fn digits_and_joints_make_no_day_that_was_not_meant(words in "[0-9年月日/.十二三-]{0,12}") {
        if let Ok(day) = born(&text(&words)) {
            prop_assert!(day <= ON && day.year() >= 1900);
        }
    }
}
