//! From what two records have in common to points and a level.

use super::{Level, Match, Reason};

/// Points from which a pair is probable.
const PROBABLE: i32 = 60;
/// Points below which nothing is suspected.
const POSSIBLE: i32 = 40;

/// How two of the child's numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Equal and valid.
    Equal,
    /// Both valid and different.
    Different,
    /// One place or one swapped pair differs, and one of them fails its check.
    Slip,
}

/// How two names compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonName {
    /// Equal.
    Equal,
    /// Equal, but common in the county's register.
    Common,
    /// Written otherwise, spoken the same.
    Homophone,
    /// One character of at least three differs, and is spoken otherwise.
    OneOff,
    /// Different.
    Different,
}

/// How two birth dates compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Birth {
    /// Equal.
    Equal,
    /// A slip of the pen or a lunar date apart.
    Near,
    /// Different.
    Different,
}

/// A phone number that two records share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// One family's.
    Own,
    /// It stands for many children.
    Busy,
}

/// What adults in the same role have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Adults {
    /// Whether a number of a document is equal.
    pub number: bool,
    /// How many names are equal.
    pub names: u8,
    /// The phone, when one is equal.
    pub phone: Option<Shared>,
}

/// What two records have in common; `None` where one of them says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The child's 公民身份号码.
    pub number: Option<Number>,
    /// The child's name.
    pub name: Option<PersonName>,
    /// Birth date.
    pub birth: Option<Birth>,
    /// Whether the sex is equal.
    pub same_sex: Option<bool>,
    /// Parents and guardian.
    pub adults: Adults,
    /// Whether both live in one township.
    pub township: bool,
    /// Whether the detailed address in it is equal.
    pub address: bool,
    /// Whether the school is equal.
    pub school: bool,
}

/// The suspicion that evidence gives; none below 40 points.
#[must_use]
pub fn score(evidence: &Evidence) -> Option<Match> {
    let mut reasons = reasons(evidence);
    let sum = |adults: bool| -> i32 {
        reasons.iter().filter(|reason| reason.of_adults() == adults).map(|reason| reason.points()).sum()
    };
    let points = sum(false) + sum(true).min(Reason::ADULTS);
    let level = match evidence.number {
        Some(Number::Equal) if is_certain(evidence) => Level::Certain,
        Some(Number::Equal) => Level::Probable,
        _ if points >= PROBABLE => Level::Probable,
        _ if points >= POSSIBLE => Level::Possible,
        _ => return None,
    };
    if !is_twins(evidence) {
        return Some(Match { points, level, reasons });
    }
    reasons.push(Reason::Twins);
    Some(Match { points, level: Level::Possible, reasons })
}

/// With equal numbers: nothing else contradicts.
fn is_certain(evidence: &Evidence) -> bool {
    let name = matches!(evidence.name, Some(name) if name != PersonName::Different);
    name && matches!(evidence.birth, Some(Birth::Equal) | None)
}

/// Born on one day, of one parent, with names that sound different. Two records of one number are one child's.
fn is_twins(evidence: &Evidence) -> bool {
    let adults = evidence.adults;
    evidence.number != Some(Number::Equal)
        && evidence.birth == Some(Birth::Equal)
        && matches!(evidence.name, Some(PersonName::Different | PersonName::OneOff))
        && (adults.number || adults.names > 0 || adults.phone == Some(Shared::Own))
}

fn reasons(evidence: &Evidence) -> Vec<Reason> {
    let number = evidence.number.map(|number| match number {
        Number::Equal => Reason::NumberEqual,
        Number::Different => Reason::NumberDifferent,
        Number::Slip => Reason::NumberSlip,
    });
    let name = evidence.name.map(|name| match name {
        PersonName::Equal => Reason::NameEqual,
        PersonName::Common => Reason::NameCommon,
        PersonName::Homophone | PersonName::OneOff => Reason::NameVariant,
        PersonName::Different => Reason::NameDifferent,
    });
    let birth = evidence.birth.map(|birth| match birth {
        Birth::Equal => Reason::BirthEqual,
        Birth::Near => Reason::BirthNear,
        Birth::Different => Reason::BirthDifferent,
    });
    let sex = evidence.same_sex.map(|same| if same { Reason::SexEqual } else { Reason::SexDifferent });
    let adults = evidence.adults;
    let names = match adults.names {
        0 => None,
        1 => Some(Reason::AdultName),
        _ => Some(Reason::AdultNames),
    };
    let phone = adults.phone.map(|phone| match phone {
        Shared::Own => Reason::AdultPhone,
        Shared::Busy => Reason::AdultPhoneBusy,
    });
    let place = [
        evidence.township.then_some(Reason::Township),
        (evidence.township && evidence.address).then_some(Reason::Address),
        evidence.school.then_some(Reason::School),
    ];
    [number, name, birth, sex, adults.number.then_some(Reason::AdultNumber), names, phone]
        .into_iter()
        .chain(place)
        .flatten()
        .collect()
}
