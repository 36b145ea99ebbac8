//! What a day gives for one record.

use jiff::civil::Date;

use super::facts::{Evaluation, Pending, RecordFacts};
use super::kind::EffectKind;
use super::next_day::PENDING_DAYS;
use super::reconfirm::{confirmed_on, reconfirmation};
use crate::divisions::{Address, CountyCode, resolve};
use crate::eligibility::geography::Location;
use crate::eligibility::{Class, Flag, Outcome, Policy, ReasonCode, Verdict};
use crate::form::{FormKind, Key};
use crate::forms::keys;
use crate::parameters::Parameters;
use crate::values::date::{add_days, add_months};

/// Something that a day gives. The backend makes it unless the record has one of this kind and anchor already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Effect {
    /// What.
    pub kind: EffectKind,
    /// The day that it is about: with the kind it is unique for the record.
    pub anchor: Date,
    /// The day for which it was made, also when that day is run late.
    pub created_for: Date,
    /// Last day to act; the anchor where nobody has to.
    pub due_on: Date,
    /// Whether a notice has to go along to a county outside of the deployment (转出告知单).
    pub external_notice: bool,
}

/// What `day` gives. `old` is what the evaluation before left behind; nothing for a record that was never evaluated.
///
/// Equal arguments give equal effects, each once, in the order of kinds. Run again with what the day itself left behind, the
/// same come out. Days may be run late, but one after the other.
#[must_use]
pub fn effects(
    record: &RecordFacts<'_>,
    old: Option<&Evaluation>,
    verdict: &Verdict,
    policy: &Policy,
    parameters: &Parameters,
    day: Date,
) -> Vec<Effect> {
    if !record.state.is_active() {
        return Vec::new();
    }
    let run = Run { record, now: Evaluation::after(old, verdict), verdict, policy, parameters, day };
    let born: Option<Date> = record.answers.get(keys::CHILD_BIRTH_DATE);
    let birthday = born.map(|born| add_months(born, policy.age_limit_months));
    if let Some(birthday) = birthday.filter(|birthday| *birthday <= day) {
        // Nothing else is worth a person's time after that.
        return vec![run.effect(EffectKind::Reached16, birthday, birthday)];
    }
    let mut made = Vec::new();
    if let Some(birthday) = birthday.filter(|birthday| add_days(*birthday, -policy.exit_notice_days) <= day) {
        made.push(run.effect(EffectKind::Notice16, birthday, birthday));
    }
    match record.pending {
        Some(pending) => made.extend(run.pending(pending)),
        None => {
            run.confirmation(&mut made);
            made.extend(run.alone());
            made.extend(run.change());
            made.extend(run.soon_in_scope());
        }
    }
    made.sort_unstable();
    made
}

/// One record on one day.
struct Run<'a> {
    record: &'a RecordFacts<'a>,
    now: Evaluation,
    verdict: &'a Verdict,
    policy: &'a Policy,
    parameters: &'a Parameters,
    day: Date,
}

impl Run<'_> {
    const fn effect(&self, kind: EffectKind, anchor: Date, due_on: Date) -> Effect {
        Effect { kind, anchor, created_for: self.day, due_on, external_notice: false }
    }

    /// A child that was taken along: announced where it lives now; when nobody took it in there, it exits.
    fn pending(&self, pending: Pending) -> Option<Effect> {
        let due = add_months(pending.moved_on, self.policy.residence_months);
        let end = if pending.inside { add_days(due, PENDING_DAYS) } else { due };
        if end <= self.day {
            let ended = self.effect(EffectKind::PendingEnded, due, end);
            return Some(Effect { external_notice: !pending.inside, ..ended });
        }
        (self.noticed(due) <= self.day).then(|| self.effect(EffectKind::Revisit, due, due))
    }

    fn noticed(&self, due: Date) -> Date {
        add_days(due, -i32::from(self.parameters.six_months_notice_days))
    }

    fn confirmation(&self, made: &mut Vec<Effect>) {
        if let Some(confirmed) = confirmed_on(self.record.confirmations) {
            let days = reconfirmation(self.record.form, confirmed, self.parameters);
            if days.appears_on <= self.day {
                made.push(self.effect(EffectKind::Reconfirm, confirmed, days.due_on));
            }
            if days.lost_on <= self.day && self.record.lost_contact_since.is_none() {
                made.push(self.effect(EffectKind::LostContact, days.due_on, days.lost_on));
            }
        }
        if let Some(since) = self.record.lost_contact_since.filter(|since| *since <= self.day) {
            made.push(self.effect(EffectKind::LostContact, since, since));
        }
    }

    /// A child without a guardian does not exit: it is looked after.
    fn alone(&self) -> Option<Effect> {
        let alone = self.verdict.has(Flag::SafetyAlert);
        alone.then(|| self.effect(EffectKind::NoGuardianCompanion, self.now.since, self.now.since))
    }

    /// Six months are not over yet: somebody goes there when they are.
    fn soon_in_scope(&self) -> Option<Effect> {
        let ruling = match self.record.form {
            FormKind::Migrant => &self.verdict.monitoring,
            FormKind::LeftBehind => &self.verdict.left_behind,
        };
        let due = ruling.due.filter(|_| ruling.says(ReasonCode::Under6Months))?;
        (self.noticed(due) <= self.day).then(|| self.effect(EffectKind::Revisit, due, due))
    }

    /// The proposal that the rules, the facts or the verdict give.
    fn change(&self) -> Option<Effect> {
        let class = self.verdict.class;
        let taken_in = match self.record.form {
            FormKind::Migrant => class == Class::M1,
            FormKind::LeftBehind => class == Class::Lb,
        };
        let kind = match moved(self.record, self.verdict) {
            // The facts are as they were: one list for the county, and no record moves by itself.
            _ if self.now.by_rules && !taken_in => EffectKind::RuleChanged,
            Some(kind) => kind,
            None if taken_in => return None,
            None => self.left()?,
        };
        let anchor = effective(self.record, kind).unwrap_or(self.now.since);
        let away = kind == EffectKind::MovedAway && !stays_inside(self.record, self.day);
        Some(Effect { external_notice: away, ..self.effect(kind, anchor, anchor) })
    }

    /// Why a verdict no longer takes in a child that lives where it did.
    fn left(&self) -> Option<EffectKind> {
        match self.verdict.class {
            Class::Review => Some(EffectKind::Review),
            Class::Overlap => Some(EffectKind::Overlap),
            _ if self.record.form == FormKind::LeftBehind => returned(self.verdict),
            _ => None,
        }
    }
}

