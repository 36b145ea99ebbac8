//! The keys of the adults on a form, so that a rule about any of them is written once.

use jiff::civil::Date;

use super::findings::Check;
use crate::divisions::Address;
use crate::form::{FormKind, Key};
use crate::forms::keys;
use crate::values::{AdultPaper, Paper, Phone, national_id};

/// Name, paper, phone and places of one adult.
pub(super) struct Adult {
    pub(super) who: &'static str,
    pub(super) name: Key<&'static str>,
    pub(super) id: Key<&'static Paper>,
    pub(super) phone: Key<Phone>,
    pub(super) hukou: Key<&'static Address>,
    pub(super) current: Key<&'static Address>,
}

/// A parent: an adult with a situation, work away from home and a judged capability.
pub(super) struct Parent {
    pub(super) adult: Adult,
    pub(super) status: Key<&'static str>,
    pub(super) away_for_work: Key<bool>,
    pub(super) work_place: Key<&'static Address>,
    pub(super) away_since: Key<Date>,
    pub(super) away_until: Key<Date>,
    pub(super) capacity: Key<&'static str>,
    pub(super) reason: Key<&'static str>,
    pub(super) judged_by: Key<&'static str>,
    pub(super) judged_at: Key<Date>,
    pub(super) basis: Key<&'static str>,
}

pub(super) const FATHER: Parent = Parent {
    adult: Adult {
        who: "爸爸",
        name: keys::FATHER_NAME,
        id: keys::FATHER_ID,
        phone: keys::FATHER_PHONE,
        hukou: keys::FATHER_HUKOU_ADDRESS,
        current: keys::FATHER_CURRENT_ADDRESS,
    },
    status: keys::FATHER_STATUS,
    away_for_work: keys::FATHER_AWAY_FOR_WORK,
    work_place: keys::FATHER_WORK_PLACE,
    away_since: keys::FATHER_AWAY_SINCE,
    away_until: keys::FATHER_AWAY_UNTIL,
    capacity: keys::FATHER_GUARDIANSHIP_CAPACITY,
    reason: keys::FATHER_CAPACITY_REASON,
    judged_by: keys::FATHER_CAPACITY_JUDGED_BY,
    judged_at: keys::FATHER_CAPACITY_JUDGED_AT,
    basis: keys::FATHER_CAPACITY_BASIS,
};

pub(super) const MOTHER: Parent = Parent {
    adult: Adult {
        who: "妈妈",
        name: keys::MOTHER_NAME,
        id: keys::MOTHER_ID,
        phone: keys::MOTHER_PHONE,
        hukou: keys::MOTHER_HUKOU_ADDRESS,
        current: keys::MOTHER_CURRENT_ADDRESS,
    },
    status: keys::MOTHER_STATUS,
    away_for_work: keys::MOTHER_AWAY_FOR_WORK,
    work_place: keys::MOTHER_WORK_PLACE,
    away_since: keys::MOTHER_AWAY_SINCE,
    away_until: keys::MOTHER_AWAY_UNTIL,
    capacity: keys::MOTHER_GUARDIANSHIP_CAPACITY,
    reason: keys::MOTHER_CAPACITY_REASON,
    judged_by: keys::MOTHER_CAPACITY_JUDGED_BY,
    judged_at: keys::MOTHER_CAPACITY_JUDGED_AT,
    basis: keys::MOTHER_CAPACITY_BASIS,
};

/// 父亲 and 母亲.
pub(super) static PARENTS: [Parent; 2] = [FATHER, MOTHER];

/// 其他监护人 of the migrant form.
pub(super) static OTHER_GUARDIAN: Adult = Adult {
    who: "这位监护人",
    name: keys::OTHER_GUARDIAN_NAME,
    id: keys::OTHER_GUARDIAN_ID,
    phone: keys::OTHER_GUARDIAN_PHONE,
    hukou: keys::OTHER_GUARDIAN_HUKOU_ADDRESS,
    current: keys::OTHER_GUARDIAN_CURRENT_ADDRESS,
};

/// 受委托监护人 of the left-behind form.
pub(super) static ENTRUSTED_CARER: Adult = Adult {
    who: "照顾孩子的人",
    name: keys::ENTRUSTED_CARER_NAME,
    id: keys::ENTRUSTED_CARER_ID,
    phone: keys::ENTRUSTED_CARER_PHONE,
    hukou: keys::ENTRUSTED_CARER_HUKOU_ADDRESS,
    current: keys::ENTRUSTED_CARER_CURRENT_ADDRESS,
};

impl Parent {
    /// `normal`, or nothing said.
    pub(super) fn is_present(&self, check: &Check<'_>) -> bool {
        matches!(check.code(self.status), "" | "normal")
    }

    /// 综合判断 is recorded: by whom, when and on what ground.
    pub(super) fn is_judged(&self, check: &Check<'_>) -> bool {
        [self.judged_by.name(), self.judged_at.name(), self.basis.name()].into_iter().all(|field| check.filled(field))
    }
}

impl Adult {
    /// The adult's paper, when it is well formed.
    pub(super) fn paper(&self, check: &Check<'_>) -> Option<AdultPaper> {
        AdultPaper::read(check.answers.paper(self.id)?).ok()
    }

    /// The number of the adult's paper, also of a malformed one; never empty.
    pub(super) fn number(&self, check: &Check<'_>) -> Option<String> {
        let number = match self.paper(check) {
            Some(paper) => paper.number().to_owned(),
            None => national_id::normalise(&check.answers.paper(self.id)?.number),
        };
        (!number.is_empty()).then_some(number)
    }
}

impl Check<'_> {
    /// The adult beside the parents: 其他监护人 or 受委托监护人.
    pub(super) fn carer(&self) -> &'static Adult {
        match self.form.kind {
            FormKind::Migrant => &OTHER_GUARDIAN,
            FormKind::LeftBehind => &ENTRUSTED_CARER,
        }
    }

    /// Father, mother and carer.
    pub(super) fn adults(&self) -> [&'static Adult; 3] {
        [&PARENTS[0].adult, &PARENTS[1].adult, self.carer()]
    }
}
