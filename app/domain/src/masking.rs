//! What lists show of personal data to somebody who may not see it in clear (standards 1.1, masking default).

use crate::divisions::Address;

/// The first character: `张*`; of a compound surname too: `欧***` for 欧阳 and two more. A name of one character is hidden.
#[must_use]
pub fn name(name: &str) -> String {
    let head = usize::from(name.chars().nth(1).is_some());
    masked(name, head, 0)
}

/// The first three and the last two characters: `120*************76`. No digit of the birth date shows.
#[must_use]
pub fn id_number(number: &str) -> String {
    masked(number, 3, 2)
}

/// The first three and the last four characters: `138****8000`.
#[must_use]
pub fn phone(number: &str) -> String {
    masked(number, 3, 4)
}

/// The place down to the township, never village or house; outside the mainland, the country or region.
#[must_use]
pub fn address(address: &Address) -> String {
    if address.division_path.is_empty() {
        return address.outside.clone();
    }
    address.division_path.split('/').take(4).collect()
}

/// Keeps `head` and `tail` characters; hides everything when that would show more than half.
fn masked(text: &str, head: usize, tail: usize) -> String {
    let count = text.chars().count();
    let (head, tail) = if head + tail > 1 && count < (head + tail) + 2 { (0, 0) } else { (head, tail) };
    text.chars().enumerate().map(|(at, c)| if at < head || at + tail >= count { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_first_character() {
        assert_eq!(name("张三"), "张*");
        assert_eq!(name("欧阳娜娜"), "欧***");
        assert_eq!(name("𬭊某"), "𬭊*");
        assert_eq!(name(""), "");
    }

    /// T-78: its first character would be all of it.
    #[test]
    fn t_78_of_a_name_of_one_character_nothing_shows() {
        assert_eq!(name("张"), "*");
        assert_eq!(name("𬭊"), "*", "one character, whatever it takes in bytes");
    }

    #[test]
    fn numbers_keep_their_ends_only() {
        assert_eq!(id_number("120101201503089976"), "120*************76");
        assert_eq!(phone("13800138000"), "138****8000");
        assert_eq!(id_number("12345"), "*****", "too short to keep anything");
        assert_eq!(phone("+123456"), "*******");
    }

    #[test]
    fn an_address_ends_at_the_township() {
        let place = Address {
            division_path: "天津市/市辖区/南开区/万兴街道/某社区".into(),
            detail: "某路1号".into(),
            ..Address::default()
        };
        assert_eq!(address(&place), "天津市市辖区南开区万兴街道");
        assert_eq!(address(&Address { outside: "日本".into(), ..Address::default() }), "日本");
    }
}
