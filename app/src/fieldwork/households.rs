//! Households of the village and follow-up visits: what a worker reports besides declarations.

use domain::fieldwork::{Body, Coverage, FollowUp, Household, HouseholdState, Outcome};
use leptos::prelude::*;

use super::drafts::{message, outgoing};
use super::worker::{CHILDREN, HOUSEHOLDS, Trouble, Worker, json};
use super::write_turn::WriteTurn;
use crate::platform;
use crate::platform::store::{Drawer, Write};

impl Worker {
    /// The households as they are kept on the phone.
    pub(super) fn households_now(&self) -> Write {
        self.households().with_untracked(|households| json(Drawer::Register, HOUSEHOLDS, households))
    }

    /// The village's children as they are kept on the phone.
    pub(super) fn children_now(&self) -> Write {
        self.children().with_untracked(|children| json(Drawer::Register, CHILDREN, children))
    }

    /// The households as they lie on the phone: another tab may have changed them. Within the turn that changes them.
    pub(super) async fn households_again(&self) -> Result<(), Trouble> {
        self.list_again(HOUSEHOLDS, &self.households()).await
    }

    /// The same of the village's children.
    pub(super) async fn children_again(&self) -> Result<(), Trouble> {
        self.list_again(CHILDREN, &self.children()).await
    }

    /// Lists a household that was on no list, with the first visit when there was one; in the same step the `form_draft` of the
    /// page goes. Gives its id.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep it; then nothing changes.
    pub async fn list(
        &self,
        household: Household,
        outcome: Option<Outcome>,
        form_draft: Write,
    ) -> Result<String, Trouble> {
        let listed = Household { id: platform::new_id(), ..household };
        let turn = self.write_turn().await;
        self.households_again().await?;
        Ok(self.report(&turn, listed, outcome, vec![form_draft]).await?.id)
    }

    /// Reports a visit to a household of the list, and how it stands now.
    ///
    /// # Errors
    /// [`Trouble`] when it is not on the list any more, or the phone cannot keep it; then nothing changes.
    pub async fn visited(&self, household: &str, outcome: Outcome) -> Result<HouseholdState, Trouble> {
        let turn = self.write_turn().await;
        self.households_again().await?;
        let known = self.households().with_untracked(|households| households.get(household).cloned());
        let gone = || Trouble("这户家庭已不在名单上，请同步后再看。".to_owned());
        Ok(self.report(&turn, known.ok_or_else(gone)?, Some(outcome), Vec::new()).await?.state)
    }

    /// Keeps the household as it stands after the visit, and tells the server.
    async fn report(
        &self,
        turn: &WriteTurn<'_>,
        now: Household,
        outcome: Option<Outcome>,
        besides: Vec<Write>,
    ) -> Result<Household, Trouble> {
        let now = Household {
            outcome,
            state: outcome.map_or(now.state, |outcome| now.state.after(outcome)),
            visited_on: outcome.map(|_| self.today().0).or(now.visited_on),
            ..now
        };
        let before = self.households().get_untracked();
        self.households().update(|households| drop(households.insert(now.id.clone(), now.clone())));
        // What the children share stays on the phone: it goes with each child's own declaration.
        let told = Household { shared: Default::default(), ..now.clone() };
        let message = message(platform::new_id(), Body::Household(told));
        let writes = std::iter::once(self.households_now()).chain(besides).collect();
        if let Err(trouble) = turn.post(vec![outgoing(&message)], writes).await {
            self.households().set(before);
            return Err(trouble);
        }
        Ok(now)
    }

    /// Reports a follow-up visit (走访); in the same step the `form_draft` of the page goes.
    ///
    /// # Errors
    /// [`Trouble`] when the phone cannot keep it; then nothing changes.
    pub async fn follow_up(&self, visit: FollowUp, form_draft: Write) -> Result<(), Trouble> {
        let turn = self.write_turn().await;
        self.children_again().await?;
        let before = self.children().get_untracked();
        self.children().update(|children| {
            if let Some(child) = children.get_mut(&visit.record) {
                child.visited_on = Some(visit.day.to_string());
                child.next_visit = visit.next.map(|day| day.to_string());
            }
        });
        let message = message(platform::new_id(), Body::FollowUp(visit));
        if let Err(trouble) = turn.post(vec![outgoing(&message)], vec![self.children_now(), form_draft]).await {
            self.children().set(before);
            return Err(trouble);
        }
        Ok(())
    }

    /// How far the visits of the village are, as this phone knows it.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let worker = self.enrolment().worker;
        let mut coverage = Coverage {
            division_code: worker.division_code,
            division_name: worker.division_name,
            ..Coverage::default()
        };
        self.households().with(|households| households.values().for_each(|one| coverage.add(one.state, 1)));
        coverage.children = self.children().with(|children| u32::try_from(children.len()).unwrap_or(u32::MAX));
        coverage
    }
}
