//! Events leave the register as a file that proves itself.

use domain::access::Role;
use domain::problem::Problem;

use super::people::People;
use super::search::newest;
use super::terms::Wanted;
use crate::access::accounts::Auditor;
use crate::audit::evidence::line::Event;
use crate::audit::evidence::{self, csv};
use crate::audit::kind::codes;
use crate::audit::tables::audit_event;
use crate::audit::{Entry, Kind, Outcome, pen};
use crate::error::Result;
use crate::store::Store;
use crate::store::clock::in_words;

/// Most events of one file.
pub const MAX_EXPORTED: usize = 10_000;

codes! {
    /// Why events leave the register.
    Purpose {
        /// A routine examination.
        #[default]
        Routine = "routine", "例行检查";
        /// A notice about unusual reading is looked into.
        Alert = "alert", "核查异常提醒";
        /// Somebody complained.
        Complaint = "complaint", "处理投诉举报";
        /// An authority asked for it.
        Inquiry = "inquiry", "配合有关机关调查";
        /// The yearly audit of personal information (个人信息保护合规审计).
        Yearly = "yearly", "年度合规审计";
    }
}

codes! {
    /// What kind of file.
    Format {
        /// A line of JSON a row.
        #[default]
        Jsonl = "jsonl", "JSONL（机器校验）";
        /// A table.
        Csv = "csv", "CSV（表格软件打开）";
    }
}

/// A file.
#[derive(Clone, Debug)]
pub struct Export {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many events it has.
    pub count: usize,
}

/// The events of the area that are looked for, as a file.
///
/// # Errors
/// [`Problem::Invalid`] at a field, as when there are more than [`MAX_EXPORTED`]; [`Problem::NotFound`] for a county of
/// another area.
pub async fn export(store: &Store, by: &Auditor, wanted: &Wanted, purpose: Purpose, format: Format) -> Result<Export> {
    let resolved = wanted.resolve(store, by).await?;
    let events = newest(store, &resolved, None, MAX_EXPORTED + 1).await?;
    if events.len() > MAX_EXPORTED {
        let message = format!("超过{MAX_EXPORTED}条，一次导不完，请缩小查询范围");
        return Err(Problem::Invalid { field: "from".into(), message }.into());
    }
    let bytes = file(store, by, &events, format).await?;
    let mut entry = Entry::new(by.account().county_code(), store.clock.millis(), Kind::AuditExported, by.actor())
        .with("format", format.code())
        .with("count", events.len());
    entry.purpose = purpose.code();
    pen::record(store, &wanted.said(store, &resolved, entry)).await?;
    Ok(Export { bytes, count: events.len() })
}

async fn file(store: &Store, by: &Auditor, events: &[audit_event::Model], format: Format) -> Result<Vec<u8>> {
    let lines = evidence::collect(store, by.account().id(), events).await?;
    if format == Format::Csv {
        let people = People::of(store, events).await?;
        return csv::write(&lines, |event| words(&people, event));
    }
    let mut bytes = Vec::new();
    for line in &lines {
        serde_json::to_writer(&mut bytes, line)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

fn words(people: &People, event: &Event) -> csv::Words {
    let kind = Kind::from_code(&event.kind).map_or(event.kind.as_str(), |kind| kind.label());
    let outcome = Outcome::from_code(&event.outcome).map_or(event.outcome.as_str(), |outcome| outcome.label());
    let role = Role::from_code(&event.role).map_or(event.role.as_str(), |role| role.label());
    let who = event.row().map(|row| people.who(&row)).unwrap_or_default();
    [
        in_words(event.at),
        kind.to_owned(),
        outcome.to_owned(),
        who,
        role.to_owned(),
        event.subject_kind.clone(),
        event.subject.map(|id| id.to_string()).unwrap_or_default(),
        event.batch.map(|n| n.to_string()).unwrap_or_default(),
    ]
}
