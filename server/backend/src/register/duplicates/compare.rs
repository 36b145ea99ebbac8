//! What two records have in common.

use domain::duplicates::{Adults, Evidence, Number, PersonName, Shared};

use super::birth;
use super::facts::Facts;
use super::name::Alike;
use crate::crypt::keyring::Keyring;
use crate::register::hash;
use crate::register::hash::Hash;

/// Evidence, with the hashes whose number of bearers decides what it is worth.
#[derive(Clone, Debug)]
pub(crate) struct Compared {
    /// As if the name were rare and the phone one family's.
    pub(crate) evidence: Evidence,
    /// The child's full name, when it is equal.
    pub(crate) name: Option<Hash>,
    /// Phones that adults in the same role share.
    pub(crate) phones: Vec<Hash>,
}

/// Compares two records.
pub(crate) fn compare(keys: &Keyring, one: &Facts, other: &Facts) -> Compared {
    let name = both(&one.name, &other.name).map(|(one, other)| one.compare(other));
    let roles = || one.adults.iter().zip(&other.adults);
    let names = roles().filter(|(one, other)| {
        both(&one.name, &other.name).is_some_and(|(one, other)| one.compare(other) == Alike::Equal)
    });
    let numbers = roles().any(|(one, other)| both(&one.paper, &other.paper).is_some_and(|(one, other)| one == other));
    let phones: Vec<Hash> = roles()
        .filter_map(|(one, other)| both(&one.phone, &other.phone))
        .filter(|(one, other)| one == other)
        .map(|(phone, _)| hash::phone(keys, phone))
        .collect();
    let equal =
        |one: &Option<String>, other: &Option<String>| both(one, other).is_some_and(|(one, other)| one == other);
    let evidence = Evidence {
        number: number(one, other),
        name: name.map(|name| match name {
            Alike::Equal => PersonName::Equal,
            Alike::Homophone => PersonName::Homophone,
            Alike::OneOff => PersonName::OneOff,
            Alike::Different => PersonName::Different,
        }),
        birth: one.born.zip(other.born).map(|(one, other)| birth::compare(one, other)),
        same_sex: both(&one.sex, &other.sex).map(|(one, other)| one == other),
        adults: Adults {
            number: numbers,
            names: u8::try_from(names.count()).unwrap_or(u8::MAX),
            phone: (!phones.is_empty()).then_some(Shared::Own),
        },
        township: equal(&one.township, &other.township),
        address: equal(&one.address, &other.address),
        school: equal(&one.school, &other.school),
    };
    let same_name = one.name.as_ref().filter(|_| name == Some(Alike::Equal));
    Compared { evidence, name: same_name.map(|name| hash::full_name(keys, name.written())), phones }
}

fn both<'a, T>(one: &'a Option<T>, other: &'a Option<T>) -> Option<(&'a T, &'a T)> {
    one.as_ref().zip(other.as_ref())
}

/// Two numbers that fail their checks prove nothing, unless they are one slip from each other.
fn number(one: &Facts, other: &Facts) -> Option<Number> {
    let (first, second) = both(&one.number, &other.number)?;
    let valid = (one.has_valid_number(), other.has_valid_number());
    if first == second {
        return (valid.0 && valid.1).then_some(Number::Equal);
    }
    let slip = || first.len() == second.len() && strsim::osa_distance(first, second) == 1;
    match valid {
        (true, true) => Some(Number::Different),
        _ if slip() => Some(Number::Slip),
        _ => None,
    }
}
