//! Kinds of files, encodings and separators.

use std::io::{Cursor, Write as _};

use backend::sheets::{FileFault, Kind, open};

use super::{K1, column, file, list, places};

const NAMES: [&str; 3] = ["王示一", "张示二", "𬭊示三"];

#[test]
fn the_same_list_is_read_of_every_kind_encoding_and_separator() {
    for name in
        ["list.xlsx", "list-utf8.csv", "list-utf8-mark.csv", "list-gb18030.csv", "list-utf16.txt", "list-semicolon.csv"]
    {
        let sheet = list(name).unwrap();
        assert_eq!(column(&sheet, "child_name"), NAMES, "{name}");
        assert_eq!(column(&sheet, "child_id_number")[0], K1, "{name}");
        assert!(sheet.head.undecided().is_empty(), "{name}");
    }
}

/// county.md C-51.
#[test]
fn c_51_gb18030_is_read_with_rare_characters_and_a_damaged_file_names_its_line() {
    let bytes = file("list-gb18030.csv");
    let holds = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
    assert!(holds(b"\xcd\xf5\xca\xbe\xd2\xbb") && holds(b"\x99\x33\xa8\x38"), "as the standard codes them");
    assert_eq!(column(&list("list-gb18030.csv").unwrap(), "child_name"), NAMES);
    let fault = list("encoding-bad.csv").unwrap_err();
    assert_eq!((fault.code(), &fault), ("ENC_BAD", &FileFault::Encoding { line: 3 }));
    assert!(fault.message().starts_with("第3行"), "{}", fault.message());
}

/// county.md C-57.
#[test]
fn c_57_a_page_called_xls_is_refused_and_an_old_workbook_is_read() {
    assert_eq!(list("page.xls").unwrap_err().code(), "FILE_HTML");
    assert_eq!(list("xml-2003.xls").unwrap_err().code(), "FILE_HTML");
    let sheet = list("list.xls").unwrap();
    assert_eq!(sheet.head.kind, Kind::Xls);
    assert_eq!(column(&sheet, "child_name"), ["王示一", "张示二", "赵示三"]);
    assert_eq!(column(&sheet, "guardian_name"), ["家长一", "家长二", "家长三"]);
    assert_eq!(column(&sheet, "guardian_phone")[0], "13800138000");
    assert_eq!(column(&sheet, "child_birth_date"), ["2015-03-08"; 3]);
    assert_eq!(places(&sheet), ["名单!4", "名单!5", "名单!6"]);
    assert_eq!((sheet.head.hidden, sheet.rows()[1].hidden, sheet.head.skipped.notes), (1, true, 1));
    let hidden: Vec<&str> =
        sheet.head.sheets.iter().filter(|sheet| sheet.hidden).map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(hidden, ["底稿"]);
}

#[test]
fn other_programs_passwords_and_macros_are_refused_each_with_what_to_do() {
    for (bytes, code) in [
        (file("encrypted.xlsx"), "FILE_ENCRYPTED"),
        (file("macro.xlsm"), "FILE_MACRO"),
        (compound("WordDocument"), "FILE_WPS"),
        (archive("content.xml"), "FILE_WPS"),
        (archive("xl/workbook.bin"), "FILE_WPS"),
        (archive("picture.png"), "FILE_KIND"),
        (b"%PDF-1.7".to_vec(), "FILE_KIND"),
        (b"\x89PNG\r\n".to_vec(), "FILE_KIND"),
        (b"PK\x03\x04nothing".to_vec(), "FILE_BROKEN"),
        (b"a\0b".to_vec(), "FILE_KIND"),
        (password(), "FILE_ENCRYPTED"),
    ] {
        let fault = open(&bytes).unwrap_err();
        assert_eq!(fault.code(), code);
        assert!(fault.message().contains("请用Excel或WPS") && fault.message().contains(".xlsx"), "{}", fault.message());
    }
}

#[test]
fn quotes_span_lines_and_an_empty_file_has_no_headings() {
    let sheet = list("quotes.csv").unwrap();
    assert_eq!(column(&sheet, "current_address"), ["长虹街道\n1号院,2门"]);
    let missing = backend::sheets::read(b"", &backend::sheets::Expected::list()).unwrap_err();
    assert_eq!(missing.code(), "COL_MISSING");
}

/// A document of WPS Writer.
fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(b"text").unwrap();
    file.into_inner().into_inner()
}

fn archive(part: &str) -> Vec<u8> {
    let mut made = zip::ZipWriter::new(Cursor::new(Vec::new()));
    made.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
    made.finish().unwrap().into_inner()
}

/// An old workbook with the record of a password in the place of its code page.
fn password() -> Vec<u8> {
    let mut bytes = file("list.xls");
    let at = bytes.windows(6).position(|window| window == b"\x42\0\x02\0\xb0\x04").unwrap();
    bytes[at] = 0x2f;
    bytes
}
