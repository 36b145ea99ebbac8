//! What a declaration is made of and what is known of it: link, draft, answers as signals, what the checks find.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use domain::Date;
use domain::checks::{CheckContext, Facts};
use domain::divisions::DivisionCode;
use domain::eligibility::{Policy, Verdict, assess};
use domain::form::journey::Journey;
use domain::form::{Answers, Asker, Finding, Form, FormKind, OverrideReason, Value};
use domain::forms::form;
use domain::review::FieldComment;
use domain::routing::Deployment;
use domain::view::declare::{Consent, DraftView, ReceiptView, StatusView, Ways};
use domain::view::links::LinkView;
use domain::view::notice::NoticeView;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::content::Content;
use super::functions::Loaded;
use super::journal::{Journal, Saving};
use crate::codec::Encoded;

/// The declaration of one family in this browser. Cheap to clone.
#[derive(Clone)]
pub struct Declaration(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub(super) link: LinkView,
    pub(super) today: Date,
    pub(super) policy: &'static Policy,
    pub(super) deployment: Arc<Deployment>,
    pub(super) divisions: Vec<String>,
    pub(super) submitted: Encoded<Vec<StatusView>>,
    pub(super) ways: Encoded<Ways>,
    pub(super) consent: Option<Consent>,
    pub(super) notice: Encoded<Option<NoticeView>>,
    pub(super) draft: Option<Draft>,
    pub(super) keeper: Keeper,
    pub(super) typing: Mutex<BTreeMap<String, Option<Value>>>,
    pub(super) answers: ArcRwSignal<Answers>,
    pub(super) overrides: ArcRwSignal<Vec<OverrideReason>>,
    pub(super) kind: ArcRwSignal<Option<FormKind>>,
    pub(super) findings: ArcMemo<Vec<Finding>>,
    pub(super) saving: ArcRwSignal<Saving>,
    pub(super) unsent: Mutex<Unsent>,
    /// Reads the controls of the screen that is shown.
    pub(super) controls: Mutex<Option<Arc<dyn Fn() + Send + Sync>>>,
    pub(super) receipt: ArcRwSignal<Encoded<Option<ReceiptView>>>,
    pub(super) recalled: bool,
}

/// What is not with the server yet, and when it will be looked at.
pub(crate) struct Unsent {
    pub(crate) journal: Journal,
    /// The phone's store was asked for what earlier pages left, and answered.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a phone has a store"))]
    pub(crate) taken_up: bool,
    /// The row on the phone is being written.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a phone has a store"))]
    pub(crate) keeping: bool,
    pub(super) alive: bool,
    pub(super) keep_due: bool,
    pub(super) timer: Option<TimeoutHandle>,
}

impl Unsent {
    pub(crate) const fn new(journal: Journal) -> Self {
        Self { journal, taken_up: false, keeping: false, alive: false, keep_due: false, timer: None }
    }
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
        // The server tells the name of a profile that is compiled in on both sides.
        let policy = Policy::in_force(&policy, today).or_else(|| Policy::all().next());
        let Some(policy) = policy else { unreachable!("profiles are compiled in") };
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
}
