//! The part of saving that works with the phone's store, in a download of its own: this page's row, rows of pages that
//! are gone, and what others saved meanwhile.

use leptos::prelude::*;
use leptos::task::spawn_local;
use offline::drafts::{self, Left};

use super::Declaration;
use super::content::Content;
use super::journal::{Journal, Row};
use crate::declaration::functions::{Changes, load};
use crate::declaration::{Work, screen};
use crate::wire::Failure;
use crate::{codec, platform};
use domain::form::inputs;
use domain::problem::Problem;

/// The store could not be used.
struct NoStore;

impl From<codec::WireError> for NoStore {
    fn from(_: codec::WireError) -> Self {
        Self
    }
}

impl From<offline::Unavailable> for NoStore {
    fn from(_: offline::Unavailable) -> Self {
        Self
    }
}

/// Does it.
///
/// # Errors
/// [`Failure::Offline`] when the phone's store could not be used, [`Failure`] of the server when that was asked.
pub(crate) async fn work(declaration: &Declaration, work: Work) -> Result<(), Failure> {
    match work {
        Work::Keep => declaration.keep_row().await.map_err(|NoStore| Failure::Offline),
        Work::Resume => {
            declaration.listen();
            declaration.keep_row().await.map_err(|NoStore| Failure::Offline)
        }
        Work::Reread => declaration.read_again().await,
    }
}

/// What earlier versions left were changes alone.
fn row(bytes: &[u8]) -> Option<Row> {
    let old = || codec::read::<Changes>(bytes).map(|changes| Row { changes, ..Row::default() });
    codec::read(bytes).or_else(|_| old()).ok()
}

impl Declaration {
    /// Whoever leaves the page, or only looks elsewhere, may not come back to it; whoever comes back may have a
    /// connection again, and have closed another page meanwhile.
    fn listen(&self) {
        let again = self.clone();
        platform::when_online(move || spawn_local(again.clone().send_quietly()));
        let declaration = self.clone();
        platform::when_seen(move |seen| {
            if seen {
                declaration.unsent().taken_up = false;
                spawn_local(declaration.clone().send_quietly());
            } else {
                declaration.read_controls();
                spawn_local(declaration.clone().keep_quietly());
            }
        });
    }

    /// Brings this page's row up to date, one writing at a time; takes up first what pages left that are gone. What
    /// cannot be read stays where it is.
    async fn keep_row(&self) -> Result<(), NoStore> {
        while self.unsent().keeping {
            platform::pause().await;
        }
        self.unsent().keeping = true;
        let kept = self.keep_in_turn().await;
        self.unsent().keeping = false;
        kept
    }

    async fn keep_in_turn(&self) -> Result<(), NoStore> {
        let Some(draft) = self.draft().map(|draft| draft.id.clone()) else { return Ok(()) };
        if !self.unsent().taken_up && self.take_up(&draft).await.is_ok() {
            self.unsent().taken_up = true;
        }
        loop {
            let now = self.content();
            let at = platform::now();
            let Some(row) = self.unsent().journal.to_keep(&now, at) else { return Ok(()) };
            let bytes = row.as_ref().map(codec::write).transpose()?;
            drafts::leave(&draft, bytes.as_deref(), &[]).await?;
            self.unsent().journal.kept(row.map(|_| now), at);
        }
    }

    /// Takes up what pages left that are gone: it becomes this page's in one step, so no other takes it too.
    async fn take_up(&self, draft: &str) -> Result<(), NoStore> {
        let left = drafts::left(draft).await?;
        let read = |left: Left| row(&left.clear).map(|row| (left, row));
        let mut left: Vec<(Left, Row)> = left.into_iter().filter_map(read).collect();
        if left.is_empty() {
            return Ok(());
        }
        left.sort_by_key(|(_, row)| std::cmp::Reverse(row.at));
        let (places, rows): (Vec<Left>, Vec<Row>) = left.into_iter().unzip();
        let take = |journal: &mut Journal, now: &mut Content| journal.take(now, &rows);
        let mut now = self.content();
        let mut then = self.unsent().journal.clone();
        take(&mut then, &mut now);
        let at = platform::now();
        let row = then.to_keep(&now, at).flatten();
        let bytes = row.as_ref().map(codec::write).transpose()?;
        if drafts::leave(draft, bytes.as_deref(), &places).await? {
            self.change(take);
            self.unsent().journal.kept(row.map(|_| now), at);
        }
        Ok(())
    }

    async fn read_again(&self) -> Result<(), Failure> {
        let id = self.draft().map(|draft| draft.id.as_str());
        let draft = load(Vec::new()).await?.draft.filter(|draft| Some(draft.id.as_str()) == id);
        let draft = draft.ok_or(Failure::Problem(Problem::DraftGone))?;
        self.change(|journal, now| journal.reread(now, Content::of(&draft), draft.revision));
        Ok(())
    }

    /// Changes what stands on the screen to what the journal makes of it.
    fn change(&self, change: impl FnOnce(&mut Journal, &mut Content)) {
        let before = self.content();
        let mut now = before.clone();
        change(&mut self.unsent().journal, &mut now);
        let changes = before.changes_to(&now);
        if let Some(form) = changes.form {
            self.0.kind.set(Some(form));
        }
        for (key, value) in changes.answers() {
            if let Ok(mut typing) = self.0.typing.lock() {
                typing.remove(key);
            }
            self.0.answers.update(|answers| match value {
                Some(value) => answers.set(key, value.clone()),
                None => drop(answers.remove(key)),
            });
            if let Some(field) = screen::field(self.kind(), key) {
                let shown = value.map(|value| inputs::write(field, value)).unwrap_or_default();
                platform::show(&shown, field.key);
            }
        }
        if let Some(overrides) = changes.overrides {
            for given in &overrides {
                let name = format!("reason.{}", given.rule);
                platform::show(&[(name.clone(), given.reason.clone())], &name);
            }
            self.0.overrides.set(overrides);
        }
        self.sign();
    }
}
