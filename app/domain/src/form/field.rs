//! One question of a form, declared once.
//!
//! The declaration drives the input on the phone, the check on phone and server, the summary, the
//! columns of exports, the place on the printed sheet and who may see the answer.

use serde::{Deserialize, Serialize};

use super::condition::Condition;

/// A field of the dictionary.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Field {
    /// The name in the dictionary and in JSON, e.g. `child_name`.
    pub key: &'static str,
    /// The number in the dictionary, e.g. `MC-03`; empty for supplementary fields (never printed).
    pub number: &'static str,
    /// The label as the annex prints it, e.g. 公民身份号码.
    pub label: &'static str,
    /// The question as a person would ask it, e.g. 孩子的身份证号是多少？
    pub question: &'static str,
    /// One or two plain sentences of help; empty when none is needed.
    pub help: &'static str,
    /// What an answer looks like.
    pub kind: FieldKind,
    /// Whether an answer is needed at submission.
    pub required: Required,
    /// When the field is asked at all.
    pub asked: Condition,
    /// Who may see the answer in clear (dictionary 1).
    pub sensitivity: Sensitivity,
    /// The department whose record counts in comparison (比对).
    pub department: Department,
    /// The rules that speak about the field, e.g. `["V-01", "V-06"]`.
    pub rules: &'static [&'static str],
    /// Who answers it.
    pub asker: Asker,
    /// Ready answers to offer beside a free text; empty for most fields.
    pub suggestions: &'static [&'static str],
}

/// Who answers a field. Each asker also answers what the ones before it are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Asker {
    /// A family on its own phone, or a worker who asks it.
    Family,
    /// A worker or reviewer only: judgements, background checks, how the entry was collected.
    Worker,
    /// Nobody: the service fills it in when it is absent, so a missing answer is no finding.
    System,
}

/// The shape of an answer, with its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldKind {
    /// `text(max)`: trimmed text of at most `max` characters.
    Text {
        /// Largest number of characters.
        max: u16,
    },
    /// A person's name (dictionary 1.1).
    PersonName,
    /// A calendar date `YYYY-MM-DD`.
    Date,
    /// A yes/no question with the two printed words.
    Bool {
        /// The word for true: 是 or 有.
        yes: &'static str,
        /// The word for false: 否 or 无.
        no: &'static str,
    },
    /// Exactly one of the options.
    Single {
        /// The options in printed order.
        options: &'static [Choice],
    },
    /// Any of the options.
    Multi {
        /// The options in printed order.
        options: &'static [Choice],
        /// The code that excludes all others (`healthy`, `none`); empty when there is none.
        exclusive: &'static str,
    },
    /// A child's 公民身份号码.
    NationalId,
    /// An adult's paper: type and number.
    PersonId,
    /// A phone number.
    Phone,
    /// An address.
    Address,
    /// The unit that fills in the form (填报单位): a division code.
    Unit,
}

/// An option of a choice: code for storage, label exactly as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Stored code.
    pub code: &'static str,
    /// Printed label.
    pub label: &'static str,
    /// What the label means, in spoken words, for small type on a screen; empty when the label says it. Not published:
    /// the label is the option's name.
    #[serde(skip)]
    pub plain: &'static str,
}

/// Short way to declare a [`Choice`].
#[must_use]
pub const fn choice(code: &'static str, label: &'static str) -> Choice {
    plain(code, label, "")
}

/// A [`Choice`] whose printed label needs an explanation.
#[must_use]
pub const fn plain(code: &'static str, label: &'static str, plain: &'static str) -> Choice {
    Choice { code, label, plain }
}

/// Required level at submission (dictionary 1: R, C, O).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Required {
    /// R: always, when asked.
    Always,
    /// C: when the condition holds.
    When(Condition),
    /// O: never.
    Optional,
}

/// Sensitivity for masking and field permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Sensitivity {
    /// All else.
    S1,
    /// Name, birth date, school.
    S2,
    /// Identity number, phone, detailed address, health, disability, guardianship, difficulty, support.
    S3,
}

/// The department that is authoritative for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Department {
    /// Nobody: headers and system fields.
    None,
    /// 民政.
    CivilAffairs,
    /// 教育.
    Education,
    /// 公安.
    PublicSecurity,
    /// 卫健.
    Health,
    /// 疾控: vaccinations, where 卫健 does not keep them. No field of the forms is its own.
    DiseaseControl,
    /// 医保.
    MedicalInsurance,
    /// 残联.
    DisabledPersonsFederation,
}

impl Field {
    /// The options of a choice field, else an empty list.
    #[must_use]
    pub const fn options(&self) -> &'static [Choice] {
        match self.kind {
            FieldKind::Single { options } | FieldKind::Multi { options, .. } => options,
            _ => &[],
        }
    }

    /// The label in spoken words. Labels that stand on a form more than once say whose answer it is: 爸爸的电话.
    #[must_use]
    pub fn spoken_label(&self) -> String {
        let what = match self.label {
            label if label.ends_with("姓名") || label.ends_with("（姓名）") => "的姓名",
            "公民身份号码" => "的身份证号",
            "联系方式" => "的电话",
            "户籍地址" | "户籍地" => "的户口",
            "现居住地" => "的住址",
            label => return label.to_owned(),
        };
        [self.whose(["孩子", "爸爸", "妈妈", "监护人", "照顾人", "填表人"]), what].concat()
    }

    /// The printed label. One that stands on a form more than once says whose answer it is: 父亲联系方式.
    #[must_use]
    pub fn official_label(&self) -> String {
        match self.label {
            "姓名" | "公民身份号码" | "联系方式" | "户籍地址" | "户籍地" | "现居住地" => {
                [self.whose(["儿童", "父亲", "母亲", "其他监护人", "受委托监护人", "信息提供人"]), self.label].concat()
            }
            label => label.to_owned(),
        }
    }

    /// Of child, father, mother, other guardian, entrusted carer and informant the one whom the field is about.
    fn whose(&self, people: [&'static str; 6]) -> &'static str {
        let prefixes = ["father", "mother", "other", "entrusted", "informant"];
        let at = prefixes.iter().position(|prefix| self.key.starts_with(prefix));
        people[at.map_or(0, |at| at + 1)]
    }

    /// What is found at the field, behind the question: where findings of several fields stand together.
    #[must_use]
    pub fn with_question(&self, message: &str) -> String {
        let between = if self.question.ends_with('？') { "" } else { "：" };
        [self.question, between, message].concat()
    }

    /// The printed label of a stored code of this field.
    #[must_use]
    pub fn option_label(&self, code: &str) -> Option<&'static str> {
        self.options().iter().find(|option| option.code == code).map(|option| option.label)
    }
}
