//! What a reviewer sends: the action with the words that it needs.

use serde::{Deserialize, Serialize};

use super::table::Action;
use crate::divisions::{DivisionCode, Level};
use crate::eligibility::Class;
use crate::problem::Problem;
use crate::values::{TextError, text};

/// Longest reason, in characters.
const REASON_MAX: u16 = 500;
/// Longest comment at one field, in characters.
const COMMENT_MAX: u16 = 300;

/// A comment at a field of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldComment {
    /// Key of the field.
    pub field: String,
    /// What to mend, in the reviewer's words.
    pub text: String,
}

/// Whether a candidate is the same child (V-10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum DuplicateDecision {
    /// The same child: the two records are merged, history kept.
    SameChild {
        /// Id of the other record.
        record_id: String,
    },
    /// Different children, e.g. twins.
    DifferentChild,
}

/// A decision of a reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Decision {
    /// 通过
    Approve {
        /// Needed when candidates for the same child stand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        same_child: Option<DuplicateDecision>,
    },
    /// 退回修改
    Return {
        /// What it is about as a whole; may be empty when fields are commented.
        #[serde(default)]
        reason: String,
        /// Comments at fields.
        #[serde(default)]
        comments: Vec<FieldComment>,
    },
    /// 不予登记
    Reject {
        /// Why; the family reads it.
        reason: String,
    },
    /// 转办
    Transfer {
        /// The township that should take it.
        to: DivisionCode,
        /// Why.
        reason: String,
    },
    /// 接收
    Receive,
    /// 不接收
    #[serde(rename = "decline_transfer")]
    Decline {
        /// Why; the township that offered it reads it.
        reason: String,
    },
    /// 综合判断
    Judge {
        /// The class to which the child belongs: 流动 or 留守.
        class: Class,
        /// On what it is built; kept with the record.
        reason: String,
    },
    /// 核实完成
    Verify,
    /// 重新登记
    Reopen {
        /// Why; the township reads it.
        reason: String,
    },
}

impl Decision {
    /// The action of the review table.
    #[must_use]
    pub const fn action(&self) -> Action {
        match self {
            Self::Approve { .. } => Action::Approve,
            Self::Return { .. } => Action::Return,
            Self::Reject { .. } => Action::Reject,
            Self::Transfer { .. } => Action::Transfer,
            Self::Receive => Action::Receive,
            Self::Decline { .. } => Action::DeclineTransfer,
            Self::Judge { .. } => Action::Judge,
            Self::Verify => Action::Verify,
            Self::Reopen { .. } => Action::Reopen,
        }
    }

