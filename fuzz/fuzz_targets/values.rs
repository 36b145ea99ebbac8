//! What people type into a field: whatever is taken reads back as the same.
#![no_main]

use domain::divisions::DivisionCode;
use domain::values::{AdultPaper, NationalId, PaperKind, PersonName, Phone, cell, date, text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    if let Ok(number) = NationalId::parse(typed) {
        assert_eq!(NationalId::parse(number.as_str()).as_ref(), Ok(&number));
    }
    if let Ok(phone) = Phone::parse(typed) {
        assert_eq!(Phone::parse(phone.as_str()).as_ref(), Ok(&phone));
    }
    if let Ok(name) = PersonName::parse(typed) {
        assert_eq!(PersonName::parse(name.as_str()).as_ref(), Ok(&name));
    }
    if let Ok(day) = date::parse(typed) {
        assert_eq!(date::parse(&day.to_string()), Ok(day));
    }
    if let Ok(code) = DivisionCode::parse(typed) {
        assert_eq!(DivisionCode::parse(&code.to_string()), Ok(code));
    }
    if let Ok(clean) = text::parse(typed, 100) {
        assert_eq!(text::parse(&clean, 100).as_ref(), Ok(&clean));
    }
    if let Ok(lines) = text::parse_lines(typed, 500) {
        assert_eq!(text::parse_lines(&lines, 500).as_ref(), Ok(&lines));
    }
    for kind in PaperKind::ALL {
        if let Ok(paper) = AdultPaper::parse(kind, typed) {
            // Not the paper itself: that a number had 15 digits is known of what was typed only.
            let again = AdultPaper::parse(kind, paper.number());
            assert_eq!(again.as_ref().map(AdultPaper::number), Ok(paper.number()));
        }
    }
    assert_eq!(cell::from_cell(&cell::to_cell(typed)), typed);
});
