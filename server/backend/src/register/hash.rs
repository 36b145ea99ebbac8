//! A look-up hash, its kinds as the table knows them, and the hashes of single values.
//!
//! A hash is HMAC-SHA256 under the look-up key, cut to 16 bytes, over the kind and the normalised value.
//! It answers equality only. What it leaks to a thief of the database file: which records share an ID
//! number, a name part, a parent or a phone number; not which (ADR on look-up hashes).

use domain::values::Phone;
use domain::values::name::search_key;

use crate::crypt::keyring::Keyring;

/// A look-up hash.
pub type Hash = [u8; 16];

/// What is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The child's 公民身份号码.
    IdNumber = 1,
    /// The child's full name, its first character, or two neighbouring characters of it.
    NamePart = 2,
    /// Name, sex, birth date and one parent's paper number or phone: the key of V-10 until version 1.
    SameChild = 3,
    /// The phone number of an adult (V-29).
    Phone = 4,
    /// The child's name as spoken and its birth date (V-10).
    NameBirth = 5,
    /// An adult's paper number or phone, and the child's birth date (V-10).
    AdultBirth = 6,
    /// The child's name as spoken and an adult's paper number or phone (V-10).
    NameAdult = 7,
    /// The child's name and those of both parents, as spoken (V-10).
    NameParents = 8,
}

impl Kind {
    /// The number in the table.
    #[must_use]
    pub const fn number(self) -> i16 {
        self as i16
    }

    /// Whether two records that share such a hash are compared as of the same child (V-10).
    #[must_use]
    pub const fn pairs(self) -> bool {
        matches!(self, Self::IdNumber | Self::NameBirth | Self::AdultBirth | Self::NameAdult | Self::NameParents)
    }

    /// Whether it is asked for in every county, not only in the record's own.
    #[must_use]
    pub const fn reaches_every_county(self) -> bool {
        matches!(self, Self::IdNumber | Self::AdultBirth | Self::NameAdult)
    }
}

/// The hash of an ID number as normalised.
#[must_use]
pub fn id_number(keys: &Keyring, number: &str) -> Hash {
    keys.look_up_hash(&[b"id", number.as_bytes()])
}

/// Most characters of a search term, more than any name has.
pub const LONGEST_TERM: usize = 60;

/// Most hashes that one search asks for: each is a look-up of its own, and after a dozen neighbouring characters of a
/// name nobody else is left.
pub(super) const MAX_PAIRS: usize = 12;

/// The hashes that a record with this name must all have to be found by `part`: the full name or any run
/// of neighbouring characters, of which the first dozen pairs count. One character finds names that begin with it.
#[must_use]
pub fn name_search(keys: &Keyring, part: &str) -> Vec<Hash> {
    let chars: Vec<char> = search_key(part).chars().collect();
    let mut hashes = match chars.as_slice() {
        [] => Vec::new(),
        [first] => vec![name_part(keys, b"first", &first.to_string())],
        many => {
            many.windows(2).take(MAX_PAIRS).map(|pair| name_part(keys, b"pair", &String::from_iter(pair))).collect()
        }
    };
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// The hash of a phone number as normalised.
#[must_use]
pub fn phone(keys: &Keyring, number: &Phone) -> Hash {
    keys.look_up_hash(&[b"phone", number.as_str().as_bytes()])
}

pub(super) fn name_parts(keys: &Keyring, name: &str) -> Vec<Hash> {
    let chars: Vec<char> = name.chars().collect();
    let mut parts = vec![name_part(keys, b"full", name)];
    if let Some(first) = chars.first() {
        parts.push(name_part(keys, b"first", &first.to_string()));
    }
    parts.extend(chars.windows(2).map(|pair| name_part(keys, b"pair", &String::from_iter(pair))));
    parts
}

/// The hash of a full name: the most selective one to search by.
#[must_use]
pub fn full_name(keys: &Keyring, name: &str) -> Hash {
    name_part(keys, b"full", &search_key(name))
}

fn name_part(keys: &Keyring, kind: &[u8], part: &str) -> Hash {
    keys.look_up_hash(&[b"name", kind, part.as_bytes()])
}
