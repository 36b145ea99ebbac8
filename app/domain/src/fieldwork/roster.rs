//! What a visit needs to know of a declaration, and nothing else of it (数据最小化).

use crate::Date;
use crate::eligibility::{Policy, Verdict};
use crate::form::{Answers, FormKind};
use crate::forms::keys;
use crate::values::date::{add_months, format};

/// Who looks after the child, with the telephone if there is one; empty when nobody is named.
///
/// The carer to whom the child was entrusted comes first, then another guardian with whom the child lives,
/// then a parent who is not away.
#[must_use]
pub fn carer(answers: &Answers) -> String {
    let phone = |key| answers.get(key).map(|phone: crate::values::Phone| phone.as_str().to_owned());
    let father = (answers.text(keys::FATHER_NAME), phone(keys::FATHER_PHONE));
    let mother = (answers.text(keys::MOTHER_NAME), phone(keys::MOTHER_PHONE));
    let at_home = |away| answers.get(away) != Some(true);
    let people = [
        Some((answers.text(keys::ENTRUSTED_CARER_NAME), phone(keys::ENTRUSTED_CARER_PHONE))),
        answers
            .is(keys::LIVING_WITH, "other_guardian")
            .then(|| (answers.text(keys::OTHER_GUARDIAN_NAME), phone(keys::OTHER_GUARDIAN_PHONE))),
        at_home(keys::MOTHER_AWAY_FOR_WORK).then(|| mother.clone()),
        at_home(keys::FATHER_AWAY_FOR_WORK).then(|| father.clone()),
        Some(mother),
        Some(father),
    ];
    let mut named = people.into_iter().flatten().filter_map(|(name, phone)| Some((name?, phone)));
    let Some((name, phone)) = named.next() else { return String::new() };
    match phone {
        Some(phone) => format!("{name} {phone}"),
        None => name.to_owned(),
    }
}

/// House number and the like of where the child lives, else of the hukou.
#[must_use]
pub fn detail(answers: &Answers) -> String {
    [keys::CURRENT_ADDRESS, keys::HUKOU_ADDRESS]
        .into_iter()
        .filter_map(|key| answers.address(key))
        .find(|address| !address.detail.is_empty())
        .map_or_else(String::new, |address| address.detail.clone())
}

/// The day on which the verdict changes by waiting (ISO 8601), and why, in words.
#[must_use]
pub fn due(form: FormKind, answers: &Answers, verdict: &Verdict, policy: &Policy) -> Option<(String, String)> {
    let day = verdict.next_due()?;
    let since = |from: Option<Date>, months: i32| from.is_some_and(|from| add_months(from, months) == day);
    let born = answers.get(keys::CHILD_BIRTH_DATE);
    let stay = policy.residence_months;
    let why = if since(born, policy.age_limit_months) {
        format!("满{}周岁", policy.age_limit_months / 12)
    } else if since(born, stay) {
        format!("出生满{stay}个月")
    } else if form == FormKind::Migrant
        && (since(answers.get(keys::LEFT_HUKOU_DATE), stay) || since(answers.get(keys::ARRIVED_RESIDENCE_DATE), stay))
    {
        format!("离开户籍地满{stay}个月")
    } else if [keys::FATHER_AWAY_SINCE, keys::MOTHER_AWAY_SINCE]
        .into_iter()
        .any(|key| since(answers.get(key), policy.left_behind_months))
    {
        format!("父母外出满{}个月", policy.left_behind_months)
    } else {
        "父母外出情况有变化".to_owned()
    };
    Some((format(day), why))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::eligibility::assess;
    use crate::form::Value;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(name, text)| (*name, Value::Text((*text).to_owned()))).collect()
    }

    #[test]
    fn the_one_at_home_is_named_first() {
        let mut answers = answers(&[
            ("father_name", "父"),
            ("father_phone", "13800000001"),
            ("mother_name", "母"),
            ("mother_phone", "13800000002"),
        ]);
        assert_eq!(carer(&answers), "母 13800000002");
        answers.set("mother_away_for_work", Value::Bool(true));
        assert_eq!(carer(&answers), "父 13800000001");
        answers.set("father_away_for_work", Value::Bool(true));
        assert_eq!(carer(&answers), "母 13800000002");
        answers.set("entrusted_carer_name", Value::Text("奶奶".to_owned()));
        assert_eq!(carer(&answers), "奶奶");
        assert_eq!(carer(&Answers::default()), "");
    }

    #[test]
    fn a_day_that_changes_the_verdict_is_said_in_words() {
        let policy = Policy::named("tianjin").unwrap();
        let mut answers = answers(&[
            ("child_birth_date", "2011-01-05"),
            ("left_hukou_date", "2020-01-01"),
            ("arrived_residence_date", "2020-01-01"),
            ("living_with", "both_parents"),
        ]);
        for (key, code) in [("hukou_address", "411628001"), ("current_address", "120104001")] {
            let address = crate::divisions::Address { division_code: code.to_owned(), ..Default::default() };
            answers.set(key, Value::Address(address));
        }
        answers.set("hukou_registered", Value::Bool(true));
        let day = date(2026, 11, 21);
        let said = |answers: &Answers| {
            due(FormKind::Migrant, answers, &assess(FormKind::Migrant, answers, policy, day), policy)
        };
        assert_eq!(said(&answers), Some(("2027-01-05".to_owned(), "满16周岁".to_owned())));
        answers.set("left_hukou_date", Value::Text("2026-08-01".to_owned()));
        answers.set("arrived_residence_date", Value::Text("2026-08-01".to_owned()));
        answers.set("child_birth_date", Value::Text("2015-01-05".to_owned()));
        assert_eq!(said(&answers), Some(("2027-02-01".to_owned(), "离开户籍地满6个月".to_owned())));
    }
}
