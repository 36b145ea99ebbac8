//! The phone is made known to the server anew, and the passcode changed.

use domain::view::fieldwork::Enrolment;
use leptos::prelude::*;

use super::worker::sync::Synced;
use super::worker::{ENROLMENT, Trouble, Worker, json};
use crate::fieldwork::functions::enrol;
use crate::platform::store::{Drawer, Locker, Refused, Sending};
use crate::wire::Failure;
use crate::wire::sessions::sign_in;

/// What sending needs of an enrolment.
#[must_use]
pub fn sending(enrolment: &Enrolment) -> Sending {
    Sending {
        device: enrolment.device.clone(),
        token: enrolment.token.clone(),
        key_id: enrolment.key_id.clone(),
        public_key: enrolment.public_key.clone(),
    }
}

impl Worker {
    /// Opens a locker that was here before under a fresh enrolment: what lies in it stays.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep the enrolment, or cannot read.
    pub async fn begin_again(locker: Locker, enrolment: &Enrolment) -> Result<Self, Trouble> {
        locker.set_sending(&sending(enrolment), vec![json(Drawer::Settings, ENROLMENT, enrolment)]).await?;
        Self::open(locker).await
    }

    /// Whether the server takes nothing from this phone, or tells it nothing, until it is made known anew.
    #[must_use]
    pub fn shut_out(&self) -> ArcMemo<bool> {
        let (outbox, unknown) = (self.outbox(), self.unknown());
        ArcMemo::new(move |_| outbox.with(|outbox| outbox.facts.stopped) || unknown.get())
    }

    /// Signs this worker in and, where that is not enough, makes the phone known anew; then everything is sent.
    /// Nothing in the locker is touched.
    ///
    /// # Errors
    /// [`Trouble`]: what the server or the phone said.
    pub async fn make_known(&self, password: &str) -> Result<(), Trouble> {
        let words = |failure: Failure| match failure {
            Failure::Offline => Trouble("现在连不上网，请到有信号的地方再试。".to_owned()),
            failure => Trouble(failure.message()),
        };
        sign_in(self.locker().username().to_owned(), password.to_owned()).await.map_err(words)?;
        let stopped = self.outbox().with_untracked(|outbox| outbox.facts.stopped);
        // Somebody else had signed in on this phone: then it is known as before.
        if stopped || self.pull().await == Synced::Unknown {
            let enrolment = enrol().await.map_err(words)?;
            let writes = vec![json(Drawer::Settings, ENROLMENT, &enrolment)];
            let turn = self.write_turn().await;
            self.after(self.locker().set_sending(&sending(&enrolment), writes).await)?;
            self.set_enrolment(enrolment);
            drop(turn);
            self.unknown().set(false);
        }
        self.look_at_outbox().await;
        self.sync().await;
        Ok(())
    }

    /// Changes the passcode of this phone.
    ///
    /// # Errors
    /// [`Refused`], as at the door; then it is as it was.
    pub async fn change_passcode(&self, current: &str, fresh: &str) -> Result<(), Refused> {
        self.locker().change_passcode(current, fresh).await
    }
}
