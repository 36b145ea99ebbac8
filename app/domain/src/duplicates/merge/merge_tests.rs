//! Two records of one child.

use proptest::prelude::*;

use super::*;
use crate::form::FieldKind;
use crate::register::State;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn several(codes: &[&str]) -> Value {
    Value::Choices(codes.iter().map(|code| (*code).to_owned()).collect())
}

fn side<'a>(answers: &'a Answers, settled: &'a [Item]) -> Side<'a> {
    Side { form: FormKind::Migrant, answers, identity: Basis::Told, settled }
}

fn source(merged: &Merged, key: &str) -> (Source, Reason) {
    merged.fields.iter().find(|field| field.field == key).map(|field| (field.source, field.because)).unwrap()
}

fn a() -> Answers {
    [
        ("report_date", text("2026-10-01")),
        ("child_name", text("王示一")),
        ("schooling_stage", text("primary")),
        ("school_name", text("甲小学")),
        ("father_phone", text("13800138001")),
        ("family_difficulty", several(&["none"])),
        ("left_hukou_date", text("2020-02-10")),
        ("arrived_residence_date", text("2020-02-10")),
    ]
    .into_iter()
    .collect()
}

fn b() -> Answers {
    [
        ("report_date", text("2026-11-20")),
        ("child_name", text("王示一")),
        ("schooling_stage", text("primary")),
        ("school_name", text("乙小学")),
        ("academic_status", text("enrolled")),
        ("father_phone", text("13800138002")),
        ("family_difficulty", several(&["dibao"])),
        ("left_hukou_date", text("2020-03-10")),
        ("arrived_residence_date", text("2021-03-10")),
    ]
    .into_iter()
    .collect()
}

/// county.md C-74: what was compared stays, what is newer comes in, what is needed is not lost.
#[test]
fn c_74_a_verified_record_takes_what_is_newer_and_keeps_what_was_settled() {
    let (a, b) = (a(), b());
    let record = |state, entered_at| Candidate { owned_by_rule: true, state, entered_at };
    assert_eq!(survivor([record(State::Verified, 2), record(State::Submitted, 1)]), 0);
    let merged = merged(&side(&a, &[Item::Schooling]), &side(&b, &[]));
    assert_eq!(merged.answers.text(keys::SCHOOL_NAME), Some("甲小学"));
    assert_eq!(source(&merged, "school_name"), (Source::Survivor, Reason::Settled));
    assert_eq!(merged.answers.value("father_phone"), Some(&text("13800138002")));
    assert_eq!(merged.contacts, [("father_phone", "13800138001".to_owned())]);
    assert_eq!(merged.answers.choices(keys::FAMILY_DIFFICULTY), ["dibao"]);
    assert_eq!(source(&merged, "family_difficulty"), (Source::Loser, Reason::United));
    assert_eq!(source(&merged, "child_name"), (Source::Both, Reason::Same));
    assert_eq!(merged.answers.value("left_hukou_date"), Some(&text("2020-02-10")), "the earlier");
    assert_eq!(merged.answers.value("arrived_residence_date"), Some(&text("2021-03-10")), "the later");
    assert_eq!(merged.answers.value("academic_status"), Some(&text("enrolled")), "only one says it");
}

#[test]
fn the_record_of_the_right_owner_stays_then_the_further_then_the_older() {
    let record = |owned_by_rule, state, entered_at| Candidate { owned_by_rule, state, entered_at };
    assert_eq!(survivor([record(false, State::Uploaded, 1), record(true, State::Submitted, 2)]), 1);
    assert_eq!(survivor([record(true, State::Submitted, 1), record(true, State::Comparing, 2)]), 1);
    assert_eq!(survivor([record(true, State::Submitted, 2), record(true, State::Transferring, 1)]), 1);
    assert_eq!(survivor([record(true, State::Submitted, 1), record(true, State::Submitted, 1)]), 0);
}

/// county.md C-76: thirty days.
#[test]
fn c_76_merged_records_are_separated_within_thirty_days() {
    let may = |day| may_unmerge(Date::constant(2026, 11, 23), day, &crate::parameters::Parameters::default());
    assert!(may(Date::constant(2026, 12, 23)) && !may(Date::constant(2026, 12, 24)));
}

#[test]
fn the_police_outweigh_a_paper_and_a_paper_a_newer_word() {
    let (mut old, new) = (a(), b());
    old.set("child_name", text("王示壹"));
    let with = |identity, answers| Side { identity, ..side(answers, &[]) };
    let name = |survivor: &Side<'_>, loser: &Side<'_>| {
        let merged = merged(survivor, loser);
        (merged.answers.text(keys::CHILD_NAME).unwrap().to_owned(), source(&merged, "child_name").1)
    };
    let (told, seen, police) = (with(Basis::Told, &new), with(Basis::Document, &old), with(Basis::Police, &new));
    assert_eq!(name(&told, &seen), ("王示壹".to_owned(), Reason::Document));
    assert_eq!(name(&seen, &police), ("王示一".to_owned(), Reason::Police));
    assert_eq!(name(&with(Basis::Told, &old), &told), ("王示一".to_owned(), Reason::Newer));
}

