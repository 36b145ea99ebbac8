//! What the answers say, read once: everything the rules ask about, with the divisions resolved on the
//! as-of date. A malformed answer is a missing one.

use jiff::civil::Date;

use super::geography::{Crossing, Located, Location};
use super::outcome::Truth;
use super::parent::ParentFacts;
use super::policy::Policy;
use super::reason::ReasonCode;
use crate::divisions::DivisionCode;
use crate::form::{Answers, FormKind};
use crate::forms::keys;
use crate::values::NationalId;
use crate::values::date::add_months;
use crate::values::order::in_order;

/// 共同居住人, including the screening value `none`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Companion {
    /// 父母双方
    BothParents,
    /// 父母一方
    OneParent,
    /// 其他监护人
    OtherGuardian,
    /// 无（独自居住）
    Nobody,
}

/// The household register (户口) of the child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hukou {
    /// A mainland county at least.
    At(DivisionCode),
    /// Not registered, or registered outside the mainland: there is no hukou place to leave.
    Nowhere,
    /// Not told.
    Unknown,
    /// Said to be unregistered, and an address is given all the same.
    Contradicted,
}

impl Hukou {
    /// What the answers say about the register.
    #[must_use]
    pub fn of(answers: &Answers) -> Self {
        let registered: Option<bool> = answers.get(keys::HUKOU_REGISTERED);
        match (registered, Location::of(answers.address(keys::HUKOU_ADDRESS))) {
            (Some(false), Location::At(_)) => Self::Contradicted,
            (Some(false), _) | (_, Location::Outside) => Self::Nowhere,
            (_, Location::At(code)) => Self::At(code),
            (_, Location::Unknown) => Self::Unknown,
        }
    }
}

impl Hukou {
    /// The hukou place in the table valid on `day`, or why there is none to compare with.
    fn located(self, day: Date) -> Result<Located, ReasonCode> {
        match self {
            Self::At(code) => Located::on(code, day).ok_or(ReasonCode::HukouUnknown),
            Self::Nowhere => Err(ReasonCode::NoHukou),
            Self::Unknown => Err(ReasonCode::HukouUnknown),
            Self::Contradicted => Err(ReasonCode::FactsConflict),
        }
    }
}

/// The facts about one child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Birth date.
    pub born: Option<Date>,
    /// Household register.
    pub hukou: Hukou,
    /// The number is one of a 港澳台居民居住证.
    pub hmt_number: bool,
    /// From the hukou place to the residence across counties.
    pub cross_county: Crossing,
    /// From the hukou place to the residence across townships.
    pub cross_township: Crossing,
    /// Hukou and residence within the districts of one city.
    pub within_city: Truth,
    /// 离开户籍地日期.
    pub left: Option<Date>,
    /// 来现居住地日期.
    pub arrived: Option<Date>,
    /// 共同居住人.
    pub companion: Option<Companion>,
    /// 有无受委托监护人.
    pub entrusted: Option<bool>,
    /// Father.
    pub father: ParentFacts,
    /// Mother.
    pub mother: ParentFacts,
}

impl Facts {
    /// Reads the facts. On the migrant form a child who lives with both parents has no parent away;
    /// the left-behind form does not ask with whom the child lives.
    #[must_use]
    pub fn read(form: FormKind, answers: &Answers, policy: &Policy, as_of: Date) -> Self {
        let hukou = Hukou::of(answers);
        let home = hukou.located(as_of);
        let current = match Location::of(answers.address(keys::CURRENT_ADDRESS)) {
            Location::At(code) => Located::on(code, as_of),
            Location::Unknown | Location::Outside => None,
        };
        let (cross_county, cross_township, within_city) = crossings(home, current, policy);
        let companion = companion(answers);
        let at_home = form == FormKind::Migrant && companion == Some(Companion::BothParents);
        Self {
            born: answers.get(keys::CHILD_BIRTH_DATE),
            hukou,
            hmt_number: answers.get(keys::CHILD_ID_NUMBER).is_some_and(|id: NationalId| id.is_hmt()),
            cross_county,
            cross_township,
            within_city,
            left: answers.get(keys::LEFT_HUKOU_DATE),
            arrived: answers.get(keys::ARRIVED_RESIDENCE_DATE),
            companion,
            entrusted: answers.get(keys::HAS_ENTRUSTED_CARER),
            father: ParentFacts::father(answers, home, at_home, policy, as_of),
            mother: ParentFacts::mother(answers, home, at_home, policy, as_of),
        }
    }

    /// The days on which waiting may change a result, in order.
    #[must_use]
    pub fn turning_days(&self, policy: &Policy) -> Vec<Date> {
        let months = |day: Option<Date>, months: i32| day.map(|day| add_months(day, months));
        let stay = policy.residence_months;
        let days = [
            months(self.born, policy.age_limit_months),
            months(self.born, stay),
            months(self.left, stay),
            months(self.arrived, stay),
        ]
        .into_iter()
        .chain(self.father.turning_days(policy))
        .chain(self.mother.turning_days(policy))
        .flatten();
        let mut days = in_order(days, |day| *day);
        days.dedup();
        days
    }
}

fn companion(answers: &Answers) -> Option<Companion> {
    match answers.text(keys::LIVING_WITH)? {
        "both_parents" => Some(Companion::BothParents),
        "one_parent" => Some(Companion::OneParent),
        "other_guardian" => Some(Companion::OtherGuardian),
        "none" => Some(Companion::Nobody),
        _ => None,
    }
}

fn crossings(
    home: Result<Located, ReasonCode>,
    current: Option<Located>,
    policy: &Policy,
) -> (Crossing, Crossing, Truth) {
    let why = match (home, current) {
        (Ok(from), Some(to)) => {
            return (from.cross_county(to, policy), from.cross_township(to), from.within_city_districts(to));
        }
        (Err(why), _) => why,
        (Ok(_), None) => ReasonCode::ResidenceUnknown,
    };
    (Crossing::unknown(why), Crossing::unknown(why), Truth::Unknown)
}
