//! Discrepancies and what a round is worth.

use super::*;
use crate::comparison::discrepancy::{DiscrepancyAction, DiscrepancyState, Finding, next_state, settles_as};
use crate::comparison::metrics::{AskedRow, Metrics};

fn answered(count: usize, differing: &[ItemState]) -> Metrics {
    let row = |first, now| AskedRow {
        first: Some(first),
        equivalent: false,
        now,
        overdue: false,
        days_to_answer: Some(4),
        days_to_settle: None,
    };
    let mut rows: Vec<AskedRow> = differing.iter().map(|now| row(ItemState::Mismatch, *now)).collect();
    rows.resize(count, row(ItemState::Matched, ItemState::Matched));
    rows.push(AskedRow { first: None, now: ItemState::Sent, overdue: true, days_to_answer: None, ..rows[0] });
    Metrics::count(&rows)
}

/// county.md C-41: rates of forty answers; of twenty-nine only counts.
#[test]
fn c_41_rates_are_told_with_their_numbers_and_not_of_few() {
    use ItemState::{Confirmed, Corrected, DeptCorrected};
    let six = [Corrected, Corrected, Corrected, Confirmed, Confirmed, DeptCorrected];
    let metrics = answered(40, &six);
    assert_eq!((metrics.asked, metrics.answered, metrics.differs, metrics.overdue), (41, 40, 6, 1));
    assert_eq!(metrics.mismatch_rate().label(), "15.0%（6/40）");
    assert_eq!(metrics.data_error_rate().label(), "7.5%（3/40）");
    assert_eq!(metrics.department_error_rate().label(), "2.5%（1/40）");
    assert_eq!(metrics.median_days_to_answer, Some(4));
    let few = answered(29, &six);
    assert_eq!(few.mismatch_rate().per_mille(), None);
    assert_eq!(few.mismatch_rate().label(), "6/29");
    assert_eq!(Metrics::count(&[]).mismatch_rate().label(), "0/0");
}

#[test]
fn a_discrepancy_goes_to_the_village_and_back() {
    use DiscrepancyAction::{Agree, Answer, DepartmentInsists, SendToDepartment, SendToVillage, Settle};
    let way = |actions: &[DiscrepancyAction]| {
        actions.iter().try_fold(DiscrepancyState::Open, |state, action| next_state(state, *action))
    };
    assert_eq!(way(&[SendToVillage, Answer, Agree, Settle]), Some(DiscrepancyState::Settled));
    let back = way(&[SendToVillage, Answer, Agree, SendToDepartment, DepartmentInsists]);
    assert_eq!(back, Some(DiscrepancyState::Checked), "the county decides");
    assert_eq!(way(&[Settle]), None);
}

#[test]
fn a_settled_discrepancy_settles_its_item() {
    assert_eq!(settles_as(DiscrepancyAction::Settle, Some(Finding::Correct)), Some(ItemState::Corrected));
    assert_eq!(settles_as(DiscrepancyAction::Settle, Some(Finding::ConfirmAsIs)), Some(ItemState::Confirmed));
    assert_eq!(settles_as(DiscrepancyAction::Settle, Some(Finding::CannotFind)), None, "nothing was found out");
    assert_eq!(settles_as(DiscrepancyAction::DepartmentCorrects, None), Some(ItemState::DeptCorrected));
    assert_eq!(settles_as(DiscrepancyAction::Waive, None), Some(ItemState::Waived));
    assert_eq!(settles_as(DiscrepancyAction::SendToVillage, None), None);
    for action in DiscrepancyAction::ALL {
        assert!(settles_as(*action, Some(Finding::Correct)).is_none_or(ItemState::settled));
    }
}
