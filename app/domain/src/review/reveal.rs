//! Why a masked group of fields is looked at in full (access.md B.3).

use crate::problem::Problem;
use crate::values::coded::coded;
use crate::values::{TextError, text};

/// Longest words beside a reason, in characters.
const WORDS_MAX: u16 = 200;

coded! {
    /// Why a group is looked at in full (查看全文).
    RevealReason {
        /// 核对身份
        Identity = "identity", "核对身份";
        /// 联系家庭
        Contact = "contact", "联系家庭";
        /// 入户走访
        Visit = "visit", "入户走访";
        /// 处置安全情况
        Safety = "safety", "处置安全情况";
        /// 部门比对
        Comparison = "comparison", "部门比对";
        /// 回应本人请求
        Request = "request", "回应本人请求";
        /// 其他, in words.
        Other = "other", "其他";
    }
}

/// A reason with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealWhy {
    reason: RevealReason,
    words: String,
}

impl RevealWhy {
    /// The reason as it was chosen and typed.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for `reason` when none was chosen, for `words` when they are missing or too long.
    pub fn read(reason: &str, words: &str) -> Result<Self, Problem> {
        let invalid = |field: &str, message: String| Problem::Invalid { field: field.to_owned(), message };
        let reason =
            RevealReason::from_code(reason).ok_or_else(|| invalid("reason", "请选择查看全文的原因".to_owned()))?;
        let missing = text::is_empty(words);
        if missing && reason == RevealReason::Other {
            return Err(invalid("words", "选“其他”时，请写明原因".to_owned()));
        }
        match text::parse_lines(words, WORDS_MAX) {
            _ if missing => Ok(Self { reason, words: String::new() }),
            Ok(_) => Ok(Self { reason, words: text::lines(words) }),
            Err(TextError::TooLong { .. }) => Err(invalid("words", format!("说明太长了，请控制在{WORDS_MAX}字以内"))),
            Err(error) => Err(invalid("words", format!("说明{error}"))),
        }
    }

    /// The reason.
    #[must_use]
    pub const fn reason(&self) -> RevealReason {
        self.reason
    }

    /// Reason and words in one line.
    #[must_use]
    pub fn in_words(&self) -> String {
        match (self.reason.label(), self.words.as_str()) {
            (label, "") => label.to_owned(),
            (label, words) => format!("{label}：{words}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(reason: &str, words: &str) -> Option<String> {
        match RevealWhy::read(reason, words) {
            Err(Problem::Invalid { field, .. }) => Some(field),
            Err(other) => panic!("{other}"),
            Ok(_) => None,
        }
    }

    #[test]
    fn a_reason_is_chosen_and_another_one_is_said_in_words() {
        assert_eq!(fault("", "").as_deref(), Some("reason"));
        assert_eq!(fault("curiosity", "").as_deref(), Some("reason"));
        assert_eq!(fault("other", " \u{200B}").as_deref(), Some("words"));
        assert_eq!(fault("other", &"长".repeat(201)).as_deref(), Some("words"));
        assert_eq!(RevealWhy::read("contact", " ").unwrap().in_words(), "联系家庭");
        assert_eq!(RevealWhy::read("other", "补办户口 ").unwrap().in_words(), "其他：补办户口");
    }
}
