//! What an auditor looks for, as it was typed and as the tables are asked.

use domain::access::Role;
use domain::problem::Problem;
use domain::values::date;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::access::accounts::Auditor;
use crate::access::rows::accounts;
use crate::audit::rows::search::Terms;
use crate::audit::{Entry, Kind, Outcome, blind};
use crate::error::Result;
use crate::register::rows::records;
use crate::store::Store;
use crate::store::clock::start_of_day;

/// Days that one search covers at most.
const MAX_DAYS: i32 = 366;

/// Longest name, id or number that is looked for, in characters.
const TERM_MAX: usize = 60;

/// A day in milliseconds.
const DAY: i64 = 24 * 3_600_000;

/// What was typed and chosen; empty where nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// A part of the name or user name of who acted.
    pub person: String,
    /// Code of a role.
    pub role: String,
    /// Code of what was done.
    pub kind: String,
    /// Code of how it ended.
    pub outcome: String,
    /// First day, YYYY-MM-DD.
    pub from: String,
    /// Last day, likewise.
    pub to: String,
    /// Id of what it was done with, or the receipt number of a record.
    pub subject: String,
    /// Six digits of a county of the area.
    pub county: String,
}

/// The same as the tables are asked.
#[derive(Clone, Debug)]
pub(super) struct Resolved {
    /// The codes under which events are looked for.
    pub(super) counties: Vec<String>,
    /// What is looked for there.
    pub(super) terms: Terms,
    /// No event can be meant: the receipt number belongs to no record of the area.
    pub(super) nothing: bool,
}

impl Wanted {
    /// The terms with the days filled in that were not chosen: the last seven.
    #[must_use]
    pub fn with_days(mut self, store: &Store) -> Self {
        let today = store.clock.today();
        if self.to.is_empty() {
            self.to = today.to_string();
        }
        if self.from.is_empty() {
            self.from = date::add_days(date::parse(&self.to).unwrap_or(today), -6).to_string();
        }
        self
    }

    /// Names and values as an address has them, without those that are empty.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("person", &self.person),
            ("role", &self.role),
            ("kind", &self.kind),
            ("outcome", &self.outcome),
            ("from", &self.from),
            ("to", &self.to),
            ("subject", &self.subject),
            ("county", &self.county),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.as_str())).collect()
    }

    /// Looks up what was typed.
    ///
    /// # Errors
    /// [`Problem::Invalid`] at a field; [`Problem::NotFound`] for a county of another area.
    pub(super) async fn resolve(&self, store: &Store, by: &Auditor) -> Result<Resolved> {
        let counties = match self.county.as_str() {
            "" => by.counties().to_vec(),
            county => {
                by.reach(county)?;
                vec![county.to_owned()]
            }
        };
        let (from, until) = self.span()?;
        let subject = self.subject(store, by).await?;
        let terms = Terms {
            from,
            until,
            kind: code("kind", &self.kind, Kind::from_code)?,
            outcome: code("outcome", &self.outcome, Outcome::from_code)?,
            role: code("role", &self.role, Role::from_code)?.map(Role::code),
            actors: self.actors(store, by).await?,
            subject,
        };
        Ok(Resolved { counties, nothing: subject.is_none() && !self.subject.trim().is_empty(), terms })
    }

    fn span(&self) -> Result<(i64, i64)> {
        let day = |field: &str, text: &str| date::parse(text).map_err(|error| invalid(field, &error.to_string()));
        let (from, to) = (day("from", &self.from)?, day("to", &self.to)?);
        if from > to {
            return Err(invalid("to", "结束日期不能早于开始日期").into());
        }
        if date::epoch_days(to) - date::epoch_days(from) >= MAX_DAYS {
            return Err(invalid("from", "一次最多查一年，请缩短日期范围").into());
        }
        Ok((start_of_day(from), start_of_day(to) + DAY))
    }

    /// The accounts of the area whose name or user name holds what was typed.
    async fn actors(&self, store: &Store, by: &Auditor) -> Result<Option<Vec<Uuid>>> {
        let term = self.person.trim().to_lowercase();
        if term.is_empty() {
            return Ok(None);
        }
        short("person", &term)?;
        let mut found = Vec::new();
        for county in by.counties() {
            let all = accounts::in_county(&store.db, county).await?.into_iter();
            let named =
                all.filter(|row| row.display_name.to_lowercase().contains(&term) || row.username.contains(&term));
            found.extend(named.map(|row| row.id));
        }
        Ok(Some(found))
    }

    /// The id that was typed, or that of the record with the receipt number that was.
    async fn subject(&self, store: &Store, by: &Auditor) -> Result<Option<Uuid>> {
        let typed = self.subject.trim();
        short("subject", typed)?;
        if typed.is_empty() {
            return Ok(None);
        }
        if let Ok(id) = typed.parse() {
            return Ok(Some(id));
        }
        for county in by.counties() {
            if let Some(id) = records::with_receipt(&store.db, county, &typed.to_uppercase()).await? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Says in an event what was looked for: what was typed as keyed hashes, what was chosen by its code.
    pub(super) fn said(&self, store: &Store, resolved: &Resolved, mut entry: Entry) -> Entry {
        if let Some(id) = resolved.terms.subject {
            entry = entry.of("record", id);
        }
        let codes = [("kind", &self.kind), ("role", &self.role), ("outcome", &self.outcome), ("county", &self.county)];
        let days = [("from", &self.from), ("to", &self.to)];
        for (name, value) in codes.into_iter().chain(days).filter(|(_, value)| !value.is_empty()) {
            entry = entry.with(name, Value::from(value.as_str()));
        }
        for (name, typed) in [("person", self.person.trim()), ("subject", self.subject.trim())] {
            if !typed.is_empty() {
                entry = entry.with(name, blind(&store.keys, typed));
            }
        }
        entry
    }
}

/// What was chosen from a list, by its code.
fn code<T>(field: &str, code: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    if code.is_empty() {
        return Ok(None);
    }
    Ok(Some(read(code).ok_or_else(|| invalid(field, "请从列表中选择"))?))
}

fn short(field: &str, typed: &str) -> Result<()> {
    if typed.chars().count() > TERM_MAX {
        return Err(invalid(field, "太长了，最多60个字").into());
    }
    Ok(())
}

fn invalid(field: &str, message: &str) -> Problem {
    Problem::Invalid { field: field.to_owned(), message: message.to_owned() }
}
