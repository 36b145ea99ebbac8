//! What is typed, kept, sent and answered, story by story; [`events`] leaves the order of things to chance.

mod events;
mod model;

use domain::form::{Answers, FormKind, OverrideReason};

use super::*;

fn text(word: &str) -> Value {
    Value::Text(word.to_owned())
}

fn content(pairs: &[(&str, &str)]) -> Content {
    let answers: Answers = pairs.iter().map(|(key, word)| (*key, text(word))).collect();
    Content { form: Some(FormKind::Migrant), answers, ..Content::default() }
}

/// The journal and the screen of a page just opened, and a change typed into it and kept.
fn typed(base: &Content, key: &str, word: &str) -> (Journal, Content) {
    let mut journal = Journal::new(1, base.clone());
    let mut now = base.clone();
    now.put(key, Some(&text(word)));
    journal.changed();
    journal.kept(Some(now.clone()), 0);
    (journal, now)
}

#[test]
fn what_is_typed_is_not_saved_before_the_server_says_so() {
    let (mut journal, now) = typed(&content(&[]), "child_name", "王");
    assert_eq!(journal.status(&now), Saving::Sending);
    assert!(journal.to_send(&now).is_some());
    assert_eq!(journal.status(&now), Saving::Sending);
    journal.took(2);
    assert_eq!(journal.status(&now), Saving::Saved);
}

#[test]
fn what_is_typed_while_a_request_hangs_is_not_called_kept_before_it_is() {
    let (mut journal, mut now) = typed(&content(&[]), "child_name", "王");
    journal.to_send(&now).unwrap();
    now.put("school_name", Some(&text("一小")));
    journal.failed(Failure::Offline);
    assert_eq!(journal.status(&now), Saving::Sending);
    let row = journal.to_keep(&now, 0).unwrap().unwrap();
    assert_eq!(row.changes.set, now.answers, "the older and the newer answer");
    journal.kept(Some(now.clone()), 0);
    assert_eq!(journal.status(&now), Saving::Kept);
}

#[test]
fn a_phone_that_cannot_keep_says_so_and_sends_all_the_same() {
    let mut journal = Journal::new(1, content(&[]));
    let now = content(&[("child_name", "王")]);
    assert!(journal.to_send(&now).is_none(), "what is sent is kept first");
    journal.cannot_keep();
    assert!(journal.to_send(&now).is_some());
    journal.failed(Failure::Offline);
    assert_eq!(journal.status(&now), Saving::Unsaved);
    journal.failed(Failure::Problem(Problem::Internal));
    assert!(matches!(journal.status(&now), Saving::Refused(words) if words.contains("还没有存上")));
    journal.kept(Some(now.clone()), 0);
    assert!(matches!(journal.status(&now), Saving::Refused(words) if words.contains("已存在这部手机上")));
}

#[test]
fn nothing_leaves_the_phone_while_the_form_is_not_picked() {
    let mut journal = Journal::new(1, Content::default());
    let now = Content { form: None, ..content(&[("living_with", "1")]) };
    journal.cannot_keep();
    assert!(journal.to_send(&now).is_none());
}

#[test]
fn pauses_between_retries_grow_and_a_refusal_for_good_is_not_tried_again() {
    let mut journal = Journal::new(1, content(&[]));
    let pauses: Vec<u64> = (0..6).map(|_| journal.failed(Failure::Offline).unwrap().as_secs()).collect();
    assert_eq!(pauses, [5, 10, 20, 40, 60, 60]);
    assert!(journal.failed(Failure::Problem(Problem::Internal)).is_some());
    assert!(journal.failed(Failure::Problem(Problem::DraftGone)).is_none());
}

#[test]
fn a_lost_answer_is_nobody_elses_change() {
    let (mut journal, mut now) = typed(&content(&[]), "child_name", "王");
    journal.to_send(&now).unwrap();
    journal.failed(Failure::Offline);
    let theirs = now.clone();
    now.put("child_name", Some(&text("王小明")));
    journal.reread(&mut now, theirs, 2);
    assert!(journal.clashes().is_empty());
    assert_eq!(now, content(&[("child_name", "王小明")]), "what was typed meanwhile stands");
    // Going back to what the server had at first has to reach it too.
    let (mut journal, mut now) = typed(&content(&[("child_name", "李")]), "child_name", "王");
    journal.to_send(&now).unwrap();
    journal.failed(Failure::Offline);
    now.put("child_name", Some(&text("李")));
    assert_eq!(journal.status(&now), Saving::Sending);
    journal.kept(Some(now.clone()), 0);
    let (_, changes) = journal.to_send(&now).unwrap();
    assert_eq!(changes.set.value("child_name"), Some(&text("李")));
}

#[test]
fn what_both_changed_is_named_until_the_next_own_change_and_what_one_changed_comes_together() {
    let base = content(&[("child_name", "王一"), ("ethnicity", "01")]);
    let (mut journal, mut now) = typed(&base, "child_name", "王二");
    let theirs = content(&[("child_name", "王三"), ("ethnicity", "02")]);
    journal.to_send(&now).unwrap();
    journal.reread(&mut now, theirs, 5);
    assert_eq!(now, content(&[("child_name", "王二"), ("ethnicity", "02")]));
    assert_eq!(journal.status(&now), Saving::Sending);
    journal.changed();
    assert_eq!(journal.clashes(), ["child_name"], "nobody saw it yet");
    let (revision, changes) = journal.to_send(&now).unwrap();
    assert_eq!((revision, changes.set), (5, content(&[("child_name", "王二")]).answers));
    journal.took(6);
    assert_eq!(journal.status(&now), Saving::Merged(vec!["child_name".to_owned()]));
    journal.changed();
    assert_eq!(journal.status(&now), Saving::Saved);
}

#[test]
fn another_page_takes_up_all_four_parts_and_what_was_typed_in_it_stands() {
    let reason = OverrideReason { rule: "V-02".into(), reason: "双胞胎".into() };
    let left = Row {
        changes: Changes {
            form: Some(FormKind::Migrant),
            set: content(&[("child_name", "王"), ("school_name", "一小")]).answers,
            remove: vec!["ethnicity".into()],
            overrides: Some(vec![reason.clone()]),
        },
        ..Row::default()
    };
    let base = Content { form: None, ..content(&[("ethnicity", "01")]) };
    let mut journal = Journal::new(1, base.clone());
    let mut now = base;
    now.put("school_name", Some(&text("二小")));
    journal.take(&mut now, std::slice::from_ref(&left));
    let then = Content { overrides: vec![reason], ..content(&[("child_name", "王"), ("school_name", "二小")]) };
    assert_eq!(now, then);
    assert!(journal.clashes().is_empty(), "an earlier version did not say what was there before");
}

#[test]
fn a_place_that_the_server_named_is_the_same_place() {
    use domain::divisions::Address;
    let place = |path: &str| {
        Value::Address(Address { division_code: "120104".into(), division_path: path.into(), ..Address::default() })
    };
    let with =
        |path: &str| Content { answers: [("current_address", place(path))].into_iter().collect(), ..content(&[]) };
    assert!(with("").is(&with("天津市/市辖区/南开区")));
}
