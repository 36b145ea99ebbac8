//! What is compared: one department's part of one record.

use jiff::civil::Date;

use crate::eligibility::Class;
use crate::form::{Answers, Department, FormKind};
use crate::forms::keys;
use crate::parameters::Parameters;
use crate::values::coded::coded;
use crate::values::date::{add_months, full_months, full_years};

coded! {
    /// 比对项.
    Item {
        /// 公安: who the child is. No clause asks it; decided here (N 四(三) 部门行政记录).
        Identity = "identity", "身份与户籍";
        /// 公安: 居住证办理 (N 二(一)3).
        ResidencePermit = "residence_permit", "居住登记";
        /// 教育: 入学入园 (N 二(一)2).
        Schooling = "schooling", "就学";
        /// 卫健: 0-6岁儿童健康管理服务 (N 二(一)4).
        Health06 = "health_0_6", "0-6岁儿童健康管理服务";
        /// 卫健: 0-36个月儿童中医药健康管理服务 (N 二(一)4).
        Tcm036 = "tcm_0_36", "0-36个月儿童中医药健康管理服务";
        /// 疾控: 国家免疫规划疫苗接种, for children that civil affairs asks about (N 三¶3).
        Vaccination = "vaccination", "疫苗接种";
        /// 医保: 纳入医保情况 (N 二(一)5).
        Insurance = "insurance", "医保";
        /// 残联: 残疾类别、等级和康复救助 (N 二(一)6).
        Disability = "disability", "残疾";
        /// 民政: its own data of 社会救助 (N 二(一)1).
        Livelihood = "livelihood", "救助";
    }
}

/// Whether an item belongs to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applies {
    /// It is asked.
    Yes,
    /// It is asked when an officer asks for this child (vaccination), or where the county switched it on (救助).
    OnRequest,
    /// By form or age it does not concern the child.
    No,
}

impl Item {
    /// Who answers. A county where 卫健 keeps the vaccinations sends it those batches.
    #[must_use]
    pub const fn department(self) -> Department {
        match self {
            Self::Identity | Self::ResidencePermit => Department::PublicSecurity,
            Self::Schooling => Department::Education,
            Self::Health06 | Self::Tcm036 => Department::Health,
            Self::Vaccination => Department::DiseaseControl,
            Self::Insurance => Department::MedicalInsurance,
            Self::Disability => Department::DisabledPersonsFederation,
            Self::Livelihood => Department::CivilAffairs,
        }
    }

    /// The items of a department.
    pub fn of(department: Department) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |item| item.department() == department)
    }

    /// The fields of the form that it compares.
    #[must_use]
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Identity => &[
                "child_name",
                "child_sex",
                "child_birth_date",
                "child_ethnicity",
                "child_id_number",
                "hukou_registered",
                "hukou_address",
            ],
            Self::ResidencePermit => &["residence_registration"],
            Self::Schooling => &["schooling_stage", "school_name", "is_boarding", "academic_status"],
            Self::Health06 => &["health_service_0_6y"],
            Self::Tcm036 => &["tcm_service_0_36m"],
            Self::Vaccination => &[],
            Self::Insurance => &["medical_insurance"],
            Self::Disability => {
                &["disability_type", "disability_types_detail", "disability_grade", "rehab_aid_received"]
            }
            Self::Livelihood => &["family_difficulty", "livelihood_support"],
        }
    }

    /// Whether a record waits for it: a vaccination that nobody answered keeps no child from being verified.
    #[must_use]
    pub const fn blocks(self) -> bool {
        !matches!(self, Self::Vaccination)
    }

    /// Months for which an answer is good.
    #[must_use]
    pub const fn valid_months(self, parameters: &Parameters) -> u8 {
        match self {
            Self::Identity => parameters.identity_valid_months,
            _ => parameters.item_valid_months,
        }
    }

    /// The day from which an answered item is asked again.
    #[must_use]
    pub fn asked_again_on(self, answered_on: Date, parameters: &Parameters) -> Date {
        add_months(answered_on, i32::from(self.valid_months(parameters)))
    }

    /// Whether the item belongs to a record of this form on this day. Without a birth date nothing that depends on age does.
    #[must_use]
    pub fn applies(self, form: FormKind, answers: &Answers, as_of: Date) -> Applies {
        let born: Option<Date> = answers.get(keys::CHILD_BIRTH_DATE);
        let years = |holds: fn(i32) -> bool| born.is_some_and(|born| holds(full_years(born, as_of)));
        let asked = match self {
            Self::Identity | Self::Insurance | Self::Disability => true,
            Self::ResidencePermit => form == FormKind::Migrant,
            Self::Schooling => years(|years| years >= 3),
            Self::Health06 => years(|years| years <= 6),
            Self::Tcm036 => born.is_some_and(|born| full_months(born, as_of) <= 36),
            Self::Vaccination if years(|years| matches!(years, 3 | 6)) => true,
            Self::Vaccination | Self::Livelihood => return Applies::OnRequest,
        };
        if asked { Applies::Yes } else { Applies::No }
    }

    /// The items of a record: those that apply, and of those that are asked on request the `requested`.
    #[must_use]
    pub fn of_record(form: FormKind, answers: &Answers, as_of: Date, requested: &[Self]) -> Vec<Self> {
        let asked = |item: &Self| match item.applies(form, answers, as_of) {
            Applies::Yes => true,
            Applies::OnRequest => requested.contains(item),
            Applies::No => false,
        };
        Self::ALL.iter().copied().filter(asked).collect()
    }
}

/// Whether records of this class are compared at all: those that are monitored. A child who is only counted, or whose class
/// waits for a person, is in no batch.
#[must_use]
pub const fn is_compared(class: Class) -> bool {
    matches!(class, Class::M1 | Class::Lb)
}
