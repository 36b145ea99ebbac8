//! Keyed hashes by which sealed values are found: the ID number, parts of the name, the keys of rule V-10
//! for the same child, and the adults' phone numbers, which rule V-29 counts.
//!
//! A hash is HMAC-SHA256 under the look-up key, cut to 16 bytes, over the kind and the normalised value.
//! It answers equality only. What it leaks to a thief of the database file: which records share an ID
//! number, a name part, a parent or a phone number; not which (ADR on look-up hashes).

use domain::form::Answers;
use domain::form::validation::PHONES;
use domain::form::value::Paper;
use domain::forms::keys;
use domain::values::Phone;
use domain::values::name::search_key;

use crate::keyring::Keyring;

/// A look-up hash.
pub type Hash = [u8; 16];

/// What is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The child's 公民身份号码.
    IdNumber = 1,
    /// The child's full name, its first character, or two neighbouring characters of it.
    NamePart = 2,
    /// Name, sex, birth date and one parent's paper number or phone (V-10).
    SameChild = 3,
    /// The phone number of an adult (V-29).
    Phone = 4,
}

impl Kind {
    /// The number in the table.
    #[must_use]
    pub const fn number(self) -> i16 {
        self as i16
    }

    /// Whether two records that share such a hash may be of the same child (V-10).
    #[must_use]
    pub const fn pairs(self) -> bool {
        matches!(self, Self::IdNumber | Self::SameChild)
    }

