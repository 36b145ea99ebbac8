//! Words to declare a field with, so that a declaration reads as a row of the dictionary.

use crate::form::{Asker, Condition, Department, Field, FieldKind, Required, Sensitivity};

impl Field {
    /// An optional field without number, asked of the family in every case.
    pub(super) const fn new(key: &'static str, label: &'static str, kind: FieldKind) -> Self {
        Self {
            key,
            number: "",
            label,
            question: label,
            help: "",
            kind,
            required: Required::Optional,
            asked: Condition::Always,
            sensitivity: Sensitivity::S1,
            department: Department::CivilAffairs,
            rules: &[],
            asker: Asker::Family,
            suggestions: &[],
        }
    }

    /// The same field under its number of one of the forms.
    pub(super) const fn no(self, number: &'static str) -> Self {
        Self { number, ..self }
    }

    /// The question in spoken words, and help where it is needed.
    pub(super) const fn ask(self, question: &'static str, help: &'static str) -> Self {
        Self { question, help, ..self }
    }

    /// R: needed whenever it is asked.
    pub(super) const fn required(self) -> Self {
        Self { required: Required::Always, ..self }
    }

    /// C: needed when the condition holds.
    pub(super) const fn required_when(self, condition: Condition) -> Self {
        Self { required: Required::When(condition), ..self }
    }

    /// Asked only when the condition holds.
    pub(super) const fn when(self, asked: Condition) -> Self {
        Self { asked, ..self }
    }

    /// Who may see it and whose record counts.
    pub(super) const fn held(self, sensitivity: Sensitivity, department: Department) -> Self {
        Self { sensitivity, department, ..self }
    }

    /// The rules that speak about it.
    pub(super) const fn rules(self, rules: &'static [&'static str]) -> Self {
        Self { rules, ..self }
    }

    /// Answered by a worker or by the service rather than by the family.
    pub(super) const fn by(self, asker: Asker) -> Self {
        Self { asker, ..self }
    }

    /// Ready answers to offer.
    pub(super) const fn suggest(self, suggestions: &'static [&'static str]) -> Self {
        Self { suggestions, ..self }
    }
}

/// 是 / 否.
pub(super) const YES_NO: FieldKind = FieldKind::Bool { yes: "是", no: "否" };
/// 有 / 无.
pub(super) const HAS_HAS_NOT: FieldKind = FieldKind::Bool { yes: "有", no: "无" };
