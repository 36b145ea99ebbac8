//! The turn to change what lies on the phone. What is read for a change still holds when it is written, and the latest
//! state is the last one on the phone, however long an encryption takes.

use domain::fieldwork::Draft;
use leptos::prelude::*;
use tokio::sync::MutexGuard;

use super::worker::{Trouble, Worker, json};
use crate::platform;
use crate::platform::store::locks::{self, Held};
use crate::platform::store::service_worker::Ask;
use crate::platform::store::{Drawer, Outgoing, Write};

/// Whoever has it is the only one who changes the locker: of this page, and where the browser knows locks also of all
/// other tabs. Turns of a page come in the order in which they were asked for. Nothing but a turn writes.
pub(super) struct WriteTurn<'a> {
    worker: &'a Worker,
    // Given back first: the next turn of this page asks for it anew.
    _tabs: Held,
    _turn: MutexGuard<'a, ()>,
}

impl Worker {
    /// Waits for the turn.
    pub(super) async fn write_turn(&self) -> WriteTurn<'_> {
        let turn = self.line().lock().await;
        let tabs = locks::hold(&format!("tongce-locker-{}", self.locker().id())).await;
        WriteTurn { worker: self, _tabs: tabs, _turn: turn }
    }
}

impl WriteTurn<'_> {
    /// Writes everything in one durable step.
    pub(super) async fn write(&self, writes: Vec<Write>) -> Result<(), Trouble> {
        self.worker.after(self.worker.locker().write(writes).await)
    }

    /// Seals messages for the server and writes beside them, in one durable step.
    pub(super) async fn post(&self, messages: Vec<Outgoing>, writes: Vec<Write>) -> Result<(), Trouble> {
        self.worker.after(self.worker.locker().post(messages, writes).await)?;
        self.worker.look_at_outbox().await;
        platform::store::service_worker::send_now(Ask::New);
        Ok(())
    }

    /// Keeps a draft in place of the earlier one, with other changes in the same step. It is in memory at once, also
    /// when the phone cannot keep it.
    pub(super) async fn keep(&self, draft: Draft, mut writes: Vec<Write>) -> Result<(), Trouble> {
        writes.push(json(Drawer::Drafts, &draft.id, &draft));
        let (now, before) = (draft.clone(), self.worker.draft(&draft.id));
        self.worker.drafts().update(|drafts| drop(drafts.insert(draft.id.clone(), draft)));
        let done = self.write(writes).await;
        self.worker.note_durable(done.is_ok(), now, before);
        done
    }
}
