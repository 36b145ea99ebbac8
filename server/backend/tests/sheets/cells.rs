//! What cells of real files mean.

use domain::sheet::{Code, Holder, Part, read_id_number};
use domain::values::Sex;
use jiff::civil::date;

use super::{K1, codes, identities, list};

/// county.md C-42, C-43, C-44: damaged numbers, and every way of typing a right one.
#[test]
fn c_42_to_44_numbers_are_read_or_told_damaged() {
    let sheet = list("id-numbers.xlsx").unwrap();
    let damaged = Some(Code::IdDamaged);
    assert_eq!(
        codes(&sheet, Part::IdNumber),
        [
            damaged,
            damaged,
            None,
            None,
            None,
            Some(Code::Id15),
            Some(Code::IdLength),
            Some(Code::IdLength),
            Some(Code::IdChars),
            Some(Code::IdCheck),
            Some(Code::IdMasked),
            None
        ]
    );
    let people = identities(&sheet);
    let number = |at: usize| people[at].id_number.map(|id| id.as_str().to_owned());
    assert_eq!((number(2), number(3), number(11)), (Some(K1.into()), Some(K1.into()), None));
    assert!(people[0].name.is_some() && people[0].sex == Some(Sex::Male) && people[0].never_certain());
    let rounded = list("id-rounded.xlsx").unwrap();
    assert!(rounded.head.is_rounded("child_id_number"));
    assert_eq!(codes(&rounded, Part::IdNumber), [damaged, damaged, damaged, None, None]);
}

/// county.md C-45.
#[test]
fn c_45_an_old_number_is_a_guardians_and_no_childs() {
    let sheet = list("guardian-ids.xlsx").unwrap();
    assert_eq!(codes(&sheet, Part::IdNumber), [Some(Code::Id15)]);
    let guardian = read_id_number(sheet.head.cell(&sheet.rows()[0], "guardian_id_number"), Holder::Adult, false);
    assert_eq!(guardian.value.unwrap().as_str(), "411628197506159974");
    assert_eq!(guardian.code, Some(Code::IdUpgraded));
}

/// county.md C-46, and C-48 of its last line but one.
#[test]
fn c_46_days_are_read_in_every_way_and_in_both_systems() {
    for name in ["dates.xlsx", "dates-1904.xlsx"] {
        let sheet = list(name).unwrap();
        let people = identities(&sheet);
        assert_eq!(people.len(), 12, "{name}");
        for (at, child) in people.iter().enumerate() {
            assert_eq!(child.born, Some(date(2015, 3, 8)), "{name} row {at}");
        }
        let century: Vec<_> = codes(&sheet, Part::Born).into_iter().flatten().collect();
        assert_eq!(century, [Code::DateCentury], "{name}");
    }
}

/// county.md C-47, C-48, C-49: and the other faults of a day.
#[test]
fn c_47_to_49_days_that_are_not_clear_are_told() {
    let sheet = list("dates-wrong.xlsx").unwrap();
    assert_eq!(
        codes(&sheet, Part::Born),
        [
            None,
            Some(Code::DateAmbiguous),
            Some(Code::DateBad),
            Some(Code::FromId),
            Some(Code::DateBad),
            Some(Code::DatePartial),
            Some(Code::DateLunar),
            Some(Code::DateFuture),
            None,
            Some(Code::IdDobDiffers)
        ]
    );
    let born: Vec<_> = identities(&sheet).into_iter().map(|child| child.born).collect();
    let day = Some(date(2015, 3, 8));
    let known = [day, None, None, day, None, None, None, None, Some(date(2015, 3, 25)), Some(date(2015, 3, 9))];
    assert_eq!(born, known);
}

/// county.md C-50.
#[test]
fn c_50_names_of_a_real_file() {
    let sheet = list("names.xlsx").unwrap();
    let names: Vec<Option<String>> =
        identities(&sheet).into_iter().map(|child| child.name.map(|name| name.text)).collect();
    let names: Vec<&str> = names.iter().map(|name| name.as_deref().unwrap_or("-")).collect();
    assert_eq!(
        names,
        ["张三", "欧阳娜", "阿卜杜拉·买买提", "王小明", "-", "-", "张*", "John Smith", "𬭊某", "王䶮", "王\u{E000}"]
    );
    let told = codes(&sheet, Part::Name);
    assert_eq!((told[4], told[5]), (Some(Code::NameChars), Some(Code::NameChars)));
    assert_eq!((told[6], told[10]), (Some(Code::NameMasked), Some(Code::NamePua)));
    assert!(identities(&sheet).iter().all(|child| child.sex == Some(Sex::Female)));
}
