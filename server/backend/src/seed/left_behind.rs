//! The left-behind form of a synthetic child.

use domain::values::date::{add_months, full_months, full_years};

use super::making::Making;
use super::names::Generation;
use super::people::{Adult, codes, day, place, text, yes};
use super::random::Random;

/// Counties outside Tianjin in which parents work.
const WORK: [&str; 6] = ["310115", "110105", "320505", "330108", "440306", "110114"];

/// Fills the form in.
pub(super) fn answer(made: &mut Making<'_>, family: &mut Random, stay: &mut Random) {
    let months = full_months(made.child.born, made.report);
    let home = match made.home.villages.as_slice() {
        [] => made.home.code.clone(),
        villages => stay.one(villages).clone(),
    };
    made.address("hukou_address", &home, stay);
    made.address("current_address", &home, stay);
    let answers = &mut made.sample.answers;
    if full_years(made.child.born, made.report) <= 6 {
        text(answers, "health_service_0_6y", stay.weighted(&[("received", 97), ("not_received", 3)]));
    }
    if months <= 36 {
        text(answers, "tcm_service_0_36m", stay.weighted(&[("received", 96), ("not_received", 4)]));
    }
    text(answers, "medical_insurance", stay.weighted(&[("insured", 98), ("none", 2)]));
    let both = family.per_mille(760);
    // One of the rest has a mother whose capability nobody has judged yet.
    let judged = family.per_mille(800);
    let cared = !both || family.per_mille(985);
    let status = if cared { family.weighted(&[("good", 60), ("fair", 36), ("poor", 4)]) } else { "unattended" };
    text(answers, "guardianship_status", status);
    yes(answers, "both_parents_away", both);
    yes(answers, "one_away_other_incapable", !both && judged);
    parents(made, (both, judged), &home, family);
    let answers = &mut made.sample.answers;
    yes(answers, "has_entrusted_carer", both && cared);
    if both && cared {
        carer(made, &home, family);
    }
}

fn parents(made: &mut Making<'_>, (both, judged): (bool, bool), home: &str, family: &mut Random) {
    let (born, county) = (made.child.born, made.child.county.clone());
    let maiden = super::names::surname(family);
    let father = Adult::older(family, (made.child.surname, true), Generation::Parents, &county, born, (21, 38));
    let mother = Adult::older(family, (maiden, false), Generation::Parents, &county, born, (20, 36));
    let work = family.pick(&WORK);
    let since = add_months(made.report, -8 - i32::try_from(family.below(40)).unwrap_or(0));
    for (prefix, adult, away) in [("father", father, true), ("mother", mother, both)] {
        let answers = &mut made.sample.answers;
        adult.answer(answers, prefix);
        yes(answers, &format!("{prefix}_away_for_work"), away);
        made.address(&format!("{prefix}_hukou_address"), home, family);
        if away {
            let answers = &mut made.sample.answers;
            place(answers, &format!("{prefix}_work_place"), work, "");
            place(answers, &format!("{prefix}_current_address"), work, "");
            day(answers, &format!("{prefix}_away_since"), since);
        } else {
            made.address(&format!("{prefix}_current_address"), home, family);
        }
    }
    if both {
        return;
    }
    let answers = &mut made.sample.answers;
    text(answers, "mother_guardianship_capacity", "impaired");
    text(answers, "mother_capacity_reason", family.pick(&["serious_illness", "severe_disability"]));
    if judged {
        text(answers, "mother_capacity_judged_by", "示例村（居）委会");
        day(answers, "mother_capacity_judged_at", made.report);
        text(answers, "mother_capacity_basis", "入户核实记录（示例数据）");
    }
}

fn carer(made: &mut Making<'_>, home: &str, family: &mut Random) {
    let (relation, male) = family.weighted(&[
        (("paternal_grandmother", false), 45),
        (("paternal_grandfather", true), 25),
        (("maternal_grandmother", false), 20),
        (("maternal_grandfather", true), 10),
    ]);
    let surname = made.child.surname;
    let county = made.child.county.clone();
    let elder = Adult::older(family, (surname, male), Generation::Grandparents, &county, made.child.born, (48, 66));
    let answers = &mut made.sample.answers;
    elder.answer(answers, "entrusted_carer");
    text(answers, "entrusted_carer_relation", relation);
    codes(answers, "entrusted_carer_exclusions", &["none"]);
    made.address("entrusted_carer_hukou_address", home, family);
    made.address("entrusted_carer_current_address", home, family);
}
