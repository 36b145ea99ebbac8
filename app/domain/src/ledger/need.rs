//! DT-N as a table: who answers a need, by when, and with which results (T 四(四); rules 8). All numbers are decided here.

use jiff::civil::Date;

use super::results::{
    GUARDIANSHIP, HEALTH, HUKOU, INSURANCE, LOCATE, REHAB, RELIEF, RESIDENCE, SAFETY, SCHOOLING, VACCINE,
};
use crate::form::{Choice, Department};
use crate::values::coded::coded;
use crate::values::date::{add_days, add_days_that};

coded! {
    /// A need that goes to a department.
    Need {
        /// Danger, or nobody who cares for the child.
        Safety = "safety", "人身安全";
        /// Nobody able to be guardian.
        Guardianship = "guardianship", "监护";
        /// 生活救助
        Relief = "relief", "救助";
        /// 就学、控辍
        Schooling = "schooling", "就学";
        /// 就医
        Medical = "medical", "就医";
        /// 心理
        Psych = "psych", "心理";
        /// 基本公共卫生服务
        Service = "service", "健康管理";
        /// 接种
        Vaccine = "vaccine", "接种";
        /// 参保
        Insurance = "insurance", "参保";
        /// 户口登记
        Hukou = "hukou", "户口登记";
        /// 居住登记
        Residence = "residence", "居住登记";
        /// 康复
        Rehab = "rehab", "康复救助";
        /// 残疾评定
        Assessment = "assessment", "残疾评定";
        /// A family that nobody finds.
        Locate = "locate", "查找去向";
        /// 其他
        Other = "other", "其他帮扶";
    }
}

/// How long something may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// The same day, by phone first.
    AtOnce,
    /// So many hours.
    Hours(u8),
    /// So many working days.
    WorkingDays(u8),
}

impl Term {
    /// Last day of what begins on `from`; hours count as begun days.
    #[must_use]
    pub fn due(self, from: Date, works: impl Fn(Date) -> bool) -> Date {
        match self {
            Self::AtOnce => from,
            Self::Hours(hours) => add_days(from, i32::from(hours.div_ceil(24))),
            Self::WorkingDays(days) => add_days_that(from, days, works),
        }
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedRow {
    /// Who answers.
    pub department: Department,
    /// To accept or decline, and to answer.
    pub terms: [Term; 2],
    /// The same where it is urgent.
    pub urgent: [Term; 2],
    /// What the department may have done; free text where there is none.
    pub results: &'static [Choice],
}

const fn days(accept: u8, answer: u8) -> [Term; 2] {
    [Term::WorkingDays(accept), Term::WorkingDays(answer)]
}

const fn row(department: Department, terms: [Term; 2], results: &'static [Choice]) -> NeedRow {
    NeedRow { department, terms, urgent: terms, results }
}

impl Need {
    /// The row of the table.
    #[must_use]
    pub const fn row(self) -> NeedRow {
        use Department::{
            CivilAffairs, DisabledPersonsFederation, DiseaseControl, Education, Health, MedicalInsurance,
            PublicSecurity,
        };
        match self {
            Self::Safety => row(PublicSecurity, [Term::AtOnce, Term::Hours(24)], SAFETY),
            Self::Guardianship => {
                NeedRow { department: CivilAffairs, terms: days(5, 15), urgent: days(1, 3), results: GUARDIANSHIP }
            }
            Self::Relief => row(CivilAffairs, days(5, 20), RELIEF),
            Self::Schooling => {
                NeedRow { department: Education, terms: days(3, 10), urgent: days(3, 5), results: SCHOOLING }
            }
            Self::Medical | Self::Psych | Self::Service => row(Health, days(5, 15), HEALTH),
            Self::Vaccine => row(DiseaseControl, days(5, 20), VACCINE),
            Self::Insurance => row(MedicalInsurance, days(5, 20), INSURANCE),
            Self::Hukou => row(PublicSecurity, days(5, 30), HUKOU),
            Self::Residence => row(PublicSecurity, days(5, 15), RESIDENCE),
            Self::Rehab | Self::Assessment => row(DisabledPersonsFederation, days(5, 20), REHAB),
            // 公安, and the school where there is one: the officer may send it to 教育 as well (decided here).
            Self::Locate => row(PublicSecurity, days(5, 15), LOCATE),
            Self::Other => row(CivilAffairs, days(5, 20), &[]),
        }
    }

    /// Who answers.
    #[must_use]
    pub const fn department(self) -> Department {
        self.row().department
    }

    /// Last day to accept or decline, and last day to answer, of what was sent on `sent`.
    #[must_use]
    pub fn deadlines(self, urgent: bool, sent: Date, works: impl Fn(Date) -> bool) -> [Date; 2] {
        let row = self.row();
        let terms = if urgent { row.urgent } else { row.terms };
        terms.map(|term| term.due(sent, &works))
    }
}
