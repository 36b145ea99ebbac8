//! Which lockers on a phone are one user's.
//!
//! A locker's id is a hash of the phone's salt and the user name. It is made of the name's normal form, the server's;
//! earlier versions took the name as it was typed, so `Cunzhuren` had another locker than `cunzhuren`. Those are found
//! again by trying every spelling that has the same normal form.

use domain::values::username;
use sha2::{Digest, Sha256};

/// Names with more letters are tried in their usual spellings only: every one more doubles the work.
const LETTERS: usize = 16;

/// The id of a locker under this spelling of the name, on the phone with this salt.
#[must_use]
pub fn id(salt: &[u8], spelling: &str) -> String {
    hex(&digest(&Sha256::new().chain_update(salt), spelling))
}

/// Of the ids that are `there`, those of this user: the one of the normal form first.
#[must_use]
pub fn find(salt: &[u8], typed: &str, there: &[String]) -> Vec<String> {
    let normal = id(salt, &username::normal(typed));
    let mut found: Vec<String> = there.iter().filter(|one| **one == normal).cloned().collect();
    if there.len() == found.len() {
        return found;
    }
    let base = Sha256::new().chain_update(salt);
    for spelling in spellings(typed) {
        let id = hex(&digest(&base, &spelling));
        if there.contains(&id) && !found.contains(&id) {
            found.push(id);
        }
    }
    found
}

/// The spellings of a name that an earlier version told apart.
fn spellings(typed: &str) -> Vec<String> {
    let normal: Vec<char> = username::normal(typed).chars().collect();
    let upper: Vec<char> = normal.iter().map(|small| large(*small)).collect();
    let letters: Vec<usize> = (0..normal.len()).filter(|at| normal[*at] != upper[*at]).collect();
    let mut all = vec![typed.trim().to_owned()];
    if letters.len() <= LETTERS {
        all.extend((0..1_u32 << letters.len()).map(|mask| {
            let mut spelling = normal.clone();
            letters
                .iter()
                .enumerate()
                .filter(|(bit, _)| mask >> bit & 1 == 1)
                .for_each(|(_, at)| spelling[*at] = upper[*at]);
            spelling.into_iter().collect()
        }));
    } else {
        let first = letters.first().copied().unwrap_or_default();
        let one = (0..normal.len()).map(|at| if at == first { upper[at] } else { normal[at] }).collect();
        all.extend([normal.iter().collect(), one, upper.iter().collect()]);
    }
    all
}

/// The large letter of a small one; the same where there is none, or more than one.
fn large(small: char) -> char {
    let mut upper = small.to_uppercase();
    upper.next().filter(|_| upper.next().is_none()).unwrap_or(small)
}

fn digest(base: &Sha256, spelling: &str) -> [u8; 32] {
    base.clone().chain_update(spelling.as_bytes()).finalize().into()
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SALT: &[u8] = &[7; 16];

    fn ids(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| id(SALT, name)).collect()
    }

    #[test]
    fn a_locker_of_any_spelling_is_found_by_any_other_and_the_normal_one_comes_first() {
        let there = ids(&["CunZhuRen", "wanggeyuan", "cunzhuren", "Cunzhuren"]);
        for typed in ["cunzhuren", "Cunzhuren", "CUNZHUREN", " cunzhuren "] {
            let found = find(SALT, typed, &there);
            assert_eq!(found.first(), Some(&there[2]), "{typed}");
            assert_eq!(found.len(), 3, "{typed}");
            assert!(!found.contains(&there[1]), "another user's stays another's");
        }
        assert_eq!(find(SALT, "CUNZHUREN", &there[..1]), there[..1], "also when the normal one is not there");
        assert_eq!(find(SALT, "limei", &there), ids(&[]));
    }

    #[test]
    fn the_id_is_what_earlier_versions_made_of_the_same_spelling() {
        // SHA-256 of the salt and the name, in small hexadecimal digits.
        assert_eq!(id(b"salt", "cunzhuren"), "0137e3e386fcea55f732037bf10fc813a198037dd6ea366edc7543e7099381d8");
    }

    #[test]
    fn a_long_name_is_found_in_its_usual_spellings() {
        let long = "abcdefghijklmnopqrstuvwxyz-乡2";
        let there = ids(&["Abcdefghijklmnopqrstuvwxyz-乡2", &long.to_uppercase(), "other"]);
        assert_eq!(find(SALT, long, &there).len(), 2);
        let odd = ids(&["aBcdefghijklmnopqrstuvwxyz-乡2", "other"]);
        assert_eq!(find(SALT, "aBcdefghijklmnopqrstuvwxyz-乡2", &odd), odd[..1], "as it was typed it is found too");
    }
}
