//! Children's declarations in the making: kept on the phone as they are typed, finished into a message.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::fieldwork::{Body, Declared, Draft, Household, Message, Recorded, draft, message};
use domain::form::{FormKind, Value, journey};
use domain::forms::{carry, form, keys};
use domain::view::declare::DraftView;
use domain::view::links::{LinkKind, LinkView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::forms::no_forms_of;
use self::pictures::{Letters, none_of};
use super::worker::tabs::GONE;
use super::worker::{Trouble, Worker};
use crate::codec::Encoded;
use crate::declaration::functions::Loaded;
use crate::declaration::{Declaration, Keeper, Saving};
use crate::platform;
use crate::platform::store::{Drawer, Outgoing, Write};

/// What is typed is written this long after the first keystroke that is not written yet, also while typing goes on;
/// with the writing itself it is on the phone within a second.
pub(super) const PAUSE: Duration = Duration::from_millis(350);
/// What the phone could not keep is tried again after this time, without another keystroke, and so often: the locker's
/// key is not held for ever by something that was left.
pub(super) const RETRY: Duration = Duration::from_secs(5);
pub(super) const TRIES: u8 = 60;

/// What came of writing down a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// What stands on the screen is on the phone.
    Kept,
    /// Something else was typed meanwhile.
    Again,
    /// The phone could not keep it.
    Refused,
    /// There is nothing any more in which to keep it; the page says so.
    Gone,
}

impl Worker {
    /// Begins the declaration of a child, with what the household's children share.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep it.
    pub async fn new_draft(&self, household: Option<&Household>, from_paper: bool) -> Result<String, Trouble> {
        let draft = Draft {
            version: draft::VERSION,
            id: platform::new_id(),
            answers: household.map(|household| household.shared.clone()).unwrap_or_default(),
            household: household.map(|household| household.id.clone()),
            changed_at: platform::now(),
            from_paper,
            ..Draft::default()
        };
        let id = draft.id.clone();
        if let Err(trouble) = self.write_turn().await.keep(draft, Vec::new()).await {
            // Nothing was typed yet: it begins anew another time.
            self.drafts().update(|drafts| drop(drafts.remove(&id)));
            return Err(trouble);
        }
        Ok(id)
    }

    /// Changes a draft as it lies on the phone when its turn has come, with other writes in the same step; durably when
    /// this returns. What another tab wrote meanwhile stays.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep it, or the draft has gone meanwhile.
    pub async fn alter(&self, id: &str, change: impl FnOnce(&mut Draft), besides: Vec<Write>) -> Result<(), Trouble> {
        let turn = self.write_turn().await;
        let mut draft = self.stored(id).await?.ok_or_else(|| Trouble(GONE.to_owned()))?;
        change(&mut draft);
        draft.changed_at = platform::now();
        turn.keep(draft, besides).await
    }

    /// Throws a draft away, because the worker said so.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot.
    pub async fn discard(&self, id: &str) -> Result<(), Trouble> {
        let turn = self.write_turn().await;
        let kept = self.draft(id).and_then(|draft| draft.back).and_then(|back| back.kept);
        let gone = Write { drawer: Drawer::Drafts, id: id.to_owned(), clear: None };
        turn.write(vec![gone, none_of(id), no_forms_of(id)]).await?;
        self.drafts().update(|drafts| drop(drafts.remove(id)));
        drop(turn);
        self.dealt_with(kept).await;
        Ok(())
    }

    /// The draft with this id.
    #[must_use]
    pub fn draft(&self, id: &str) -> Option<Draft> {
        self.drafts().with_untracked(|drafts| drafts.get(id).cloned())
    }

    /// The draft as a declaration to be filled in; whatever changes is kept on the phone.
    #[must_use]
    pub fn declaration(&self, id: &str) -> Option<Declaration> {
        let draft = self.draft(id)?;
        self.opened(&draft);
        let enrolment = self.enrolment();
        let (today, _) = self.today();
        let back = draft.back.unwrap_or_default();
        let loaded = Loaded {
            link: LinkView {
                kind: LinkKind::Personal,
                division_code: enrolment.worker.division_code.clone(),
                unit_name: enrolment.worker.division_name.clone(),
                expires_on: today,
            },
            consent: None,
            notice: Encoded::default(),
            draft: Some(DraftView {
                id: draft.id,
                revision: 0,
                form: draft.form,
                answers: draft.answers,
                overrides: draft.overrides,
                comments: back.comments,
                return_reason: Some(back.reason).filter(|reason| !reason.is_empty()),
            }),
            submitted: Encoded::default(),
            today,
            policy: enrolment.policy,
            deployment: enrolment.deployment,
            ways: Encoded::default(),
            receipt: Encoded::default(),
            practice: false,
            places: Default::default(),
            recalled: false,
        };
        Some(Declaration::kept_by(loaded, self.keeper()))
    }

