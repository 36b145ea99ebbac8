//! How a heading is compared: what is decoration in it, and whose thing it names.

use serde::{Deserialize, Serialize};

use crate::values::text;

/// Whose thing a field is. 父亲, 母亲 or 监护人 before a label, or above it in a heading of two lines, decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whose {
    /// The child's, and everything that is of no person: a sheet says so or says nothing.
    Child,
    /// The father's.
    Father,
    /// The mother's.
    Mother,
    /// The guardian's.
    Guardian,
}

/// Words before a label that say whose it is. Longer ones first.
const OWNERS: [(&str, Whose); 17] = [
    ("法定监护人", Whose::Guardian),
    ("监护人", Whose::Guardian),
    ("联系人", Whose::Guardian),
    ("家长", Whose::Guardian),
    ("父亲", Whose::Father),
    ("爸爸", Whose::Father),
    ("父", Whose::Father),
    ("母亲", Whose::Mother),
    ("妈妈", Whose::Mother),
    ("母", Whose::Mother),
    ("学生", Whose::Child),
    ("儿童", Whose::Child),
    ("幼儿", Whose::Child),
    ("孩子", Whose::Child),
    ("小孩", Whose::Child),
    ("本人", Whose::Child),
    ("个人", Whose::Child),
];

/// What stands between an owner and its label, or instead of one above a group of columns.
const FILLERS: [&str; 5] = ["基本信息", "信息", "情况", "资料", "的"];

/// A heading as it is compared: half-width, without blanks, brackets, stars and other decoration.
pub(super) fn plain(heading: &str) -> String {
    let signs =
        |c: char| matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '〔' | '〕' | '*' | ':' | '·' | '"' | '\'' | '★');
    heading
        .chars()
        .map(text::half_width)
        .filter(|&c| !text::is_invisible(c) && !c.is_control() && !signs(c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// The same without what stands in brackets: 公民身份号码（18位）.
pub(super) fn outside_brackets(heading: &str) -> String {
    let mut depth = 0_usize;
    let outside = heading.chars().filter(|&c| {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    plain(&outside.collect::<String>())
}

/// The owner that the plain heading begins with, and the rest of it.
pub(super) fn owner(plain: &str) -> (Option<Whose>, &str) {
    for (word, whose) in OWNERS {
        if let Some(mut rest) = plain.strip_prefix(word) {
            for filler in FILLERS {
                rest = rest.strip_prefix(filler).unwrap_or(rest);
            }
            return (Some(whose), rest);
        }
    }
    (None, plain)
}
