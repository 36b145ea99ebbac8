//! What a family's phone knows while it fills in: the draft's answers, what the checks find in them,
//! and what is still to be saved.
//!
//! A [`Declaration`] outlives the pages: walking from screen to screen needs no server. Inputs are not
//! bound to it; a control is read when it changes and written only when an answer changes by itself
//! (a correction taken, an address copied), so typing is never disturbed.

pub mod command;
pub mod content;
mod copy;
pub mod functions;
mod held;
pub mod journal;
#[cfg(feature = "ssr")]
pub mod made;
#[cfg(not(feature = "hydrate"))]
mod no_store;
#[cfg(feature = "hydrate")]
mod offline_copy;
mod saving;
pub mod screen;
mod source;
#[cfg(feature = "hydrate")]
mod unsent;
#[cfg(feature = "hydrate")]
mod unsent_changes;
mod work;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use domain::checks::{CheckContext, Facts};
use domain::divisions::{Address, DivisionCode};
use domain::eligibility::{Policy, Verdict, assess};
use domain::form::journey::Journey;
use domain::form::{Answers, Asker, Field, Finding, Form, FormKind, OverrideReason, Value, inputs};
use domain::forms::form;
use domain::review::FieldComment;
use domain::routing::Deployment;
use domain::view::declare::{Consent, DraftView, ReceiptView, StatusView, Ways};
use domain::view::links::LinkView;
use domain::view::notice::NoticeView;
use domain::{Date, screening};
use leptos::prelude::*;

use content::Content;
pub use content::same;
pub use held::HeldDeclaration;
use journal::Journal;
pub use journal::Saving;
#[cfg(not(feature = "hydrate"))]
pub use no_store::*;
use saving::Unsent;
pub use source::Source;
#[cfg(feature = "hydrate")]
pub(crate) use unsent_changes::work;
pub use work::Work;
#[cfg(feature = "hydrate")]
pub use {offline_copy::*, unsent::*};

use crate::codec::Encoded;
use crate::platform;
use functions::Loaded;

/// The declaration of one family in this browser. Cheap to clone.
#[derive(Clone)]
pub struct Declaration(Arc<Inner>);

struct Inner {
    link: LinkView,
    today: Date,
    policy: &'static Policy,
    deployment: Arc<Deployment>,
    divisions: Vec<String>,
    submitted: Encoded<Vec<StatusView>>,
    ways: Encoded<Ways>,
    consent: Option<Consent>,
    notice: Encoded<Option<NoticeView>>,
    draft: Option<Draft>,
    keeper: Keeper,
    typing: Mutex<BTreeMap<String, Option<Value>>>,
    answers: ArcRwSignal<Answers>,
    overrides: ArcRwSignal<Vec<OverrideReason>>,
    kind: ArcRwSignal<Option<FormKind>>,
    findings: ArcMemo<Vec<Finding>>,
    saving: ArcRwSignal<Saving>,
    unsent: Mutex<Unsent>,
    /// Reads the controls of the screen that is shown.
    controls: Mutex<Option<Arc<dyn Fn() + Send + Sync>>>,
    receipt: ArcRwSignal<Encoded<Option<ReceiptView>>>,
    recalled: bool,
}

/// Who keeps what is typed.
#[derive(Clone)]
pub enum Keeper {
    /// The server, and the phone until the server has it: a family's declaration.
    Server,
    /// Nobody: a form to practise on.
    Nobody,
    /// A worker's phone, by this function, which is told of every change.
    Phone(Arc<dyn Fn(&Declaration) + Send + Sync>),
}

/// The part of a draft that does not change while it is filled in.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id; becomes the submission's.
    pub id: String,
    /// Comments of the reviewer, when it was returned.
    pub comments: Vec<FieldComment>,
    /// The reviewer's general words, when it was returned.
    pub return_reason: Option<String>,
}

fn context<'a>(today: Date, policy: &'a Policy, deployment: &'a Deployment, asker: Asker) -> CheckContext<'a> {
    CheckContext { today, policy, deployment, facts: Facts { asker, ..Facts::default() } }
}

impl Keeper {
    /// Who answers where this one keeps.
    const fn asker(&self) -> Asker {
        if matches!(self, Self::Phone(_)) { Asker::Worker } else { Asker::Family }
    }
}

impl Declaration {
    /// The declaration as the server told it.
    #[must_use]
    pub fn new(loaded: Loaded) -> Self {
        let keeper = if loaded.practice { Keeper::Nobody } else { Keeper::Server };
        Self::kept_by(loaded, keeper)
    }

