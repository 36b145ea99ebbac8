//! Two people changed the same answers: a three-way comparison of what both started from (`base`), what stands here
//! (`mine`) and what stands there (`theirs`).

use domain::form::{Answers, Value};

/// What only the other side changed; nothing in place of what it took away.
pub fn theirs(mine: &Answers, theirs: &Answers, base: &Answers) -> Vec<(String, Option<Value>)> {
    let changed =
        keys(theirs, base).filter(|key| theirs.value(key) != base.value(key) && mine.value(key) == base.value(key));
    changed.map(|key| (key.to_owned(), theirs.value(key).cloned())).collect()
}

/// The fields that both changed, to different answers.
pub fn clashes<'a>(
    mine: &'a Answers,
    theirs: &'a Answers,
    base: &'a Answers,
) -> impl Iterator<Item = &'a str> + use<'a> {
    keys(mine, theirs).filter(|key| {
        let (mine, theirs, base) = (mine.value(key), theirs.value(key), base.value(key));
        mine != theirs && mine != base && theirs != base
    })
}

/// Both changes together: what only the other side changed is taken over, and what both changed where it is `taken`.
#[must_use]
pub fn merged(mine: &Answers, theirs: &Answers, base: &Answers, taken: &[&str]) -> Answers {
    let mut answers = mine.clone();
    let chosen = taken.iter().map(|key| ((*key).to_owned(), theirs.value(key).cloned()));
    for (key, value) in self::theirs(mine, theirs, base).into_iter().chain(chosen) {
        match value {
            Some(value) => answers.set(key, value),
            None => drop(answers.remove(&key)),
        }
    }
    answers
}

fn keys<'a>(one: &'a Answers, other: &'a Answers) -> impl Iterator<Item = &'a str> + use<'a> {
    let besides = other.iter().map(|(key, _)| key).filter(|key| one.value(key).is_none());
    one.iter().map(|(key, _)| key).chain(besides)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(key, value)| (*key, Value::Text((*value).to_owned()))).collect()
    }

    #[test]
    fn a_field_that_both_changed_is_the_workers_choice_and_the_others_come_together() {
        let base = answers(&[("child_name", "王一"), ("ethnicity", "01"), ("school_name", "一小")]);
        let mine = answers(&[("child_name", "王二"), ("ethnicity", "01"), ("school_name", "二小")]);
        let theirs = answers(&[("child_name", "王三"), ("ethnicity", "02"), ("school_name", "一小")]);
        assert_eq!(clashes(&mine, &theirs, &base).collect::<Vec<_>>(), ["child_name"]);
        let kept = merged(&mine, &theirs, &base, &[]);
        assert_eq!(kept, answers(&[("child_name", "王二"), ("ethnicity", "02"), ("school_name", "二小")]));
        let took = merged(&mine, &theirs, &base, &["child_name"]);
        assert_eq!(took.value("child_name"), theirs.value("child_name"));
    }

    #[test]
    fn an_answer_that_they_took_away_goes_unless_it_was_changed_here() {
        let base = answers(&[("school_name", "一小"), ("ethnicity", "01")]);
        let mine = answers(&[("school_name", "一小"), ("ethnicity", "02")]);
        assert_eq!(merged(&mine, &Answers::default(), &base, &[]), answers(&[("ethnicity", "02")]));
    }

    #[test]
    fn what_only_the_other_tab_changed_is_taken_over_and_nothing_else() {
        let base = answers(&[("child_name", "王一"), ("ethnicity", "01"), ("school_name", "一小")]);
        let mine = answers(&[("child_name", "王二"), ("ethnicity", "01"), ("school_name", "一小")]);
        let stored = answers(&[("child_name", "王三"), ("school_name", "二小"), ("informant_name", "周")]);
        let found = theirs(&mine, &stored, &base);
        let text = |word: &str| Some(Value::Text(word.to_owned()));
        let mut named: Vec<(&str, Option<Value>)> =
            found.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        named.sort_by_key(|(key, _)| *key);
        assert_eq!(named, [("ethnicity", None), ("informant_name", text("周")), ("school_name", text("二小"))]);
    }
}
