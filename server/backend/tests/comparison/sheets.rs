//! A batch as a sheet that goes out and comes back.

use backend::comparison::{self, Report};
use backend::sheets::{self, Batch};
use backend::testing::stores;
use domain::access::Role;
use domain::form::Department;
use domain::problem::Problem;
use uuid::Uuid;

use crate::harness::*;

/// The cells of a sheet, headings first, as a department has them before it.
#[derive(Clone)]
struct Cells(Vec<Vec<String>>);

impl Cells {
    fn of(sheet: &Batch) -> Self {
        let headings: Vec<String> = sheet.columns.iter().map(|column| column.heading.clone()).collect();
        let width = headings.len();
        let rows = sheet.rows.iter().cloned().map(|mut row| {
            row.resize(width, String::new());
            row
        });
        Self(std::iter::once(headings).chain(rows).collect())
    }

    fn at(&self, heading: &str) -> usize {
        self.0[0].iter().position(|cell| cell == heading).unwrap()
    }

    /// Writes into a cell of a row.
    fn fill(&mut self, line: usize, heading: &str, value: &str) {
        let at = self.at(heading);
        value.clone_into(&mut self.0[line][at]);
    }

    /// As it comes back: saved as text.
    fn sheet(&self) -> sheets::Sheet {
        let text: Vec<String> = self.0.iter().map(|row| row.join(",")).collect();
        sheets::read(text.join("\n").as_bytes(), &comparison::expected()).unwrap()
    }
}

async fn fetched(county: &County, children: u32) -> (Vec<Uuid>, Uuid, backend::access::accounts::Account, Cells) {
    let mut ids = Vec::new();
    for child in 1..=children {
        ids.push(county.accepted(child, &[]).await);
    }
    let batch = county.sent(Department::DisabledPersonsFederation).await;
    let canlian = county.department(Role::DeptDisability).await;
    let (name, sheet) = comparison::sheet(&county.test.store, &canlian, batch).await.unwrap();
    assert!(name.starts_with("BD-120104-CL-2026H2-001_v1_"), "{name}");
    (ids, batch, canlian, Cells::of(&sheet))
}

fn faults(report: &Report) -> Vec<(usize, &str)> {
    report.faults.iter().map(|fault| (fault.line, fault.code)).collect()
}

/// county.md C-21, C-22 and C-26: read first, nothing changes; confirmed, it is taken; the same again changes nothing; sorted
/// rows are known by their keys, empty ones are no answers.
#[tokio::test]
async fn a_sheet_that_comes_back_is_read_and_then_taken() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let (ids, batch, canlian, mut sheet) = fetched(&county, 4).await;
        let store = &county.test.store;
        for line in 1..=3 {
            sheet.fill(line, "反馈结果", "无记录");
        }
        sheet.0[1..].reverse();
        let read = comparison::import(store, &canlian, batch, &sheet.sheet(), false).await.unwrap();
        assert_eq!((read.answered, read.same, read.empty, read.faults.len()), (3, 0, 1, 0));
        assert_eq!(county.item(ids[0], "disability").await, "sent", "nothing changes before it is confirmed");
        let taken = comparison::import(store, &canlian, batch, &sheet.sheet(), true).await.unwrap();
        assert_eq!(taken, read);
        let again = comparison::import(store, &canlian, batch, &sheet.sheet(), true).await.unwrap();
        assert_eq!((again.answered, again.same, again.empty), (0, 3, 1));
        let line = comparison::one(store, &county.lin, batch).await.unwrap();
        assert_eq!((line.row.answered, line.state.code()), (3, "partial"));
    }
}

/// county.md C-23 – C-25: a row whose cells were sorted apart from their key is refused, one with an unknown code too; the
/// others are taken. A sheet of another batch is refused as a whole.
#[tokio::test]
async fn a_damaged_row_keeps_no_other_from_being_taken() {
    for test in stores().await.unwrap() {
        let county = County::of(test).await;
        let (_, batch, canlian, mut sheet) = fetched(&county, 4).await;
        let store = &county.test.store;
        for line in 1..=4 {
            sheet.fill(line, "反馈结果", "无记录");
        }
        let name = sheet.at("姓名");
        let first = sheet.0[1][name].clone();
        let second = std::mem::replace(&mut sheet.0[2][name], first);
        sheet.0[1][name] = second;
        sheet.fill(3, "反馈结果", "有记录");
        sheet.fill(3, "残疾人证", "有");
        sheet.fill(3, "残疾类别", "肢体残疾");
        sheet.fill(3, "残疾等级", "五级");
        let taken = comparison::import(store, &canlian, batch, &sheet.sheet(), true).await.unwrap();
        assert_eq!(faults(&taken), [(2, "ROW_KEY"), (3, "ROW_KEY"), (4, "CODE")]);
        let offered = &taken.faults[2].message;
        assert!(offered.contains("一级") && offered.contains("四级"), "{offered}");
        assert_eq!(taken.answered, 1);
        // Twice with different answers, and a row that is none of this batch.
        let mut twice = sheet.clone();
        twice.0.push(twice.0[4].clone());
        twice.fill(5, "反馈结果", "无法判定");
        let (key, mut stranger) = (twice.at("行校验"), twice.0[4].clone());
        "AAAAAAAAAA".clone_into(&mut stranger[key]);
        twice.0.push(stranger);
        let read = comparison::import(store, &canlian, batch, &twice.sheet(), false).await.unwrap();
        assert!(faults(&read).contains(&(6, "ROW_TWICE")) && faults(&read).contains(&(7, "ROW_UNKNOWN")), "{read:?}");
        sheet.fill(1, "批次号", "BD-120104-CL-2026H2-009");
        let error = comparison::import(store, &canlian, batch, &sheet.sheet(), true).await.unwrap_err();
        assert!(matches!(problem(error), Problem::Invalid { message, .. } if message.contains("BATCH_OTHER")));
    }
}
