//! Looks at every statement of a store's connections.

use std::backtrace::Backtrace;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use sea_orm::DatabaseConnection;

use super::exceptions::exceptions;
use super::judge::judge;
use super::rules::{Finding, Rule};
use crate::store::row_security::EVERYWHERE;

/// Statements that were judged already, by their text.
static JUDGED: LazyLock<Mutex<HashMap<String, Arc<[Finding]>>>> = LazyLock::new(Mutex::default);

/// What was seen of a store's statements. Dropped last, it fails the test when one of them breaks a rule and is not in
/// the list of exceptions.
#[derive(Debug, Default)]
pub struct Watch(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    statements: usize,
    excepted: BTreeSet<String>,
    /// What is not in the list, and a statement that shows it.
    broken: BTreeMap<String, String>,
}

impl Watch {
    /// Looks at the statements of a connection from now on.
    pub(crate) fn on(&self, db: &mut DatabaseConnection) {
        let seen = Arc::clone(&self.0);
        db.set_metric_callback(move |info| {
            seen.lock().unwrap_or_else(PoisonError::into_inner).statements += 1;
            let sql = info.statement.sql.as_str();
            let everywhere = sql.strip_prefix(EVERYWHERE);
            let findings = judged(everywhere.unwrap_or(sql));
            for finding in findings.iter() {
                look(&seen, finding, sql);
            }
            if everywhere.is_some() && !findings.iter().any(|finding| finding.rule == Rule::County) {
                look(&seen, &Finding { rule: Rule::Everywhere, shape: sql.chars().take(80).collect() }, sql);
            }
        });
    }

    /// How many statements there were so far.
    #[must_use]
    pub fn statements(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).statements
    }

    /// The exceptions that were seen, as the list writes them.
    #[must_use]
    pub fn excepted(&self) -> BTreeSet<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).excepted.clone()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let broken = std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).broken);
        if !broken.is_empty() && !std::thread::panicking() {
            let told: Vec<String> = broken.iter().map(|(finding, sql)| format!("{finding}\n    {sql}")).collect();
            panic!(
                "Statements break the rules of distribution (docs/adr/0022-distribution-rules.md). A statement names the \
                 county of every row that it reads or writes:\n{}",
                told.join("\n")
            );
        }
    }
}

fn judged(sql: &str) -> Arc<[Finding]> {
    let mut judged = JUDGED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = judged.get(sql) {
        return Arc::clone(known);
    }
    let found: Arc<[Finding]> = judge(sql).into();
    judged.insert(sql.to_owned(), Arc::clone(&found));
    found
}

fn look(seen: &Mutex<Seen>, finding: &Finding, sql: &str) {
    let line = finding.to_string();
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    if exceptions().iter().any(|exception| exception.finding == line) {
        seen.excepted.insert(line);
    } else if !seen.broken.contains_key(&line) && is_ours() {
        seen.broken.insert(line, sql.to_owned());
    }
}

/// Whether the statement asks a table of a county without naming one.
pub(crate) fn forgets_county(sql: &str) -> bool {
    judged(sql).iter().any(|finding| finding.rule == Rule::County)
}

/// Whether a query of the register asks, not a test that looks into its tables. Connections tell the statement on the
/// stack of whoever asks.
pub(crate) fn is_ours() -> bool {
    Backtrace::force_capture().to_string().lines().any(|line| match line.trim_start().strip_prefix("at ") {
        // Async functions have no name of their own where only lines are known of a build.
        Some(place) => place.contains("/src/") && (place.contains("/rows/") || place.contains("/rows.rs")),
        None => line.contains("backend::") && line.contains("::rows"),
    })
}