    /// The reason, when there is one.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Approve { .. } | Self::Receive | Self::Verify => None,
            Self::Return { reason, .. }
            | Self::Reject { reason }
            | Self::Transfer { reason, .. }
            | Self::Decline { reason }
            | Self::Judge { reason, .. }
            | Self::Reopen { reason } => Some(reason.trim()).filter(|reason| !text::is_empty(reason)),
        }
    }

    /// The comments at fields.
    #[must_use]
    pub fn comments(&self) -> &[FieldComment] {
        if let Self::Return { comments, .. } = self { comments } else { &[] }
    }

    /// The decision with its words in their one spelling, lines as lines, if it says enough.
    ///
    /// # Errors
    /// As [`validate`](Self::validate).
    pub fn prepared(mut self) -> Result<Self, Problem> {
        self.validate()?;
        match &mut self {
            Self::Approve { .. } | Self::Receive | Self::Verify => {}
            Self::Return { reason, comments } => {
                *reason = text::lines(reason);
                comments.iter_mut().for_each(|comment| comment.text = text::lines(&comment.text));
            }
            Self::Reject { reason }
            | Self::Transfer { reason, .. }
            | Self::Decline { reason }
            | Self::Judge { reason, .. }
            | Self::Reopen { reason } => *reason = text::lines(reason),
        }
        Ok(self)
    }

    /// Whether the decision says enough, in words that everybody can read.
    ///
    /// # Errors
    /// [`Problem::Invalid`] at `reason`, `to` or `comments.<field>`, with words for the reviewer.
    pub fn validate(&self) -> Result<(), Problem> {
        match self {
            Self::Approve { .. } | Self::Receive | Self::Verify => Ok(()),
            Self::Return { reason, comments } => {
                if text::is_empty(reason) && comments.is_empty() {
                    return invalid("reason", "请写明退回原因，或在需要修改的项目上写明意见，以便家长修改");
                }
                short(reason)?;
                comments.iter().try_for_each(FieldComment::validate)
            }
            Self::Reject { reason } => required(reason, "请写明不予登记的原因，家长会看到"),
            Self::Transfer { to, reason } => {
                if to.level() != Level::Township {
                    return invalid("to", "请选择要转到的乡镇（街道）");
                }
                required(reason, "请写明转办原因，以便对方决定是否接收")
            }
            Self::Decline { reason } => required(reason, "请写明不接收的原因，原乡镇（街道）会看到"),
            Self::Judge { class: Class::M1 | Class::Lb, reason } => required(reason, "请写明综合判断的依据"),
            Self::Judge { .. } => invalid("class", "请选择纳入流动儿童还是留守儿童；不纳入的，请退回或作废"),
            Self::Reopen { reason } => required(reason, "请写明重新登记的原因，乡镇（街道）会看到"),
        }
    }
}

impl FieldComment {
    fn validate(&self) -> Result<(), Problem> {
        let at = || format!("comments.{}", self.field);
        if self.field.is_empty() {
            return invalid("comments", "请选择意见对应的项目");
        }
        if text::is_empty(&self.text) {
            return invalid(at(), "请写明这一项要怎样修改");
        }
        readable(&at(), &self.text, COMMENT_MAX, "这条意见")
    }
}

fn required(reason: &str, words: &str) -> Result<(), Problem> {
    if text::is_empty(reason) { invalid("reason", words) } else { short(reason) }
}

fn short(reason: &str) -> Result<(), Problem> {
    readable("reason", reason, REASON_MAX, "原因")
}

/// Words that everybody can read and that are not too long.
fn readable(field: &str, typed: &str, max: u16, what: &str) -> Result<(), Problem> {
    match text::parse_lines(typed, max) {
        Ok(_) => Ok(()),
        Err(TextError::TooLong { .. }) => invalid(field, format!("{what}太长了，请控制在{max}字以内")),
        Err(error) => invalid(field, format!("{what}{error}")),
    }
}