    /// What a candidate says it was matched by.
    #[must_use]
    pub const fn matched_by(self) -> &'static str {
        match self {
            Self::IdNumber => "id_number",
            Self::NamePart | Self::SameChild | Self::Phone => "name_sex_birth_parent",
        }
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
const MOST_PAIRS: usize = 12;

/// The hashes that a record with this name must all have to be found by `part`: the full name or any run
/// of neighbouring characters, of which the first dozen pairs count. One character finds names that begin with it.
#[must_use]
pub fn name_search(keys: &Keyring, part: &str) -> Vec<Hash> {
    let chars: Vec<char> = search_key(part).chars().collect();
    let mut hashes = match chars.as_slice() {
        [] => Vec::new(),
        [first] => vec![name_part(keys, b"first", &first.to_string())],
        many => {
            many.windows(2).take(MOST_PAIRS).map(|pair| name_part(keys, b"pair", &String::from_iter(pair))).collect()
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

/// All hashes under which a record with these answers is found, each once, in stable order.
#[must_use]
pub fn of_answers(keys: &Keyring, answers: &Answers) -> Vec<(Kind, Hash)> {
    let mut found = Vec::with_capacity(12);
    if let Some(number) = answers.get(keys::CHILD_ID_NUMBER) {
        found.push((Kind::IdNumber, id_number(keys, number.as_str())));
    }
    if let Some(name) = answers.text(keys::CHILD_NAME) {
        let name = search_key(name);
        found.extend(name_parts(keys, &name).into_iter().map(|hash| (Kind::NamePart, hash)));
        found.extend(same_child(keys, answers, &name).into_iter().map(|hash| (Kind::SameChild, hash)));
    }
    found.extend(PHONES.iter().filter_map(|&key| Some((Kind::Phone, phone(keys, &answers.get(key)?)))));
    found.sort_unstable();
    found.dedup();
    found
}

fn name_parts(keys: &Keyring, name: &str) -> Vec<Hash> {
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

fn same_child(keys: &Keyring, answers: &Answers, name: &str) -> Vec<Hash> {
    let (Some(sex), Some(born)) = (answers.text(keys::CHILD_SEX), answers.get(keys::CHILD_BIRTH_DATE)) else {
        return Vec::new();
    };
    let born = domain::values::date::format(born);
    let hash = |kind: &[u8], value: &str| {
        keys.look_up_hash(&[b"child", name.as_bytes(), sex.as_bytes(), born.as_bytes(), kind, value.as_bytes()])
    };
    let papers = [keys::FATHER_ID, keys::MOTHER_ID].into_iter().filter_map(|key| answers.paper(key)).filter_map(number);
    let phones = [keys::FATHER_PHONE, keys::MOTHER_PHONE].into_iter().filter_map(|key| answers.get(key));
    papers.map(|number| hash(b"paper", &number)).chain(phones.map(|phone| hash(b"phone", phone.as_str()))).collect()
}

fn number(paper: &Paper) -> Option<String> {
    let number: String = paper.number.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect();
    (!number.is_empty()).then_some(number)
}

#[cfg(test)]
mod tests {
    use domain::form::Value;

    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(name, text)| (*name, Value::Text((*text).to_owned()))).collect()
    }

    fn child(phone: &str) -> Answers {
        answers(&[
            ("child_name", "欧阳小明"),
            ("child_sex", "1"),
            ("child_birth_date", "2015-03-08"),
            ("father_phone", phone),
        ])
    }

    fn of_kind(found: &[(Kind, Hash)], kind: Kind) -> Vec<Hash> {
        found.iter().filter(|(other, _)| *other == kind).map(|(_, hash)| *hash).collect()
    }

    #[test]
    fn a_name_is_found_by_its_beginning_and_by_neighbouring_characters() {
        let keys = Keyring::ephemeral().unwrap();
        let stored = of_kind(&of_answers(&keys, &child("13800000000")), Kind::NamePart);
        for part in ["欧", "欧阳", "阳小", "小明", "欧阳小明", " 欧阳·小明"] {
            assert!(name_search(&keys, part).iter().all(|hash| stored.contains(hash)), "{part}");
        }
        for part in ["明", "欧小", "王"] {
            assert!(!name_search(&keys, part).iter().all(|hash| stored.contains(hash)), "{part}");
        }
        assert!(name_search(&keys, "  ").is_empty());
        assert!(name_search(&keys, "\u{200B}\u{3164}").is_empty());
    }

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        let keys = Keyring::ephemeral().unwrap();
        let stored = |name: &str| {
            let mut answers = child("13800000000");
            answers.set("child_name", Value::Text(name.to_owned()));
            of_kind(&of_answers(&keys, &answers), Kind::NamePart)
        };
        for (name, asked) in [
            ("Mary-Jane O'Neil", "Mary\u{2011}Jane O\u{2019}Neil"),
            ("阿卜杜拉·买买提", "阿卜杜拉‧买买提"),
            ("阿卜杜拉·买买提", "拉.买"),
            ("Anna Li", "ＡＮＮＡ"),
            ("王小明", "小\u{200B}明\u{FEFF}"),
            ("王樂樂", "王\u{F914}"),
            ("Lü Wei", "lu\u{308}"),
            ("王玉", "王⽟"),
        ] {
            let stored = stored(name);
            assert!(name_search(&keys, asked).iter().all(|hash| stored.contains(hash)), "{name} by {asked}");
        }
    }

    #[test]
    fn a_search_asks_for_a_dozen_hashes_at_most() {
        let keys = Keyring::ephemeral().unwrap();
        let long: String = ('一'..'龜').take(3_000).collect();
        assert_eq!(name_search(&keys, &long).len(), MOST_PAIRS);
        assert_eq!(name_search(&keys, &"王".repeat(950)).len(), 1);
        let name: String = ('一'..'龜').take(50).collect();
        let mut answers = child("13800000000");
        answers.set("child_name", Value::Text(name.clone()));
        let stored = of_kind(&of_answers(&keys, &answers), Kind::NamePart);
        assert!(name_search(&keys, &name).iter().all(|hash| stored.contains(hash)));
    }

    #[test]
    fn the_same_child_is_matched_by_one_parent_and_another_is_not() {
        let keys = Keyring::ephemeral().unwrap();
        let first = of_kind(&of_answers(&keys, &child("13800000000")), Kind::SameChild);
        assert_eq!(first, of_kind(&of_answers(&keys, &child("+86 138 0000 0000")), Kind::SameChild));
        let other = of_kind(&of_answers(&keys, &child("13900000000")), Kind::SameChild);
        assert_eq!((first.len(), other.len()), (1, 1));
        assert_ne!(first, other);
    }

    #[test]
    fn hashes_of_one_keyring_say_nothing_under_another() {
        let answers = child("13800000000");
        let one = of_answers(&Keyring::ephemeral().unwrap(), &answers);
        let two = of_answers(&Keyring::ephemeral().unwrap(), &answers);
        assert!(one.iter().all(|(_, hash)| two.iter().all(|(_, other)| other != hash)));
    }
}
