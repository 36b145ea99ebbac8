//! A batch as a sheet: it goes out with the columns of its department, and comes back with what the department filled in
//! (county.md B.5, B.6, B.8).

use std::collections::{HashMap, HashSet};

use domain::comparison::columns::{Kind as ColumnKind, Sent, returned};
use domain::comparison::{Item, RowFault, RowIdentity};
use domain::form::Department;
use domain::problem::Problem;
use domain::sheet::Field;
use domain::values::cell::from_cell;
use uuid::Uuid;

use super::answer::{Channel, Filled, Taken, counted, read, take};
use super::child::row_key;
use super::department::{columns, department_of, open_batch, received, shown};
use super::make::split;
use super::rows;
use super::tables::{batch, batch_row};
use super::words::who;
use crate::access::accounts::Account;
use crate::audit::{Kind, pen};
use crate::error::Result;
use crate::sheets::{Asked, Batch, Expected, HiddenRows, Sheet};
use crate::store::Store;

/// Rows of one transaction.
const STEP: usize = 500;

/// The sheet of a batch, to be filled in, and the name of its file. Fetching it is in the trail, and counts as taking the
/// batch over.
///
/// # Errors
/// [`Problem::NotFound`] for another department's batch.
pub async fn sheet(store: &Store, account: &Account, id: Uuid) -> Result<(String, Batch)> {
    let department = department_of(account)?;
    let seen = open_batch(store, account, id).await?;
    let items = split(&seen.row.items);
    let mut written = Vec::new();
    let mut after = 0;
    loop {
        let lines = rows::lines(&store.db, &seen.row, after, 500).await?;
        let Some(last) = lines.last() else { break };
        after = last.row_no;
        written.extend(shown(store, department, &seen.row, &lines).await?.into_iter().map(|row| row.cells));
    }
    let tx = store.begin().await?;
    let was = rows::by_id(&*tx, account.county_code(), id).await?.ok_or(Problem::NotFound)?;
    let batch = received(store, &tx, account, was, seen.state).await?;
    let entry = super::decide::entry(store, account, &batch, Kind::ExportFetched).with("rows", written.len());
    pen::append(store, &tx, [&entry]).await?;
    tx.commit().await?;
    let name = format!("{}_v1_{}行", batch.number, written.len());
    let due = batch.due_on.clone().unwrap_or_default();
    let info = [
        ("批次号", batch.number.clone()),
        ("版本", "1".to_owned()),
        ("行数", written.len().to_string()),
        ("内容校验码", batch.checksum.clone()),
        ("领取", who(account)),
    ];
    let sheet = Batch {
        title: format!("{}　{}　反馈期限{due}　只用于核实流动儿童和留守儿童登记", batch.number, department.label()),
        legend: "灰色各列请勿改动；没有填写的行不算反馈；填“无记录”的，不要再填其他内容。".to_owned(),
        columns: headings(store, department, &items),
        rows: written,
        info: info.into_iter().map(|(label, value)| (label.to_owned(), value)).collect(),
    };
    Ok((name, sheet))
}

/// The columns of a sheet: those that say who is meant, and those that are filled in.
fn headings(store: &Store, department: Department, items: &[Item]) -> Vec<Asked> {
    let sent = columns(department, store).into_iter().map(|(column, _)| Asked {
        heading: column.label().to_owned(),
        identifies: true,
        options: Vec::new(),
    });
    let filled = returned(items).map(|column| Asked {
        heading: column.header.to_owned(),
        identifies: false,
        options: match column.kind {
            ColumnKind::One(choices) => {
                choices.iter().map(|choice| (choice.label.to_owned(), choice.plain.to_owned())).collect()
            }
            _ => Vec::new(),
        },
    });
    sent.chain(filled).collect()
}

/// The cells by which a row of a sheet that comes back is known.
const KNOWN: [Sent; 6] = [Sent::BatchNumber, Sent::RowKey, Sent::Name, Sent::Sex, Sent::BirthDate, Sent::IdNumber];

/// What is expected of a sheet that comes back: whatever its department, because the batch says which columns count.
#[must_use]
pub fn expected() -> Expected {
    let required = [Sent::RowKey, Sent::Name];
    let known = KNOWN
        .map(|column| Field { required: required.contains(&column), ..Field::new(column.code(), column.label(), &[]) });
    let filled = returned(Item::ALL).map(|column| Field::new(column.key, column.header, &[]));
    let fields = known.into_iter().chain(filled).collect();
    Expected { hidden_rows: Some(HiddenRows::Import), ..Expected::of(fields) }
}

/// What is wrong with a row of a sheet that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1.
    pub line: usize,
    /// Heading of the column.
    pub column: String,
    /// Code, e.g. `ROW_KEY`.
    pub code: &'static str,
    /// What to do.
    pub message: String,
}

/// What a sheet holds, before or after it was taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows with an answer that is new, or another than before.
    pub answered: usize,
    /// Rows that say what was said before.
    pub same: usize,
    /// Rows that were left empty.
    pub empty: usize,
    /// What is wrong; such a row is not taken, and keeps no other from being taken.
    pub faults: Vec<Fault>,
}

