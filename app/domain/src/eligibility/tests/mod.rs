//! The vectors of rules 13, each test named by its number, and what must hold for all
//! answers.

mod invariants;
mod left_behind;
mod migrant;
mod other;

use jiff::civil::{Date, date};

use super::{Policy, ReasonCode, Ruling, Verdict, assess};
use crate::divisions::Address;
use crate::form::{Answers, FormKind, Value};

/// The as-of date of rules 13.
const AS_OF: Date = date(2026, 11, 21);

fn tianjin() -> &'static Policy {
    Policy::named("tianjin").unwrap()
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn place(code: &str) -> Value {
    Value::Address(Address { division_code: code.to_owned(), ..Address::default() })
}

fn abroad(country: &str) -> Value {
    Value::Address(Address { outside: country.to_owned(), ..Address::default() })
}

/// Answers under construction: `Child::migrant().with(...)` reads like the vector.
#[derive(Clone)]
struct Child {
    form: FormKind,
    answers: Answers,
}

impl Child {
    /// Born 2015-03-08, with both parents.
    fn migrant(hukou: &str, current: &str, left: &str) -> Self {
        let answers = [
            ("child_birth_date", text("2015-03-08")),
            ("hukou_registered", Value::Bool(true)),
            ("hukou_address", place(hukou)),
            ("current_address", place(current)),
            ("left_hukou_date", text(left)),
            ("living_with", text("both_parents")),
        ];
        Self { form: FormKind::Migrant, answers: answers.into_iter().collect() }
    }

    /// Hukou and home in 蓟州区渔阳镇, born 2015-03-08; parents to be told.
    fn left_behind() -> Self {
        let answers = [
            ("child_birth_date", text("2015-03-08")),
            ("hukou_registered", Value::Bool(true)),
            ("hukou_address", place("120119100")),
            ("current_address", place("120119100")),
            ("has_entrusted_carer", Value::Bool(true)),
        ];
        Self { form: FormKind::LeftBehind, answers: answers.into_iter().collect() }
    }

    fn with(mut self, key: &str, value: Value) -> Self {
        self.answers.set(key, value);
        self
    }

    fn without(mut self, key: &str) -> Self {
        self.answers.remove(key);
        self
    }

    fn born(self, day: &str) -> Self {
        self.with("child_birth_date", text(day))
    }

    fn living_with(self, code: &str) -> Self {
        self.with("living_with", text(code))
    }

    /// Away in 浦东新区 since 2025-01-01.
    fn away(self, parent: &str) -> Self {
        self.away_since(parent, "310115", "2025-01-01")
    }

    fn away_since(self, parent: &str, county: &str, since: &str) -> Self {
        self.with(&format!("{parent}_away_for_work"), Value::Bool(true))
            .with(&format!("{parent}_work_place"), place(county))
            .with(&format!("{parent}_away_since"), text(since))
    }

    fn home(self, parent: &str, capacity: &str) -> Self {
        self.with(&format!("{parent}_away_for_work"), Value::Bool(false))
            .with(&format!("{parent}_guardianship_capacity"), text(capacity))
    }

    fn status(self, parent: &str, status: &str) -> Self {
        self.with(&format!("{parent}_status"), text(status))
    }

    fn judged(self, parent: &str) -> Self {
        self.with(&format!("{parent}_capacity_judged_by"), text("渔阳镇人民政府"))
            .with(&format!("{parent}_capacity_judged_at"), text("2026-10-08"))
            .with(&format!("{parent}_capacity_basis"), text("诊断证明"))
    }

    fn on(&self, as_of: Date) -> Verdict {
        assess(self.form, &self.answers, tianjin(), as_of)
    }

    fn verdict(&self) -> Verdict {
        self.on(AS_OF)
    }

    fn under(&self, policy: &Policy) -> Verdict {
        assess(self.form, &self.answers, policy, AS_OF)
    }
}

fn codes(ruling: &Ruling) -> Vec<ReasonCode> {
    ruling.reasons.iter().map(|reason| reason.code).collect()
}
