//! What opens, and what does not.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::crypt::envelope::HEADER;
use crate::crypt::incidents::Fault;
use crate::crypt::record_key::RecordKey;
use crate::crypt::suite::Suite;
use crate::error::Error;

const HERE: &str = "120104";
const THERE: &str = "120101";
const RECORD: Uuid = Uuid::from_u128(1);
const ROW: Uuid = Uuid::from_u128(2);

fn draft(revision: i64) -> Binding {
    Binding::draft(ROW, revision)
}

/// Keys of each suite.
fn keyrings() -> (tempfile::TempDir, [Keyring; 2]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tongce.keys");
    let first = Keyring::create_file(&path).unwrap();
    let second = Keyring::add_key(&path, Suite::Sm).unwrap();
    (folder, [first, second])
}

/// The faults of which the trail is told.
fn faults(keys: &Keyring) -> Vec<Fault> {
    keys.take_incidents().iter().map(|incident| incident.fault).collect()
}

#[test]
fn what_was_sealed_opens_at_its_place_in_either_suite() {
    let (_folder, keyrings) = keyrings();
    for (keys, suite) in keyrings.iter().zip(Suite::ALL) {
        let sealed = seal(keys, HERE, draft(1), "张三".as_bytes()).unwrap();
        assert_eq!(sealed.bytes[..HEADER], [b'T', b'C', 2, suite.number()]);
        assert_eq!(&**open(keys, HERE, draft(1), &sealed.key_id, &sealed.bytes).unwrap(), "张三".as_bytes());
        assert!(!sealed.bytes.windows(3).any(|part| part == "张".as_bytes()));
    }
}

#[test]
fn t_52_a_changed_byte_anywhere_is_noticed_and_told_to_the_trail() {
    let (_folder, keyrings) = keyrings();
    for keys in &keyrings {
        let sealed = seal(keys, HERE, draft(1), b"answers").unwrap();
        for at in 0..sealed.bytes.len() {
            let mut changed = sealed.bytes.clone();
            changed[at] ^= 1;
            assert!(open(keys, HERE, draft(1), &sealed.key_id, &changed).is_err(), "byte {at}");
        }
        for end in 0..sealed.bytes.len() {
            assert!(open(keys, HERE, draft(1), &sealed.key_id, &sealed.bytes[..end]).is_err(), "cut at {end}");
        }
        assert_eq!(faults(keys), [Fault::Broken], "one place is told once");
    }
}

#[test]
fn t_52_an_older_value_of_the_row_and_values_of_other_places_do_not_open() {
    let keys = Keyring::ephemeral().unwrap();
    let sealed = seal(&keys, HERE, draft(3), b"answers").unwrap();
    let elsewhere =
        [draft(4), Binding::draft(RECORD, 3), Binding::household(ROW, 3), Binding::refused_message(ROW), draft(0)];
    for other in elsewhere {
        let refused = open(&keys, HERE, other, &sealed.key_id, &sealed.bytes).unwrap_err();
        assert_eq!(refused.problem(), Some(&domain::problem::Problem::NotFound), "{other:?}");
    }
    assert!(open(&keys, THERE, draft(3), &sealed.key_id, &sealed.bytes).is_err(), "another county");
    for by in ["county/k2", "record/1", "record/2", "k1", "", "county/", "something/else"] {
        assert!(open(&keys, HERE, draft(3), by, &sealed.bytes).is_err(), "{by}");
    }

    let key = RecordKey::fresh(&keys, HERE, RECORD).unwrap();
    let summary = key.seal(Binding::summary(RECORD, 1), b"summary").unwrap();
    let document = Binding::document(RECORD, RECORD, 1);
    assert!(key.open(document, &summary.key_id, &summary.bytes).is_err(), "a summary in a document");
    assert!(key.open(Binding::summary(RECORD, 2), &summary.key_id, &summary.bytes).is_err(), "of the version before");
    let other = RecordKey::fresh(&keys, HERE, RECORD).unwrap();
    assert!(other.open(Binding::summary(RECORD, 1), &summary.key_id, &summary.bytes).is_err(), "of another record");
}

