//! What a check knows beside the answers, and what only the register knows.

use jiff::civil::Date;

use crate::divisions::DivisionCode;
use crate::eligibility::Policy;
use crate::form::{Asker, Key};
use crate::forms::keys;
use crate::routing::Deployment;
use crate::values::Phone;

/// What a check knows beside the answers.
#[derive(Clone, Copy)]
pub struct CheckContext<'a> {
    /// Today in Asia/Shanghai; the as-of date of answers without 填报日期.
    pub today: Date,
    /// The policy profile in force.
    pub policy: &'a Policy,
    /// The divisions in which this deployment works.
    pub deployment: &'a Deployment,
    /// What the register knows; on the phone, nothing.
    pub facts: Facts,
}

/// Children of different families in one county for whom one phone number may stand before it is pointed
/// out (V-29).
pub const CHILDREN_PER_PHONE: usize = 10;

/// The fields that hold the phone number of an adult, on either form.
pub const PHONES: [Key<Phone>; 4] =
    [keys::FATHER_PHONE, keys::MOTHER_PHONE, keys::OTHER_GUARDIAN_PHONE, keys::ENTRUSTED_CARER_PHONE];

/// What only the register can know about a declaration.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Who answers. A family is not asked for what only a worker can say (judgements, 填报日期), so it is
    /// not kept from submitting by its absence.
    pub asker: Asker,
    /// The register holds another active record that may be of the same child, and nobody has decided yet (V-10).
    pub same_child: bool,
    /// The field whose phone number stands for more than [`CHILDREN_PER_PHONE`] children of different families
    /// in the county, this one among them (V-29).
    pub busy_phone: Option<&'static str>,
    /// The unit of the user, which fills in the form unless 填报单位 says otherwise (V-40).
    pub unit: Option<DivisionCode>,
    /// 填报日期 of the newest version of the same child and form (V-41).
    pub newest_version: Option<Date>,
    /// The answers are imported history: old dates and abolished codes are accepted (V-07, V-41).
    pub imported: bool,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            asker: Asker::Family,
            same_child: false,
            busy_phone: None,
            unit: None,
            newest_version: None,
            imported: false,
        }
    }
}
