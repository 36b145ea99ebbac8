//! Whatever is answered, a check gives findings that a page can show.

use proptest::prelude::*;

use super::*;
use crate::form::{Field, FieldKind};
use crate::values::Paper;

/// Any value: of the field's kind, nearly so, or of another.
fn any_value(field: &'static Field) -> BoxedStrategy<Value> {
    let codes: Vec<String> = field.options().iter().map(|option| option.code.to_owned()).collect();
    let text = prop_oneof![
        "\\PC{0,20}",
        "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]",
        "[1-9][0-9]{16}[0-9X]",
        "1[3-9][0-9]{9}",
        "(1201|3101|4116)[0-9]{2}([0-9]{3}){0,2}",
        Just("张三".to_owned()),
    ]
    .prop_map(Value::Text);
    let address = ("(120104|120119|310115|411628|120000)?(001|100)?|\\PC{0,12}", "\\PC{0,9}", "(日本)?").prop_map(
        |(division_code, detail, outside)| {
            Value::Address(Address { division_code, detail, outside, ..Address::default() })
        },
    );
    let paper = ("resident_id|none|passport|foreign_pr_2017|\\PC{0,5}", "[0-9X]{18}|[0-9]{15}|\\PC{0,18}", "\\PC{0,4}")
        .prop_map(|(kind, number, reason)| Value::Paper(Paper { kind, number, reason }));
    let listed = if codes.is_empty() { vec![String::new()] } else { codes };
    let one = proptest::sample::select(listed.clone()).prop_map(Value::Text);
    let several = proptest::sample::subsequence(listed.clone(), 0..=listed.len()).prop_map(Value::Choices);
    let noise = proptest::collection::vec("\\PC{0,6}", 0..3).prop_map(Value::Choices);
    let right: BoxedStrategy<Value> = match field.kind {
        FieldKind::Bool { .. } => any::<bool>().prop_map(Value::Bool).boxed(),
        FieldKind::Single { .. } => one.boxed(),
        FieldKind::Multi { .. } => several.boxed(),
        FieldKind::Address => address.clone().boxed(),
        FieldKind::PersonId => paper.clone().boxed(),
        _ => text.clone().boxed(),
    };
    prop_oneof![8 => right, 1 => text, 1 => any::<bool>().prop_map(Value::Bool), 1 => address, 1 => paper, 1 => noise]
        .boxed()
}

fn any_answers(kind: FormKind) -> impl Strategy<Value = Answers> {
    let fields: Vec<&'static Field> = forms::form(kind).fields().collect();
    let values: Vec<_> = fields.iter().map(|field| proptest::option::weighted(0.8, any_value(field))).collect();
    values.prop_map(move |values| {
        fields.iter().zip(values).filter_map(|(field, value)| Some((field.key, value?))).collect()
    })
}

fn any_family() -> impl Strategy<Value = Family> {
    let kind = prop_oneof![Just(FormKind::Migrant), Just(FormKind::LeftBehind)];
    let facts = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(same_child, busy, worker, imported)| {
            let asker = if worker { Asker::Worker } else { Asker::Family };
            let busy_phone = busy.then_some("father_phone");
            Facts { asker, same_child, busy_phone, imported, newest_version: same_child.then_some(DAY), unit: None }
        },
    );
    (kind.prop_flat_map(|form| (Just(form), any_answers(form))), facts).prop_map(|((form, answers), facts)| Family {
        form,
        answers,
        facts,
        today: DAY,
        deployment: "120000",
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_answers_make_a_check_panic_and_every_finding_names_a_field_that_names_its_rule(family in any_family()) {
        let form = forms::form(family.form);
        for finding in family.findings() {
            let field = form.field(&finding.field);
            prop_assert!(field.is_some(), "{}: {}", finding.rule, finding.field);
            let named = field.is_some_and(|field| field.rules.contains(&&*finding.rule));
            prop_assert!(named || ["type", "required"].contains(&&*finding.rule), "{}: {}", finding.rule, finding.field);
            prop_assert!(!finding.message.is_empty());
            for (name, _) in finding.fix.map(|fix| fix.set).unwrap_or_default() {
                prop_assert!(form.field(&name).is_some(), "fix of {}: {}", finding.rule, name);
            }
        }
    }

    /// Taking a fix away the finding that offered it: no button leads in a circle.
    #[test]
    fn a_fix_never_brings_its_own_finding_back(family in any_family()) {
        for finding in family.findings() {
            let Some(fix) = finding.fix.clone() else { continue };
            let mut answers = family.answers.clone();
            for (name, value) in fix.set {
                match value {
                    Some(value) => answers.set(name, value),
                    None => drop(answers.remove(&name)),
                }
            }
            let mended = Family { answers, form: family.form, facts: family.facts, today: DAY, deployment: "120000" };
            prop_assert!(!mended.findings().contains(&finding), "{} at {}", finding.rule, finding.field);
        }
    }
}
