//! What does not agree goes down to the village and up again.

use backend::access::accounts::Account;
use backend::comparison::discrepancy::{self, Finding, Move};
use backend::testing::stores;
use domain::access::Role;
use domain::comparison::discrepancy::{DiscrepancyAction, Evidence, Finding as Found, KeptBecause};
use domain::form::{Answers, Department};
use domain::problem::Problem;
use domain::register::State;
use domain::review::Decision;
use uuid::Uuid;

use crate::harness::*;

fn plain(action: DiscrepancyAction) -> Move {
    Move { action, version: 0, text: String::new(), finding: None }
}

fn says(action: DiscrepancyAction, text: &str) -> Move {
    Move { text: text.to_owned(), ..plain(action) }
}

fn corrects(field: &str, value: &str) -> Move {
    let values: Answers = [(field, text(value))].into_iter().collect();
    let finding = Finding { found: Found::Correct, values, evidence: Some(Evidence::School), kept: None };
    Move { finding: Some(finding), ..plain(DiscrepancyAction::Answer) }
}

fn keeps(kept: Option<KeptBecause>) -> Move {
    let finding = Finding { found: Found::ConfirmAsIs, values: Answers::default(), evidence: None, kept };
    Move { finding: Some(finding), ..plain(DiscrepancyAction::Answer) }
}

/// Somebody acts on the discrepancy of an item as it stands.
async fn acts(county: &County, by: &Account, record: Uuid, item: &str, wanted: Move) -> Result<(), Problem> {
    county.test.clock.advance(1);
    let open = county.discrepancy(record, item).await.unwrap();
    let wanted = Move { version: open.version, ..wanted };
    discrepancy::act(&county.test.store, by, record, open.id, wanted).await.map_err(problem)
}

/// A child whose school 教育 knows under another name; the record is in 反馈.
async fn other_school(county: &County) -> Uuid {
    let id = county.accepted(1, &[]).await;
    let batch = county.sent(Department::Education).await;
    let jiaoyu = county.department(Role::DeptEducation).await;
    let cells = [
        ("result", "有记录"),
        ("stage", "小学"),
        ("school", "长虹小学"),
        ("academic_status", "在读"),
        ("boarding", "走读"),
    ];
    county.answers(&jiaoyu, batch, &cells).await;
    assert_eq!(
        (county.item(id, "schooling").await.as_str(), county.record(id).await.state.as_str()),
        ("mismatch", "feedback")
    );
    id
}

/// county.md C-14 and C-15: the village corrects what differs and nothing else, the township confirms, the county settles; the
/// record stays where it is, with one version more.
#[tokio::test]
async fn a_village_corrects_what_differs_and_nothing_else() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let id = other_school(&county).await;
        let (chen, changhong) = (county.chen.account().clone(), county.changhong.account().clone());
        let worker = account(&county.test, "wang", Role::GridWorker, CHANGHONG).await;
        acts(&county, &chen, id, "schooling", plain(DiscrepancyAction::SendToVillage)).await.unwrap();
        let open = county.discrepancy(id, "schooling").await.unwrap();
        assert_eq!(open.due_on.as_deref(), Some("2026-12-04"), "ten working days");
        let by_the_way = acts(&county, &worker, id, "schooling", corrects("guardianship_status", "unattended")).await;
        assert!(matches!(by_the_way, Err(Problem::Invalid { field, .. }) if field == "value.guardianship_status"));
        acts(&county, &worker, id, "schooling", corrects("school_name", "长虹小学")).await.unwrap();
        assert_eq!(county.record(id).await.version, 1, "a worker's correction is a proposal");
        acts(&county, &changhong, id, "schooling", plain(DiscrepancyAction::Agree)).await.unwrap();
        let record = county.record(id).await;
        assert_eq!((record.version, record.standing_version, record.state.as_str()), (2, Some(2), "feedback"));
        let not_yet = acts(&county, &changhong, id, "schooling", plain(DiscrepancyAction::Settle)).await;
        assert_eq!(not_yet, Err(Problem::NotFound), "the county settles");
        acts(&county, &chen, id, "schooling", plain(DiscrepancyAction::Settle)).await.unwrap();
        assert_eq!(county.item(id, "schooling").await, "corrected");
        assert_eq!(county.record(id).await.discrepancies, 0);
    }
}

