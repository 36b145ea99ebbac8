//! Entries: opened, changed, closed; referrals on their way.

use jiff::civil::{Date, date};

use crate::comparison::{Alert as Compared, Answer, Item, Standing, Statement, compare};
use crate::divisions::{Address, CountyCode};
use crate::eligibility::{Policy, Verdict, assess};
use crate::form::{Answers, FormKind, Value};
use crate::ledger::entry::*;
use crate::ledger::report::{ReportState, is_red, report_by};
use crate::ledger::tracking::{self, FailureReason, ReferralAction, ReferralState, Report, ReportFault, reminders};
use crate::ledger::visit::first_visit;
use crate::ledger::{Need, Risk, RiskChange, RiskFault, alerts, facts_of, reassess_by, triggers};
use crate::parameters::Parameters;
use crate::values::date::is_weekday;

const DAY: Date = date(2026, 11, 23);

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn place(code: &str) -> Value {
    Value::Address(Address { division_code: code.to_owned(), ..Address::default() })
}

fn k1() -> Answers {
    [
        ("child_birth_date", text("2015-03-08")),
        ("hukou_registered", Value::Bool(true)),
        ("hukou_address", place("411628001")),
        ("current_address", place("120104001")),
        ("left_hukou_date", text("2020-02-10")),
        ("living_with", text("both_parents")),
    ]
    .into_iter()
    .collect()
}

fn verdict(answers: &Answers) -> Verdict {
    assess(FormKind::Migrant, answers, Policy::named("tianjin").unwrap(), DAY)
}

/// county.md C-79: nobody cares for the child; the entry is open before anybody approves.
#[test]
fn c_79_an_unattended_child_has_an_entry_at_submission() {
    let mut answers = k1();
    answers.set("guardianship_status", text("unattended"));
    let verdict = verdict(&answers);
    let (triggers, alerts) = (triggers(&answers, &verdict), alerts(&answers, &verdict));
    assert_eq!(alerts[0].rule, "V-22");
    let seen = Seen::Submitted { alert: true };
    assert_eq!(opening(&triggers, &answers, seen, &[]), Some(EntryState::Open));
    let risk = Risk::of(&triggers).unwrap();
    assert_eq!(risk, Risk::High);
    let first = first_visit(DAY, risk, alerts[0].holds_high(), &Parameters::default(), is_weekday);
    assert!(first.within_a_day);
    assert_eq!(first.due, date(2026, 11, 24));
}

/// county.md C-80: declined for these facts, not proposed again for them.
#[test]
fn c_80_what_was_declined_is_not_proposed_again_for_the_same_facts() {
    let mut answers = k1();
    answers.set("livelihood_support", Value::Choices(vec!["dibao".into()]));
    answers.set("family_difficulty", Value::Choices(vec!["none".into()]));
    let triggers = triggers(&answers, &verdict(&answers));
    assert_eq!(Risk::of(&triggers), Some(Risk::Low));
    assert_eq!(opening(&triggers, &answers, Seen::Submitted { alert: false }, &[]), None, "not before approval");
    assert_eq!(opening(&triggers, &answers, Seen::Approved, &[]), Some(EntryState::Proposed));
    let declined = [(1, facts_of(1, &answers))];
    assert_eq!(opening(&triggers, &answers, Seen::Approved, &declined), None);
    answers.set("livelihood_support", Value::Choices(vec!["tekun".into()]));
    assert_eq!(opening(&triggers, &answers, Seen::Approved, &declined), Some(EntryState::Proposed), "other facts");
}

#[test]
fn every_move_of_an_entry_leads_somewhere_and_no_other_exists() {
    for state in EntryState::ALL {
        for action in EntryAction::ALL {
            let listed = moves_from(*state).contains(action);
            assert_eq!(next_state(*state, *action).is_some(), listed, "{state:?} {action:?}");
        }
    }
    assert_eq!(next_state(EntryState::Closed, EntryAction::Reopen), Some(EntryState::Open), "another episode");
    assert_eq!(next_state(EntryState::Closing, EntryAction::Exit), Some(EntryState::Handover));
    assert_eq!(entry_number(CountyCode::parse("120104").unwrap(), 2026, 7), "TZ-120104-2026-00007");
}

fn closing(ended: &[Option<Date>]) -> Closing<'_, &'static str> {
    Closing {
        triggers_ended: ended,
        referrals: 0,
        measures: 0,
        reports: 0,
        last_seen: Some(date(2026, 11, 20)),
        risk: Risk::Medium,
        proposed_by: Some("zhang"),
        by: "li",
    }
}

/// county.md C-84: not over an open referral, and not by who proposed it.
#[test]
fn c_84_an_entry_is_closed_by_another_person_once_nothing_is_open() {
    let parameters = Parameters::default();
    let ended = [Some(date(2026, 11, 18))];
    let faults = |closing: Closing<'_, &'static str>| closing.faults(DAY, &parameters);
    assert_eq!(faults(closing(&ended)), []);
    assert_eq!(faults(Closing { referrals: 1, ..closing(&ended) }), [ClosingFault::Referral]);
    assert_eq!(faults(Closing { by: "zhang", ..closing(&ended) }), [ClosingFault::SamePerson]);
    assert_eq!(faults(closing(&[None])), [ClosingFault::Trigger]);
    let later = [Some(date(2026, 11, 21))];
    assert_eq!(faults(closing(&later)), [ClosingFault::Visit], "nobody saw the child since");
    assert_eq!(faults(Closing { last_seen: Some(date(2026, 10, 20)), ..closing(&ended) }), [ClosingFault::Visit]);
    assert_eq!(faults(Closing { risk: Risk::High, ..closing(&ended) }), [], "within seven days");
}

