//! The one state machine of saving: typed → kept on this phone → with the server.
//!
//! No clock, no network, no page: whoever drives it writes what [`Journal::to_keep`] and [`Journal::to_send`] give, and
//! tells what came of it. What is unsaved is never collected: it is the difference between what stands on the screen and
//! what the server is known to have, so nothing can be left out of it, and the words of the sign ([`Journal::status`])
//! follow from the same comparison.
//!
//! What is sent was kept first ([`Journal::to_send`] gives what lies on the phone), so a page that is killed leaves all
//! that the server may have got from it. A request whose answer is lost may have been done: its values are remembered
//! until an answer says more, and are never taken for somebody else's.

use std::time::Duration;

use domain::form::Value;
use domain::problem::Problem;
use serde::{Deserialize, Serialize};

use super::content::{Content, same};
use crate::declaration::functions::Changes;
use crate::wire::Failure;

/// Pause before the first retry, and the longest.
const RETRY: Duration = Duration::from_secs(5);
const RETRY_MAX: Duration = Duration::from_secs(60);

/// How far saving is. Each one is a claim about the phone's store and the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// The page is not alive yet: it cannot say anything.
    Silent,
    /// The server has everything.
    Saved,
    /// On its way to the phone's store or to the server.
    Sending,
    /// On this phone, where a worker's draft belongs until it is finished.
    OnPhone,
    /// The server was not reached: kept on this phone.
    Kept,
    /// The server was not reached, and this phone cannot keep anything: only this page has it.
    Unsaved,
    /// The server, or a worker's phone, refused; the words say what to do.
    Refused(String),
    /// The server has everything; somebody else had changed the fields with these keys too, and the family's own
    /// answers stand.
    Merged(Vec<String>),
}

/// What one page leaves on the phone until the server has it. The bytes begin with those of [`Changes`], which is all
/// that earlier versions left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What the server is not known to have.
    pub changes: Changes,
    /// What the server had in its place, as far as the page knew; nothing when an earlier version wrote it.
    pub before: Option<Changes>,
    /// Values that were sent and not answered.
    pub sent: Vec<(String, Option<Value>)>,
    /// Keys of fields that somebody else changed too, which the person may not have been told yet.
    pub clashes: Vec<String>,
    /// When it was written, Unix milliseconds by the phone's clock.
    pub at: i64,
}

/// What is known about where the answers are.
#[derive(Clone, Debug)]
pub struct Journal {
    /// What the server had at `revision`.
    base: Content,
    revision: i64,
    /// What a request under way carries.
    sending: Option<Content>,
    /// What this page's row on the phone brings back.
    kept: Option<Content>,
    /// The last writing to the phone failed.
    cannot_keep: bool,
    /// Why the last sending failed, and how many did in a row.
    trouble: Option<Failure>,
    failures: u32,
    /// Values that were sent since `revision` and not answered.
    sent: Vec<(String, Option<Value>)>,
    sent_overrides: bool,
    /// Those of them that the row being written has, and that the written one has.
    writing_sent: Vec<(String, Option<Value>)>,
    kept_sent: Vec<(String, Option<Value>)>,
    /// When this page's row was written last.
    kept_at: i64,
    /// Keys of fields that this page sent or took up, with the time: what pages left before that is older.
    written: Vec<(String, i64)>,
    wrote_overrides: bool,
    /// Keys of fields that somebody else changed too; and whether the person was told.
    clashes: Vec<String>,
    told: bool,
}

impl Journal {
    /// The journal of a draft as the server has it.
    #[must_use]
    pub fn new(revision: i64, base: Content) -> Self {
        Self {
            base,
            revision,
            sending: None,
            kept: None,
            cannot_keep: false,
            trouble: None,
            failures: 0,
            sent: Vec::new(),
            sent_overrides: false,
            writing_sent: Vec::new(),
            kept_sent: Vec::new(),
            kept_at: 0,
            written: Vec::new(),
            wrote_overrides: false,
            clashes: Vec::new(),
            told: false,
        }
    }

    /// The revision that the server is known to have.
    #[must_use]
    pub const fn revision(&self) -> i64 {
        self.revision
    }

    /// Keys of fields that somebody else changed too.
    #[must_use]
    pub fn clashes(&self) -> &[String] {
        &self.clashes
    }

    /// Whether the server has what stands on the screen, and nothing is on its way to it.
    #[must_use]
    pub fn at_rest(&self, now: &Content) -> bool {
        self.sending.is_none() && self.unsaved(now).is_empty()
    }