/// Reads a sheet that came back, and takes its answers when `confirmed`; otherwise nothing changes. Rows are known by their
/// keys and columns by their headings, so a sheet may be sorted, reordered or saved as CSV.
///
/// # Errors
/// [`Problem::NotFound`] for another department's batch; [`Problem::Invalid`] at `file` for a sheet that is no sheet of this
/// batch.
pub async fn import(store: &Store, account: &Account, id: Uuid, sheet: &Sheet, confirmed: bool) -> Result<Report> {
    let seen = open_batch(store, account, id).await?;
    let mut report = Report::default();
    let rows = known(store, &seen.row, sheet, &mut report).await?;
    for part in rows.chunks(STEP) {
        let tx = store.begin().await?;
        let was = rows::by_id(&*tx, account.county_code(), id).await?.ok_or(Problem::NotFound)?;
        let batch = received(store, &tx, account, was, seen.state).await?;
        for (at, line, filled) in part {
            let read = match read(store, line, filled) {
                Ok(read) => read,
                Err(errors) => {
                    report.faults.extend(errors.into_iter().map(|error| Fault {
                        line: *at,
                        column: error.column.to_owned(),
                        code: code_of(error.fault),
                        message: error.message,
                    }));
                    continue;
                }
            };
            if read.is_empty() {
                report.empty += 1;
                continue;
            }
            match take(store, &tx, account, (&batch, line), read, Channel::Sheet).await? {
                Taken::Empty => report.empty += 1,
                Taken::Same => report.same += 1,
                Taken::Answered(_) => report.answered += 1,
            }
        }
        if confirmed {
            counted(&tx, &batch).await?;
            tx.commit().await?;
        } else {
            tx.rollback().await?;
        }
    }
    report.faults.sort_by_key(|fault| fault.line);
    Ok(report)
}

const fn code_of(fault: RowFault) -> &'static str {
    fault.code()
}

/// The rows of a sheet that are rows of the batch, each once: line of the file, row, what was filled in.
async fn known(
    store: &Store,
    batch: &batch::Model,
    sheet: &Sheet,
    report: &mut Report,
) -> Result<Vec<(usize, batch_row::Model, Filled)>> {
    let invalid = |message: &str| Problem::Invalid { field: "file".into(), message: message.into() };
    let head = &sheet.head;
    let mut by_key: HashMap<String, batch_row::Model> = HashMap::new();
    let mut after = 0;
    loop {
        let lines = rows::lines(&store.db, batch, after, 500).await?;
        let Some(last) = lines.last() else { break };
        after = last.row_no;
        by_key.extend(lines.into_iter().map(|line| (line.row_key.clone(), line)));
    }
    let items = split(&batch.items);
    let (mut found, mut taken) = (Vec::new(), HashSet::new());
    for row in sheet.rows() {
        let text = |key: &str| from_cell(&head.cell(row, key).text()).trim().to_owned();
        let cell = |sent: Sent| text(sent.code());
        let at = usize::try_from(row.number).unwrap_or(usize::MAX);
        let key = cell(Sent::RowKey);
        if key.is_empty() && cell(Sent::Name).is_empty() {
            continue;
        }
        let of = cell(Sent::BatchNumber);
        if !of.is_empty() && of != batch.number {
            return Err(invalid(&format!("这是批次{of}的表格，请到那一批导入（BATCH_OTHER）")).into());
        }
        let mut fault = |code: &'static str, column: &str, message: &str| {
            report.faults.push(Fault { line: at, column: column.to_owned(), code, message: message.to_owned() });
        };
        let Some(line) = by_key.get(&key) else {
            fault("ROW_UNKNOWN", Sent::RowKey.label(), "这一批里没有这一行，请从本页重新下载表格");
            continue;
        };
        let id = cell(Sent::IdNumber);
        let (name, sex, born) = (cell(Sent::Name), cell(Sent::Sex), cell(Sent::BirthDate));
        let number = line.row_no.unsigned_abs();
        let identity = RowIdentity { number, name: &name, sex: &sex, birth_date: &born, id_number: &id };
        if row_key(store, &batch.number, &identity) != key {
            fault(
                "ROW_KEY",
                Sent::Name.label(),
                "姓名、性别、出生日期或证号被改过，或与行校验错开了，请从本页重新下载表格",
            );
            continue;
        }
        let filled: Filled = returned(&items)
            .map(|column| (column.key.to_owned(), text(column.key)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        if let Some(before) =
            found.iter().find(|(_, known, _): &&(usize, batch_row::Model, Filled)| known.row_no == line.row_no)
        {
            if before.2 != filled {
                fault("ROW_TWICE", Sent::RowKey.label(), "同一行出现两次，内容不一样，请只留一行");
                taken.insert(line.row_no);
            }
            continue;
        }
        found.push((at, line.clone(), filled));
    }
    found.retain(|(_, line, _)| !taken.contains(&line.row_no));
    Ok(found)
}
