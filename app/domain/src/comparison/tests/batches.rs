//! Batches: keys, checksum, number, states, days.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::*;
use crate::comparison::batch::*;
use crate::form::Department;
use crate::parameters::Parameters;
use crate::values::date::is_weekday;

const BATCH: &str = "BD-120104-JY-2026H2-003";

fn row<'a>(number: u32, name: &'a str, sex: &'a str, birth_date: &'a str, id_number: &'a str) -> RowIdentity<'a> {
    RowIdentity { number, name, sex, birth_date, id_number }
}

fn rows() -> [RowIdentity<'static>; 2] {
    [
        row(1, "王示一", "男", "2015-03-08", "411628201503089973"),
        row(2, "张示二", "女", "2015-11-03", "411628201511039984"),
    ]
}

fn key(row: &RowIdentity<'_>) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(&[0; 32]).unwrap();
    mac.update(row_key_text(BATCH, row).as_bytes());
    let text = base32::encode(base32::Alphabet::Rfc4648 { padding: false }, &mac.finalize().into_bytes());
    text[..ROW_KEY_LENGTH].to_owned()
}

/// county.md C-17
#[test]
fn c_17_row_keys_tell_rows_that_only_moved() {
    let [first, second] = rows();
    assert_eq!([key(&first), key(&second)], ["UDWBBYVLNW", "7VFLOAQCUX"]);
    assert_ne!(key(&RowIdentity { name: "王示十", ..first }), key(&first));
}

/// county.md C-18
#[test]
fn c_18_the_checksum_of_a_batch() {
    let rows = rows().map(|identity| ContentRow { identity, hukou_county: "411628", residence_county: "120104" });
    let digest = Sha256::digest(content_text(rows));
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "dce44c5c7bcae621c7fe46f095605f34927cc66b5f08355fa01ded696b213636");
}

/// county.md C-19: 15 working days; the reminder three before.
#[test]
fn c_19_a_batch_is_due_after_fifteen_working_days() {
    let days = Deadlines::of(DAY, &Parameters::default(), is_weekday);
    assert_eq!((days.remind_on, days.due_on), (date(2026, 12, 9), date(2026, 12, 14)));
    assert!(!days.is_overdue(date(2026, 12, 14)) && days.is_overdue(date(2026, 12, 15)));
}

/// county.md C-07, C-08: five working days after it was due.
#[test]
fn c_07_what_is_outstanding_is_given_up_late_enough_only() {
    let days = Deadlines::of(DAY, &Parameters::default(), is_weekday);
    assert!(!days.may_give_up(date(2026, 12, 18)) && days.may_give_up(date(2026, 12, 21)));
    assert!(!days.may_close(BatchState::Partial, date(2026, 12, 18)));
    assert!(days.may_close(BatchState::Partial, date(2026, 12, 21)));
    assert!(days.may_close(BatchState::Answered, DAY) && !days.may_close(BatchState::Draft, date(2027, 1, 1)));
    assert!(still_seen(DAY, date(2026, 12, 23), &Parameters::default()));
    assert!(!still_seen(DAY, date(2026, 12, 24), &Parameters::default()));
}

#[test]
fn a_number_reads_back_and_names_its_file() {
    let number =
        BatchNumber { county: county("120104"), department: Department::Education, round: Round::of(DAY), serial: 3 };
    assert_eq!(number.to_string(), BATCH);
    assert_eq!(BATCH.parse(), Ok(number));
    assert_eq!(number.file_name(1, 500, "xlsx"), "BD-120104-JY-2026H2-003_v1_500行.xlsx");
    assert_eq!(Round::of(date(2026, 6, 30)).to_string(), "2026H1");
    assert_eq!(Round::of(DAY).label(), "2026年下半年");
    for wrong in
        ["", "BD-120104-XX-2026H2-003", "BD-120104-JY-2026H3-003", "BD-120104-JY-2026H2-0", "BD-X-JY-2026H2-003"]
    {
        assert_eq!(wrong.parse::<BatchNumber>(), Err(Unreadable), "{wrong}");
    }
}

#[test]
fn every_move_of_a_state_leads_somewhere_and_no_other_exists() {
    for state in BatchState::ALL {
        for action in BatchAction::ALL {
            let listed = moves_from(*state).contains(action);
            assert_eq!(next_state(*state, *action).is_some(), listed, "{state:?} {action:?}");
        }
    }
    for state in discrepancy::DiscrepancyState::ALL {
        for action in discrepancy::DiscrepancyAction::ALL {
            let listed = discrepancy::moves_from(*state).contains(action);
            assert_eq!(discrepancy::next_state(*state, *action).is_some(), listed, "{state:?} {action:?}");
        }
    }
}

#[test]
fn a_batch_is_answered_when_every_row_is() {
    use BatchState::{Answered, Approved, Closed, Partial, Received, Sent};
    assert_eq!(after_answers(Sent, 0, 5), Sent);
    assert_eq!(after_answers(Sent, 1, 5), Partial, "answering counts as receipt");
    assert_eq!(after_answers(Received, 5, 5), Answered);
    assert_eq!(after_answers(Closed, 5, 5), Closed, "a late answer becomes history");
    assert_eq!(next_state(Partial, BatchAction::Cancel), None, "it was answered");
    assert_eq!(by(BatchAction::Approve), By::Approver);
    assert!(Approved.is_open() && !Approved.is_out() && !Closed.is_open());
}
