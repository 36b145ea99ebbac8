//! Every kind of paper, with the vectors of rules 13.3.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn read(kind: PaperKind, number: &str) -> Result<AdultPaper, PaperError> {
    AdultPaper::parse(kind, number)
}

/// Rules 13.3, the adult fields.
#[test]
fn r_13_3_papers_of_adults() {
    let old = read(PaperKind::ResidentId, "110105491231002").unwrap();
    assert_eq!(old.number(), "11010519491231002X");
    assert!(old.needs_verification());
    assert!(!read(PaperKind::ResidentId, "11010519491231002X").unwrap().needs_verification());

    assert_eq!(read(PaperKind::ResidentId, "120109200504059986").unwrap().birth_date(), Some(date(2005, 4, 5)));

    for (number, sex) in
        [("810000201406129982", Sex::Female), ("820000201507209975", Sex::Male), ("830000201310019985", Sex::Female)]
    {
        assert_eq!(read(PaperKind::HmtResidencePermit, number).unwrap().sex(), Some(sex), "{number}");
    }

    let foreign = read(PaperKind::ForeignPr2023, "932682198501010017").unwrap();
    assert_eq!((foreign.birth_date(), foreign.sex()), (Some(date(1985, 1, 1)), Some(Sex::Male)));
}

/// Rules 13.3. By the layout of standards 1.3 (3 letters, 4 digits of place, YYMMDD, 2 digits) the digits are
/// 1100 · 901231 · 05.
#[test]
fn r_13_3_the_card_of_2017_is_checked_by_its_form() {
    let card = read(PaperKind::ForeignPr2017, "KAZ110090123105").unwrap();
    assert_eq!((card.birth_date(), card.sex()), (Some(date(1990, 12, 31)), None));
    for wrong in ["KAZ11009012310", "KA1110090123105", "KAZ11009012310A"] {
        assert_eq!(read(PaperKind::ForeignPr2017, wrong), Err(PaperError::Form(PaperKind::ForeignPr2017)));
    }
    assert_eq!(read(PaperKind::ForeignPr2017, "KAZ110090993105").unwrap().birth_date(), None);
}

#[test]
fn a_number_of_another_kind_is_named() {
    let kind = |number| read(PaperKind::ResidentId, number).unwrap_err();
    assert_eq!(kind("932682198501010017"), PaperError::OtherKind(PaperKind::ForeignPr2023));
    assert_eq!(kind("820000201507209975"), PaperError::OtherKind(PaperKind::HmtResidencePermit));
    assert_eq!(kind("999999201503089975"), PaperError::NationalId(NationalIdError::Province));
    assert_eq!(
        read(PaperKind::HmtResidencePermit, "11010519491231002X"),
        Err(PaperError::OtherKind(PaperKind::ResidentId))
    );
}

/// Found by the fuzzer: it was taken as a resident's, and its eighteen digits were not.
#[test]
fn fifteen_digits_are_no_number_of_a_residence_permit() {
    for number in ["810000491231002", "820000491231002", "830000491231002"] {
        assert_eq!(read(PaperKind::ResidentId, number), Err(PaperError::Form(PaperKind::ResidentId)));
        assert!(read(PaperKind::HmtResidencePermit, number).is_err());
    }
}

#[test]
fn travel_permits_and_passports_are_checked_by_their_form() {
    for (kind, number) in [
        (PaperKind::HmTravelPermit, "H12345678"),
        (PaperKind::HmTravelPermit, "m1234567801"),
        (PaperKind::TwTravelPermit, "12345678"),
        (PaperKind::TwTravelPermit, "1234567890(B)"),
        (PaperKind::TwTravelPermit, "1234567890"),
        (PaperKind::Passport, "E12345678"),
    ] {
        assert!(read(kind, number).is_ok(), "{number}");
    }
    for (kind, number) in [
        (PaperKind::HmTravelPermit, "12345678"),
        (PaperKind::HmTravelPermit, "H123456789"),
        (PaperKind::TwTravelPermit, "123456789"),
        (PaperKind::TwTravelPermit, "12345678B"),
        (PaperKind::Passport, "E1"),
        (PaperKind::Passport, "护照12345"),
        (PaperKind::ForeignPr2023, "932682198501010018"),
    ] {
        assert_eq!(read(kind, number), Err(PaperError::Form(kind)), "{number}");
    }
}

#[test]
fn no_paper_needs_a_reason_and_no_number() {
    let none = |number: &str, reason: &str| {
        AdultPaper::read(&Paper { kind: "none".into(), number: number.into(), reason: reason.into() })
    };
    assert!(none("", "证件丢失").is_ok());
    assert_eq!(none("", " "), Err(PaperError::Reason));
    assert_eq!(none("123", "丢失"), Err(PaperError::Surplus));
    assert_eq!(AdultPaper::read(&Paper { kind: "driving".into(), ..Paper::default() }), Err(PaperError::Kind));
    assert_eq!(AdultPaper::read(&Paper::default()), Err(PaperError::Number));
}

proptest! {
    #[test]
    fn reading_never_panics_and_is_stable(kind in 0_usize..8, raw in "\\PC{0,20}|[0-9A-Z]{0,20}") {
        let kind = PaperKind::ALL[kind];
        if let Ok(paper) = AdultPaper::parse(kind, &raw) {
            let again = AdultPaper::parse(kind, paper.number()).unwrap();
            prop_assert_eq!(again.number(), paper.number());
        }
    }
}
