//! One parent in DT-L: away for work (外出务工), and able to care for the child (监护能力).

use jiff::civil::Date;

use super::geography::{Crossing, Located, Location};
use super::outcome::Truth;
use super::policy::Policy;
use super::reason::ReasonCode;
use crate::divisions::Address;
use crate::form::{Answers, Key};
use crate::forms::keys;
use crate::values::date::add_months;

/// A parent who is not simply there (`father_status` other than `normal`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// 死亡, 服刑在押, 强制隔离戒毒: cannot be away for work.
    Certain,
    /// 失踪, 失联, 撤销监护资格, 离异失联, 不详.
    Other,
}

/// `guardianship_capacity` (监护能力).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// 有监护能力
    Full,
    /// 难以履行
    Impaired,
    /// 无监护能力
    None,
}

/// What the answers say about one parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParentFacts {
    works_away: Option<bool>,
    crossing: Crossing,
    since: Option<Date>,
    until: Option<Date>,
    absence: Option<Absence>,
    capacity: Option<Capacity>,
    /// Day of the recorded 综合判断, when it is also recorded who judged.
    judged: Option<Date>,
    /// Lives with the child.
    at_home: bool,
}

struct Keys {
    status: Key<&'static str>,
    works_away: Key<bool>,
    work_place: Key<&'static Address>,
    since: Key<Date>,
    until: Key<Date>,
    capacity: Key<&'static str>,
    judged_by: Key<&'static str>,
    judged_at: Key<Date>,
}

const FATHER: Keys = Keys {
    status: keys::FATHER_STATUS,
    works_away: keys::FATHER_AWAY_FOR_WORK,
    work_place: keys::FATHER_WORK_PLACE,
    since: keys::FATHER_AWAY_SINCE,
    until: keys::FATHER_AWAY_UNTIL,
    capacity: keys::FATHER_GUARDIANSHIP_CAPACITY,
    judged_by: keys::FATHER_CAPACITY_JUDGED_BY,
    judged_at: keys::FATHER_CAPACITY_JUDGED_AT,
};

const MOTHER: Keys = Keys {
    status: keys::MOTHER_STATUS,
    works_away: keys::MOTHER_AWAY_FOR_WORK,
    work_place: keys::MOTHER_WORK_PLACE,
    since: keys::MOTHER_AWAY_SINCE,
    until: keys::MOTHER_AWAY_UNTIL,
    capacity: keys::MOTHER_GUARDIANSHIP_CAPACITY,
    judged_by: keys::MOTHER_CAPACITY_JUDGED_BY,
    judged_at: keys::MOTHER_CAPACITY_JUDGED_AT,
};

/// How a parent stands on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// Away for work long enough and far enough.
    pub(super) away: Truth,
    /// Away and far enough, but not long enough: the day on which it will be.
    pub(super) short_until: Option<Date>,
    /// Works elsewhere, but not across counties.
    pub(super) near: bool,
    /// Was away and came back to live (visits and leave do not count).
    pub(super) returned: bool,
    /// Without guardianship capability (无监护能力 or equal to it).
    pub(super) incapable: Truth,
    /// Either of both: cannot care for the child.
    pub(super) unavailable: Truth,
    /// Reason code when the incapability decides.
    pub(super) incapable_code: ReasonCode,
    /// What is missing, when `unavailable` or `away` is unknown.
    pub(super) missing: Option<ReasonCode>,
    /// The distance cannot be told.
    pub(super) distance: Option<ReasonCode>,
    /// Two answers exclude each other.
    pub(super) conflict: bool,
    /// Dead, missing, imprisoned …: check 事实无人抚养儿童 too.
    pub(super) absent: bool,
}

impl ParentFacts {
    pub(super) fn father(
        answers: &Answers,
        home: Result<Located, ReasonCode>,
        at_home: bool,
        policy: &Policy,
        day: Date,
    ) -> Self {
        Self::read(&FATHER, answers, home, at_home, policy, day)
    }

    pub(super) fn mother(
        answers: &Answers,
        home: Result<Located, ReasonCode>,
        at_home: bool,
        policy: &Policy,
        day: Date,
    ) -> Self {
        Self::read(&MOTHER, answers, home, at_home, policy, day)
    }

    fn read(
        keys: &Keys,
        answers: &Answers,
        home: Result<Located, ReasonCode>,
        at_home: bool,
        policy: &Policy,
        day: Date,
    ) -> Self {
        let work = Location::of(answers.address(keys.work_place));
        Self {
            works_away: answers.get(keys.works_away),
            crossing: distance(home, work, policy, day),
            since: answers.get(keys.since),
            until: answers.get(keys.until),
            absence: answers.text(keys.status).and_then(absence),
            capacity: answers.text(keys.capacity).and_then(capacity),
            judged: answers.get(keys.judged_at).filter(|_| answers.text(keys.judged_by).is_some()),
            at_home,
        }
    }

