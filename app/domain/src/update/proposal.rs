//! A proposal: what the system computed, until a person decided.

use jiff::civil::Date;

use super::kind::EffectKind;
use crate::divisions::DivisionCode;
use crate::form::{Answers, Value};
use crate::values::coded::coded;

coded! {
    /// Where a proposal stands. Until it is applied the child counts in the stock, shown as 待退出.
    ProposalState {
        /// The township looks.
        Open = "open", "待乡镇（街道）确认";
        /// The township agrees; the county applies it.
        Confirmed = "confirmed", "待区民政确认";
        /// Done.
        Applied = "applied", "已生效";
        /// Refused, with a reason.
        Refused = "refused", "不予变更";
        /// The verdict is back: nothing to decide.
        Withdrawn = "withdrawn", "已自动撤销";
    }
}

coded! {
    /// A move of a proposal.
    ProposalAction {
        /// The township.
        Confirm = "confirm", "确认";
        /// The county.
        Apply = "apply", "生效";
        /// The township or the county.
        Refuse = "refuse", "不予变更";
        /// The system.
        Withdraw = "withdraw", "自动撤销";
    }
}

/// Working days for the township.
pub const TOWNSHIP_WD: u8 = 10;
/// Working days for the county.
pub const COUNTY_WD: u8 = 5;

/// The moves of a state.
#[must_use]
pub const fn proposal_moves(state: ProposalState) -> &'static [ProposalAction] {
    use ProposalAction::{Apply, Confirm, Refuse, Withdraw};
    match state {
        ProposalState::Open => &[Confirm, Refuse, Withdraw],
        ProposalState::Confirmed => &[Apply, Refuse, Withdraw],
        ProposalState::Applied | ProposalState::Refused | ProposalState::Withdrawn => &[],
    }
}

/// The state after a move; `None` when the state has no such move.
#[must_use]
pub const fn next_state(state: ProposalState, action: ProposalAction) -> Option<ProposalState> {
    Some(match (state, action) {
        (ProposalState::Open, ProposalAction::Confirm) => ProposalState::Confirmed,
        (ProposalState::Confirmed, ProposalAction::Apply) => ProposalState::Applied,
        (ProposalState::Open | ProposalState::Confirmed, ProposalAction::Refuse) => ProposalState::Refused,
        (ProposalState::Open | ProposalState::Confirmed, ProposalAction::Withdraw) => ProposalState::Withdrawn,
        _ => return None,
    })
}

/// A proposal that was refused, with the facts on which it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What.
    pub kind: EffectKind,
    /// [`Refused::facts_of`] the answers then. It holds answers, so it rests sealed or hashed under a key.
    pub facts: String,
}

impl Refused {
    /// The facts of a kind as one text: places to the county, days, who is away and able. `visited` is what a visit or a
    /// department said since, as a day on which it was said.
    #[must_use]
    pub fn facts_of(kind: EffectKind, answers: &Answers, visited: Option<Date>) -> String {
        let value = |field: &&str| match answers.value(field) {
            None => String::new(),
            Some(Value::Bool(yes)) => yes.to_string(),
            Some(Value::Address(address)) => {
                let county = DivisionCode::parse(&address.division_code).ok().and_then(DivisionCode::county);
                county.map_or_else(|| address.outside.clone(), |county| county.to_string())
            }
            Some(value) => value.as_text().unwrap_or_default().to_owned(),
        };
        let facts = fields(kind).iter().map(|field| format!("{field}={}", value(field)));
        let visited = visited.map(|day| format!("visited={}", crate::values::date::format(day)));
        facts.chain(visited).collect::<Vec<_>>().join(";")
    }
}

/// The fields on which a kind stands.
const fn fields(kind: EffectKind) -> &'static [&'static str] {
    match kind {
        EffectKind::ParentReturned | EffectKind::ParentRecovered => &[
            "both_parents_away",
            "one_away_other_incapable",
            "father_status",
            "father_away_for_work",
            "father_work_place",
            "father_away_since",
            "father_away_until",
            "father_guardianship_capacity",
            "mother_status",
            "mother_away_for_work",
            "mother_work_place",
            "mother_away_since",
            "mother_away_until",
            "mother_guardianship_capacity",
        ],
        EffectKind::ReturnedToHukou
        | EffectKind::HukouMoved
        | EffectKind::MovedAway
        | EffectKind::TakenAlong
        | EffectKind::Review
        | EffectKind::Overlap
        | EffectKind::RuleChanged => {
            &["hukou_address", "current_address", "arrived_residence_date", "left_hukou_date", "living_with"]
        }
        _ => &[],
    }
}

/// Whether a proposal may be raised: not for facts for which one of its kind was refused.
#[must_use]
pub fn may_raise(kind: EffectKind, facts: &str, refused: &[Refused]) -> bool {
    !refused.iter().any(|refused| refused.kind == kind && refused.facts == facts)
}
