//! Which items a record has, and which become stale.

use super::*;
use crate::comparison::columns::ServiceResult;
use crate::eligibility::Class;
use crate::form::{Department, FormKind, Value};
use crate::parameters::Parameters;

fn stale_after(old: &crate::form::Answers, new: &crate::form::Answers) -> Vec<Item> {
    stale(&migrant(old), &migrant(new), DAY, false)
}

/// county.md C-05: 11 years old, so health and traditional medicine are not asked.
#[test]
fn c_05_five_items_of_four_departments_are_asked_about_an_eleven_year_old() {
    let items = Item::of_record(FormKind::Migrant, &k1(), DAY, &[]);
    assert_eq!(items, [Item::Identity, Item::ResidencePermit, Item::Schooling, Item::Insurance, Item::Disability]);
    let mut departments: Vec<_> = items.into_iter().map(Item::department).collect();
    departments.dedup();
    assert_eq!(
        departments,
        [
            Department::PublicSecurity,
            Department::Education,
            Department::MedicalInsurance,
            Department::DisabledPersonsFederation
        ]
    );
    for item in [Item::Health06, Item::Tcm036] {
        assert_eq!(item.applies(FormKind::Migrant, &k1(), DAY), Applies::No);
    }
}

/// county.md C-34: who is only counted is in no batch.
#[test]
fn c_34_only_monitored_children_are_compared() {
    let compared: Vec<Class> = Class::ALL.into_iter().filter(|class| is_compared(*class)).collect();
    assert_eq!(compared, [Class::M1, Class::Lb]);
}

/// county.md C-39: 36 full months, and 37.
#[test]
fn c_39_a_child_leaves_the_item_that_it_outgrew() {
    let applies = |day| Item::Tcm036.applies(FormKind::Migrant, &k4(), day);
    assert_eq!(applies(DAY), Applies::Yes);
    assert_eq!(applies(date(2026, 12, 15)), Applies::No);
    let answer = record(Record::Tcm036(answer::Service { received: Some(ServiceResult::Here), on: None }));
    assert_eq!(compare(Item::Tcm036, &migrant(&k4()), &answer, DAY).state, ItemState::Matched);
    let late = compare(Item::Tcm036, &migrant(&k4()), &answer, date(2026, 12, 15));
    assert_eq!(late.state, ItemState::NotApplicable);
}

#[test]
fn vaccinations_are_asked_at_school_entry_or_when_somebody_asks_and_keep_nobody_waiting() {
    assert_eq!(Item::Vaccination.applies(FormKind::Migrant, &k4(), DAY), Applies::Yes, "three years");
    assert_eq!(Item::Vaccination.applies(FormKind::Migrant, &k1(), DAY), Applies::OnRequest);
    let requested = Item::of_record(FormKind::Migrant, &k1(), DAY, &[Item::Vaccination]);
    assert!(requested.contains(&Item::Vaccination) && !requested.contains(&Item::Livelihood));
    assert!(all_settled(&[(Item::Vaccination, ItemState::Sent), (Item::Identity, ItemState::Matched)]));
    assert!(!all_settled(&[(Item::Insurance, ItemState::Sent), (Item::Identity, ItemState::Matched)]));
}

#[test]
fn an_answer_is_good_for_half_a_year_and_identity_for_a_year() {
    let parameters = Parameters::default();
    assert_eq!(Item::Identity.asked_again_on(DAY, &parameters), date(2027, 11, 23));
    assert_eq!(Item::Insurance.asked_again_on(DAY, &parameters), date(2027, 5, 23));
}

/// county.md C-10: a phone is nobody's question.
#[test]
fn c_10_another_phone_makes_nothing_stale() {
    for key in ["father_phone", "guardianship_status", "health_status", "family_difficulty", "housing_type"] {
        assert_eq!(stale_after(&k1(), &with(k1(), key, text("x"))), [], "{key}");
    }
    let street = with(k1(), "current_address", place("120104001", "天津市/南开区/长虹街道/另一条路"));
    assert_eq!(stale_after(&k1(), &street), []);
}

/// county.md C-11: with another number another child may have been asked about.
#[test]
fn c_11_another_number_makes_all_items_stale() {
    let all = stale_after(&k1(), &with(k1(), "child_id_number", text("411628201503089957")));
    let asked: Vec<Item> = Item::of_record(FormKind::Migrant, &k1(), DAY, &[Item::Vaccination, Item::Livelihood]);
    assert_eq!(all, asked);
}