    pub(super) fn turning_days(&self, policy: &Policy) -> [Option<Date>; 3] {
        [self.since.map(|since| add_months(since, policy.left_behind_months)), self.until, self.judged]
    }

    /// How the parent stands on `day`.
    pub(super) fn on(&self, policy: &Policy, day: Date) -> Standing {
        let complete = self.since.map(|since| add_months(since, policy.left_behind_months));
        let works = Truth::from(self.works_away);
        let ended = self.until.is_some_and(|until| until <= day);
        let cannot_be_away = self.at_home || self.absence == Some(Absence::Certain);
        let mut conflict = cannot_be_away && works == Truth::Yes;

        let enough = works.and(self.crossing.truth).and(Truth::from(complete.map(|complete| day >= complete)));
        let away = match enough {
            _ if conflict => Truth::Unknown,
            _ if cannot_be_away => Truth::No,
            _ if ended => Truth::No,
            other => other,
        };
        let far = works == Truth::Yes && self.crossing.truth == Truth::Yes;
        let short_until = complete.filter(|complete| far && !cannot_be_away && !ended && day < *complete);

        let judged = self.judged.is_some_and(|judged| judged <= day);
        let (incapable, incapable_code, reason) = self.capability(judged, &mut conflict);
        let unavailable = if short_until.is_some() {
            // Row 9: who works away is able, and not away long enough. Recorded otherwise, ask.
            let able = self.absence.is_none() && matches!(self.capacity, None | Some(Capacity::Full));
            conflict |= !able;
            if able { Truth::No } else { Truth::Unknown }
        } else if conflict {
            Truth::Unknown
        } else {
            away.or(incapable)
        };
        let missing = match (away, unavailable) {
            (_, Truth::Unknown) if reason.is_some() => reason,
            (Truth::Unknown, _) | (_, Truth::Unknown) => Some(ReasonCode::ParentFactMissing),
            _ => None,
        };
        Standing {
            away,
            short_until,
            near: works == Truth::Yes && self.crossing.truth == Truth::No,
            returned: ended && works == Truth::Yes && !cannot_be_away,
            incapable,
            unavailable,
            incapable_code,
            missing,
            distance: (works == Truth::Yes && away == Truth::Unknown).then_some(self.crossing.why).flatten(),
            conflict,
            absent: self.absence.is_some(),
        }
    }

    /// `incapable(P)`: whether, under which code, and what is missing.
    fn capability(&self, judged: bool, conflict: &mut bool) -> (Truth, ReasonCode, Option<ReasonCode>) {
        let judgement = (Truth::Unknown, Some(ReasonCode::JudgementRequired));
        match self.absence {
            Some(absence) => {
                let (truth, missing) = match self.capacity {
                    Some(Capacity::Full) if judged && absence == Absence::Other => (Truth::No, None),
                    Some(Capacity::Full) => {
                        *conflict = true;
                        judgement
                    }
                    _ if judged => (Truth::Yes, None),
                    _ => judgement,
                };
                (truth, ReasonCode::OneAwayOtherAbsent, missing)
            }
            None => {
                let (truth, missing) = match self.capacity {
                    Some(Capacity::Full) => (Truth::No, None),
                    Some(Capacity::None) => (Truth::Yes, None),
                    Some(Capacity::Impaired) if judged => (Truth::Yes, None),
                    Some(Capacity::Impaired) => judgement,
                    None => (Truth::Unknown, Some(ReasonCode::ParentFactMissing)),
                };
                let code = if self.capacity == Some(Capacity::Impaired) {
                    ReasonCode::OneAwayOtherImpaired
                } else {
                    ReasonCode::OneAwayOtherIncapable
                };
                (truth, code, missing)
            }
        }
    }
}

/// Outside the mainland counts as across counties (decided here); without a hukou place nothing can be compared.
fn distance(home: Result<Located, ReasonCode>, work: Location, policy: &Policy, day: Date) -> Crossing {
    match (home, work) {
        (Err(why @ (ReasonCode::NoHukou | ReasonCode::FactsConflict)), _) => Crossing::unknown(why),
        (_, Location::Outside) => Crossing::yes(),
        (Err(why), _) => Crossing::unknown(why),
        (Ok(_), Location::Unknown) => Crossing { truth: Truth::Unknown, why: None },
        (Ok(home), Location::At(work)) => match Located::on(work, day) {
            Some(work) => home.cross_county(work, policy),
            None => Crossing { truth: Truth::Unknown, why: None },
        },
    }
}

fn absence(code: &str) -> Option<Absence> {
    match code {
        "deceased" | "imprisoned" | "compulsory_rehab" => Some(Absence::Certain),
        "missing" | "lost_contact" | "guardianship_revoked" | "divorced_no_contact" | "unknown" => Some(Absence::Other),
        _ => None,
    }
}

fn capacity(code: &str) -> Option<Capacity> {
    match code {
        "full" => Some(Capacity::Full),
        "impaired" => Some(Capacity::Impaired),
        "none" => Some(Capacity::None),
        _ => None,
    }
}
