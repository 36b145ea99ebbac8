//! What departments say, and where it leads.

use backend::comparison::Taken;
use backend::testing::stores;
use domain::access::Role;
use domain::comparison::ItemState;
use domain::form::{Department, Value};
use domain::register::State;
use domain::review::Decision;

use crate::harness::*;

/// Who answers, for which department, with which cells.
type Agrees = (Role, Department, &'static [(&'static str, &'static str)]);

const AGREES: &[Agrees] = &[
    (
        Role::DeptPolice,
        Department::PublicSecurity,
        &[
            ("result", "有记录"),
            ("name_check", "一致"),
            ("number_check", "一致"),
            ("household_status", "在册"),
            ("hukou_county", "411628"),
            ("registration", "办理居住证"),
        ],
    ),
    (
        Role::DeptEducation,
        Department::Education,
        &[
            ("result", "有记录"),
            ("stage", "小学"),
            ("school", "示例小学（南开区）"),
            ("academic_status", "在读"),
            ("boarding", "走读"),
        ],
    ),
    (
        Role::DeptInsurance,
        Department::MedicalInsurance,
        &[("result", "有记录"), ("insurance_status", "参保"), ("insured_at", "12")],
    ),
    (Role::DeptDisability, Department::DisabledPersonsFederation, &[("result", "无记录")]),
];

/// county.md C-06, C-09, C-27 and C-30: the record waits for the last answer, goes on by itself with it, and is verified when
/// all agree.
#[tokio::test]
async fn a_record_is_verified_after_the_last_department_agreed() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let id = county.accepted(1, &[]).await;
        let mut batches = Vec::new();
        for (role, department, cells) in AGREES {
            batches.push((county.department(*role).await, county.sent(*department).await, cells));
        }
        for (at, (by, batch, cells)) in batches.iter().enumerate() {
            assert_eq!(county.record(id).await.state, State::Comparing.code(), "{at} answered");
            let Taken::Answered(outcomes) = county.answers(by, *batch, cells).await else { panic!("an answer") };
            for (item, outcome) in outcomes {
                assert_eq!(outcome.state, ItemState::Matched, "{item:?} {outcome:?}");
            }
        }
        let record = county.record(id).await;
        assert_eq!((record.state.as_str(), record.items_out, record.discrepancies), ("feedback", 0, 0));
        county.decided(&county.chen, id, Decision::Verify).await;
        let record = county.record(id).await;
        assert_eq!((record.state.as_str(), record.verified_version), ("verified", Some(1)));
    }
}

/// county.md C-26: a row that was left empty is no answer, and never 无记录.
#[tokio::test]
async fn an_empty_row_is_no_answer() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let id = county.accepted(1, &[]).await;
        let batch = county.sent(Department::DisabledPersonsFederation).await;
        let canlian = county.department(Role::DeptDisability).await;
        assert_eq!(county.answers(&canlian, batch, &[("note", " ")]).await, Taken::Empty);
        assert_eq!(county.item(id, "disability").await, "sent");
        // The same twice is once.
        let says = [("result", "无记录")];
        assert!(matches!(county.answers(&canlian, batch, &says).await, Taken::Answered(_)));
        assert_eq!(county.answers(&canlian, batch, &says).await, Taken::Same);
        assert_eq!(county.item(id, "disability").await, "matched");
    }
}

/// county.md C-28: 残联 knows nothing of a disability that was declared; another answer takes the place of the first while
/// nobody settled it.
#[tokio::test]
async fn an_answer_that_does_not_agree_opens_a_discrepancy() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let disabled = [
            ("health_status", Value::Choices(vec!["disabled".to_owned()])),
            ("disability_type", text("physical")),
            ("disability_grade", text("2")),
            ("rehab_aid_received", Value::Bool(false)),
        ];
        let id = county.accepted(1, &disabled).await;
        let batch = county.sent(Department::DisabledPersonsFederation).await;
        let canlian = county.department(Role::DeptDisability).await;
        county.answers(&canlian, batch, &[("result", "无记录")]).await;
        assert_eq!(county.item(id, "disability").await, "mismatch");
        assert_eq!(county.record(id).await.discrepancies, 1);
        let first = county.discrepancy(id, "disability").await.unwrap();
        let found =
            [("result", "有记录"), ("card", "有"), ("disability_type", "肢体残疾"), ("disability_grade", "二级")];
        county.answers(&canlian, batch, &found).await;
        assert_eq!(county.item(id, "disability").await, "matched");
        assert_eq!((county.discrepancy(id, "disability").await, county.record(id).await.discrepancies), (None, 0));
        assert!(!first.red);
    }
}
