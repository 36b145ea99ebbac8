//! Sections and forms: which fields are asked together on one screen, and in which order.

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::defaults::Default;
use super::field::Field;

/// One of the two registration forms of the notice (annexes 1 and 2 of 民发〔2024〕17号).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormKind {
    /// 流动儿童基本情况登记表 (MC).
    Migrant,
    /// 留守儿童基本情况登记表 (LB).
    LeftBehind,
}

impl FormKind {
    /// The name in addresses and JSON: `migrant`, `left_behind`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Migrant => "migrant",
            Self::LeftBehind => "left_behind",
        }
    }

    /// The form called `name`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Migrant, Self::LeftBehind].into_iter().find(|kind| kind.name() == name)
    }

    /// The short Chinese name: 流动儿童, 留守儿童.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Migrant => "流动儿童",
            Self::LeftBehind => "留守儿童",
        }
    }
}

/// The vertical title of the printed sheet to which a section belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 表头.
    Header,
    /// 儿童基本信息.
    Child,
    /// 父母基本信息.
    Parents,
    /// 其他监护人基本信息.
    OtherGuardian,
    /// 委托照顾状况.
    EntrustedCare,
    /// 家庭生活情况.
    FamilyLife,
    /// Supplementary fields (dictionary 8), never printed.
    Supplementary,
}

/// One question group: what is asked together on one screen of a phone.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Section {
    /// The name in the address, e.g. `child`.
    pub name: &'static str,
    /// The heading as a person would say it, e.g. 孩子是谁？
    pub title: &'static str,
    /// The official part of the sheet.
    pub part: Part,
    /// When the whole section is asked.
    pub asked: Condition,
    /// The fields in the order of asking.
    pub fields: &'static [Field],
}

/// A form: its kind, version and sections in the order of asking.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Form {
    /// Which of the two.
    pub kind: FormKind,
    /// Version of labels and options, `2024-17`.
    pub version: &'static str,
    /// The printed title.
    pub title: &'static str,
    /// The question groups.
    pub sections: &'static [Section],
    /// The answers that follow from others. Not published: whoever sends answers need not know them.
    #[serde(skip)]
    pub defaults: &'static [Default],
}

impl Form {
    /// All fields in the order of asking.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.sections.iter().flat_map(|section| section.fields)
    }

    /// The field called `key`.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.key == key)
    }

    /// The section called `name`.
    #[must_use]
    pub fn section(&self, name: &str) -> Option<&'static Section> {
        self.sections.iter().find(|section| section.name == name)
    }

    /// The section that asks the field called `key`.
    #[must_use]
    pub fn section_of(&self, key: &str) -> Option<&'static Section> {
        self.sections.iter().find(|section| section.fields.iter().any(|field| field.key == key))
    }
}
