//! Annex 2: 留守儿童基本情况登记表 (form LB), 43 printed fields and LB-16a.

pub mod child;
pub mod entrusted_care;
pub mod family;
pub mod filing;
pub mod parents;
pub mod residence;
pub mod schooling;
pub mod wellbeing;

use super::common::help;
use crate::form::{Form, FormKind};

/// The left-behind form in the order of asking.
pub static FORM: Form = Form {
    kind: FormKind::LeftBehind,
    version: super::VERSION,
    defaults: super::defaults::DEFAULTS,
    title: "留守儿童基本情况登记表",
    sections: &[
        child::SECTION,
        residence::SECTION,
        schooling::SECTION,
        wellbeing::HEALTH,
        wellbeing::DISABILITY,
        parents::FATHER,
        parents::MOTHER,
        parents::WORK,
        parents::AWAY,
        entrusted_care::SECTION,
        family::SECTION,
        help::SECTION,
        filing::SECTION,
    ],
};
