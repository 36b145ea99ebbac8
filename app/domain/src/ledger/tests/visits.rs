//! Visits: what counts, what is due, who sees it.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::form::FormKind;
use crate::ledger::Risk;
use crate::ledger::visit::*;
use crate::parameters::Parameters;
use crate::values::date::{add_days, is_weekday};

const OPENED: Date = date(2026, 1, 5);

fn seen(day: Date) -> Visit {
    Visit { day, how: How::Home, child_seen: true, failed: false, next: None }
}

fn call(day: Date) -> Visit {
    Visit { how: How::Phone, child_seen: false, ..seen(day) }
}

fn failed(day: Date) -> Visit {
    Visit { child_seen: false, failed: true, ..seen(day) }
}

fn due(visits: &[Visit], risk: Risk) -> Date {
    next_visit(visits, Rhythm::Ledger(risk), OPENED, &Parameters::default())
}

/// county.md C-81: seven days, and the three lists.
#[test]
fn c_81_a_child_at_high_risk_is_seen_every_week() {
    let next = due(&[seen(date(2026, 11, 20))], Risk::High);
    assert_eq!(next, date(2026, 11, 27));
    let from = |list| listed_from(next, Rhythm::Ledger(Risk::High), list);
    assert_eq!(from(List::Worker), date(2026, 11, 26));
    assert_eq!(from(List::Supervisor), date(2026, 11, 28));
    assert_eq!(from(List::County), date(2026, 11, 30));
}

/// county.md C-82: a call is no visit at medium risk.
#[test]
fn c_82_a_call_does_not_put_a_visit_off() {
    let next = due(&[seen(date(2026, 10, 20)), call(date(2026, 11, 10))], Risk::Medium);
    assert_eq!(next, date(2026, 11, 19));
    assert!(!is_overdue(next, date(2026, 11, 19)) && is_overdue(next, date(2026, 11, 20)));
}

/// county.md C-83: at low risk one call counts, the next does not.
#[test]
fn c_83_two_calls_in_a_row_are_one() {
    let calls = [call(date(2026, 5, 20)), call(date(2026, 8, 20))];
    assert_eq!(last_counting(&calls, Rhythm::Ledger(Risk::Low)).unwrap().day, date(2026, 5, 20));
    assert_eq!(last_counting(&calls, Rhythm::Ledger(Risk::Medium)), None);
    let between = [calls[0], seen(date(2026, 7, 1)), calls[1]];
    assert_eq!(due(&between, Risk::Low), date(2026, 11, 18), "90 days after the call");
}

#[test]
fn a_worker_may_come_earlier_and_not_later() {
    let named = |next| Visit { next: Some(next), ..seen(date(2026, 11, 1)) };
    assert_eq!(due(&[named(date(2026, 11, 10))], Risk::Medium), date(2026, 11, 10));
    assert_eq!(due(&[named(date(2027, 1, 10))], Risk::Medium), date(2026, 12, 1));
    assert_eq!(due(&[named(date(2026, 11, 10))], Risk::High), date(2026, 11, 8), "a graver grade reckons anew");
    assert_eq!(due(&[], Risk::High), add_days(OPENED, 7));
}

#[test]
fn children_without_an_entry_are_visited_by_form() {
    let plain = |form| next_visit(&[], Rhythm::Plain(form), OPENED, &Parameters::default());
    assert_eq!(plain(FormKind::LeftBehind), date(2026, 4, 5));
    assert_eq!(plain(FormKind::Migrant), date(2026, 7, 4));
}

#[test]
fn the_first_visit_is_due_by_grade() {
    let parameters = Parameters::default();
    let first = |risk| first_visit(date(2026, 11, 23), risk, false, &parameters, is_weekday).due;
    assert_eq!(first(Risk::High), date(2026, 11, 24));
    assert_eq!(first(Risk::Medium), date(2026, 11, 30));
    assert_eq!(first(Risk::Low), date(2026, 12, 7));
}

/// county.md C-64: two failed visits, a week apart.
#[test]
fn c_64_a_family_is_lost_after_two_failed_visits_a_week_apart() {
    let lost = |visits: &[Visit]| lost_contact_since(visits, &Parameters::default());
    let (first, soon, later) = (date(2026, 11, 25), date(2026, 11, 28), date(2026, 12, 2));
    assert_eq!(lost(&[failed(first), failed(soon)]), None);
    assert_eq!(lost(&[failed(first), failed(later)]), Some(later));
    assert_eq!(lost(&[failed(first), call(soon), failed(later)]), None, "somebody was reached between");
    assert_eq!(lost(&[failed(first), failed(later), seen(date(2026, 12, 3))]), None);
}

proptest! {
    #[test]
    fn another_visit_never_brings_the_next_one_forward(days in proptest::collection::vec((0_i32..400, any::<bool>(), any::<bool>()), 0..12), more in 0_i32..400) {
        let visit = |(at, child_seen, failed): (i32, bool, bool)| {
            let how = if child_seen { How::Home } else { How::Phone };
            Visit { day: add_days(OPENED, at), how, child_seen: child_seen && !failed, failed, next: None }
        };
        let mut visits: Vec<Visit> = days.into_iter().map(visit).collect();
        for risk in [Risk::High, Risk::Medium] {
            let before = due(&visits, risk);
            visits.push(seen(add_days(OPENED, more)));
            prop_assert!(due(&visits, risk) >= before);
            visits.pop();
            prop_assert!(due(&visits, Risk::High) <= due(&visits, Risk::Medium));
        }
        visits.reverse();
        let sorted = due(&visits, Risk::Low);
        visits.reverse();
        prop_assert!(sorted >= OPENED);
    }
}
