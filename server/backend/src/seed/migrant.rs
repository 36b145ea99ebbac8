//! The migrant form of a synthetic child.

use domain::Date;
use domain::form::OverrideReason;
use domain::values::date::{add_months, full_months, full_years};
use jiff::ToSpan as _;

use super::making::Making;
use super::names::Generation;
use super::people::{Adult, day, place, text, yes};
use super::random::Random;

/// Fills the form in.
pub(super) fn answer(made: &mut Making<'_>, family: &mut Random, stay: &mut Random) {
    let years = full_years(made.child.born, made.report);
    let months = full_months(made.child.born, made.report);
    let home = match made.home.villages.as_slice() {
        [] => made.home.code.clone(),
        villages => stay.one(villages).clone(),
    };
    // One in ten moved within Tianjin: counted only (M2).
    let hukou = match stay.below(1_000) {
        0..=19 => made.places.neighbour(made.home, stay).code.clone(),
        20..=99 => made.places.residence(stay).code.clone(),
        _ => made.child.hukou.clone(),
    };
    made.address("current_address", &home, stay);
    place(&mut made.sample.answers, "hukou_address", &hukou, "");
    papers(made, family);
    dates(made, stay);

    let answers = &mut made.sample.answers;
    text(
        answers,
        "residence_registration",
        stay.weighted(&[("residence_permit", 55), ("temporary_registration", 35), ("unregistered", 10)]),
    );
    text(answers, "housing_type", stay.weighted(&[("rented", 75), ("owned", 20), ("other", 5)]));
    if years <= 6 {
        text(
            answers,
            "health_service_0_6y",
            stay.weighted(&[("at_residence", 80), ("at_hukou", 17), ("not_received", 3)]),
        );
    }
    if months <= 36 {
        text(
            answers,
            "tcm_service_0_36m",
            stay.weighted(&[("at_residence", 78), ("at_hukou", 18), ("not_received", 4)]),
        );
    }
    text(answers, "medical_insurance", stay.weighted(&[("at_hukou", 60), ("at_residence", 38), ("none", 2)]));
    text(
        answers,
        "guardianship_status",
        family.weighted(&[("good", 720), ("fair", 250), ("poor", 20), ("insufficient_capacity", 8), ("unattended", 2)]),
    );
    let living = family.weighted(&[("both_parents", 755), ("one_parent", 220), ("other_guardian", 25)]);
    text(answers, "living_with", living);
    parents(made, living, &home, &hukou, family);
    if living == "other_guardian" {
        guardian(made, &home, family);
    }
}

/// ID number and what stands in its place.
fn papers(made: &mut Making<'_>, family: &mut Random) {
    // One child in a hundred has no hukou: the verdict has to be given by a person.
    let draw = family.below(1_000);
    let answers = &mut made.sample.answers;
    if draw < 10 && made.child.left.is_none() && made.sample.duplicate_of.is_none() {
        yes(answers, "hukou_registered", false);
        answers.remove("child_id_number");
        answers.remove("hukou_address");
        text(answers, "birth_certificate_no", &format!("X{:09}", family.below(1_000_000_000)));
    } else if draw < 14 && full_years(made.child.born, made.report) < 1 {
        answers.remove("child_id_number");
        text(answers, "child_id_pending_reason", "新生儿，正在办理（示例数据）");
        made.sample
            .overrides
            .push(OverrideReason { rule: "V-06".to_owned(), reason: "新生儿，证件正在办理".to_owned() });
    }
}

/// 离开户籍地日期 and 来现居住地日期.
fn dates(made: &mut Making<'_>, stay: &mut Random) {
    let (born, report) = (made.child.born, made.report);
    let left = made.child.left.unwrap_or_else(|| {
        // Half of the children never lived at the hukou place: since birth (V-09).
        let lived = full_months(born, report) - 7;
        let months = if stay.per_mille(500) {
            0
        } else {
            i32::try_from(stay.below(usize::try_from(lived).unwrap_or(1).max(1))).unwrap_or(0)
        };
        add_months(born, months)
    });
    let since = i64::from(left.until((jiff::Unit::Day, report)).map_or(0, |span| span.get_days()));
    let arrived = if stay.per_mille(700) || since < 1 {
        left
    } else {
        let after = i64::try_from(stay.below(usize::try_from(since).unwrap_or(1).max(1))).unwrap_or(0);
        left.checked_add(after.days()).unwrap_or(left)
    };
    day(&mut made.sample.answers, "left_hukou_date", left);
    day(&mut made.sample.answers, "arrived_residence_date", arrived);
}

fn parents(made: &mut Making<'_>, living: &str, home: &str, hukou: &str, family: &mut Random) {
    let born: Date = made.child.born;
    let county = made.child.county.clone();
    let with_father = living == "both_parents" || (living == "one_parent" && family.per_mille(300));
    let with_mother = living == "both_parents" || (living == "one_parent" && !with_father);
    let maiden = super::names::surname(family);
    let father = Adult::older(family, (made.child.surname, true), Generation::Parents, &county, born, (21, 38));
    let mother = Adult::older(family, (maiden, false), Generation::Parents, &county, born, (20, 36));
    for (prefix, adult, here) in [("father", father, with_father), ("mother", mother, with_mother)] {
        let answers = &mut made.sample.answers;
        adult.answer(answers, prefix);
        place(answers, &format!("{prefix}_hukou_address"), hukou, "");
        if here {
            made.address(&format!("{prefix}_current_address"), home, family);
            continue;
        }
        // Elsewhere: at the hukou place, or at work in another province.
        let away = living == "other_guardian";
        let elsewhere = if away { "310115" } else { hukou };
        place(answers, &format!("{prefix}_current_address"), elsewhere, "");
        if away {
            yes(answers, &format!("{prefix}_away_for_work"), true);
            place(answers, &format!("{prefix}_work_place"), elsewhere, "");
            day(answers, &format!("{prefix}_away_since"), add_months(made.report, -20).max(born));
        }
    }
}

/// A grandparent with whom the child moved: both categories may fit, so a person decides.
fn guardian(made: &mut Making<'_>, home: &str, family: &mut Random) {
    let hukou = made.child.hukou.clone();
    let county = made.child.county.clone();
    let male = family.per_mille(300);
    let surname = made.child.surname;
    let elder = Adult::older(family, (surname, male), Generation::Grandparents, &county, made.child.born, (48, 66));
    let answers = &mut made.sample.answers;
    elder.answer(answers, "other_guardian");
    text(answers, "other_guardian_relation", if male { "祖父" } else { "祖母" });
    place(answers, "other_guardian_hukou_address", if hukou.is_empty() { &county } else { &hukou }, "");
    made.address("other_guardian_current_address", home, family);
}
