//! `/field/coverage`: how far the visits are, so that the worker knows what is left.

use domain::fieldwork::{Household, HouseholdState};
use leptos::prelude::*;

use super::frame::{framed, household_line};
use crate::fieldwork::{PhoneSession, Worker};
use crate::ui::html::{Piece, el, live};

/// The page.
pub(crate) fn coverage(work: &PhoneSession, worker: &Worker) -> AnyView {
    let (summing, households) = (worker.clone(), worker.households());
    let sums = live(move || {
        let coverage = summing.coverage();
        let (done, total) = (coverage.of(HouseholdState::Visited), coverage.total());
        let rows = HouseholdState::ALL.map(|state| {
            let count = el("span").class("count").child(coverage.of(state).to_string());
            el("li").child(el("span").class("field-line").child(el("span").child(state.label())).child(count)).into()
        });
        el("section")
            .class("card")
            .child(el("p").child(format!("共{total}户，已走访{done}户；在册儿童{}人。", coverage.children)))
            .child(
                el("progress")
                    .attr("aria-label", "入户进度")
                    .attr("value", done.to_string())
                    .attr("max", total.max(1).to_string()),
            )
            .child(el("ul").class("field-lines").children(rows))
            .into()
    });
    let left = live(move || {
        let mut left: Vec<Household> = households.with(|households| {
            households.values().filter(|one| one.state != HouseholdState::Visited).cloned().collect()
        });
        if left.is_empty() {
            return Piece::Nothing;
        }
        left.sort_by(|one, other| (one.state, &one.detail).cmp(&(other.state, &other.detail)));
        let lines = left.iter().map(|one| household_line(one).into());
        Piece::Many(vec![
            el("h2").child("还要去的家庭").into(),
            el("ul").class("field-lines card").children(lines).into(),
        ])
    });
    framed(work, worker, "入户进度", Piece::Many(vec![sums, left]))
}