/// county.md B.12: what stays needs a reason; nobody confirms what he or she found.
#[tokio::test]
async fn what_stays_is_kept_for_a_reason_by_several_people() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let id = other_school(&county).await;
        let (chen, changhong) = (county.chen.account().clone(), county.changhong.account().clone());
        let worker = account(&county.test, "wang", Role::GridWorker, CHANGHONG).await;
        acts(&county, &chen, id, "schooling", plain(DiscrepancyAction::SendToVillage)).await.unwrap();
        let silent = acts(&county, &worker, id, "schooling", keeps(None)).await;
        assert!(matches!(silent, Err(Problem::Invalid { field, .. }) if field == "kept"));
        acts(&county, &worker, id, "schooling", keeps(Some(KeptBecause::Recent))).await.unwrap();
        acts(&county, &changhong, id, "schooling", says(DiscrepancyAction::AskAgain, "请到学校看一看")).await.unwrap();
        acts(&county, &worker, id, "schooling", keeps(Some(KeptBecause::Recent))).await.unwrap();
        acts(&county, &changhong, id, "schooling", plain(DiscrepancyAction::Agree)).await.unwrap();
        // The department looks at its own record, and insists.
        acts(&county, &chen, id, "schooling", says(DiscrepancyAction::SendToDepartment, "孩子上月转学")).await.unwrap();
        let jiaoyu = testing_account(&county, Role::DeptEducation).await;
        let canlian = county.department(Role::DeptDisability).await;
        let other = acts(&county, &canlian, id, "schooling", plain(DiscrepancyAction::DepartmentCorrects)).await;
        assert_eq!(other, Err(Problem::NotFound), "another department's item");
        let mine = discrepancy::list(&county.test.store, &jiaoyu).await.unwrap();
        assert_eq!((mine.len(), mine[0].receipt_no.as_str()), (1, ""));
        assert!(discrepancy::list(&county.test.store, &canlian).await.unwrap().is_empty());
        acts(&county, &jiaoyu, id, "schooling", says(DiscrepancyAction::DepartmentInsists, "学籍未转")).await.unwrap();
        acts(&county, &chen, id, "schooling", plain(DiscrepancyAction::Settle)).await.unwrap();
        assert_eq!((county.item(id, "schooling").await.as_str(), county.record(id).await.version), ("confirmed", 1));
    }
}

/// The account of a department that signed in before.
async fn testing_account(county: &County, role: Role) -> Account {
    let browser = backend::access::accounts::Browser::stranger("10.0.0.2");
    backend::access::accounts::sign_in(&county.test.store, role.code(), "一个足够长的密码", browser)
        .await
        .unwrap()
        .account
}

/// county.md C-16: an answer that comes after the verification opens a discrepancy and moves nothing; the correction brings the
/// record back to be verified anew.
#[tokio::test]
async fn a_late_answer_brings_a_verified_record_back_by_its_correction() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let id = county.accepted(1, &[]).await;
        let batch = county.sent(Department::MedicalInsurance).await;
        let yibao = county.department(Role::DeptInsurance).await;
        county.test.clock.advance(40 * 24 * 3_600_000);
        let store = &county.test.store;
        backend::comparison::give_feedback(store, county.chen.account(), id, "医保没有反馈").await.unwrap();
        backend::testing::run_as_owner(store, "UPDATE record SET items_due = 0").await.unwrap();
        county.decided(&county.chen, id, Decision::Verify).await;
        county.answers(&yibao, batch, &[("result", "有记录"), ("insurance_status", "未参保")]).await;
        let record = county.record(id).await;
        assert_eq!((record.state.as_str(), record.discrepancies), (State::Verified.code(), 1));
        let (chen, changhong) = (county.chen.account().clone(), county.changhong.account().clone());
        let worker = account(&county.test, "wang", Role::GridWorker, CHANGHONG).await;
        acts(&county, &chen, id, "insurance", plain(DiscrepancyAction::SendToVillage)).await.unwrap();
        acts(&county, &worker, id, "insurance", corrects("medical_insurance", "none")).await.unwrap();
        acts(&county, &changhong, id, "insurance", plain(DiscrepancyAction::Agree)).await.unwrap();
        let record = county.record(id).await;
        assert_eq!((record.state.as_str(), record.verified_version, record.version), ("feedback", Some(1), 2));
    }
}

/// county.md C-38: the hukou is where the child lives now: grave, and an exit is proposed, not made.
#[tokio::test]
async fn a_hukou_that_moved_is_grave_and_moves_nothing() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let id = county.accepted(1, &[]).await;
        let batch = county.sent(Department::PublicSecurity).await;
        let gongan = county.department(Role::DeptPolice).await;
        let cells = [
            ("result", "有记录"),
            ("name_check", "一致"),
            ("number_check", "一致"),
            ("household_status", "在册"),
            ("hukou_county", "120104"),
            ("registration", "办理居住证"),
        ];
        county.answers(&gongan, batch, &cells).await;
        assert!(county.discrepancy(id, "identity").await.unwrap().red);
        let shown = discrepancy::list(&county.test.store, county.chen.account()).await.unwrap();
        assert!(shown[0].notes.iter().any(|note| note.contains("户籍已迁入")), "{:?}", shown[0].notes);
        assert_eq!(county.record(id).await.state, State::Feedback.code());
        assert!(discrepancy::list(&county.test.store, &county.lin).await.is_err(), "an approver settles none");
    }
}
