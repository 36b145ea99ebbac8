//! Papers of adults (证件, list D-IDTYPE): which kind, a well-formed number, and what it tells.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{NationalId, NationalIdError, Sex, date, national_id, text};

/// An adult's paper (证件): type of list D-IDTYPE and number; `reason` when the type is `none`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Code of D-IDTYPE, `resident_id` by default.
    pub kind: String,
    /// The number as normalised or, when wrong, as typed.
    pub number: String,
    /// Why no paper can be shown; only with type `none`.
    pub reason: String,
}

/// 证件类型, in the order of list D-IDTYPE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaperKind {
    /// 居民身份证/户口簿公民身份号码.
    ResidentId,
    /// 港澳台居民居住证.
    HmtResidencePermit,
    /// 港澳居民来往内地通行证.
    HmTravelPermit,
    /// 台湾居民来往大陆通行证.
    TwTravelPermit,
    /// 外国人永久居留身份证, card of 2023.
    ForeignPr2023,
    /// 外国人永久居留身份证, card of 2017.
    ForeignPr2017,
    /// 护照.
    Passport,
    /// 无证件/无法提供; needs a reason.
    None,
}

impl PaperKind {
    /// All kinds in the order of the list.
    pub const ALL: [Self; 8] = [
        Self::ResidentId,
        Self::HmtResidencePermit,
        Self::HmTravelPermit,
        Self::TwTravelPermit,
        Self::ForeignPr2023,
        Self::ForeignPr2017,
        Self::Passport,
        Self::None,
    ];

    /// The stored code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ResidentId => "resident_id",
            Self::HmtResidencePermit => "hmt_residence_permit",
            Self::HmTravelPermit => "hm_travel_permit",
            Self::TwTravelPermit => "tw_travel_permit",
            Self::ForeignPr2023 => "foreign_pr_2023",
            Self::ForeignPr2017 => "foreign_pr_2017",
            Self::Passport => "passport",
            Self::None => "none",
        }
    }

    /// The words of the list.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::ResidentId => "身份证（户口簿上的身份证号）",
            Self::HmtResidencePermit => "港澳台居民居住证",
            Self::HmTravelPermit => "港澳居民来往内地通行证",
            Self::TwTravelPermit => "台湾居民来往大陆通行证",
            Self::ForeignPr2023 => "外国人永久居留身份证（18位）",
            Self::ForeignPr2017 => "外国人永久居留身份证（15位）",
            Self::Passport => "护照",
            Self::None => "没有证件或不能提供",
        }
    }

    /// The kind with this code; an empty code is the default, [`ResidentId`](Self::ResidentId).
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        if code.is_empty() {
            return Some(Self::ResidentId);
        }
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Why a paper is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PaperError {
    /// The code is not in list D-IDTYPE.
    #[error("请选择证件类型")]
    Kind,
    /// No number.
    #[error("请填写证件号码；实在没有证件，请选“没有证件或不能提供”并说明原因")]
    Number,
    /// Type `none` without a reason.
    #[error("请写明为什么不能提供证件")]
    Reason,
    /// Type `none` with a number.
    #[error("选了“没有证件或不能提供”，就不用填号码；如果有号码，请改选证件类型")]
    Surplus,
    /// The number of another kind.
    #[error("这个号码是{}的号码，请把证件类型改过来", .0.label())]
    OtherKind(PaperKind),
    /// A resident's number that is wrong.
    #[error(transparent)]
    NationalId(#[from] NationalIdError),
    /// Another paper whose number has not the form of its kind.
    #[error("{}", form_of(*.0))]
    Form(PaperKind),
}

/// What a number of the kind looks like.
const fn form_of(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::HmtResidencePermit => "港澳台居民居住证号码是18位，以81、82或83开头，请对照证件再看一遍",
        PaperKind::HmTravelPermit => "港澳居民来往内地通行证号码以H或M开头，后面是8位或10位数字，请对照证件再看一遍",
        PaperKind::TwTravelPermit => "台湾居民来往大陆通行证号码是8位数字（旧证是10位），请对照证件再看一遍",
        PaperKind::ForeignPr2023 => "这种永久居留身份证号码是18位，以9开头，请对照证件再看一遍",
        PaperKind::ForeignPr2017 => "这种永久居留身份证号码是3个字母加12位数字，请对照证件再看一遍",
        PaperKind::Passport => "护照号码只有字母和数字，请对照护照再看一遍",
        PaperKind::ResidentId | PaperKind::None => "请对照证件再看一遍",
    }
}

/// An adult's paper that is well formed. Its debug output shows the kind only.
#[derive(Clone, PartialEq, Eq)]
pub struct AdultPaper {
    kind: PaperKind,
    number: String,
    born: Option<Date>,
    sex: Option<Sex>,
    verify: bool,
}

impl AdultPaper {
    /// Reads a number of the given kind as typed. Type `none` takes no number; its reason is checked by
    /// [`read`](Self::read).
    ///
    /// # Errors
    /// Says what to correct.
    pub fn parse(kind: PaperKind, raw: &str) -> Result<Self, PaperError> {
        let number = national_id::normalise(raw);
        match (kind, number.is_empty()) {
            (PaperKind::None, true) => return Ok(Self::plain(kind, number)),
            (PaperKind::None, false) => return Err(PaperError::Surplus),
            (_, true) => return Err(PaperError::Number),
            (_, false) => {}
        }
        match kind {
            PaperKind::ResidentId => resident(&number),
            PaperKind::HmtResidencePermit => hmt(&number),
            PaperKind::ForeignPr2023 => foreign_2023(&number).ok_or(PaperError::Form(kind)),
            PaperKind::ForeignPr2017 => foreign_2017(&number).ok_or(PaperError::Form(kind)),
            PaperKind::HmTravelPermit => {
                let digits = number.strip_prefix(['H', 'M']).unwrap_or_default();
                well_formed(matches!(digits.len(), 8 | 10) && all_digits(digits), kind, number)
            }
            PaperKind::TwTravelPermit => {
                let digits = number.strip_suffix(|c: char| c.is_ascii_uppercase());
                let new = all_digits(&number) && number.len() == 8;
                let old = digits.unwrap_or(&number);
                well_formed(new || (all_digits(old) && old.len() == 10), kind, number)
            }
            PaperKind::Passport | PaperKind::None => {
                let good = (5..=17).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
                well_formed(good, kind, number)
            }
        }
    }

