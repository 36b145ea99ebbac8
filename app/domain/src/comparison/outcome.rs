//! What an answer means for an item.

use serde::{Deserialize, Serialize};

use super::item::Item;
use super::item_state::ItemState;
use crate::form::{Answers, Value};
use crate::values::coded::coded;

coded! {
    /// A remark beside a state.
    Note {
        /// Only written otherwise: an alias, an old code, a school's short name. Counted apart.
        Equivalent = "equivalent", "写法不同，内容一致";
        /// The permit was not endorsed in time.
        PermitExpired = "permit_expired", "已过期";
        /// The card is out of date, which is not "no disability".
        CardExpired = "card_expired", "证件已过期";
        /// Insured in a place that is neither.
        InsuredElsewhere = "insured_elsewhere", "参保于其他地区";
        /// This office cannot see it: another place holds the file.
        HeldElsewhere = "held_elsewhere", "档案在其他地区，本部门查不到";
        /// The department gives the grade that was missing (V-14).
        GradeGiven = "grade_given", "残疾等级以残联为准";
        /// Insured, and nobody says where.
        PlaceMissing = "place_missing", "未注明参保地";
    }
}

coded! {
    /// What the system computed from an answer and a person has to confirm.
    Proposal {
        /// Exit: the child died.
        Deceased = "deceased", "退出：儿童死亡";
        /// Exit: the hukou is now where the child lives.
        HukouMoved = "hukou_moved", "退出：户籍已迁入现居住地";
        /// Referral to 疾控.
        Vaccination = "vaccination", "转介：接种";
    }
}

coded! {
    /// Somebody has to act at once.
    Alert {
        /// V-33: of school age and in no school (控辍保学).
        OutOfSchool = "V-33", "适龄儿童未就学，请立即核实（控辍保学）";
    }
}

coded! {
    /// How grave a discrepancy is.
    Severity {
        /// 一般
        Normal = "normal", "一般";
        /// 重要: identity, death, age or the county of the hukou.
        Red = "red", "重要";
    }
}

/// A field in which the department's record says something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Key of the field.
    pub field: String,
    /// What the standing version says; nothing where it says nothing.
    pub declared: Option<Value>,
    /// What the department says, as an answer to the field; nothing where the form has no such answer.
    pub department: Option<Value>,
}

/// What follows from an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// State of the item.
    pub state: ItemState,
    /// Where the records differ.
    #[serde(default)]
    pub differences: Vec<Difference>,
    /// Remarks.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// For a person to confirm.
    #[serde(default)]
    pub proposals: Vec<Proposal>,
    /// For somebody to act on.
    #[serde(default)]
    pub alert: Option<Alert>,
}

impl Outcome {
    pub(super) const fn of(state: ItemState) -> Self {
        Self { state, differences: Vec::new(), notes: Vec::new(), proposals: Vec::new(), alert: None }
    }

    pub(super) fn note(mut self, note: Note) -> Self {
        self.notes.push(note);
        self
    }

    pub(super) fn difference(mut self, answers: &Answers, field: &str, department: Option<Value>) -> Self {
        self.differences.push(Difference {
            field: field.to_owned(),
            declared: answers.value(field).cloned(),
            department,
        });
        self
    }

    /// Whether the answer opens a discrepancy.
    #[must_use]
    pub const fn opens_discrepancy(&self) -> bool {
        self.state.differs()
    }

    /// The severity of its discrepancy.
    #[must_use]
    pub const fn severity(&self, item: Item) -> Severity {
        match item {
            Item::Identity => Severity::Red,
            _ => Severity::Normal,
        }
    }

    /// Whether `amended` says in every differing field what the department said: then the item is settled as
    /// [`ItemState::Corrected`] without asking again.
    #[must_use]
    pub fn is_corrected_by(&self, amended: &Answers) -> bool {
        let agrees = |difference: &Difference| {
            difference.department.as_ref().is_some_and(|value| says_same(amended.value(&difference.field), value))
        };
        !self.differences.is_empty() && self.differences.iter().all(agrees)
    }
}

/// Of an address departments know the division only.
fn says_same(amended: Option<&Value>, department: &Value) -> bool {
    match (amended, department) {
        (Some(Value::Address(ours)), Value::Address(theirs)) => ours.division_code.starts_with(&theirs.division_code),
        (ours, theirs) => ours == Some(theirs),
    }
}
