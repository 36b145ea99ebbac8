//! What phones of every version so far have written opens. A file here is never changed: a new version of a shape
//! adds files of its own.

use super::message::ConsentHow;
use super::{Body, Draft, HouseholdState, Message, draft, message};
use crate::form::FormKind;
use crate::forms::keys;

/// Drafts in the drawers of phones, by version.
const ENTRIES: [&str; 1] = [include_str!("stored/entry-1.json")];
/// Messages in the outboxes of phones, all of version 1.
const MESSAGES: [&str; 4] = [
    include_str!("stored/message-1-declaration.json"),
    include_str!("stored/message-1-household.json"),
    include_str!("stored/message-1-follow-up.json"),
    include_str!("stored/message-1-attachment.json"),
];

#[test]
fn an_entry_of_every_version_opens_and_keeps_what_was_typed() {
    assert_eq!(ENTRIES.len(), usize::from(draft::VERSION), "a new version brings a file of its own");
    for stored in ENTRIES {
        let draft: Draft = serde_json::from_str(stored).unwrap();
        assert_eq!(draft.form, Some(FormKind::Migrant));
        assert_eq!(draft.answers.text(keys::CHILD_NAME), Some("示例小雨"));
        assert_eq!(draft.answers.iter().count(), 6, "half of a date is kept as it was typed");
        let back = draft.back.as_ref().unwrap();
        assert_eq!(back.comments[0].field, "father_phone");
        assert!(back.theirs.is_some() && back.base.is_some());
        // Written again it loses nothing.
        let again: Draft = serde_json::from_slice(&serde_json::to_vec(&draft).unwrap()).unwrap();
        assert_eq!(again, draft);
    }
}

#[test]
fn a_message_of_every_version_and_kind_is_read() {
    let read = |stored: &str| serde_json::from_str::<Message>(stored).unwrap();
    let [declaration, household, follow_up, attachment] = MESSAGES.map(read);
    assert!([&declaration, &household, &follow_up, &attachment].iter().all(|one| one.version <= message::VERSION));
    let Body::Declaration(declared) = declaration.body else { panic!("a declaration") };
    assert_eq!((declared.form, declared.consent.how), (FormKind::LeftBehind, ConsentHow::Signed));
    let Body::Household(household) = household.body else { panic!("a household") };
    assert_eq!(household.state, HouseholdState::NobodyHome);
    let Body::FollowUp(visit) = follow_up.body else { panic!("a visit") };
    assert_eq!(visit.next.map(|day| day.to_string()).as_deref(), Some("2026-12-22"));
    assert!(matches!(attachment.body, Body::Attachment(_)));
}

#[test]
fn what_a_newer_phone_adds_is_passed_over_and_what_an_older_one_lacks_is_empty() {
    let newer = r#"{"version":9,"id":"a","answers":{},"something_new":[1]}"#;
    assert_eq!(serde_json::from_str::<Draft>(newer).unwrap().version, 9);
    assert!(serde_json::from_str::<Draft>(r#"{"version":1,"id":"a"}"#).unwrap().answers.is_empty());
}