#[test]
fn details_do_not_stray_into_an_answer_that_they_do_not_belong_to() {
    let (mut old, mut new) = (a(), b());
    old.set("disability_type", text("physical"));
    old.set("disability_grade", text("2"));
    new.set("disability_type", text("none"));
    let plain = merged(&side(&old, &[]), &side(&new, &[]));
    assert_eq!(plain.answers.text(keys::DISABILITY_TYPE), Some("none"));
    assert_eq!(plain.answers.value("disability_grade"), None);
    let settled = merged(&side(&old, &[Item::Disability]), &side(&new, &[]));
    assert_eq!(settled.answers.text(keys::DISABILITY_GRADE), Some("2"));
}

#[test]
fn what_calls_for_care_is_never_dropped() {
    let (mut old, mut new) = (a(), b());
    old.set("guardianship_status", text("no_capacity"));
    new.set("guardianship_status", text("good"));
    old.set("homeless_flag", Value::Bool(true));
    new.set("homeless_flag", Value::Bool(false));
    old.set("health_status", several(&["psych_behavioral"]));
    new.set("health_status", several(&["healthy"]));
    for (survivor, loser) in [(&old, &new), (&new, &old)] {
        let merged = merged(&side(survivor, &[]), &side(loser, &[]));
        assert_eq!(merged.answers.text(keys::GUARDIANSHIP_STATUS), Some("no_capacity"));
        assert_eq!(merged.answers.get(keys::HOMELESS_FLAG), Some(true));
        assert_eq!(merged.answers.choices(keys::HEALTH_STATUS), ["psych_behavioral"]);
    }
}

#[test]
fn texts_are_joined_while_there_is_room() {
    let (mut old, mut new) = (a(), b());
    old.set("family_difficulty_other", text("父亲重病"));
    new.set("family_difficulty_other", text("房屋受灾"));
    let both = merged(&side(&old, &[]), &side(&new, &[]));
    assert_eq!(both.answers.value("family_difficulty_other"), Some(&text("父亲重病；房屋受灾")));
    new.set("family_difficulty_other", text(&"长".repeat(48)));
    let newer = merged(&side(&old, &[]), &side(&new, &[]));
    assert_eq!(source(&newer, "family_difficulty_other"), (Source::Loser, Reason::Newer), "nothing is cut");
}

/// Any answers to the migrant form, as far as merging looks at them.
fn any_answers() -> impl Strategy<Value = Answers> {
    let one = |codes: Vec<&'static str>| proptest::sample::select(codes).prop_map(text).boxed();
    let value = move |kind: FieldKind| match kind {
        FieldKind::Single { options } => one(options.iter().map(|option| option.code).collect()),
        FieldKind::Multi { options, .. } => {
            let codes: Vec<&'static str> = options.iter().map(|option| option.code).collect();
            proptest::sample::subsequence(codes, 1..3).prop_map(|codes| several(&codes)).boxed()
        }
        FieldKind::Bool { .. } => any::<bool>().prop_map(Value::Bool).boxed(),
        FieldKind::Date => "20(1|2)[0-6]-0[1-9]-1[0-9]".prop_map(Value::Text).boxed(),
        FieldKind::Phone => "1380013800[0-9]".prop_map(Value::Text).boxed(),
        _ => "[甲乙丙丁]{1,3}".prop_map(Value::Text).boxed(),
    };
    let fields = form(FormKind::Migrant).fields().map(|field| {
        proptest::option::weighted(0.7, value(field.kind)).prop_map(move |value| Some((field.key, value?)))
    });
    fields.collect::<Vec<_>>().prop_map(|pairs| pairs.into_iter().flatten().collect())
}

proptest! {
    #[test]
    fn merging_random_records_loses_no_answer_that_no_other_replaced(one in any_answers(), other in any_answers()) {
        let (survivor, loser) = (side(&one, &[Item::Insurance]), side(&other, &[Item::Schooling]));
        let merged = merged(&survivor, &loser);
        for field in form(FormKind::Migrant).fields() {
            let (ours, theirs) = (one.value(field.key), other.value(field.key));
            let taken = merged.answers.value(field.key);
            let hangs_on_another = GROUPS.iter().any(|group| group.fields[1..].contains(&field.key));
            if ours.is_some() || theirs.is_some() {
                prop_assert!(taken.is_some() || hangs_on_another, "{}", field.key);
            }
            match merged.fields.iter().find(|told| told.field == field.key).map(|told| told.source) {
                Some(Source::Survivor) => prop_assert_eq!(taken, ours),
                Some(Source::Loser) => prop_assert_eq!(taken, theirs),
                Some(Source::Both) => prop_assert!(ours.is_some() && theirs.is_some()),
                None => prop_assert_eq!(taken, None),
            }
        }
        let again = super::merged(&side(&merged.answers, &[]), &side(&merged.answers, &[]));
        prop_assert_eq!(again.answers, merged.answers.clone());
        prop_assert!(again.fields.iter().all(|field| field.source == Source::Both));
    }
}