    /// Reads an answer: kind, number and, for type `none`, the reason.
    ///
    /// # Errors
    /// Says what to correct.
    pub fn read(paper: &Paper) -> Result<Self, PaperError> {
        let kind = PaperKind::from_code(&paper.kind).ok_or(PaperError::Kind)?;
        if kind == PaperKind::None && text::is_empty(&paper.reason) && text::is_empty(&paper.number) {
            return Err(PaperError::Reason);
        }
        Self::parse(kind, &paper.number)
    }

    fn plain(kind: PaperKind, number: String) -> Self {
        Self { kind, number, born: None, sex: None, verify: false }
    }

    fn of(kind: PaperKind, id: &NationalId) -> Self {
        let (born, sex) = (Some(id.birth_date()), Some(id.sex()));
        Self { kind, number: id.as_str().to_owned(), born, sex, verify: false }
    }

    /// Which kind.
    #[must_use]
    pub const fn kind(&self) -> PaperKind {
        self.kind
    }

    /// The number to store; empty for type `none`.
    #[must_use]
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The holder's birth date, where the number tells it.
    #[must_use]
    pub const fn birth_date(&self) -> Option<Date> {
        self.born
    }

    /// The holder's sex, where the number tells it.
    #[must_use]
    pub const fn sex(&self) -> Option<Sex> {
        self.sex
    }

    /// True when a worker should look at the paper: the number was upgraded from 15 digits.
    #[must_use]
    pub const fn needs_verification(&self) -> bool {
        self.verify
    }
}

impl fmt::Debug for AdultPaper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AdultPaper").field("kind", &self.kind).finish_non_exhaustive()
    }
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn well_formed(good: bool, kind: PaperKind, number: String) -> Result<AdultPaper, PaperError> {
    if good { Ok(AdultPaper::plain(kind, number)) } else { Err(PaperError::Form(kind)) }
}

fn resident(number: &str) -> Result<AdultPaper, PaperError> {
    let kind = PaperKind::ResidentId;
    match NationalId::parse(number) {
        Ok(id) if id.is_hmt() => Err(PaperError::OtherKind(PaperKind::HmtResidencePermit)),
        Ok(id) => Ok(AdultPaper::of(kind, &id)),
        Err(NationalIdError::Old) => {
            let id = NationalId::upgrade(number)?;
            // Residence permits of Hong Kong, Macao and Taiwan residents never had 15 digits.
            if id.is_hmt() {
                return Err(PaperError::Form(kind));
            }
            Ok(AdultPaper { verify: true, ..AdultPaper::of(kind, &id) })
        }
        Err(NationalIdError::Province) if foreign_2023(number).is_some() => {
            Err(PaperError::OtherKind(PaperKind::ForeignPr2023))
        }
        Err(error) => Err(error.into()),
    }
}

fn hmt(number: &str) -> Result<AdultPaper, PaperError> {
    let kind = PaperKind::HmtResidencePermit;
    match NationalId::parse(number) {
        Ok(id) if id.is_hmt() => Ok(AdultPaper::of(kind, &id)),
        Ok(_) => Err(PaperError::OtherKind(PaperKind::ResidentId)),
        Err(error @ (NationalIdError::Check | NationalIdError::Date)) => Err(error.into()),
        Err(_) => Err(PaperError::Form(kind)),
    }
}

/// `9`, province of first application (2), nationality (3), birth date (8), sequence (3), check character.
fn foreign_2023(number: &str) -> Option<AdultPaper> {
    if number.chars().count() != 18 {
        return None;
    }
    let digits = national_id::characters(number).ok()?;
    let right = digits[0] == b'9'
        && national_id::is_province(&digits[1..3])
        && digits[17] == national_id::check_character(&digits);
    let born = date::from_digits(&digits, 6, 10, 12).ok()?;
    right.then(|| AdultPaper {
        born: Some(born),
        sex: Some(Sex::from_digit(digits[16] - b'0')),
        ..AdultPaper::plain(PaperKind::ForeignPr2023, number.to_owned())
    })
}

/// Nationality (3 letters), place (4), birth date YYMMDD, two digits. Only the form is checked; years 00 – 29
/// are read as 2000 – 2029, since the card is an adult's.
fn foreign_2017(number: &str) -> Option<AdultPaper> {
    let bytes = number.as_bytes();
    let formed =
        bytes.len() == 15 && bytes[..3].iter().all(u8::is_ascii_uppercase) && bytes[3..].iter().all(u8::is_ascii_digit);
    formed.then(|| {
        let pair = |at| date::digits(bytes, at, 2).unwrap_or_default();
        let century = if pair(7) < 30 { 2000 } else { 1900 };
        let born = date::real(century + pair(7), pair(9), pair(11));
        AdultPaper { born, ..AdultPaper::plain(PaperKind::ForeignPr2017, number.to_owned()) }
    })
}

#[cfg(test)]
mod tests;