    /// What to say.
    pub fn status(&mut self, now: &Content) -> Saving {
        if self.at_rest(now) {
            self.told = !self.clashes.is_empty();
            return if self.told { Saving::Merged(self.clashes.clone()) } else { Saving::Saved };
        }
        let kept = self.kept.as_ref().is_some_and(|kept| kept.is(now));
        match &self.trouble {
            Some(Failure::Offline) if kept => Saving::Kept,
            Some(Failure::Offline) if self.cannot_keep => Saving::Unsaved,
            Some(Failure::Problem(problem)) if kept => Saving::Refused(problem.message() + "您填的已存在这部手机上。"),
            Some(Failure::Problem(problem)) if self.cannot_keep => {
                Saving::Refused(problem.message() + "刚填的还没有存上，请先不要关闭页面。")
            }
            _ => Saving::Sending,
        }
    }

    /// Somebody changed something on this page: what was told of others is read by now.
    pub fn changed(&mut self) {
        if self.told {
            self.told = false;
            self.clashes.clear();
        }
    }

    /// What the server is not known to have of `now`.
    fn unsaved(&self, now: &Content) -> Changes {
        let mut changes = self.base.changes_to(now);
        // It may have taken these, so that also going back to what it had before has to reach it.
        for (key, _) in &self.sent {
            changes.note(key, now.answers.value(key));
        }
        if self.sent_overrides {
            changes.overrides = Some(now.overrides.clone());
        }
        changes
    }

    /// What to write as this page's row on the phone, nothing to take it away; `None` when it is up to date.
    pub fn to_keep(&mut self, now: &Content, at: i64) -> Option<Option<Row>> {
        let changes = self.unsaved(now);
        match &self.kept {
            None if changes.is_empty() => None,
            Some(_) if changes.is_empty() => Some(None),
            Some(kept) if kept.is(now) && self.keeps_sent(kept) => None,
            _ => {
                self.writing_sent.clone_from(&self.sent);
                let before = Some(now.changes_to(&self.base));
                Some(Some(Row { changes, before, sent: self.sent.clone(), clashes: self.clashes.clone(), at }))
            }
        }
    }

    /// Whether the row tells all that the server may have got: else the next page would take its own for another's.
    fn keeps_sent(&self, kept: &Content) -> bool {
        let tells = |(key, value): &(String, Option<Value>)| {
            same(kept.answers.value(key), value.as_ref())
                || self.kept_sent.iter().any(|(known, with)| known == key && same(with.as_ref(), value.as_ref()))
        };
        self.sent.iter().all(tells)
    }

    /// The row is written as of this time and brings back `now`, or is away.
    pub fn kept(&mut self, now: Option<Content>, at: i64) {
        self.kept = now;
        self.kept_sent = std::mem::take(&mut self.writing_sent);
        self.kept_at = at;
        self.cannot_keep = false;
    }

    /// The row could not be written; the earlier one lies there still.
    pub fn cannot_keep(&mut self) {
        self.cannot_keep = true;
    }

    /// What to send, and the revision it starts from: what lies on the phone or, where that cannot keep it, what stands on
    /// the screen. Nothing while another request is under way or before a form was picked: until then nothing leaves
    /// the phone.
    pub fn to_send(&mut self, now: &Content) -> Option<(i64, Changes)> {
        let content = if self.cannot_keep { now } else { self.kept.as_ref()? }.clone();
        if self.sending.is_some() || content.form.is_none() {
            return None;
        }
        let changes = self.unsaved(&content);
        if changes.is_empty() {
            return None;
        }
        self.may_have(&changes);
        self.sending = Some(content);
        Some((self.revision, changes))
    }

    /// The server may have these from this phone.
    fn may_have(&mut self, changes: &Changes) {
        for (key, value) in changes.answers() {
            self.note_sent(key, value);
            self.written.retain(|(written, _)| written != key);
            self.written.push((key.to_owned(), self.kept_at));
        }
        self.sent_overrides |= changes.overrides.is_some();
        self.wrote_overrides |= changes.overrides.is_some();
    }

    fn note_sent(&mut self, key: &str, value: Option<&Value>) {
        if !self.was_sent(key, value) {
            self.sent.push((key.to_owned(), value.cloned()));
        }
    }

    fn wrote_after(&self, key: &str, at: i64) -> bool {
        self.written.iter().any(|(written, then)| written == key && *then > at)
    }

