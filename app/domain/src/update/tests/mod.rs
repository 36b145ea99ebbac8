//! What days give, by vectors and for every record.

mod days;
mod random;

use jiff::civil::{Date, date};

use super::*;
use crate::divisions::{Address, CountyCode, DivisionCode};
use crate::eligibility::{Policy, Verdict, assess};
use crate::form::{Answers, FormKind, Value};
use crate::parameters::Parameters;
use crate::register::State;
use crate::routing::Deployment;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn place(code: &str) -> Value {
    Value::Address(Address { division_code: code.to_owned(), ..Address::default() })
}

fn tianjin() -> &'static Policy {
    Policy::named("tianjin").unwrap()
}

fn county(code: &str) -> CountyCode {
    CountyCode::parse(code).unwrap()
}

fn deployment() -> Deployment {
    Deployment::new("天津市", [DivisionCode::parse("120000").unwrap()])
}

/// A migrant child of 鹿邑 in 长虹街道.
fn k1() -> Answers {
    [
        ("report_date", text("2026-05-24")),
        ("child_birth_date", text("2015-03-08")),
        ("hukou_registered", Value::Bool(true)),
        ("hukou_address", place("411628001")),
        ("current_address", place("120104001")),
        ("left_hukou_date", text("2020-02-10")),
        ("arrived_residence_date", text("2020-02-10")),
        ("living_with", text("both_parents")),
    ]
    .into_iter()
    .collect()
}

/// A left-behind child of 蓟州, 16 on 2026-12-22; both parents work in Shanghai.
fn k3() -> Answers {
    [
        ("report_date", text("2026-05-24")),
        ("child_birth_date", text("2010-12-22")),
        ("hukou_registered", Value::Bool(true)),
        ("hukou_address", place("120119100")),
        ("current_address", place("120119100")),
        ("both_parents_away", Value::Bool(true)),
        ("has_entrusted_carer", Value::Bool(true)),
        ("father_away_for_work", Value::Bool(true)),
        ("father_work_place", place("310115")),
        ("father_away_since", text("2025-01-01")),
        ("mother_away_for_work", Value::Bool(true)),
        ("mother_work_place", place("310115")),
        ("mother_away_since", text("2025-01-01")),
    ]
    .into_iter()
    .collect()
}

fn with(mut answers: Answers, key: &str, value: Value) -> Answers {
    answers.set(key, value);
    answers
}

/// A record that is evaluated day by day, as the nightly run does it.
struct History<'a> {
    record: RecordFacts<'a>,
    old: Option<Evaluation>,
}

impl<'a> History<'a> {
    fn new(form: FormKind, answers: &'a Answers, deployment: &'a Deployment) -> Self {
        let owner = county(if form == FormKind::Migrant { "120104" } else { "120119" });
        let record = RecordFacts {
            form,
            answers,
            owner,
            state: State::Verified,
            deployment,
            confirmations: Confirmations::default(),
            pending: None,
            lost_contact_since: None,
            next_rules: None,
        };
        Self { record, old: None }
    }

    fn verdict(&self, policy: &Policy, day: Date) -> Verdict {
        assess(self.record.form, self.record.answers, policy, day)
    }

    /// Runs a day; twice, because a day may be run again after it was killed.
    fn run_by(&mut self, policy: &Policy, day: Date) -> Vec<Effect> {
        let verdict = self.verdict(policy, day);
        let parameters = Parameters::default();
        let made = effects(&self.record, self.old.as_ref(), &verdict, policy, &parameters, day);
        self.old = Some(Evaluation::after(self.old.as_ref(), &verdict));
        let again = effects(&self.record, self.old.as_ref(), &verdict, policy, &parameters, day);
        assert_eq!(keys_of(&made), keys_of(&again), "{day}: what is run twice is made once");
        made
    }

    fn run(&mut self, day: Date) -> Vec<Effect> {
        self.run_by(tianjin(), day)
    }

    fn next(&self, day: Date) -> Option<Date> {
        next_day(&self.record, &self.verdict(tianjin(), day), tianjin(), &Parameters::default(), day)
    }
}

fn keys_of(made: &[Effect]) -> Vec<(EffectKind, Date)> {
    made.iter().map(|effect| (effect.kind, effect.anchor)).collect()
}

fn has(made: &[Effect], kind: EffectKind) -> bool {
    made.iter().any(|effect| effect.kind == kind)
}