#[test]
fn the_key_of_a_record_opens_in_its_county_and_under_any_root_of_the_file() {
    let (_folder, [first, second]) = keyrings();
    let key = RecordKey::fresh(&first, HERE, RECORD).unwrap();
    let value = key.seal(Binding::note(RECORD, ROW), b"words").unwrap();
    let unwrap = |keys: &Keyring, county: &str, wrapped: &crate::crypt::record_key::WrappedKey| {
        RecordKey::unwrap(keys, county, RECORD, Some(&wrapped.sealed), Some(&wrapped.root_id))
    };
    let mut wrapped = key.wrap(HERE).unwrap().unwrap();
    assert!(unwrap(&first, THERE, &wrapped).is_err());
    assert!(RecordKey::unwrap(&first, HERE, ROW, Some(&wrapped.sealed), Some("k1")).is_err(), "of another record");
    // Under the next root, in another county, and back in the first process, which reads the file again.
    wrapped = unwrap(&second, HERE, &wrapped).unwrap().wrap(THERE).unwrap().unwrap();
    assert_eq!(wrapped.root_id, "k2");
    for keys in [&first, &second] {
        let key = unwrap(keys, THERE, &wrapped).unwrap();
        assert_eq!(&**key.open(Binding::note(RECORD, ROW), &value.key_id, &value.bytes).unwrap(), b"words");
        assert!(unwrap(keys, HERE, &wrapped).is_err());
    }
    assert_eq!(first.sealing_root(), "k2", "and seals under it from then on");
}

#[test]
fn an_erased_record_opens_nothing_and_seals_nothing() {
    let keys = Keyring::ephemeral().unwrap();
    let sealed = RecordKey::fresh(&keys, HERE, RECORD).unwrap().seal(Binding::note(RECORD, ROW), b"words").unwrap();
    let key = RecordKey::unwrap(&keys, HERE, RECORD, None, Some("k1")).unwrap();
    assert!(key.open(Binding::note(RECORD, ROW), &sealed.key_id, &sealed.bytes).is_err());
    assert!(key.seal(Binding::note(RECORD, ROW), b"words").is_err());
    assert_eq!((key.wrap(HERE).unwrap(), key.fingerprint()), (None, None));
    assert_eq!(faults(&keys), [], "nobody tampered with it");
}

#[test]
fn format_1_opens_while_the_key_file_says_so_and_a_downgrade_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tongce.keys");
    Keyring::create_file(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("\"oldest_format\": 2,", "")).unwrap();
    let keys = Keyring::load(&path).unwrap();
    let sealed = first_format::seal(&keys, draft(1), b"answers").unwrap();
    assert_eq!(sealed.key_id, "k1");
    assert_eq!(&**open(&keys, HERE, draft(1), "k1", &sealed.bytes).unwrap(), b"answers");
    assert!(open(&keys, HERE, Binding::draft(RECORD, 1), "k1", &sealed.bytes).is_err());
    assert_eq!(faults(&keys), [Fault::Broken]);

    keys.retire_first_format().unwrap();
    assert!(open(&keys, HERE, draft(1), "k1", &sealed.bytes).is_err());
    assert_eq!(faults(&keys), [Fault::Downgrade]);
    assert!(first_format::seal(&keys, draft(1), b"answers").is_err());
}

#[test]
fn a_value_of_another_shape_is_not_quoted() {
    let keys = Keyring::ephemeral().unwrap();
    let said = serde_json::json!({ "child_name": ["张三"], "father_phone": "13800138000" });
    let sealed = seal_json(&keys, HERE, draft(1), &said).unwrap();
    type Map<T> = std::collections::BTreeMap<String, T>;
    let wrong = [
        open_json::<String>(&keys, HERE, draft(1), &sealed.key_id, &sealed.bytes).unwrap_err(),
        open_json::<Map<String>>(&keys, HERE, draft(1), &sealed.key_id, &sealed.bytes).unwrap_err(),
        open_json::<Map<Vec<u8>>>(&keys, HERE, draft(1), &sealed.key_id, &sealed.bytes).unwrap_err(),
    ];
    for error in wrong {
        let Error::Internal(inner) = &error else { panic!("{error:?}") };
        for told in [format!("{inner:#}"), format!("{inner:?}"), format!("{error:?}"), format!("{error:#}")] {
            assert!(!told.contains('张') && !told.contains("138") && !told.contains("child_name"), "{told}");
        }
        assert!(format!("{inner:#}").contains("a value of another shape at line 1 column "), "{inner:#}");
    }
}

#[test]
fn equal_values_never_look_equal() {
    let keys = Keyring::ephemeral().unwrap();
    assert_ne!(seal(&keys, HERE, draft(1), b"x").unwrap(), seal(&keys, HERE, draft(1), b"x").unwrap());
}

proptest! {
    /// What a database may hold is opened or refused, and never breaks the program.
    #[test]
    fn whatever_stands_in_the_columns_is_refused(by in "[a-z]{0,6}/?[a-z0-9]{0,3}", bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let keys = Keyring::ephemeral().unwrap();
        prop_assert!(open(&keys, HERE, draft(1), &by, &bytes).is_err());
        prop_assert!(RecordKey::unwrap(&keys, HERE, RECORD, Some(&bytes), Some(&by)).is_err());
    }
}
