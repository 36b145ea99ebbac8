//! The departments that are asked, by the codes of batch numbers.

use crate::form::Department;

/// Departments in the order in which their batches are listed, with the code in a batch number.
const CODES: [(Department, &str); 7] = [
    (Department::PublicSecurity, "GA"),
    (Department::Education, "JY"),
    (Department::Health, "WJ"),
    (Department::DiseaseControl, "JK"),
    (Department::MedicalInsurance, "YB"),
    (Department::DisabledPersonsFederation, "CL"),
    (Department::CivilAffairs, "MZ"),
];

impl Department {
    /// The departments that are asked.
    pub fn compared() -> impl Iterator<Item = Self> {
        CODES.into_iter().map(|(department, _)| department)
    }

    /// The two letters in a batch number; `None` for nobody.
    #[must_use]
    pub fn exchange_code(self) -> Option<&'static str> {
        CODES.into_iter().find(|(department, _)| *department == self).map(|(_, code)| code)
    }

    /// The department of these two letters.
    #[must_use]
    pub fn from_exchange_code(code: &str) -> Option<Self> {
        CODES.into_iter().find(|(_, known)| *known == code).map(|(department, _)| department)
    }

    /// The short Chinese name; empty for nobody.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "",
            Self::CivilAffairs => "民政",
            Self::Education => "教育",
            Self::PublicSecurity => "公安",
            Self::Health => "卫健",
            Self::DiseaseControl => "疾控",
            Self::MedicalInsurance => "医保",
            Self::DisabledPersonsFederation => "残联",
        }
    }

    /// Whether it may say of all rows at once that it has no record: where having none is the usual answer (decided here).
    #[must_use]
    pub const fn may_deny_all(self) -> bool {
        matches!(self, Self::DisabledPersonsFederation | Self::DiseaseControl)
    }
}