    /// The same, kept by `keeper`.
    #[must_use]
    pub fn kept_by(loaded: Loaded, keeper: Keeper) -> Self {
        let Loaded {
            link, consent, notice, draft, submitted, today, policy, deployment, ways, receipt, recalled, ..
        } = loaded;
        // The server tells the name of a profile that is page_data on both sides.
        let policy = Policy::in_force(&policy, today).or_else(|| Policy::all().next());
        let Some(policy) = policy else { unreachable!("profiles are page_data") };
        let divisions = deployment;
        let codes = divisions.iter().filter_map(|code| DivisionCode::parse(code).ok());
        let deployment = Arc::new(Deployment::new("", codes));
        let (head, answers, overrides, kind, revision) = match draft {
            Some(DraftView { id, revision, form, answers, overrides, comments, return_reason }) => {
                (Some(Draft { id, comments, return_reason }), answers, overrides, form, revision)
            }
            None => (None, Answers::default(), Vec::new(), None, 0),
        };
        let base = Content { form: kind, answers, overrides };
        let (answers, kind) = (ArcRwSignal::new(base.answers.clone()), ArcRwSignal::new(kind));
        let overrides = ArcRwSignal::new(base.overrides.clone());
        let saving = if matches!(keeper, Keeper::Phone(_)) { Saving::OnPhone } else { Saving::Silent };
        let findings = {
            let (answers, kind, deployment) = (answers.clone(), kind.clone(), Arc::clone(&deployment));
            let asker = keeper.asker();
            ArcMemo::new(move |_| {
                let Some(kind) = kind.get() else { return Vec::new() };
                answers.with(|answers| {
                    crate::declaration::screen::findings(
                        form(kind),
                        answers,
                        &context(today, policy, &deployment, asker),
                    )
                })
            })
        };
        Self(Arc::new(Inner {
            link,
            today,
            policy,
            deployment,
            divisions,
            submitted,
            ways,
            consent,
            notice,
            draft: head,
            keeper,
            typing: Mutex::default(),
            answers,
            overrides,
            kind,
            findings,
            saving: ArcRwSignal::new(saving),
            unsent: Mutex::new(Unsent::new(Journal::new(revision, base))),
            controls: Mutex::default(),
            receipt: ArcRwSignal::new(receipt),
            recalled,
        }))
    }

    /// The same family with another draft, or none: after consent, a correction, a brother or sister.
    #[must_use]
    pub fn with_draft(&self, draft: Option<DraftView>, consent: Option<Consent>) -> Self {
        let now = self.as_loaded();
        Self::new(Loaded { consent: consent.or(now.consent), draft, receipt: Encoded::default(), ..now })
    }

    /// The link through which the family came.
    #[must_use]
    pub fn link(&self) -> &LinkView {
        &self.0.link
    }

    /// Today in Asia/Shanghai, as the server says.
    #[must_use]
    pub fn today(&self) -> Date {
        self.0.today
    }

