//! Keyed hashes by which sealed values are found: the ID number, parts of the name, the keys of rule V-10
//! for the same child ([`crate::register::duplicates`]), and the adults' phone numbers, which rule V-29 counts.

use domain::checks::PHONES;
use domain::form::Answers;
use domain::forms::keys;
use domain::values::Paper;
use domain::values::name::search_key;

use crate::crypt::keyring::Keyring;
use crate::register::duplicates;
use crate::register::duplicates::Facts;
use crate::register::hash::{Hash, Kind, id_number, name_parts, phone};
use crate::register::tables::{lookup, record};

/// Version of what [`of_answers`] gives. When it changes, records of earlier versions get their hashes anew at the
/// next start, and lose those that [`retired`] names.
pub const VERSION: u32 = 2;

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
    }
    found.extend(duplicates::of_facts(keys, &Facts::of(answers)));
    found.extend(PHONES.iter().filter_map(|&key| Some((Kind::Phone, phone(keys, &answers.get(key)?)))));
    found.sort_unstable();
    found.dedup();
    found
}

/// Hashes that earlier versions kept for these answers and this one does not.
pub(crate) fn retired(keys: &Keyring, answers: &Answers) -> Vec<Hash> {
    let Some(name) = answers.text(keys::CHILD_NAME).map(earlier_name) else { return Vec::new() };
    let mut gone = same_child(keys, answers, &name);
    if name != answers.text(keys::CHILD_NAME).map(search_key).unwrap_or_default() {
        gone.extend(name_parts(keys, &name));
    }
    gone
}

/// The name as earlier versions hashed it: without white space and some of the middle dots, Latin letters in lower case.
fn earlier_name(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '·' | '•' | '・' | '．'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The hashes of a record as rows.
pub(crate) fn rows(record: &record::Model, lookups: &[(Kind, Hash)]) -> impl Iterator<Item = lookup::Model> {
    lookups.iter().map(|(kind, hash)| lookup::Model {
        hash: hash.to_vec(),
        county_code: record.county_code.clone(),
        township_code: record.township_code.clone(),
        record_id: record.id,
        kind: kind.number(),
    })
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
    use crate::register::hash::{MAX_PAIRS, name_search};

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
        assert_eq!(name_search(&keys, &long).len(), MAX_PAIRS);
        assert_eq!(name_search(&keys, &"王".repeat(950)).len(), 1);
        let name: String = ('一'..'龜').take(50).collect();
        let mut answers = child("13800000000");
        answers.set("child_name", Value::Text(name.clone()));
        let stored = of_kind(&of_answers(&keys, &answers), Kind::NamePart);
        assert!(name_search(&keys, &name).iter().all(|hash| stored.contains(hash)));
    }

    #[test]
    fn the_same_child_is_found_by_a_parent_or_by_its_name_and_birth_date() {
        let keys = Keyring::ephemeral().unwrap();
        let pairing = |answers: &Answers| -> Vec<(Kind, Hash)> {
            of_answers(&keys, answers).into_iter().filter(|(kind, _)| kind.pairs()).collect()
        };
        let shared = |one: &Answers, other: &Answers| -> Vec<Kind> {
            let other = pairing(other);
            pairing(one).into_iter().filter(|key| other.contains(key)).map(|(kind, _)| kind).collect()
        };
        let with = |key: &str, value: &str| {
            let mut answers = child("+86 138 0000 0000");
            answers.set(key, Value::Text(value.to_owned()));
            answers
        };
        let first = child("13800000000");
        assert_eq!(shared(&first, &with("child_sex", "2")), [Kind::NameBirth, Kind::AdultBirth, Kind::NameAdult]);
        assert_eq!(shared(&first, &child("13900000000")), [Kind::NameBirth]);
        assert_eq!(shared(&first, &with("child_birth_date", "2015-03-09")), [Kind::NameAdult]);
        assert_eq!(shared(&first, &with("child_name", "欧阳大力")), [Kind::AdultBirth]);
        assert_eq!(shared(&first, &with("child_name", "歐陽曉明")).len(), 3, "traditional, and spoken the same");
        let mut other = with("child_birth_date", "2016-03-09");
        other.set("father_phone", Value::Text("13900000000".to_owned()));
        assert!(shared(&first, &other).is_empty());
    }

    #[test]
    fn hashes_of_one_keyring_say_nothing_under_another() {
        let answers = child("13800000000");
        let one = of_answers(&Keyring::ephemeral().unwrap(), &answers);
        let two = of_answers(&Keyring::ephemeral().unwrap(), &answers);
        assert!(one.iter().all(|(_, hash)| two.iter().all(|(_, other)| other != hash)));
    }
}
