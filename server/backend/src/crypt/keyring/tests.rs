//! Key files and tokens.

use super::*;

#[test]
fn a_key_file_is_for_its_owner_only_and_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tongce.keys");
    let made = Keyring::create_file(&path).unwrap();
    assert!(Keyring::create_file(&path).is_err());
    let loaded = Keyring::load(&path).unwrap();
    assert_eq!(made.cookie_key(), loaded.cookie_key());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(Keyring::load(&path).unwrap_err().to_string().contains("chmod 600"));
    }
}

#[test]
fn a_new_key_seals_and_look_up_hashes_stay() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tongce.keys");
    let before = Keyring::create_file(&path).unwrap();
    let after = Keyring::add_key(&path, Suite::Sm).unwrap();
    assert_eq!((before.current(), after.current()), ("k1", "k2"));
    assert_eq!((before.suite().unwrap(), after.suite().unwrap()), (Suite::Aes, Suite::Sm));
    assert_eq!((before.sealing_root(), after.sealing_root()), ("k1".into(), "k2".into()));
    assert_eq!(before.look_up_hash(&[b"a"]), after.look_up_hash(&[b"a"]));
    assert_eq!(before.token_hash("t"), after.token_hash("t"));
    assert_ne!(before.cookie_key(), after.cookie_key());
    assert!(after.older_cookie_keys().eq([before.cookie_key()]), "older cookies still open");
}

#[test]
#[cfg(unix)]
fn a_key_is_added_only_to_a_file_that_others_cannot_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tongce.keys");
    Keyring::create_file(&path).unwrap();
    let before = std::fs::read(&path).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert!(Keyring::add_key(&path, Suite::Aes).unwrap_err().to_string().contains("chmod 600"));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_broken_key_file_is_told_without_its_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tongce.keys");
    Keyring::create_file(&path).unwrap();
    let whole = std::fs::read_to_string(&path).unwrap();
    let secret = whole.split("\"secret\": \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let broken = whole.replace("\"current\": \"k1\"", &format!("\"current\": [\"{secret}\"]"));
    std::fs::write(&path, broken).unwrap();
    let told = format!("{:#}", Keyring::load(&path).unwrap_err());
    assert!(told.contains("not of its shape") && !told.contains(&secret), "{told}");
}

#[test]
fn a_key_that_came_meanwhile_is_found_and_one_that_is_nowhere_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tongce.keys");
    let running = Keyring::create_file(&path).unwrap();
    Keyring::add_key(&path, Suite::Sm).unwrap();
    assert!(running.county_key("k2", "120104").is_ok());
    let Err(Error::Internal(unknown)) = running.county_key("k9", "120104") else { panic!("k9 is nowhere") };
    assert!(unknown.to_string().contains("lacks a key"));
    assert_eq!((running.current(), running.sealing_root()), ("k1", "k2".into()));
}

#[test]
fn what_a_killed_program_left_beside_the_key_file_is_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tongce.keys");
    Keyring::create_file(&path).unwrap();
    std::fs::write(path.with_extension("new"), "half a").unwrap();
    assert_eq!(Keyring::add_key(&path, Suite::Aes).unwrap().current(), "k2");
    assert!(!path.with_extension("new").exists());
}

#[test]
fn a_key_file_of_an_earlier_version_has_one_suite_and_still_opens_format_1() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tongce.keys");
    Keyring::create_file(&path).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("\"oldest_format\": 2,", "").replace("\"suite\": 1,", "")).unwrap();
    let keys = Keyring::load(&path).unwrap();
    assert_eq!((keys.oldest_format(), keys.suite().unwrap()), (1, Suite::Aes));
    keys.retire_first_format().unwrap();
    assert_eq!((keys.oldest_format(), Keyring::load(&path).unwrap().oldest_format()), (2, 2));
}

#[test]
fn t_56_the_blind_index_of_a_number() {
    let key: Vec<u8> = (0..32).collect();
    let mac = Hmac::new_from_slice(&key).unwrap();
    let hash = over(mac, &[b"id", b"120101201503089976"]).finalize().into_bytes();
    assert_eq!(hex::encode(&hash[..16]), "697a010e7d9ba47a7084458899e7cd9f");
}

#[test]
fn parts_of_a_hash_cannot_run_together() {
    let keys = Keyring::ephemeral().unwrap();
    assert_ne!(keys.look_up_hash(&[b"ab", b"c"]), keys.look_up_hash(&[b"a", b"bc"]));
}

#[test]
fn tokens_are_long_and_differ() {
    let (one, two) = (new_token().unwrap(), new_token().unwrap());
    assert_eq!(one.len(), 24);
    assert_ne!(one, two);
}

#[test]
fn a_keyring_never_prints_its_secrets() {
    let keys = Keyring::ephemeral().unwrap();
    assert_eq!(format!("{keys:?}"), r#"Keyring { current: "k1", .. }"#);
}
