//! Whether a declaration may enter the register, and as what: the domain's checks and rules, with what
//! only the register knows (the division table, today, the deployment).

use domain::checks::{CheckContext, Facts, blocking, check, unknown_fields};
use domain::divisions::Address;
use domain::eligibility::{Flag, assess};
use domain::form::{Answers, Asker, FormKind, Level, OverrideReason, Value, prepare};
use domain::forms::{form, keys, options};
use domain::ledger::triggers;
use domain::problem::Problem;
use domain::routing::{Owner, owner};
use domain::values::{date, text};
use uuid::Uuid;

use super::facts;
use super::unchecked::Unchecked;
use crate::divisions::names;
use crate::error::Result;
use crate::register::document::{Document, Summary};
use crate::store::Store;

/// A declaration that may enter the register.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The form.
    pub form: FormKind,
    /// How it came.
    pub channel: String,
    /// What rests sealed: the answers, normalised and completed; the verdict, the ledger's triggers, and what the
    /// reviewer should read, nothing of which blocks.
    pub document: Document,
    /// The unit that decides; its county is known.
    pub owner: Owner,
    /// Six digits of the owner county.
    pub county: String,
}

impl Unchecked {
    /// Checks the declaration of the family `holder` for entry, with what the register knows.
    ///
    /// # Errors
    /// As [`Self::check_with`]; [`crate::Error::Internal`] if the database refuses.
    pub async fn check(self, store: &Store, holder: Option<Uuid>) -> Result<Checked> {
        let facts = facts::of(store, &self, holder).await?;
        self.check_with(store, facts)
    }

    /// Checks the declaration for entry, with facts that are known already; who asks is its own.
    ///
    /// # Errors
    /// [`Problem::UnknownField`], [`Problem::UnknownDivision`], [`Problem::ChecksFailed`] (blocking findings
    /// first), [`Problem::Invalid`] for a channel that is none, a reason that cannot be read or an owner that stays open.
    pub fn check_with(self, store: &Store, facts: Facts) -> Result<Checked> {
        let Self { form: kind, channel, mut answers, overrides, asker } = self;
        let (form, overrides) = (form(kind), readable(overrides)?);
        if let Some(field) = unknown_fields(form, &answers).first() {
            return Err(Problem::UnknownField { field: (*field).to_owned() }.into());
        }
        if !options::COLLECTION_METHOD.iter().any(|choice| choice.code == channel) {
            let message = "采集方式请从列表里选。".to_owned();
            return Err(Problem::Invalid { field: "channel".to_owned(), message }.into());
        }
        prepare(form, &mut answers);
        complete_addresses(&mut answers)?;
        let today = store.clock.today();
        complete(&mut answers, keys::REPORT_DATE.name(), || date::format(today));
        complete(&mut answers, keys::COLLECTION_METHOD.name(), || channel.clone());
        let owner = owner(kind, &answers, &store.deployment);
        if let Some(queue) = owner.queue() {
            complete(&mut answers, keys::REPORTING_UNIT.name(), || queue.to_string());
        }
        let facts = Facts { asker, ..facts };
        let context = CheckContext { today, policy: &store.policy, deployment: &store.deployment, facts };
        let mut findings = check(form, &answers, &context);
        if !blocking(&findings, &overrides).is_empty() {
            let reasoned = |rule: &str| overrides.iter().any(|o| o.rule == rule && !text::is_empty(&o.reason));
            findings.sort_by_key(|finding| !finding.blocks(reasoned));
            if asker == Asker::Family {
                // A wrong declaration sent on purpose would tell anybody how many families a number stands for.
                findings.retain(|finding| finding.rule != SHARED_PHONE);
            }
            return Err(Problem::ChecksFailed { findings }.into());
        }
        let Some(county) = owner.county else {
            let field = match kind {
                FormKind::Migrant => keys::CURRENT_ADDRESS.name(),
                FormKind::LeftBehind => keys::HUKOU_ADDRESS.name(),
            };
            let message = "请把地址选到县（区），这样才知道由哪里办理。".to_owned();
            return Err(Problem::Invalid { field: field.to_owned(), message }.into());
        };
        let report_date = answers.get(keys::REPORT_DATE).unwrap_or(today);
        let verdict = assess(kind, &answers, &store.policy, report_date);
        let ledger = triggers(&answers, &verdict);
        let county = county.to_string();
        let document =
            Document { report_date, answers, overrides, verdict, findings, ledger, taken_down: None, agreed_by: None };
        Ok(Checked { form: kind, channel, document, owner, county })
    }
}

impl Checked {
    /// Whether somebody must be told at once.
    #[must_use]
    pub fn alert(&self) -> bool {
        let Document { verdict, findings, .. } = &self.document;
        verdict.has(Flag::SafetyAlert) || findings.iter().any(|finding| finding.level == Level::Alert)
    }

    /// Nine digits of the owner township; empty when only the county is known.
    #[must_use]
    pub fn township(&self) -> String {
        self.owner.township.map(|code| code.to_string()).unwrap_or_default()
    }

    /// What lists show.
    #[must_use]
    pub fn summary(&self) -> Summary {
        let Document { report_date, answers, .. } = &self.document;
        Summary {
            child_name: answers.text(keys::CHILD_NAME).unwrap_or_default().to_owned(),
            id_number: answers.get(keys::CHILD_ID_NUMBER).map(|id| id.as_str().to_owned()).unwrap_or_default(),
            birth_date: answers.get(keys::CHILD_BIRTH_DATE),
            sex: answers.text(keys::CHILD_SEX).unwrap_or_default().to_owned(),
            report_date: *report_date,
        }
    }
}

fn complete(answers: &mut Answers, field: &str, value: impl FnOnce() -> String) {
    if answers.value(field).is_none() {
        answers.set(field, Value::Text(value()));
    }
}

/// What only the register knows of a phone number: a finding for staff, never for whoever sends without an account.
const SHARED_PHONE: &str = "V-29";

/// Most reasons that a declaration gives: there is one for a rule, and these are more than there are rules.
pub const MAX_REASONS: usize = 100;

/// The reasons in words that everybody can read.
fn readable(overrides: Vec<OverrideReason>) -> Result<Vec<OverrideReason>, Problem> {
    if overrides.len() > MAX_REASONS {
        return Err(Problem::TooLarge);
    }
    let read = |given: OverrideReason| match text::parse(&given.reason, u16::MAX) {
        Ok(reason) => Ok(OverrideReason { reason, ..given }),
        Err(error) => {
            let field = format!("reason.{}", given.rule);
            Err(Problem::Invalid { field, message: format!("您写的说明{error}。") })
        }
    };
    overrides.into_iter().map(read).collect()
}

/// Refuses codes that are in no table and writes down the names that the codes have today.
fn complete_addresses(answers: &mut Answers) -> Result<()> {
    let mut complete: Vec<(String, Address)> = Vec::new();
    for (field, value) in answers.iter() {
        let Value::Address(address) = value else { continue };
        if address.division_code.is_empty() {
            continue;
        }
        if !names::is_known(&address.division_code)? {
            return Err(Problem::UnknownDivision { field: field.to_owned() }.into());
        }
        let division_path = names::path(&address.division_code)?;
        complete.push((field.to_owned(), Address { division_path, ..address.clone() }));
    }
    for (field, address) in complete {
        answers.set(field, Value::Address(address));
    }
    Ok(())
}
