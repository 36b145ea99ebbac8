//! What speaks for two records being of one child, or against it.

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $points:literal, $label:literal;)+) => {
        /// One kind of evidence. It names what agrees, never a value, so that the other county may see it too.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Reason {
            $($(#[$doc])* $name,)+
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// Points for it; what adults have in common counts at most [`Self::ADULTS`] together.
            #[must_use]
            pub const fn points(self) -> i32 {
                match self {
                    $(Self::$name => $points,)+
                }
            }

            /// In words for the supervisor.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self {
                    $(Self::$name => $label,)+
                }
            }
        }
    };
}

reasons! {
    /// Equal and valid numbers.
    NumberEqual = "number_equal", 100, "公民身份号码相同";
    /// Two valid numbers that differ.
    NumberDifferent = "number_different", -30, "公民身份号码不同";
    /// One place or one swapped pair differs, and one of them fails its check.
    NumberSlip = "number_slip", -10, "公民身份号码只差一处，其中一个是错号";
    /// Equal names.
    NameEqual = "name_equal", 25, "姓名相同";
    /// Equal, but many children of the county have it.
    NameCommon = "name_common", 15, "姓名相同（本县（区）同名的孩子较多）";
    /// Same sound, traditional characters, or one character of three.
    NameVariant = "name_variant", 12, "姓名相近（同音、繁简或只差一个字）";
    /// Different names.
    NameDifferent = "name_different", -25, "姓名不同";
    /// Equal birth dates.
    BirthEqual = "birth_equal", 20, "出生日期相同";
    /// A slip of the pen, or a lunar date.
    BirthNear = "birth_near", 8, "出生日期相近（差一天、差一处，或公历农历之差）";
    /// Different birth dates.
    BirthDifferent = "birth_different", -20, "出生日期不同";
    /// Same sex.
    SexEqual = "sex_equal", 3, "性别相同";
    /// Different sex.
    SexDifferent = "sex_different", -10, "性别不同";
    /// An adult in the same role has the same number of a document.
    AdultNumber = "adult_number", 30, "父母或监护人的证件号码相同";
    /// One adult in the same role has the same name.
    AdultName = "adult_name", 12, "父亲、母亲或监护人一人姓名相同";
    /// Two adults have.
    AdultNames = "adult_names", 20, "父母（监护人）姓名都相同";
    /// An adult in the same role has the same phone.
    AdultPhone = "adult_phone", 15, "父母或监护人的电话相同";
    /// The same phone, which stands for many children.
    AdultPhoneBusy = "adult_phone_busy", 3, "父母或监护人的电话相同（这个电话登记了较多孩子）";
    /// Same township of residence.
    Township = "township", 5, "住在同一乡镇（街道）";
    /// Same detailed address in it.
    Address = "address", 7, "详细地址相同";
    /// Same school.
    School = "school", 4, "学校相同";
    /// Born on one day, of one parent, with other names. Never above possible.
    Twins = "twins", 0, "双胞胎？";
}

impl Reason {
    /// Most points for what adults have in common.
    pub const ADULTS: i32 = 30;

    /// The reason of a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|reason| reason.code() == code)
    }

    /// Whether it counts towards [`Self::ADULTS`].
    #[must_use]
    pub const fn of_adults(self) -> bool {
        matches!(self, Self::AdultNumber | Self::AdultName | Self::AdultNames | Self::AdultPhone | Self::AdultPhoneBusy)
    }

    /// Whether it speaks against one child.
    #[must_use]
    pub const fn against(self) -> bool {
        self.points() < 0
    }
}