#[test]
fn a_grade_rises_at_once_and_falls_with_a_visit_and_a_reason() {
    let change =
        RiskChange { from: Risk::High, to: Risk::Low, alert: false, last_seen: Some(DAY), reason: "已落实" };
    assert_eq!(change.check(DAY), Ok(()));
    assert_eq!(RiskChange { alert: true, ..change }.check(DAY), Err(RiskFault::AlertStands));
    assert_eq!(RiskChange { last_seen: Some(date(2026, 10, 23)), ..change }.check(DAY), Err(RiskFault::NoVisit));
    assert_eq!(RiskChange { last_seen: Some(date(2026, 10, 24)), ..change }.check(DAY), Ok(()), "30 days");
    assert_eq!(RiskChange { reason: " ", ..change }.check(DAY), Err(RiskFault::NoReason));
    let up = RiskChange { from: Risk::Low, to: Risk::Medium, last_seen: None, reason: "", ..change };
    assert_eq!(up.check(DAY), Ok(()));
    assert_eq!(reassess_by(date(2026, 5, 27), &Parameters::default()), DAY);
}

/// county.md C-85
#[test]
fn c_85_a_referral_has_its_days_and_a_failure_its_reason() {
    assert_eq!(Need::Rehab.deadlines(false, DAY, is_weekday), [date(2026, 11, 30), date(2026, 12, 21)]);
    let failed = Report { result: "", success: false, reason: None };
    assert_eq!(failed.check(Need::Rehab), Err(ReportFault::Reason));
    assert_eq!(Report { reason: Some(FailureReason::NotReached), ..failed }.check(Need::Rehab), Ok(()));
    assert_eq!(Report { success: true, ..failed }.check(Need::Rehab), Err(ReportFault::Result));
    assert_eq!(Report { result: "rehab", success: true, reason: None }.check(Need::Rehab), Ok(()));
    assert_eq!(Report { result: "已联系", success: true, reason: None }.check(Need::Other), Ok(()), "in words");
}

/// county.md C-36: the referral of a pupil that no school knows.
#[test]
fn c_36_the_referral_of_v_33_is_urgent() {
    let mut answers = k1();
    answers.set("schooling_stage", text("primary"));
    answers.set("school_name", text("南开区长虹小学"));
    let standing =
        Standing { form: FormKind::Migrant, answers: &answers, county: CountyCode::parse("120104").unwrap() };
    let answer = Answer { says: Statement::NoRecord, note: String::new() };
    let outcome = compare(Item::Schooling, &standing, &answer, DAY);
    assert_eq!(outcome.alert, Some(Compared::OutOfSchool));
    assert_eq!(Need::Schooling.deadlines(true, DAY, is_weekday), [date(2026, 11, 26), date(2026, 11, 30)]);
}

#[test]
fn only_the_family_closes_a_need() {
    use ReferralState::{Accepted, Done, Fulfilled, Proposed, Sent, ToCounty};
    let way = |actions: &[(ReferralAction, bool)]| {
        actions.iter().try_fold(Proposed, |state, (action, again)| tracking::next_state(state, *action, *again))
    };
    use ReferralAction::{Accept, Confirm, Deny, Report, Send};
    assert_eq!(way(&[(Send, false), (Accept, false)]), Some(Accepted));
    assert_eq!(way(&[(Send, false), (Report, false)]), Some(Done));
    assert_eq!(way(&[(Send, false), (Report, false), (Confirm, false)]), Some(Fulfilled));
    assert_eq!(way(&[(Send, false), (Report, false), (Deny, false)]), Some(Sent), "asked once more");
    assert_eq!(way(&[(Send, false), (Report, false), (Deny, false), (Report, true), (Deny, true)]), Some(ToCounty));
    assert_eq!(way(&[(Confirm, false)]), None);
    assert!(Done.is_open() && !Fulfilled.is_open());
    let days = reminders(date(2026, 12, 21), is_weekday).map(|(_, day)| day);
    assert_eq!(days, [date(2026, 12, 21), date(2026, 12, 24), date(2027, 1, 4)]);
}

#[test]
fn every_need_has_days_and_results_that_are_told_apart() {
    for need in Need::ALL {
        let row = need.row();
        let [accept, answer] = need.deadlines(false, DAY, is_weekday);
        let [accept_urgent, answer_urgent] = need.deadlines(true, DAY, is_weekday);
        assert!(accept <= answer && accept_urgent <= accept && answer_urgent <= answer, "{need:?}");
        let mut codes: Vec<&str> = row.results.iter().map(|result| result.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), row.results.len(), "{need:?}");
    }
    assert_eq!(Need::Safety.deadlines(true, DAY, is_weekday), [DAY, date(2026, 11, 24)]);
}

/// county.md C-86: red until somebody was told, at the latest after 24 hours.
#[test]
fn c_86_a_mandatory_report_has_twenty_four_hours() {
    // 2026-11-22 21:00 in Shanghai.
    let recorded = (i64::from(crate::values::date::epoch_days(date(2026, 11, 22))) * 24 + 13) * 3_600_000;
    assert_eq!(crate::values::date::in_china(report_by(recorded)), Some((date(2026, 11, 23), 21, 0)));
    assert!(is_red(ReportState::Recorded) && !is_red(ReportState::Reported));
}

/// county.md C-88: ten working days after the birthday.
#[test]
fn c_88_an_open_entry_is_handed_over_ten_working_days_after_the_exit() {
    assert_eq!(handover_due(date(2026, 12, 22), &Parameters::default(), is_weekday), date(2027, 1, 5));
}