/// county.md C-12: within the county only the permit is asked again.
#[test]
fn c_12_another_township_makes_the_permit_stale() {
    let moved = with(k1(), "current_address", place("120104002", "天津市/南开区/鼓楼街道"));
    assert_eq!(stale_after(&k1(), &moved), [Item::ResidencePermit]);
}

/// county.md C-13: in another county identity and disability keep their answers.
#[test]
fn c_13_another_county_makes_local_items_stale() {
    let moved = with(k1(), "current_address", place("120101001", "天津市/和平区/劝业场街道"));
    assert_eq!(
        stale_after(&k1(), &moved),
        [Item::ResidencePermit, Item::Schooling, Item::Vaccination, Item::Insurance]
    );
}

#[test]
fn another_hukou_county_matters_for_insurance_on_the_migrant_form_only() {
    let moved = place("120104001", "天津市/南开区/长虹街道");
    assert_eq!(stale_after(&k1(), &with(k1(), "hukou_address", moved.clone())), [Item::Identity, Item::Insurance]);
    let (old, new) = (k3(), with(k3(), "hukou_address", moved));
    assert_eq!(stale(&left_behind(&old), &left_behind(&new), DAY, false), [Item::Identity]);
    let successor = with(k1(), "hukou_address", place("500105", ""));
    let same = with(k1(), "hukou_address", place("500157", ""));
    assert_eq!(stale_after(&successor, &same), [], "an old code of the same county is no move");
}

#[test]
fn parents_matter_only_where_the_child_was_known_by_them() {
    let (old, new) = (k1(), with(k1(), "mother_name", text("李某")));
    assert_eq!(stale(&migrant(&old), &migrant(&new), DAY, false), []);
    assert_eq!(stale(&migrant(&old), &migrant(&new), DAY, true), [Item::Identity]);
}

/// county.md C-14: the new value is the department's.
#[test]
fn c_14_an_amendment_to_the_departments_value_settles_the_item() {
    let answers = with(k1(), "school_name", text("南开区第二小学"));
    let theirs = answer::Schooling {
        stage: Some("primary".into()),
        school: Some("南开区长虹小学".into()),
        ..answer::Schooling::default()
    };
    let outcome = compare(Item::Schooling, &migrant(&answers), &record(Record::Schooling(theirs)), DAY);
    assert_eq!((outcome.state, fields(&outcome)), (ItemState::Mismatch, vec!["school_name"]));
    assert!(outcome.is_corrected_by(&k1()));
    assert!(!outcome.is_corrected_by(&answers));
    assert!(!Outcome::of(ItemState::Unclear).is_corrected_by(&k1()), "nothing was said that could be taken over");
}

/// county.md C-15: what no discrepancy names is for a whole new version.
#[test]
fn c_15_an_amendment_changes_only_what_a_discrepancy_names() {
    let standing = with(k1(), "school_name", text("南开区第二小学"));
    let theirs = answer::Schooling {
        stage: Some("primary".into()),
        school: Some("南开区长虹小学".into()),
        ..answer::Schooling::default()
    };
    let open = compare(Item::Schooling, &migrant(&standing), &record(Record::Schooling(theirs)), DAY).differences;
    assert_eq!(amended_outside(&standing, &k1(), &open), Vec::<&str>::new());
    let more = with(k1(), "guardianship_status", text("good"));
    assert_eq!(amended_outside(&standing, &more, &open), ["guardianship_status"]);
    let mut fewer = k1();
    fewer.remove("medical_insurance");
    assert_eq!(amended_outside(&standing, &fewer, &open), ["medical_insurance"]);
}

#[test]
fn what_is_kept_of_a_state_follows_the_dictionary() {
    for state in ItemState::ALL {
        let unchecked = state.verify_status() == Some(VerifyStatus::Unchecked);
        assert_eq!(unchecked && !state.settled(), matches!(state, ItemState::Due | ItemState::Sent | ItemState::Stale));
        assert!(!(state.settled() && (state.differs() || state.to_be_sent())), "{state:?}");
    }
    assert_eq!(ItemState::NotApplicable.verify_status(), None);
    assert_eq!(k1().value("hukou_registered"), Some(&Value::Bool(true)));
}
