//! Annex 1: 流动儿童基本情况登记表 (form MC), 45 printed fields and MC-25a.

pub mod child;
pub mod family;
pub mod filing;
pub mod moving;
pub mod other_guardian;
pub mod parents;
pub mod residence;
pub mod schooling;
pub mod wellbeing;

use super::common::help;
use crate::form::{Form, FormKind};

/// The migrant form in the order of asking.
pub static FORM: Form = Form {
    kind: FormKind::Migrant,
    version: super::VERSION,
    defaults: super::defaults::DEFAULTS,
    title: "流动儿童基本情况登记表",
    sections: &[
        child::SECTION,
        residence::SECTION,
        moving::SECTION,
        moving::COMPANY,
        schooling::SECTION,
        wellbeing::HEALTH,
        wellbeing::DISABILITY,
        parents::FATHER,
        parents::MOTHER,
        parents::WORK,
        parents::CAPACITY,
        other_guardian::SECTION,
        family::SECTION,
        help::SECTION,
        filing::SECTION,
    ],
};
