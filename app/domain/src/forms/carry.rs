//! Answers that need not be typed twice: "the same as …" beside a field, and a brother or sister's
//! form that begins with the family's answers.

use crate::form::{Answers, Asker, Form, Value};

/// A field that can take its answer from another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SameAs {
    /// The field that gets the answer.
    pub field: &'static str,
    /// The field that has it.
    pub from: &'static str,
    /// The words on the button.
    pub label: &'static str,
}

const fn same(field: &'static str, from: &'static str, label: &'static str) -> SameAs {
    SameAs { field, from, label }
}

/// What can be copied from where; the likelier source first.
pub const SAME_AS: &[SameAs] = &[
    same("current_address", "hukou_address", "和户口的地址一样"),
    same("left_hukou_date", "child_birth_date", "没在户口所在地住过（填出生日期）"),
    same("arrived_residence_date", "left_hukou_date", "离开后就来了这里（同一天）"),
    same("father_hukou_address", "hukou_address", "和孩子的户口地址一样"),
    same("father_current_address", "current_address", "和孩子住在一起"),
    same("mother_hukou_address", "father_hukou_address", "和爸爸的户口地址一样"),
    same("mother_hukou_address", "hukou_address", "和孩子的户口地址一样"),
    same("mother_current_address", "father_current_address", "和爸爸住在一起"),
    same("mother_current_address", "current_address", "和孩子住在一起"),
    same("father_work_place", "father_current_address", "就是爸爸现在住的地方"),
    same("mother_work_place", "father_work_place", "和爸爸在一个地方"),
    same("mother_work_place", "mother_current_address", "就是妈妈现在住的地方"),
    same("mother_away_since", "father_away_since", "和爸爸同一天"),
    same("other_guardian_hukou_address", "hukou_address", "和孩子的户口地址一样"),
    same("other_guardian_current_address", "current_address", "和孩子住在一起"),
    same("entrusted_carer_hukou_address", "hukou_address", "和孩子的户口地址一样"),
    same("entrusted_carer_current_address", "current_address", "和孩子住在一起"),
    same("informant_name", "father_name", "我是孩子的爸爸"),
    same("informant_name", "mother_name", "我是孩子的妈妈"),
    same("informant_name", "other_guardian_name", "我是照顾孩子的监护人"),
    same("informant_name", "entrusted_carer_name", "我是照顾孩子的人"),
];

/// The shortcuts to offer beside `field`: those whose source is answered and differs.
pub fn shortcuts<'a>(field: &str, answers: &'a Answers) -> impl Iterator<Item = (&'static SameAs, &'a Value)> {
    SAME_AS.iter().filter(move |same| same.field == field).filter_map(move |same| {
        let value = answers.value(same.from)?;
        (answers.value(same.field) != Some(value)).then_some((same, value))
    })
}

/// Sections that speak about the family rather than about one child.
const FAMILY_SECTIONS: &[&str] = &["father", "mother", "work", "other_guardian", "entrusted_care", "family"];

/// Fields of other sections that are the same for brothers and sisters who live together.
const FAMILY_FIELDS: &[&str] = &[
    "hukou_address",
    "current_address",
    "residence_registration",
    "housing_type",
    "housing_type_remark",
    "living_with",
    "both_parents_away",
    "one_away_other_incapable",
    "father_guardianship_capacity",
    "father_capacity_reason",
    "mother_guardianship_capacity",
    "mother_capacity_reason",
    "informant_name",
    "informant_relation",
];

/// The answers with which the form of a brother or sister begins: parents, addresses, guardian,
/// carer, difficulty and support. Nothing that is the first child's own goes along, and no judgement
/// or check that a worker recorded about the first child's case.
#[must_use]
pub fn siblings(form: &Form, answers: &Answers) -> Answers {
    answers
        .iter()
        .filter(|(key, _)| {
            FAMILY_FIELDS.contains(key)
                || form.section_of(key).is_some_and(|section| FAMILY_SECTIONS.contains(&section.name))
        })
        .filter(|(key, _)| form.field(key).is_some_and(|field| field.asker == Asker::Family))
        .map(|(key, value)| (key, value.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FormKind;
    use crate::forms::form;

    fn text(value: &str) -> Value {
        Value::Text(value.to_owned())
    }

    #[test]
    fn both_ends_of_a_shortcut_have_the_same_shape_in_the_forms_that_have_both() {
        for same in SAME_AS {
            let mut found = false;
            for kind in [FormKind::Migrant, FormKind::LeftBehind] {
                if let (Some(field), Some(from)) = (form(kind).field(same.field), form(kind).field(same.from)) {
                    assert_eq!(field.kind, from.kind, "{same:?}");
                    found = true;
                }
            }
            assert!(found, "{same:?}");
        }
    }

    #[test]
    fn a_shortcut_is_offered_only_while_it_would_change_something() {
        let mut answers: Answers = [("father_away_since", text("2025-01-01"))].into_iter().collect();
        assert_eq!(shortcuts("mother_away_since", &answers).count(), 1);
        answers.set("mother_away_since", text("2025-01-01"));
        assert_eq!(shortcuts("mother_away_since", &answers).count(), 0);
        assert_eq!(shortcuts("father_work_place", &answers).count(), 0);
    }

    #[test]
    fn a_sister_gets_the_familys_answers_and_none_of_her_brothers() {
        let answers: Answers = [
            ("child_name", text("王小明")),
            ("child_id_number", text("120101201503089976")),
            ("health_status", Value::Choices(vec!["healthy".into()])),
            ("guardianship_status", text("good")),
            ("left_hukou_date", text("2020-02-10")),
            ("father_name", text("王强")),
            ("father_capacity_judged_by", text("村委会")),
            ("family_difficulty", Value::Choices(vec!["dibao".into()])),
            ("living_with", text("both_parents")),
        ]
        .into_iter()
        .collect();
        let sister = siblings(form(FormKind::Migrant), &answers);
        let keys: Vec<&str> = sister.iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["family_difficulty", "father_name", "living_with"]);
    }

    #[test]
    fn every_carried_field_exists() {
        for key in FAMILY_FIELDS {
            assert!(
                [FormKind::Migrant, FormKind::LeftBehind].iter().any(|kind| form(*kind).field(key).is_some()),
                "{key}"
            );
        }
        for name in FAMILY_SECTIONS {
            assert!(
                [FormKind::Migrant, FormKind::LeftBehind].iter().any(|kind| form(*kind).section(name).is_some()),
                "{name}"
            );
        }
    }
}
