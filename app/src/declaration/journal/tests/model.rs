//! A model of the phone's store, of the server and of everything that happens to them.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Fields: only the first page's, only the second's, only the other phone's, everybody's.
const FIELDS: [&str; 4] = ["a", "b", "c", "x"];
/// Who writes: two pages of the phone, and another phone.
const OTHER: usize = 2;

/// One page of the phone, from its opening to its end.
struct Page {
    id: usize,
    journal: Journal,
    screen: Content,
    /// What is being written to the phone.
    writing: Option<(Option<Row>, Content)>,
    taken_up: bool,
    typed: BTreeSet<&'static str>,
    seen: BTreeSet<(String, Option<String>)>,
    told: BTreeSet<String>,
}

/// A request on its way, which may arrive late, never, or twice.
struct Request {
    page: usize,
    slot: usize,
    revision: i64,
    changes: Changes,
    done: Option<Result<i64, ()>>,
}

pub(super) struct World {
    slots: usize,
    pages: [Option<Page>; 2],
    next_id: usize,
    phone_keeps: bool,
    rows: BTreeMap<usize, Row>,
    server: Content,
    revision: i64,
    writer: BTreeMap<String, usize>,
    history: BTreeMap<String, BTreeSet<Option<String>>>,
    requests: Vec<Request>,
    values: u32,
    clock: i64,
    /// What may stand in a field that one page alone writes, after everything so far.
    acceptable: BTreeMap<&'static str, Vec<Option<String>>>,
}

fn word(content: &Content, key: &str) -> Option<String> {
    content.answers.value(key).and_then(Value::as_text).map(ToOwned::to_owned)
}

impl World {
    pub(super) fn new(slots: usize, phone_keeps: bool) -> Self {
        let history = FIELDS.iter().map(|key| ((*key).to_owned(), BTreeSet::from([None]))).collect();
        let acceptable = FIELDS.iter().map(|key| (*key, vec![None])).collect();
        Self {
            slots,
            pages: [None, None],
            next_id: 0,
            phone_keeps,
            rows: BTreeMap::new(),
            server: content(&[]),
            revision: 1,
            writer: BTreeMap::new(),
            history,
            requests: Vec::new(),
            values: 0,
            clock: 0,
            acceptable,
        }
    }

    pub(super) fn open(&mut self, slot: usize) {
        if self.pages[slot].is_none() {
            self.next_id += 1;
            let seen = FIELDS.map(|key| (key.to_owned(), word(&self.server, key)));
            self.pages[slot] = Some(Page {
                id: self.next_id,
                journal: Journal::new(self.revision, self.server.clone()),
                screen: self.server.clone(),
                writing: None,
                taken_up: false,
                typed: BTreeSet::new(),
                seen: seen.into(),
                told: BTreeSet::new(),
            });
        }
    }

    fn type_into(&mut self, slot: usize, key: &'static str) {
        self.values += 1;
        let word = self.values.to_string();
        let Some(page) = &mut self.pages[slot] else { return };
        // A limit of the machine: what is typed and cleared again before an earlier page's row was read is as if untouched.
        let value = (!page.taken_up || !self.values.is_multiple_of(5)).then(|| text(&word));
        page.screen.put(key, value.as_ref());
        page.journal.changed();
        page.typed.insert(key);
        self.acceptable.entry(key).or_default().push(value.map(|_| word));
    }

    fn begin_to_keep(&mut self, slot: usize) {
        self.clock += 1;
        let Some(page) = self.pages[slot].as_mut().filter(|page| page.writing.is_none()) else { return };
        page.writing = page.journal.to_keep(&page.screen, self.clock).map(|row| (row, page.screen.clone()));
    }

    fn end_keeping(&mut self, slot: usize) {
        let Some(page) = &mut self.pages[slot] else { return };
        let Some((row, then)) = page.writing.take() else { return };
        if !self.phone_keeps {
            return page.journal.cannot_keep();
        }
        page.journal.kept(row.is_some().then(|| then.clone()), self.clock);
        let Some(row) = row else { return drop(self.rows.remove(&page.id)) };
        let kept = row.changes.clone();
        self.rows.insert(page.id, row);
        self.settle(slot, &then, |key| kept.answers().any(|(changed, _)| changed == key));
    }

    /// What a page typed and kept, or has on the server, is what its fields hold from now on.
    fn settle(&mut self, slot: usize, then: &Content, of: impl Fn(&str) -> bool) {
        let Some(page) = &self.pages[slot] else { return };
        for key in page.typed.iter().filter(|key| of(key)) {
            let held = word(then, key);
            let values = self.acceptable.entry(key).or_default();
            // The first: a field that was cleared twice holds the same nothing both times.
            if let Some(at) = values.iter().position(|value| *value == held) {
                values.drain(..at);
            }
        }
    }