    /// Keeps a declaration a moment after it changes; one writing at a time, and never an older state last.
    fn keeper(&self) -> Keeper {
        let (worker, under_way) = (self.clone(), Arc::new(AtomicBool::new(false)));
        Keeper::Phone(Arc::new(move |declaration: &Declaration| {
            declaration.saving().set(Saving::Sending);
            if !under_way.swap(true, Ordering::Relaxed) {
                worker.keep_soon(declaration.clone(), Arc::clone(&under_way));
            }
        }))
    }

    /// Writes after the pause, and again for as long as something else was typed meanwhile.
    fn keep_soon(&self, declaration: Declaration, under_way: Arc<AtomicBool>) {
        let worker = self.clone();
        let write = move || {
            spawn_local(async move {
                let written = worker.write_down(&declaration).await;
                if written == Written::Again {
                    return worker.keep_soon(declaration, under_way);
                }
                under_way.store(false, Ordering::Relaxed);
                if written == Written::Refused {
                    worker.keep_later(declaration, under_way, TRIES);
                }
            });
        };
        set_timeout(write, PAUSE);
    }

    /// Tries again what the phone could not keep, until it can or something else is typed.
    fn keep_later(&self, declaration: Declaration, under_way: Arc<AtomicBool>, tries: u8) {
        let worker = self.clone();
        let again = move || {
            let refused = matches!(declaration.saving().get_untracked(), Saving::Refused(_));
            if !refused || under_way.swap(true, Ordering::Relaxed) {
                return;
            }
            spawn_local(async move {
                let written = worker.write_down(&declaration).await;
                under_way.store(false, Ordering::Relaxed);
                if matches!(written, Written::Again | Written::Refused) && tries > 0 {
                    worker.keep_later(declaration, under_way, tries - 1);
                }
            });
        };
        set_timeout(again, RETRY);
    }

    /// Keeps the declaration as it stands now. Gives whether the phone could.
    pub async fn take_up(&self, declaration: &Declaration) -> bool {
        loop {
            match self.write_down(declaration).await {
                Written::Again => {}
                written => return written != Written::Refused,
            }
        }
    }

    async fn write_down(&self, declaration: &Declaration) -> Written {
        let Some(id) = declaration.draft().map(|draft| draft.id.clone()) else { return Written::Gone };
        let turn = self.write_turn().await;
        let mut draft = match self.meet(declaration, &id).await {
            Ok(draft) => draft,
            Err(Trouble(words)) => {
                let written = if words == GONE { Written::Gone } else { Written::Refused };
                declaration.saving().set(Saving::Refused(words));
                return written;
            }
        };
        let (form, answers) = (declaration.kind().or(draft.form), declaration.as_typed());
        let overrides = declaration.overrides().get_untracked();
        // What was only looked at stays as it came.
        let written = if draft.form == form && draft.answers == answers && draft.overrides == overrides {
            self.note_durable(true, draft.clone(), None);
            self.drafts().update(|drafts| drop(drafts.insert(id.clone(), draft)));
            Ok(())
        } else {
            (draft.form, draft.answers, draft.overrides) = (form, answers.clone(), overrides.clone());
            draft.changed_at = platform::now();
            let kept = turn.keep(draft, Vec::new()).await;
            if kept.is_ok() {
                self.agreed(&id, &answers, &overrides);
            }
            kept
        };
        let same = declaration.as_typed() == answers && declaration.overrides().get_untracked() == overrides;
        let (saving, written) = match written {
            Ok(()) if !same => return Written::Again,
            Ok(()) => (Saving::OnPhone, Written::Kept),
            Err(Trouble(words)) => (Saving::Refused(words), Written::Refused),
        };
        declaration.saving().set(saving);
        written
    }