/// A child that lives, or is registered, elsewhere than when its record was made.
fn moved(record: &RecordFacts<'_>, verdict: &Verdict) -> Option<EffectKind> {
    let at = |key| county(record, key, verdict.as_of);
    let (hukou, residence, owner) =
        (at(keys::HUKOU_ADDRESS), at(keys::CURRENT_ADDRESS), resolve(record.owner, verdict.as_of));
    let residence = residence?;
    let home = hukou == Some(residence);
    match record.form {
        FormKind::Migrant if residence != owner && home => Some(EffectKind::ReturnedToHukou),
        FormKind::Migrant if residence != owner => Some(EffectKind::MovedAway),
        FormKind::Migrant if home && verdict.monitoring.says(ReasonCode::SameCounty) => Some(EffectKind::HukouMoved),
        FormKind::Migrant if verdict.monitoring.says(ReasonCode::ExemptDistricts) => Some(EffectKind::HukouMoved),
        FormKind::Migrant => None,
        FormKind::LeftBehind => {
            let parents = [keys::FATHER_CURRENT_ADDRESS, keys::MOTHER_CURRENT_ADDRESS];
            let with_parent = parents.into_iter().any(|key| at(key) == Some(residence));
            (hukou.is_some() && !home && with_parent).then_some(EffectKind::TakenAlong)
        }
    }
}

/// Why a left-behind child is none any more: a parent is back, or able again.
fn returned(verdict: &Verdict) -> Option<EffectKind> {
    let ruling = &verdict.left_behind;
    let out = ruling.result == Outcome::Out && !ruling.says(ReasonCode::Under6Months);
    let able = ruling.says(ReasonCode::OtherParentAble) && !ruling.says(ReasonCode::ParentReturned);
    out.then_some(if able { EffectKind::ParentRecovered } else { EffectKind::ParentReturned })
}

/// The day from which it is so, where the answers tell it: of a move that no date tells, the day of the report that says so.
fn effective(record: &RecordFacts<'_>, kind: EffectKind) -> Option<Date> {
    let answers = record.answers;
    let latest = |days: [Option<Date>; 2]| days.into_iter().flatten().max();
    match kind {
        EffectKind::ReturnedToHukou | EffectKind::MovedAway | EffectKind::TakenAlong => {
            answers.get(keys::ARRIVED_RESIDENCE_DATE).or_else(|| answers.get(keys::REPORT_DATE))
        }
        EffectKind::HukouMoved => answers.get(keys::REPORT_DATE),
        EffectKind::ParentReturned => {
            latest([answers.get(keys::FATHER_AWAY_UNTIL), answers.get(keys::MOTHER_AWAY_UNTIL)])
        }
        EffectKind::ParentRecovered => {
            latest([answers.get(keys::FATHER_CAPACITY_JUDGED_AT), answers.get(keys::MOTHER_CAPACITY_JUDGED_AT)])
        }
        _ => None,
    }
}

/// The county of an address, in the division table of the day.
fn county(record: &RecordFacts<'_>, key: Key<&'static Address>, day: Date) -> Option<CountyCode> {
    match Location::of(record.answers.address(key)) {
        Location::At(code) => code.county_on(day),
        Location::Unknown | Location::Outside => None,
    }
}

/// Whether the residence lies inside the deployment.
fn stays_inside(record: &RecordFacts<'_>, day: Date) -> bool {
    county(record, keys::CURRENT_ADDRESS, day).is_some_and(|county| record.deployment.contains_county(county))
}