    fn was_sent(&self, key: &str, value: Option<&Value>) -> bool {
        self.sent.iter().any(|(sent, with)| sent == key && same(with.as_ref(), value))
    }

    /// The server took what was sent.
    pub fn took(&mut self, revision: i64) {
        if let Some(content) = self.sending.take() {
            self.base = content;
        }
        self.answered(revision);
        self.trouble = None;
        self.failures = 0;
    }

    fn answered(&mut self, revision: i64) {
        self.revision = revision;
        self.sent.clear();
        self.sent_overrides = false;
    }

    /// The server was not reached, or refused. Gives the pause after which to try again by itself.
    pub fn failed(&mut self, why: Failure) -> Option<Duration> {
        self.sending = None;
        let again =
            matches!(why, Failure::Offline | Failure::Problem(Problem::Internal | Problem::TooManyAttempts { .. }));
        self.trouble = Some(why);
        let pause = RETRY.saturating_mul(1 << self.failures.min(4)).min(RETRY_MAX);
        self.failures += 1;
        again.then_some(pause)
    }

    /// The server has `theirs` at this revision: what only others changed is taken over into `now`; of what both changed
    /// the own answer stands, and is named.
    pub fn reread(&mut self, now: &mut Content, theirs: Content, revision: i64) {
        self.sending = None;
        let before = now.clone();
        let keys = [&self.base, &theirs, &before].into_iter().flat_map(|content| content.answers.iter());
        for (key, _) in keys {
            let other = theirs.answers.value(key);
            let (base, mine) = (self.base.answers.value(key), before.answers.value(key));
            if same(other, base) || same(other, mine) || self.was_sent(key, other) {
                continue;
            }
            if same(mine, base) && !self.sent.iter().any(|(sent, _)| sent == key) {
                now.put(key, other);
            } else {
                note(&mut self.clashes, key);
            }
        }
        if now.form == self.base.form {
            now.form = theirs.form;
        }
        if now.overrides == self.base.overrides && !self.sent_overrides {
            now.overrides.clone_from(&theirs.overrides);
        }
        if let Some(kept) = &mut self.kept {
            follow(kept, &self.base, &theirs);
        }
        self.base = theirs;
        self.answered(revision);
    }

    /// Takes over into `now` what pages that are gone left on the phone, the newest first. What was typed here since
    /// stands.
    pub fn take(&mut self, now: &mut Content, rows: &[Row]) {
        // All of them first: what the server has by now may be what an older page of this phone sent last.
        for row in rows {
            let sent = row.sent.iter().map(|(key, value)| (key.as_str(), value.as_ref()));
            for (key, value) in row.changes.answers().chain(sent) {
                self.note_sent(key, value);
            }
        }
        for row in rows {
            self.take_one(now, row);
        }
    }

    fn take_one(&mut self, now: &mut Content, row: &Row) {
        for (key, mine) in row.changes.answers() {
            let base = self.base.answers.value(key).cloned();
            if !same(now.answers.value(key), base.as_ref()) || self.wrote_after(key, row.at) {
                continue;
            }
            self.written.push((key.to_owned(), row.at));
            now.put(key, mine);
            let own = |value: Option<&Value>| same(base.as_ref(), value);
            let before = row.before.as_ref().and_then(|before| before.answers().find(|(known, _)| *known == key));
            let sent = self.was_sent(key, base.as_ref());
            let others = before.is_some_and(|(_, before)| !own(before)) && !own(mine) && !sent;
            if others || row.clashes.iter().any(|clash| clash == key) {
                note(&mut self.clashes, key);
            }
        }
        if now.form.is_none() {
            now.form = row.changes.form;
        }
        if let Some(overrides) = &row.changes.overrides
            && now.overrides == self.base.overrides
            && !self.wrote_overrides
        {
            now.overrides.clone_from(overrides);
            self.sent_overrides = true;
        }
    }
}

fn note(keys: &mut Vec<String>, key: &str) {
    if !keys.iter().any(|known| known == key) {
        keys.push(key.to_owned());
    }
}

/// Moves what `content` has unchanged from `base` on to `theirs`.
fn follow(content: &mut Content, base: &Content, theirs: &Content) {
    for (key, value) in base.changes_to(theirs).answers() {
        if same(content.answers.value(key), base.answers.value(key)) {
            content.put(key, value);
        }
    }
    if content.form == base.form {
        content.form = theirs.form;
    }
    if content.overrides == base.overrides {
        content.overrides.clone_from(&theirs.overrides);
    }
}

#[cfg(test)]
mod tests;
