//! The numbered vectors of the trail, against values that another program made.

use ed25519_dalek::SigningKey;
use uuid::Uuid;

use super::head::{Tip, is_signed, sign};
use super::{Digest, canonical, chain, head, merkle};
use crate::audit::tables::{audit_batch, audit_event};

const LANE: Uuid = Uuid::from_u128(0x0193_6f3e_0000_7000_8000_0000_0000_00aa);
const ACCOUNT: Uuid = Uuid::from_u128(0x0193_6f3e_0000_7000_8000_0000_0000_0001);
const RECORD: Uuid = Uuid::from_u128(0x0193_6f3e_0000_7000_8000_0000_0000_0100);
const AT: i64 = 1_795_000_000_000;

fn event(no: i64, kind: &str, groups: &str) -> audit_event::Model {
    audit_event::Model {
        county_code: "120104".into(),
        lane: LANE,
        no,
        at: AT + no,
        kind: kind.into(),
        outcome: "done".into(),
        actor_kind: "account".into(),
        actor: Some(ACCOUNT),
        person: None,
        role: "township_supervisor".into(),
        assignment: None,
        relation: "township".into(),
        subject_kind: "record".into(),
        subject: Some(RECORD),
        version: Some(1),
        groups: groups.into(),
        purpose: String::new(),
        session: None,
        peer: String::new(),
        request: String::new(),
        detail_hash: None,
        extra: String::new(),
        leaf: Vec::new(),
    }
}

/// Numbers 1, 2 and 4; the act of number 3 was rolled back.
fn events() -> [audit_event::Model; 3] {
    let revealed = audit_event::Model { purpose: "verify_identity".into(), ..event(2, "record.revealed", "idno") };
    let extra = r#"{"from":"submitted","to":"township_reviewed"}"#.to_owned();
    [event(1, "record.opened", "address,name"), revealed, audit_event::Model { extra, ..event(4, "record.moved", "") }]
}

fn leaves() -> Vec<Digest> {
    events().iter().map(canonical::leaf).collect()
}

fn batch(n: i64, prev: Digest, (first_no, last_no): (i64, i64), leaves: &[Digest], voids: &str) -> audit_batch::Model {
    let mut row = audit_batch::Model {
        county_code: "120104".into(),
        n,
        lane: LANE,
        first_no,
        last_no,
        count: i32::try_from(leaves.len()).unwrap(),
        voids: voids.into(),
        root: merkle::root(leaves).to_vec(),
        prev: prev.to_vec(),
        hash: Vec::new(),
        at: AT + 1_000 + (n - 1) * 60_000,
    };
    row.hash = chain::hash(&row).unwrap().to_vec();
    row
}

fn first_batch() -> audit_batch::Model {
    batch(1, chain::genesis("tongce", "120104"), (1, 4), &leaves(), "3")
}

#[test]
fn t_59_three_events_have_these_leaves_and_this_root() {
    assert_eq!(
        leaves().iter().map(hex::encode).collect::<Vec<_>>(),
        [
            "7c21672a212e7f71634ccb60290ade37ff43b97ee50e3eba348fbd8d715b5be7",
            "be8abde214be8c0ec9ffc90fb0b73a22e42c6bc7d57d5eddc637634dcb5f72ec",
            "90f8816fa8e7a627a7318f884b3e6665f2d5e850e6b232b757290919a3afeb12",
        ]
    );
    let root = merkle::root(&leaves());
    assert_eq!(hex::encode(root), "1804506441a53806ea190ec086c101c5508b158a092a44c8b431fed96f37ada8");
}

#[test]
fn t_60_a_chain_begins_and_goes_on_with_these_hashes() {
    let genesis = chain::genesis("tongce", "120104");
    assert_eq!(hex::encode(genesis), "a53de88969319852eda28e58ec656f8038bd093ec8f0008469fd0ffbc229137b");
    let first = first_batch();
    assert_eq!(hex::encode(&first.hash), "82d722ee56afc4d0ebb152a5b18b1853cb43c429b646b69a09d9ccd8c291a3ed");
    let empty = batch(2, first.hash.try_into().unwrap(), (5, 4), &[], "");
    assert_eq!(hex::encode(&empty.hash), "b6b085d2710eb07bd89fce2d64677921bae3c939df549c85bd8de90152a3a13e");
}

#[test]
fn t_61_a_head_stands_over_all_counties_and_each_proves_its_own() {
    let second = batch(2, first_batch().hash.try_into().unwrap(), (5, 4), &[], "");
    let tips = [
        Tip { county: "120104".into(), n: 2, hash: second.hash.try_into().unwrap() },
        Tip { county: "120105".into(), n: 0, hash: chain::genesis("tongce", "120105") },
    ];
    let root = head::root(&tips);
    assert_eq!(hex::encode(root), "56eaaeeaf3b25e317c1745cbbaae71c74ea1c9d181ab7fde231806f7b654b6c4");
    let leaves: Vec<Digest> = tips.iter().map(Tip::leaf).collect();
    for (at, leaf) in leaves.iter().enumerate() {
        assert!(merkle::includes(&root, *leaf, at, 2, &merkle::path(&leaves, at).unwrap()));
    }
}

#[test]
fn t_63_groups_that_were_changed_give_another_leaf() {
    let [_, mut revealed, _] = events();
    revealed.groups = "idno,name".into();
    let leaf = hex::encode(canonical::leaf(&revealed));
    assert_eq!(leaf, "22128962167c42059010674253254d5d6be4d56853372af918e0ee4497e92168");
}

#[test]
fn a_signature_is_of_its_head_and_its_key_only() {
    let (key, other) = (SigningKey::from_bytes(&[7; 32]), SigningKey::from_bytes(&[8; 32]));
    let signature = sign(&key, AT, 2, &[1; 32]);
    assert!(is_signed(&key.verifying_key(), AT, 2, &[1; 32], &signature));
    assert!(!is_signed(&other.verifying_key(), AT, 2, &[1; 32], &signature));
    for (at, size, root) in [(AT + 1, 2, [1; 32]), (AT, 3, [1; 32]), (AT, 2, [2; 32])] {
        assert!(!is_signed(&key.verifying_key(), at, size, &root, &signature));
    }
    assert!(!is_signed(&key.verifying_key(), AT, 2, &[1; 32], &signature[1..]));
}

#[test]
fn voids_are_written_in_one_way() {
    assert_eq!(chain::voids(""), Some(Vec::new()));
    assert_eq!(chain::voids("3,17"), Some(vec![3, 17]));
    for other in ["3,", "03", "3, 17", "x"] {
        assert_eq!(chain::voids(other), None, "{other}");
    }
}