    /// Finishes a draft: it becomes a message, sealed for the server, and the draft goes, in one durable step. Gives how
    /// many photographs could not be read: those stay on the phone.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep the message, or cannot read its pictures; then the draft stays. Nothing when
    /// the consent or the form is missing, which the pages do not offer.
    pub async fn finish(&self, declaration: &Declaration) -> Result<usize, Trouble> {
        let missing = || Trouble("这份登记还不完整，请从头看一遍。".to_owned());
        let shown = declaration.draft().ok_or_else(missing)?;
        let turn = self.write_turn().await;
        let draft = self.meet(declaration, &shown.id).await?;
        let kind = declaration.kind().ok_or_else(missing)?;
        let consent = draft.consent.clone().ok_or_else(missing)?;
        let declared = self.declared(kind, declaration, &draft, consent);
        let (answers, household) = (declared.answers.clone(), declared.household.clone());
        let message = message(draft.id.clone(), Body::Declaration(Box::new(declared)));
        let gone = Write { drawer: Drawer::Drafts, id: draft.id.clone(), clear: None };
        let Letters { letters, gone: sent, unreadable } = self.letters(&draft).await?;
        self.households_again().await?;
        let shared = self.share(kind, &answers, household.as_deref());
        let mut messages = vec![outgoing(&message)];
        messages.extend(letters);
        let writes = [gone, no_forms_of(&draft.id)].into_iter().chain(sent).chain(shared).collect();
        turn.post(messages, writes).await?;
        self.drafts().update(|drafts| drop(drafts.remove(&draft.id)));
        drop(turn);
        self.dealt_with(draft.back.and_then(|back| back.kept)).await;
        Ok(unreadable)
    }

    /// Begins the form that the screening picked, with what is known about this visit.
    pub fn begin_form(&self, declaration: &Declaration, kind: FormKind) {
        declaration.begin(kind);
        let paper = declaration.draft().and_then(|draft| self.draft(&draft.id)).is_some_and(|draft| draft.from_paper);
        for (key, value) in self.of_this_visit(declaration, paper) {
            if declaration.answers().with_untracked(|answers| answers.value(key).is_none()) {
                declaration.answer(key, Some(Value::Text(value)));
            }
        }
    }

    /// 填报日期, 采集方式 and 采集人, as they are unless the worker says otherwise.
    fn of_this_visit(&self, declaration: &Declaration, paper: bool) -> [(&'static str, String); 3] {
        let method = if paper { "self_report" } else { "home_visit" };
        [
            (keys::REPORT_DATE.name(), declaration.today().to_string()),
            (keys::COLLECTION_METHOD.name(), method.to_owned()),
            (keys::COLLECTOR.name(), self.enrolment().worker.display_name),
        ]
    }

    fn declared(&self, kind: FormKind, declaration: &Declaration, draft: &Draft, consent: Recorded) -> Declared {
        let (form, today) = (form(kind), declaration.today());
        let mut answers = declaration.as_typed();
        for (key, value) in self.of_this_visit(declaration, draft.from_paper) {
            if answers.value(key).is_none() {
                answers.set(key, Value::Text(value));
            }
        }
        let channel = answers.text(keys::COLLECTION_METHOD).unwrap_or_default().to_owned();
        let back = draft.back.clone().unwrap_or_default();
        Declared {
            form: kind,
            form_version: form.version.to_owned(),
            channel,
            answers: journey::prune(form, &answers, today),
            overrides: declaration.overrides().get_untracked(),
            consent,
            household: draft.household.clone(),
            corrects: back.corrects,
            replaces: back.kept,
        }
    }

    /// What the household's next child begins with.
    fn share(&self, kind: FormKind, answers: &domain::form::Answers, household: Option<&str>) -> Option<Write> {
        let shared = carry::siblings(form(kind), answers);
        self.households().update(|households| {
            if let Some(household) = household.and_then(|id| households.get_mut(id)) {
                household.shared = shared;
            }
        });
        household.map(|_| self.households_now())
    }
}

/// What is told under this id, with the day on the phone's clock.
pub(super) fn message(id: String, body: Body) -> Message {
    let written_on = platform::today().map(|day| day.to_string()).unwrap_or_default();
    Message { version: message::VERSION, id, written_on, body }
}

/// A message as the phone seals it.
pub(super) fn outgoing(message: &Message) -> Outgoing {
    Outgoing {
        id: message.id.clone(),
        json: serde_json::to_vec(message).unwrap_or_default(),
        picture: matches!(message.body, Body::Attachment(_)),
    }
}
pub mod forms;
pub mod pictures;
