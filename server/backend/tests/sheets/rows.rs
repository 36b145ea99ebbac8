//! Sheets of a workbook, hidden rows, totals, merged cells.

use backend::sheets::{Expected, HiddenRows, Skipped, Undecided, open, read};
use domain::sheet::{Cell, Code, Part};
use rust_xlsxwriter::{Format, Workbook};

use super::{codes, column, file, list, places};

/// county.md C-53.
#[test]
fn c_53_sheets_with_equal_headings_are_ticked_and_each_row_says_where_it_stands() {
    let sheet = list("three-sheets.xlsx").unwrap();
    let told: Vec<(&str, bool, bool, bool)> =
        sheet.head.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden, sheet.offered, sheet.taken)).collect();
    assert_eq!(
        told,
        [
            ("一年级", false, true, true),
            ("二年级", false, true, true),
            ("说明", false, false, false),
            ("去年", true, true, false)
        ]
    );
    assert_eq!(places(&sheet), ["一年级!5", "二年级!5"]);
    let one = Expected { sheets: Some(vec!["去年".into()]), ..Expected::list() };
    assert_eq!(column(&read(&file("three-sheets.xlsx"), &one).unwrap(), "child_name"), ["𬭊示三"]);
    let notes = Expected { sheets: Some(vec!["说明".into()]), ..Expected::list() };
    assert_eq!(read(&file("three-sheets.xlsx"), &notes).unwrap_err().code(), "COL_MISSING");
}

/// county.md C-54.
#[test]
fn c_54_hidden_rows_wait_until_somebody_says_whether_they_come() {
    let sheet = list("hidden-rows.xlsx").unwrap();
    assert_eq!((sheet.head.rows, sheet.head.hidden), (300, 12));
    assert_eq!(sheet.head.undecided(), [Undecided::HiddenRows(12)]);
    for (choice, rows) in [(HiddenRows::Import, 300), (HiddenRows::Skip, 288)] {
        let expected = Expected { hidden_rows: Some(choice), ..Expected::list() };
        let sheet = read(&file("hidden-rows.xlsx"), &expected).unwrap();
        assert_eq!((sheet.head.rows, sheet.rows().len(), sheet.head.hidden), (rows, rows, 12));
        assert!(sheet.head.undecided().is_empty());
    }
}

#[test]
fn totals_notes_and_blank_rows_are_skipped_and_counted() {
    let sheet = list("totals.xlsx").unwrap();
    assert_eq!(column(&sheet, "child_name"), ["王示一", "张示二"]);
    assert_eq!(sheet.head.skipped, Skipped { notes: 3, blank: 1 });
}

#[test]
fn a_merged_school_stands_in_each_row_and_a_merged_name_is_nobodys() {
    let sheet = list("merged-body.xlsx").unwrap();
    assert_eq!(column(&sheet, "school_name"), ["长虹小学"; 3]);
    assert_eq!(codes(&sheet, Part::Name), [None, Some(Code::MergedBody), Some(Code::MergedBody)]);
}

/// county.md C-56.
#[test]
fn c_56_the_stored_result_of_a_formula_is_used_and_one_without_is_told() {
    let sheet = list("formulas.xlsx").unwrap();
    assert_eq!(column(&sheet, "child_name"), ["王示一", "", ""], "no error, and nothing of another file");
    assert_eq!(codes(&sheet, Part::Name), [None, Some(Code::Formula), Some(Code::Formula)]);
    let unknown = list("formula-unknown.xlsx").unwrap();
    assert_eq!(codes(&unknown, Part::Name), [Some(Code::Formula)]);
}

#[test]
fn twenty_thousand_formatted_blank_rows_are_none() {
    let mut book = Workbook::new();
    let (sheet, text) = (book.add_worksheet(), Format::new().set_num_format("@"));
    for (column, heading) in (0..).zip(["姓名", "证号"]) {
        sheet.write(0, column, heading).unwrap();
        for row in 1..=20_000 {
            sheet.write_blank(row, column, &text).unwrap();
        }
    }
    sheet.write(20_001, 0, "王示一").unwrap().write(20_001, 1, super::K1).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let book = open(&bytes).unwrap();
    assert_eq!((book.grids[0].rows.len(), book.grids[0].rows[1].number), (2, 20_002));
    assert_ne!(*book.grids[0].rows[1].cell(0), Cell::Empty);
    assert_eq!(read(&bytes, &Expected::list()).unwrap().head.skipped, Skipped::default());
}
