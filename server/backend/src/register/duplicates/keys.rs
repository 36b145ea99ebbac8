//! Blocking keys: hashes of which two records of one child share at least one.
//!
//! | kind | of | asked in |
//! | --- | --- | --- |
//! | `IdNumber` | 公民身份号码 | every county |
//! | `AdultBirth` | an adult's document or phone, birth date | every county |
//! | `NameAdult` | name, an adult's document or phone | every county |
//! | `NameBirth` | name, birth date | its own county |
//! | `NameParents` | name, the names of both parents | its own county |
//!
//! Names go in as they are spoken, so that 樂, its compatibility ideographs and 乐 are one. What needs no adult to
//! agree is asked within a county only: elsewhere it could not reach the points of a probable pair.

use super::facts::Facts;
use crate::crypt::keyring::Keyring;
use crate::register::hash::{Hash, Kind};

/// The keys of a record beside that of its number.
pub(crate) fn of_facts(keys: &Keyring, facts: &Facts) -> Vec<(Kind, Hash)> {
    let mut found = Vec::with_capacity(10);
    let born = facts.born.map(domain::values::date::format);
    let name = facts.name.as_ref().map(super::name::Name::spoken);
    let mut tokens: Vec<(&[u8], &str)> = Vec::with_capacity(6);
    for adult in &facts.adults {
        tokens.extend(adult.paper.as_deref().map(|paper| (&b"paper"[..], paper)));
        tokens.extend(adult.phone.as_ref().map(|phone| (&b"phone"[..], phone.as_str())));
    }
    if let Some(born) = &born {
        found.extend(tokens.iter().map(|(kind, token)| {
            (Kind::AdultBirth, keys.look_up_hash(&[b"adult-birth", born.as_bytes(), kind, token.as_bytes()]))
        }));
    }
    let Some(name) = &name else { return found };
    found.extend(tokens.iter().map(|(kind, token)| {
        (Kind::NameAdult, keys.look_up_hash(&[b"name-adult", name.as_bytes(), kind, token.as_bytes()]))
    }));
    if let Some(born) = &born {
        found.push((Kind::NameBirth, keys.look_up_hash(&[b"name-birth", name.as_bytes(), born.as_bytes()])));
    }
    let [father, mother, _] = &facts.adults;
    if father.name.is_some() || mother.name.is_some() {
        let parent =
            |name: &Option<super::name::Name>| name.as_ref().map(super::name::Name::spoken).unwrap_or_default();
        let (father, mother) = (parent(&father.name), parent(&mother.name));
        let hash = keys.look_up_hash(&[b"name-parents", name.as_bytes(), father.as_bytes(), mother.as_bytes()]);
        found.push((Kind::NameParents, hash));
    }
    found
}
