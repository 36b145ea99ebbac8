//! The notice (个人信息告知书) as it is shown, and what a family agrees to.

use serde::{Deserialize, Serialize};

use crate::values::{TextError, text};

/// Stands in the text for the unit that asks, e.g. 天津市南开区长虹街道.
pub const UNIT: &str = "{unit}";

/// Longest name of who agreed, in characters.
pub const BY_MAX: u16 = 50;

/// The notice of a deployment, one version of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeView {
    /// Its version: made from the text, so that another text has another one.
    pub version: String,
    /// The deployment has not said yet who handles the data: fit for trying out only.
    pub example: bool,
    /// The text.
    pub passages: Vec<Passage>,
    /// What is agreed to apart from the rest (个人信息保护法 第二十九条).
    pub sensitive: String,
}

/// A heading with its paragraphs. [`UNIT`] stands for the unit that asks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// The heading.
    pub title: String,
    /// The paragraphs.
    pub text: Vec<String>,
}

impl Passage {
    /// The paragraphs for a family whom this unit asks.
    pub fn asked_by(&self, unit: &str) -> impl Iterator<Item = String> {
        self.text.iter().map(move |text| text.replace(UNIT, unit))
    }
}

/// What a family says under the notice (个人信息保护法 第二十九、三十一条).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Version of the notice that was shown.
    pub notice_version: String,
    /// Who fills in is a parent or other guardian.
    pub guardian: bool,
    /// Otherwise: the guardian who read the notice and agreed.
    pub by: String,
    /// Sensitive data may be taken down, said apart.
    pub sensitive: bool,
}

impl Agreement {
    /// Names of its inputs.
    pub const NAMES: [&str; 4] = ["notice_version", "guardian", "by", "sensitive"];

    /// From what was posted under [`Agreement::NAMES`].
    #[must_use]
    pub fn posted(value: impl Fn(&str) -> String) -> Self {
        let [version, guardian, by, sensitive] = Self::NAMES.map(value);
        Self {
            notice_version: version,
            guardian: guardian == "yes",
            by: by.trim().to_owned(),
            sensitive: sensitive == "yes",
        }
    }

    /// What is missing: the input, and what to do.
    #[must_use]
    pub fn missing(&self) -> Option<(&'static str, &'static str)> {
        let [_, guardian, by, sensitive] = Self::NAMES;
        if !self.guardian && text::is_empty(&self.by) {
            return Some((guardian, "请勾选您是孩子的监护人；不是监护人的，请写下是谁看过告知书、同意登记"));
        }
        match text::parse(&self.by, BY_MAX) {
            Err(TextError::TooLong { .. }) => {
                return Some((by, "同意的人写得太长了，请只写关系和姓名，例如：妈妈王芳"));
            }
            Err(_) => return Some((by, "同意的人里面有显示不出来的字或符号，请全部删掉，重新打一遍")),
            Ok(_) => {}
        }
        (!self.sensitive).then_some((sensitive, "请看一下敏感个人信息这一条；同意的，请勾选"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agreed() -> Agreement {
        Agreement { notice_version: "n".into(), guardian: true, by: String::new(), sensitive: true }
    }

    #[test]
    fn both_are_said_apart() {
        assert_eq!(agreed().missing(), None);
        assert_eq!(Agreement { guardian: false, ..agreed() }.missing().unwrap().0, "guardian");
        assert_eq!(Agreement { sensitive: false, ..agreed() }.missing().unwrap().0, "sensitive");
    }

    #[test]
    fn a_grandparent_names_the_guardian_who_agreed() {
        let grandmother = Agreement { guardian: false, by: "妈妈王芳".into(), ..agreed() };
        assert_eq!(grandmother.missing(), None);
        assert_eq!(Agreement { by: "\u{200B}\u{3164}".into(), ..grandmother.clone() }.missing().unwrap().0, "guardian");
        assert_eq!(Agreement { by: "妈妈\u{FFFD}".into(), ..grandmother.clone() }.missing().unwrap().0, "by");
        assert_eq!(Agreement { by: "字".repeat(usize::from(BY_MAX) + 1), ..grandmother }.missing().unwrap().0, "by");
    }
}
