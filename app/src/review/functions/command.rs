//! What the form around a record asks for, read out of its inputs: the same on the page and without a
//! script on the server.

use domain::divisions::DivisionCode;
use domain::eligibility::Class;
use domain::form::inputs::last_value;
use domain::problem::Problem;
use domain::review::{Action, Decision, FieldComment};
use domain::values::text;

/// Name of the submit buttons' value.
pub const GO: &str = "go";
/// Name of the input with the reviewer's words.
pub const REASON: &str = "reason";
/// Name of the input with the version that was read.
pub const VERSION: &str = "version";
/// Name of the choice of a class in a judgement (综合判断).
pub const CLASS: &str = "class";
/// Before the key of a field: name of the input with the comment on it.
pub const COMMENT: &str = "comment.";
/// The selects of a transfer's township, outermost first.
pub const TOWNSHIP: [&str; 4] = ["to.province", "to.prefecture", "to.county", "to.township"];

/// What a pressed button asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReviewCommand {
    /// A decision about the version that was read.
    Decide {
        /// The version.
        version: i32,
        /// The decision.
        decision: Decision,
    },
    /// Whether another record is of the same child.
    Settle {
        /// Id of the other record; `None` for those in other areas.
        other: Option<String>,
        /// 同一个孩子
        same_child: bool,
    },
    /// Give the record back to the queue.
    Release,
    /// Show the page again, with the next list of divisions.
    Stay,
}

impl ReviewCommand {
    /// Reads the inputs of the form.
    ///
    /// # Errors
    /// [`Problem::Invalid`] when no township was chosen; [`Problem::Malformed`] without a version.
    pub fn read(pairs: &[(String, String)]) -> Result<Self, Problem> {
        let go = last_value(pairs, GO);
        if let Some((word, other)) = go.split_once(':') {
            let other = (!other.is_empty()).then(|| other.to_owned());
            return Ok(Self::Settle { other, same_child: word == "same" });
        }
        let reason = last_value(pairs, REASON).to_owned();
        let decision = match Action::from_code(go) {
            Some(Action::Approve) => Decision::Approve { same_child: None },
            Some(Action::Return) => Decision::Return { reason, comments: comments(pairs) },
            Some(Action::Reject) => Decision::Reject { reason },
            Some(Action::Transfer) => {
                let to = DivisionCode::parse(&township(pairs)).map_err(|_| Problem::Invalid {
                    field: "to".into(),
                    message: "请选择要转到的乡镇（街道）".into(),
                })?;
                Decision::Transfer { to, reason }
            }
            Some(Action::Receive) => Decision::Receive,
            Some(Action::DeclineTransfer) => Decision::Decline { reason },
            Some(Action::Judge) => {
                // A class that is none is refused with words by the decision itself.
                let class = Class::from_code(last_value(pairs, CLASS)).unwrap_or(Class::Review);
                Decision::Judge { class, reason }
            }
            Some(Action::Verify) => Decision::Verify,
            Some(Action::Reopen) => Decision::Reopen { reason },
            _ if go == "release" => return Ok(Self::Release),
            _ => return Ok(Self::Stay),
        };
        let version = last_value(pairs, VERSION).parse().map_err(|_| Problem::Malformed {
            detail: "the form names no version".into(),
            field: Some(VERSION.into()),
        })?;
        Ok(Self::Decide { version, decision: decision.prepared()? })
    }
}

/// The deepest division chosen. A select further down may still hold a place of the region chosen before.
#[must_use]
pub fn township(pairs: &[(String, String)]) -> String {
    let mut deepest = String::new();
    for name in TOWNSHIP {
        let code = last_value(pairs, name);
        // A level that a place does not have (the prefecture of a municipality's district) is empty; but
        // without any level between, a township is one left over from before.
        let left_over = name.ends_with("township") && deepest.ends_with("0000");
        if code.is_empty() {
            continue;
        }
        if left_over || !(deepest.is_empty() || crate::places::functions::holds(&deepest, code)) {
            break;
        }
        code.clone_into(&mut deepest);
    }
    deepest
}

fn comments(pairs: &[(String, String)]) -> Vec<FieldComment> {
    pairs
        .iter()
        .filter(|(_, text)| !text::is_empty(text))
        .filter_map(|(name, text)| {
            let field = name.strip_prefix(COMMENT)?;
            Some(FieldComment { field: field.to_owned(), text: text.clone() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_return_carries_the_comments_that_were_written() {
        let read = ReviewCommand::read(&pairs(&[
            ("go", "return"),
            ("version", "2"),
            ("reason", " "),
            ("comment.child_name", "与户口簿不一致 "),
            ("comment.child_sex", "  "),
        ]));
        let comments = vec![FieldComment { field: "child_name".into(), text: "与户口簿不一致".into() }];
        let decision = Decision::Return { reason: String::new(), comments };
        assert_eq!(read, Ok(ReviewCommand::Decide { version: 2, decision }));
    }

    #[test]
    fn lines_stay_lines_and_what_nobody_sees_is_not_said() {
        let read = ReviewCommand::read(&pairs(&[
            ("go", "return"),
            ("version", "2"),
            ("reason", "一、补照片\r\n二、改姓名\r\n"),
            ("comment.child_name", "\u{200B}\u{3164}"),
        ]));
        let decision = Decision::Return { reason: "一、补照片\n二、改姓名".into(), comments: Vec::new() };
        assert_eq!(read, Ok(ReviewCommand::Decide { version: 2, decision }));
        let hidden = ReviewCommand::read(&pairs(&[("go", "return"), ("version", "2"), ("reason", "\u{202E}\u{2800}")]));
        assert_eq!(hidden.unwrap_err().field(), Some("reason"));
    }

    #[test]
    fn a_decision_that_says_too_little_is_told_at_once() {
        let field = |list: &[(&str, &str)]| ReviewCommand::read(&pairs(list)).unwrap_err().field().map(str::to_owned);
        assert_eq!(field(&[("go", "reject"), ("version", "1")]).as_deref(), Some("reason"));
        assert_eq!(field(&[("go", "transfer"), ("version", "1"), ("reason", "住在那里")]).as_deref(), Some("to"));
        assert_eq!(field(&[("go", "approve")]).as_deref(), Some("version"));
        assert_eq!(field(&[("go", "judge"), ("version", "1"), ("reason", "两次入户")]).as_deref(), Some("class"));
    }

    #[test]
    fn a_township_left_over_from_another_county_does_not_count() {
        let chosen = |county: &str| {
            township(&pairs(&[("to.province", "120000"), ("to.county", county), ("to.township", "120104001")]))
        };
        assert_eq!(chosen("120104"), "120104001");
        assert_eq!(chosen("120103"), "120103");
        assert_eq!(chosen(""), "120000");
    }

    #[test]
    fn candidates_are_settled_by_their_own_buttons_and_anything_else_decides_nothing() {
        let go = |word: &str| ReviewCommand::read(&pairs(&[("go", word)])).unwrap();
        assert_eq!(go("same:1"), ReviewCommand::Settle { other: Some("1".into()), same_child: true });
        assert_eq!(go("different:"), ReviewCommand::Settle { other: None, same_child: false });
        assert_eq!(go("release"), ReviewCommand::Release);
        assert_eq!(go(""), ReviewCommand::Stay);
        assert_eq!(go("submit"), ReviewCommand::Stay);
    }
}