fn invalid(field: impl Into<String>, message: impl Into<String>) -> Result<(), Problem> {
    Err(Problem::Invalid { field: field.into(), message: message.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(decision: &Decision) -> Option<String> {
        match decision.validate() {
            Err(Problem::Invalid { field, message }) => {
                assert!(!message.is_empty());
                Some(field)
            }
            Err(other) => panic!("{other}"),
            Ok(()) => None,
        }
    }

    fn comment(field: &str, text: &str) -> FieldComment {
        FieldComment { field: field.to_owned(), text: text.to_owned() }
    }

    fn returned(reason: &str, comments: Vec<FieldComment>) -> Decision {
        Decision::Return { reason: reason.to_owned(), comments }
    }

    #[test]
    fn a_return_says_what_to_mend() {
        assert_eq!(fault(&returned(" ", vec![])).as_deref(), Some("reason"));
        assert_eq!(fault(&returned("", vec![comment("child_name", " ")])).as_deref(), Some("comments.child_name"));
        assert_eq!(fault(&returned("", vec![comment("", "改")])).as_deref(), Some("comments"));
        assert_eq!(fault(&returned("", vec![comment("child_name", "与户口簿不一致")])), None);
        assert_eq!(fault(&returned("请补充户口簿照片上的信息", vec![])), None);
    }

    #[test]
    fn words_that_nobody_sees_or_reads_say_nothing() {
        for hidden in ["\u{200B}", "\u{202E}", "\u{3164}", "\u{2800}", "\u{FFFD}", "\u{E0041}"] {
            assert_eq!(fault(&returned(hidden, vec![])).as_deref(), Some("reason"), "{hidden:?}");
            let at = returned("", vec![comment("child_name", hidden)]);
            assert_eq!(fault(&at).as_deref(), Some("comments.child_name"), "{hidden:?}");
            assert_eq!(fault(&Decision::Reject { reason: hidden.to_owned() }).as_deref(), Some("reason"));
        }
        let Err(Problem::Invalid { message, .. }) = Decision::Reject { reason: "不\u{FFFD}在".to_owned() }.validate()
        else {
            panic!("taken");
        };
        assert!(message.contains("请全部删掉，重新打一遍"), "{message}");
    }

    #[test]
    fn lines_of_a_comment_stay_lines() {
        let typed = returned(" 一、补照片\r\n二、改姓名\u{200B}  ", vec![comment("child_name", "⽟\r\n不是王")]);
        let stored = returned("一、补照片\n二、改姓名", vec![comment("child_name", "玉\n不是王")]);
        assert_eq!(typed.prepared(), Ok(stored));
    }

    #[test]
    fn a_refusal_and_a_declined_transfer_need_a_reason() {
        assert_eq!(fault(&Decision::Reject { reason: String::new() }).as_deref(), Some("reason"));
        assert_eq!(fault(&Decision::Reject { reason: "不在范围内".to_owned() }), None);
        assert_eq!(fault(&Decision::Decline { reason: "　".to_owned() }).as_deref(), Some("reason"));
        assert_eq!(fault(&Decision::Decline { reason: "长".repeat(501) }).as_deref(), Some("reason"));
    }

    #[test]
    fn a_judgement_names_a_class_that_is_registered_and_its_basis() {
        let judge = |class: Class, reason: &str| Decision::Judge { class, reason: reason.to_owned() };
        assert_eq!(fault(&judge(Class::Review, "两次入户")).as_deref(), Some("class"));
        assert_eq!(fault(&judge(Class::M0, "两次入户")).as_deref(), Some("class"));
        assert_eq!(fault(&judge(Class::M1, " ")).as_deref(), Some("reason"));
        assert_eq!(fault(&judge(Class::Lb, "父亲重病，村委会两次入户核实")), None);
        assert_eq!(fault(&Decision::Reopen { reason: String::new() }).as_deref(), Some("reason"));
        assert_eq!(fault(&Decision::Verify), None);
    }

    #[test]
    fn a_transfer_goes_to_a_township_with_a_reason() {
        let transfer = |to: &str, reason: &str| Decision::Transfer {
            to: DivisionCode::parse(to).unwrap(),
            reason: reason.to_owned(),
        };
        assert_eq!(fault(&transfer("120104", "住在那里")).as_deref(), Some("to"));
        assert_eq!(fault(&transfer("120104001", "")).as_deref(), Some("reason"));
        assert_eq!(fault(&transfer("120104001", "住在那里")), None);
    }

    #[test]
    fn decisions_travel_as_json_named_like_their_action() {
        for decision in [
            Decision::Approve { same_child: Some(DuplicateDecision::DifferentChild) },
            Decision::Approve { same_child: Some(DuplicateDecision::SameChild { record_id: "r".to_owned() }) },
            returned("补", vec![comment("child_name", "改")]),
            Decision::Reject { reason: "x".to_owned() },
            Decision::Receive,
            Decision::Verify,
            Decision::Judge { class: Class::M1, reason: "x".to_owned() },
            Decision::Reopen { reason: "x".to_owned() },
            Decision::Decline { reason: "x".to_owned() },
        ] {
            let json = serde_json::to_value(&decision).unwrap();
            assert_eq!(json["action"], decision.action().code());
            assert_eq!(serde_json::from_value::<Decision>(json).unwrap(), decision);
        }
    }
}
