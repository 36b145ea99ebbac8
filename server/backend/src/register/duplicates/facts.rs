//! What of a record is compared.

use std::fmt;

use domain::Date;
use domain::form::{Answers, Key};
use domain::forms::keys;
use domain::values::{NationalId, Paper, Phone, national_id};

use super::name::{Name, fold};

/// Digits of a township's code.
const TOWNSHIP: usize = 9;

/// What is compared of a record's answers.
#[derive(Clone, Default)]
pub struct Facts {
    /// The child's number, normalised; it may fail its check.
    pub(crate) number: Option<String>,
    pub(crate) name: Option<Name>,
    pub(crate) born: Option<Date>,
    pub(crate) sex: Option<String>,
    /// Father, mother, guardian: the roles that are compared with each other.
    pub(crate) adults: [Adult; 3],
    /// Township of residence, nine digits.
    pub(crate) township: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) school: Option<String>,
}

/// An adult of the family.
#[derive(Clone, Debug, Default)]
pub(crate) struct Adult {
    pub(crate) name: Option<Name>,
    /// Number of the document.
    pub(crate) paper: Option<String>,
    pub(crate) phone: Option<Phone>,
}

impl Facts {
    /// Takes them out of the answers.
    #[must_use]
    pub fn of(answers: &Answers) -> Self {
        let place = answers.get(keys::CURRENT_ADDRESS);
        Self {
            number: answers
                .value(keys::CHILD_ID_NUMBER.name())
                .and_then(|value| value.as_text())
                .map(national_id::normalise),
            name: answers.text(keys::CHILD_NAME).and_then(Name::of),
            born: answers.get(keys::CHILD_BIRTH_DATE),
            sex: answers.text(keys::CHILD_SEX).map(str::to_owned),
            adults: [
                Adult::of(answers, keys::FATHER_NAME, keys::FATHER_ID, keys::FATHER_PHONE),
                Adult::of(answers, keys::MOTHER_NAME, keys::MOTHER_ID, keys::MOTHER_PHONE),
                guardian(answers),
            ],
            township: place.and_then(|place| place.division_code.get(..TOWNSHIP)).map(str::to_owned),
            address: place.and_then(|place| spelled(&place.detail)),
            school: answers.text(keys::SCHOOL_NAME).and_then(spelled),
        }
    }

    /// Whether the child's number passes its check.
    pub(crate) fn has_valid_number(&self) -> bool {
        self.number.as_deref().is_some_and(|number| NationalId::parse(number).is_ok())
    }
}

impl fmt::Debug for Facts {
    /// Nothing of a person: hashes are logged.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Facts").finish_non_exhaustive()
    }
}

/// The guardian who is no parent: each form has a section of its own for him or her.
fn guardian(answers: &Answers) -> Adult {
    let carer = Adult::of(answers, keys::ENTRUSTED_CARER_NAME, keys::ENTRUSTED_CARER_ID, keys::ENTRUSTED_CARER_PHONE);
    if carer.name.is_some() || carer.paper.is_some() || carer.phone.is_some() {
        return carer;
    }
    Adult::of(answers, keys::OTHER_GUARDIAN_NAME, keys::OTHER_GUARDIAN_ID, keys::OTHER_GUARDIAN_PHONE)
}

impl Adult {
    fn of(answers: &Answers, name: Key<&'static str>, paper: Key<&'static Paper>, phone: Key<Phone>) -> Self {
        Self {
            name: answers.text(name).and_then(Name::of),
            paper: answers.paper(paper).and_then(|paper| spelled(&paper.number)),
            phone: answers.get(phone),
        }
    }
}

/// Letters and digits alone, in one case; `None` when there are none.
fn spelled(raw: &str) -> Option<String> {
    let spelled = fold(raw);
    (!spelled.is_empty()).then_some(spelled)
}