    /// A second passes: whatever was typed is on the phone, where it can be.
    fn second(&mut self, slot: usize) {
        self.end_keeping(slot);
        self.begin_to_keep(slot);
        self.end_keeping(slot);
    }

    fn send(&mut self, slot: usize) {
        // Whoever writes to the store looks into it first.
        if self.pages[slot].as_ref().is_some_and(|page| !page.taken_up) {
            self.take_up(slot);
        }
        self.second(slot);
        let Some(page) = &mut self.pages[slot] else { return };
        if let Some((revision, changes)) = page.journal.to_send(&page.screen) {
            self.requests.push(Request { page: page.id, slot, revision, changes, done: None });
        }
    }

    /// A request reaches the server.
    fn arrive(&mut self, at: usize) {
        let Some(request) = self.requests.get_mut(at) else { return };
        if request.revision != self.revision {
            request.done.get_or_insert(Err(()));
            return;
        }
        let (slot, changes, id) = (request.slot, request.changes.clone(), request.page);
        self.revision += 1;
        request.done.get_or_insert(Ok(self.revision));
        for (key, value) in changes.answers() {
            let before = word(&self.server, key);
            let after = value.and_then(Value::as_text).map(ToOwned::to_owned);
            let writer = self.writer.insert(key.to_owned(), slot);
            let page = self.pages[slot].as_ref().filter(|page| page.id == id);
            if let (Some(page), Some(writer)) = (page, writer)
                && writer != slot
                && before != after
            {
                let told = page.told.contains(key) || page.journal.clashes().iter().any(|clash| clash == key);
                let knew = told || page.seen.contains(&(key.to_owned(), before.clone()));
                assert!(knew, "{key}: {before:?} of {writer} was overwritten in silence by {slot}");
            }
            self.history.entry(key.to_owned()).or_default().insert(after);
            self.server.put(key, value);
        }
    }

    /// The answer to a page's request reaches the page.
    fn answer(&mut self, slot: usize) {
        let Some(page) = &mut self.pages[slot] else { return };
        // The page waits for its last request only: it gave the others up.
        let at = self.requests.iter().rposition(|request| request.page == page.id);
        let Some(at) = at.filter(|at| self.requests[*at].done.is_some()) else { return };
        let Request { done: Some(done), changes, .. } = self.requests.remove(at) else { return };
        // An answer that nobody waits for any more.
        if page.journal.sending.is_none() {
            return;
        }
        match done {
            Ok(revision) => {
                page.journal.took(revision);
                let then = page.journal.base.clone();
                self.settle(slot, &then, |key| changes.answers().any(|(sent, _)| sent == key));
            }
            Err(()) => page.journal.reread(&mut page.screen, self.server.clone(), self.revision),
        }
    }

    fn fail(&mut self, slot: usize, why: Failure) {
        let Some(page) = &mut self.pages[slot] else { return };
        if page.journal.sending.is_some() {
            page.journal.failed(why);
        }
    }

    fn other(&mut self, key: &'static str) {
        self.values += 1;
        let word = self.values.to_string();
        self.server.put(key, Some(&text(&word)));
        self.revision += 1;
        self.writer.insert(key.to_owned(), OTHER);
        self.history.entry(key.to_owned()).or_default().insert(Some(word.clone()));
        self.acceptable.insert(key, vec![Some(word)]);
    }

    /// Killed at once: what was being written is written or not.
    fn kill(&mut self, slot: usize, written: bool) {
        if written {
            self.end_keeping(slot);
        }
        self.pages[slot] = None;
    }

    fn take_up(&mut self, slot: usize) {
        self.end_keeping(slot);
        let alive: Vec<usize> = self.pages.iter().flatten().map(|page| page.id).collect();
        let mut gone: Vec<(usize, Row)> = self.rows.clone().into_iter().filter(|(id, _)| !alive.contains(id)).collect();
        gone.sort_by_key(|(_, row)| std::cmp::Reverse(row.at));
        self.clock += 1;
        let Some(page) = &mut self.pages[slot] else { return };
        if !self.phone_keeps {
            return page.journal.cannot_keep();
        }
        let rows: Vec<Row> = gone.iter().map(|(_, row)| row.clone()).collect();
        page.journal.take(&mut page.screen, &rows);
        for (id, row) in gone {
            // What the page before sent or left is what this one goes on from.
            let sent = row.sent.iter().map(|(key, value)| (key.as_str(), value.as_ref()));
            let text = |value: Option<&Value>| value.and_then(Value::as_text).map(ToOwned::to_owned);
            page.seen.extend(sent.chain(row.changes.answers()).map(|(key, value)| (key.to_owned(), text(value))));
            self.rows.remove(&id);
        }
        if let Some(row) = page.journal.to_keep(&page.screen, self.clock) {
            page.journal.kept(row.is_some().then(|| page.screen.clone()), self.clock);
            match row {
                Some(row) => drop(self.rows.insert(page.id, row)),
                None => drop(self.rows.remove(&page.id)),
            }
        }
        page.taken_up = true;
    }