    /// The policy profile in force.
    #[must_use]
    pub fn policy(&self) -> &'static Policy {
        self.0.policy
    }

    /// Consent, once given.
    #[must_use]
    pub fn consent(&self) -> Option<&Consent> {
        self.0.consent.as_ref()
    }

    /// The draft, once there is one.
    #[must_use]
    pub fn draft(&self) -> Option<&Draft> {
        self.0.draft.as_ref()
    }

    /// Whether the form is only practised on: nothing is kept and nothing leaves the phone.
    #[must_use]
    pub fn practice(&self) -> bool {
        matches!(self.0.keeper, Keeper::Nobody)
    }

    /// Who answers: a family on its own phone, or a worker for it.
    #[must_use]
    pub fn asker(&self) -> Asker {
        self.0.keeper.asker()
    }

    /// The notice, as long as it is still to be agreed to.
    #[must_use]
    pub fn notice(&self) -> Option<NoticeView> {
        self.0.notice.read()
    }

    /// Declarations submitted before.
    #[must_use]
    pub fn submitted(&self) -> Vec<StatusView> {
        self.0.submitted.read()
    }

    /// What can be done with what is here.
    #[must_use]
    pub fn ways(&self) -> Ways {
        self.0.ways.read()
    }

    /// The answers so far.
    #[must_use]
    pub fn answers(&self) -> ArcRwSignal<Answers> {
        self.0.answers.clone()
    }

    /// Reasons given for overrides.
    #[must_use]
    pub fn overrides(&self) -> ArcRwSignal<Vec<OverrideReason>> {
        self.0.overrides.clone()
    }

    /// The form, once picked, for what shows it.
    #[must_use]
    pub fn picked(&self) -> ArcRwSignal<Option<FormKind>> {
        self.0.kind.clone()
    }

    /// The form, once picked.
    #[must_use]
    pub fn kind(&self) -> Option<FormKind> {
        self.0.kind.get_untracked()
    }

    /// The form's declaration, once picked.
    #[must_use]
    pub fn form(&self) -> Option<&'static Form> {
        self.kind().map(form)
    }

    /// What the checks find in the answers as they stand.
    #[must_use]
    pub fn findings(&self) -> ArcMemo<Vec<Finding>> {
        self.0.findings.clone()
    }

    /// How far saving is.
    #[must_use]
    pub fn saving(&self) -> ArcRwSignal<Saving> {
        self.0.saving.clone()
    }

    /// The receipt of the submission just made.
    #[must_use]
    pub fn receipt(&self) -> ArcRwSignal<Encoded<Option<ReceiptView>>> {
        self.0.receipt.clone()
    }

    /// The way through the form as the answers stand.
    pub fn journey<T>(&self, look: impl FnOnce(Journey<'_>) -> T) -> Option<T> {
        let form = self.form()?;
        Some(self.0.answers.with_untracked(|answers| look(Journey::new(form, answers, self.0.today, self.asker()))))
    }

    /// What the rules say about the answers as they stand.
    #[must_use]
    pub fn verdict(&self, kind: FormKind) -> Verdict {
        self.0.answers.with_untracked(|answers| assess(kind, answers, self.0.policy, self.0.today))
    }

    /// What a check of the answers knows beside them.
    #[must_use]
    pub fn check_context(&self) -> CheckContext<'_> {
        context(self.0.today, self.0.policy, &self.0.deployment, self.asker())
    }

    /// What stands in a control that was not left yet: kept and sent as it stands, judged later.
    pub fn typing(&self, key: &str, value: Option<Value>) {
        if let Ok(mut typing) = self.0.typing.lock() {
            typing.insert(key.to_owned(), value);
        }
        self.touched();
    }

    /// Takes what stands in controls that were never left: their screen is gone.
    pub fn settle(&self) {
        let typed = self.0.typing.lock().map(|mut typing| std::mem::take(&mut *typing)).unwrap_or_default();
        for (key, value) in typed {
            self.answer(&key, value);
        }
    }

    /// From now on `read` reads the controls on the screen.
    pub fn show_controls(&self, read: impl Fn() + Send + Sync + 'static) {
        if let Ok(mut controls) = self.0.controls.lock() {
            *controls = Some(Arc::new(read));
        }
    }

    /// Reads the controls on the screen.
    pub fn read_controls(&self) {
        let read = self.0.controls.lock().ok().and_then(|controls| controls.clone());
        if let Some(read) = read {
            read();
        }
    }

    /// The answers with what is being typed.
    #[must_use]
    pub fn as_typed(&self) -> Answers {
        let mut answers = self.0.answers.get_untracked();
        if let Ok(typing) = self.0.typing.lock() {
            for (key, value) in typing.iter() {
                match value {
                    Some(value) => answers.set(key.as_str(), value.clone()),
                    None => drop(answers.remove(key)),
                }
            }
        }
        answers
    }

    /// Takes an answer that a control gave. Returns whether it is a different one.
    pub fn answer(&self, key: &str, value: Option<Value>) -> bool {
        let typed = self.0.typing.lock().ok().and_then(|mut typing| typing.remove(key));
        let value = value.filter(|value| !value.is_empty());
        let same = self.0.answers.with_untracked(|answers| answers.value(key) == value.as_ref());
        if same {
            // What was typed meanwhile may be kept or sent already.
            if typed.is_some() {
                self.touched();
            }
            return false;
        }
        self.0.answers.update(|answers| match &value {
            Some(value) => answers.set(key, value.clone()),
            None => drop(answers.remove(key)),
        });
        self.touched();
        true
    }

    /// Takes an answer that no control gave (a correction, a copy) and shows it in its controls.
    pub fn fill(&self, field: &'static Field, value: Option<Value>) {
        let shown = value.as_ref().map(|value| inputs::write(field, value)).unwrap_or_default();
        if self.answer(field.key, value) {
            platform::show(&shown, field.key);
        }
    }

    /// Names the place of an address, once its lists are known; nothing that the server needs to hear.
    pub fn name_place(&self, key: &str, code: &str, path: &str) {
        let named = self.0.answers.with_untracked(|answers| match answers.value(key) {
            Some(Value::Address(held)) if held.division_code == code && held.division_path != path => {
                Some(Value::Address(Address { division_path: path.to_owned(), ..held.clone() }))
            }
            _ => None,
        });
        if let Some(named) = named {
            self.0.answers.update(|answers| answers.set(key, named));
        }
    }

    /// The revision of the draft from which changes start.
    #[must_use]
    pub fn revision(&self) -> i64 {
        self.unsent().journal.revision()
    }

    /// Takes the reason given for an override.
    pub fn give_reason(&self, rule: &str, reason: &str) {
        let mut reasons = self.0.overrides.get_untracked();
        reasons.retain(|given| given.rule != rule);
        if !reason.trim().is_empty() {
            reasons.push(OverrideReason { rule: rule.to_owned(), reason: reason.trim().to_owned() });
        }
        if self.0.overrides.with_untracked(|known| *known != reasons) {
            self.0.overrides.set(reasons);
            self.touched();
        }
    }

    /// Begins the form that the screening picked, with the answers that it has; from here on answers
    /// are kept.
    pub fn begin(&self, kind: FormKind) {
        let kept = self.0.answers.with_untracked(|answers| screening::start(kind, answers));
        self.0.kind.set(Some(kind));
        self.0.answers.set(kept);
        self.touched();
    }
}
