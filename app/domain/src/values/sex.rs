//! Sex as recorded (GB/T 2261.1): on the forms only male and female.

use serde::{Deserialize, Serialize};

/// 性别. The codes `0` and `9` of the standard mean "not known" and are no [`Sex`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// 男.
    #[serde(rename = "1")]
    Male,
    /// 女.
    #[serde(rename = "2")]
    Female,
}

impl Sex {
    /// The stored code: `1` or `2`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Male => "1",
            Self::Female => "2",
        }
    }

    /// 男 or 女.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Male => "男",
            Self::Female => "女",
        }
    }

    /// The sex with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Male, Self::Female].into_iter().find(|sex| sex.code() == code)
    }

    /// Odd sequence digits are male, even ones female (GB 11643).
    pub(crate) const fn from_digit(digit: u8) -> Self {
        if digit % 2 == 1 { Self::Male } else { Self::Female }
    }
}