    /// What a page would show that is opened after this one was killed now.
    fn reopened(&self, page: &Page) -> Content {
        let mut screen = self.server.clone();
        if let Some(row) = self.rows.get(&page.id) {
            Journal::new(self.revision, screen.clone()).take(&mut screen, std::slice::from_ref(row));
        }
        screen
    }

    fn had(&self, key: &str, value: &Option<String>) -> bool {
        self.history.get(key).is_some_and(|values| values.contains(value))
    }

    /// The words of each page are no truer than the store and the server.
    pub(super) fn words_are_true(&mut self) {
        for (slot, own) in FIELDS.into_iter().enumerate().take(self.pages.len()) {
            let Some(mut page) = self.pages[slot].take() else { continue };
            let status = page.journal.status(&page.screen);
            for key in FIELDS {
                let shown = word(&page.screen, key);
                page.seen.insert((key.to_owned(), shown.clone()));
                match &status {
                    Saving::Saved | Saving::Merged(_) => {
                        assert!(self.had(key, &shown), "{status:?}, but the server never had {key} = {shown:?}");
                    }
                    Saving::Kept => {
                        let then = word(&self.reopened(&page), key);
                        let untouched = same(page.screen.answers.value(key), page.journal.base.answers.value(key));
                        assert!(then == shown || untouched, "{status:?}, but {key} = {shown:?} comes back as {then:?}");
                    }
                    Saving::Refused(words) if words.contains("已存在这部手机上") => {
                        let then = word(&self.reopened(&page), key);
                        let untouched = same(page.screen.answers.value(key), page.journal.base.answers.value(key));
                        assert!(then == shown || untouched, "{status:?}, but {key} = {shown:?} comes back as {then:?}");
                    }
                    _ => {}
                }
            }
            for key in page.journal.clashes() {
                // Of two pages each may send what the other left; a page that leaves nothing may be answered when it is gone.
                let others = key != own || self.slots == 2 || !self.phone_keeps;
                assert!(others, "{key} is said to be somebody else's, who never touched it");
                page.told.insert(key.clone());
            }
            self.pages[slot] = Some(page);
        }
    }

    pub(super) fn step(&mut self, (what, which, how): (u8, u8, u8)) {
        let slot = usize::from(which) % self.slots;
        let field = if how.is_multiple_of(2) { FIELDS[slot] } else { "x" };
        match what % 16 {
            0..=3 => self.type_into(slot, field),
            4 => self.second(slot),
            5 => self.begin_to_keep(slot),
            6 => self.end_keeping(slot),
            7 | 8 => self.send(slot),
            9 | 10 => self.arrive(usize::from(how) % self.requests.len().max(1)),
            11 => self.answer(slot),
            12 => self.fail(slot, if how.is_multiple_of(3) { Problem::Internal.into() } else { Failure::Offline }),
            13 => self.other(if how.is_multiple_of(2) { "c" } else { "x" }),
            14 => self.kill(slot, how.is_multiple_of(2)),
            _ => {
                self.open(slot);
                // The store of the phone cannot always be read.
                if !how.is_multiple_of(3) {
                    self.reopen(slot);
                }
            }
        }
    }

    /// Takes up what lies on the phone; with one page only, nothing that it typed a second before may be missing.
    fn reopen(&mut self, slot: usize) {
        self.take_up(slot);
        let Some(page) = &self.pages[slot] else { return };
        let key = FIELDS[slot];
        let shown = word(&page.screen, key);
        if self.slots == 1 && self.phone_keeps {
            let values = &self.acceptable[key];
            assert!(values.contains(&shown), "{key} came back as {shown:?}, not one of {values:?}");
        }
        self.acceptable.insert(key, vec![shown]);
    }

    /// Nothing is lost any more and nobody types: everything comes to rest.
    pub(super) fn rest(&mut self) {
        for slot in 0..self.slots {
            self.open(slot);
            self.reopen(slot);
        }
        for _ in 0..8 {
            for slot in 0..self.slots {
                self.send(slot);
                for at in 0..self.requests.len() {
                    self.arrive(at);
                }
                self.answer(slot);
                self.fail(slot, Failure::Offline);
                self.words_are_true();
                self.second(slot);
            }
        }
        for page in self.pages.iter_mut().flatten() {
            let status = page.journal.status(&page.screen);
            assert!(matches!(status, Saving::Saved | Saving::Merged(_)), "{status:?} at rest");
        }
        assert!(self.rows.is_empty(), "left on the phone: {:?}", self.rows);
        if self.slots == 1 && self.phone_keeps {
            let page = self.pages[0].as_ref().unwrap();
            assert_eq!(word(&self.server, "a"), word(&page.screen, "a"));
            assert_eq!(word(&self.server, "a"), self.acceptable["a"].last().cloned().flatten());
        }
    }
}
