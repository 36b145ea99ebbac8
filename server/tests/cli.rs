//! The command line, as an operator meets it: the real program.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the failure report")]

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use backend::access::accounts::Auditor;
use backend::audit::{self, Actor, Entry, Kind, pen};
use backend::auditing::{self, Format, Purpose, Wanted};
use backend::declare::submissions::{By, submit};
use backend::register::document::Document;
use backend::testing::{TestStore, account, program, sqlite, submission};
use domain::access::Role;
use sea_orm::ConnectionTrait;

fn tongce(arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongce"));
    command.args(arguments).env_clear().envs(environment.iter().copied()).current_dir(env!("CARGO_TARGET_TMPDIR"));
    command
}

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    tongce(arguments, environment).output().unwrap()
}

#[test]
fn a_wrong_setting_stops_the_start_with_one_line_that_names_it() {
    for (name, value) in [
        ("TONGCE_DATABASE_URL", "mysql://x"),
        ("TONGCE_ADDRESS", "localhost"),
        ("TONGCE_POLICY", "atlantis"),
        ("TONGCE_DIVISIONS", "999999"),
        ("TONGCE_KEY_FILE", "no/such/file"),
        ("TONGCE_LOG", "=="),
    ] {
        let keys = tempfile::tempdir().unwrap();
        let path = keys.path().join("key");
        let path = path.to_str().unwrap();
        assert!(run(&["key", "new"], &[("TONGCE_KEY_FILE", path)]).status.success());
        let output = run(&["serve"], &[("TONGCE_KEY_FILE", path), (name, value)]);
        assert!(!output.status.success(), "{name}={value} was accepted");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(name), "{said}");
    }
}

#[test]
fn a_key_file_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys/tongce.key");
    let environment = [("TONGCE_KEY_FILE", path.to_str().unwrap())];
    assert!(run(&["key", "new"], &environment).status.success());
    let before = std::fs::read(&path).unwrap();
    assert!(!run(&["key", "new"], &environment).status.success());
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn assess_reads_a_request_and_needs_neither_keys_nor_database() {
    let answers = include_str!("samples/migrant.json");
    let request = format!(r#"{{"form":"migrant","as_of":"2026-11-21","answers":{answers}}}"#);
    let mut child = tongce(&["assess", "-"], &[]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(request.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["monitoring"]["result"], "IN");
    assert_eq!(said["class"], "M1");
}

#[test]
fn assess_names_what_it_refuses() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("request.json");
    std::fs::write(&file, r#"{"form":"migrant","answers":{"shoe_size":"36"}}"#).unwrap();
    let output = run(&["assess", file.to_str().unwrap()], &[]);
    assert!(!output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("shoe_size"));
}

#[test]
fn the_first_two_accounts_are_made_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (keys, database) = (path("keys"), format!("sqlite:{}", path("register.db")));
    let environment = [("TONGCE_KEY_FILE", keys.as_str()), ("TONGCE_DATABASE_URL", database.as_str())];
    assert!(run(&["key", "new"], &environment).status.success());
    let bootstrap = |first: &str| {
        let of_first = format!("--account-admin={first}");
        run(&["account", "bootstrap", "--place=120104", &of_first, "--security-admin=li=李四"], &environment)
    };
    let malformed = bootstrap("zhang");
    assert!(!malformed.status.success() && String::from_utf8(malformed.stderr).unwrap().contains("USERNAME=NAME"));
    let made = bootstrap("zhang=张三");
    let said = String::from_utf8(made.stdout).unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    assert_eq!(said.matches("/invitation/120104.").count(), 2, "{said}");
    assert!(said.contains("张三 (zhang)") && said.contains("李四 (li)"), "{said}");
    assert!(!bootstrap("wang=王五").status.success(), "there are accounts now");
}

#[test]
fn programs_are_made_listed_given_a_new_secret_and_suspended_on_the_host() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (keys, database) = (path("keys"), format!("sqlite:{}", path("register.db")));
    let environment = [("TONGCE_KEY_FILE", keys.as_str()), ("TONGCE_DATABASE_URL", database.as_str())];
    assert!(run(&["key", "new"], &environment).status.success());
    let client = |arguments: &[&str]| {
        let done = run(&[&["client"], arguments].concat(), &environment);
        (done.status.success(), String::from_utf8([done.stdout, done.stderr].concat()).unwrap())
    };
    let make = ["create", "--place=120104", "--organisation=南开区教育局", "--name=学籍系统", "--to=2099-12-31"];
    let (refused, said) = client(&[make.as_slice(), &["--scopes=everything"]].concat());
    assert!(!refused && said.contains("`everything` is no scope"), "{said}");
    let (made, said) = client(&make);
    assert!(made, "{said}");
    let told = |said: &str, name: &str| said.lines().find_map(|line| line.strip_prefix(name)).unwrap().to_owned();
    let (id, secret) = (told(&said, "client_id: "), told(&said, "client_secret: "));
    let (_, listed) = client(&["list", "--place=120104"]);
    assert!(listed.contains(&id) && listed.contains("南开区教育局 学籍系统") && listed.contains("active"), "{listed}");
    assert!(!listed.contains(&secret));
    let (_, rotated) = client(&["rotate", &id]);
    assert_ne!(told(&rotated, "client_secret: "), secret);
    assert!(client(&["suspend", &id]).0);
    assert!(client(&["list", "--place=120104"]).1.contains("suspended"));
    assert!(!client(&["rotate", &id]).0, "it may ask for nothing any more");
    assert!(!client(&["suspend", "nobody"]).0);
}

fn verify(test: &TestStore, arguments: &[&str]) -> Output {
    let url = format!("sqlite://{}", test.folder.path().join("tongce.sqlite").display());
    let keys = test.folder.path().join("tongce.keys");
    let environment = [("TONGCE_DATABASE_URL", url.as_str()), ("TONGCE_KEY_FILE", keys.to_str().unwrap())];
    run(&[&["audit", "verify"], arguments].concat(), &environment)
}

#[tokio::test]
async fn verify_says_how_far_the_trail_goes_and_fails_when_something_does_not_fit() {
    let test = sqlite().await.unwrap();
    let anchors = test.folder.path().join("anchors");
    let entry = Entry::new("120104", 1, Kind::Print, Actor::default());
    pen::record(&test.store, &entry).await.unwrap();
    audit::seal(&test.store).await.unwrap();
    audit::append_anchor(&audit::write_head(&test.store).await.unwrap().unwrap(), &anchors).unwrap();

    let output = verify(&test, &["--anchor", anchors.to_str().unwrap()]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    let now = "2026-11-21 09:00:00 +08:00";
    assert!(said.starts_with(&format!("verified up to {now}; last anchor {now}; 1 events in 1 batches")), "{said}");
    assert!(verify(&test, &["--county", "120101"]).status.success());

    let db = &test.store.db;
    db.execute_unprepared("DROP TRIGGER audit_event_UPDATE").await.unwrap();
    db.execute_unprepared("UPDATE audit_event SET kind = 'pull'").await.unwrap();
    let output = verify(&test, &[]);
    assert!(!output.status.success());
    let fault = String::from_utf8(output.stdout).unwrap();
    let fault: serde_json::Value = serde_json::from_str(fault.lines().next().unwrap()).unwrap();
    assert_eq!((&fault["county"], &fault["kind"], &fault["no"]), (&"120104".into(), &"changed".into(), &1.into()));
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.starts_with("tongce: county 120104, batch 1, lane …") && words.lines().count() == 1, "{words}");
}

#[tokio::test]
async fn keys_are_rotated_by_a_program_of_its_own_and_told() {
    let test = sqlite().await.unwrap();
    let (id, answers) = (test.store.new_id(), backend::testing::migrant(1));
    submit(&test.store, submission(id, answers, b"one"), By::Client(&program(&test.store))).await.unwrap();
    let url = format!("sqlite://{}", test.folder.path().join("tongce.sqlite").display());
    let keys = test.folder.path().join("tongce.keys");
    let environment =
        [("TONGCE_DATABASE_URL", url.as_str()), ("TONGCE_KEY_FILE", keys.to_str().unwrap()), ("TONGCE_LOG", "error")];
    let said = |arguments: &[&str]| {
        let output = run(&[&["key"], arguments].concat(), &environment);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(said(&["status"]).contains("record.sealed_key\tk1\t1\n"));
    let done = said(&["rotate", "--suite", "2", "--values"]);
    assert!(done.contains("added key k2") && done.contains("1 keys were wrapped anew, 2 values sealed anew"), "{done}");
    let told = said(&["status"]);
    for line in ["sealing under k2", "record.sealed_key\tk2\t1\n", "submission.document\trecord/2\t1\n"] {
        assert!(told.contains(line), "{told}");
    }
    // The program that was running all the while.
    let (version, record) = {
        let found = backend::register::rows::submissions::with_records(&test.store.db, &[id]).await.unwrap();
        found.into_values().next().unwrap()
    };
    assert!(Document::open(&record.key(&test.store.keys).unwrap(), &version).is_ok());
    assert!(!run(&["key", "rotate", "--suite", "3"], &environment).status.success());
}

#[tokio::test]
async fn a_rotation_that_is_killed_goes_on_with_the_next_one() {
    let test = sqlite().await.unwrap();
    backend::seed::records(&test.store, 200, 5, backend::testing::TODAY, |_| ()).await.unwrap();
    let url = format!("sqlite://{}", test.folder.path().join("tongce.sqlite").display());
    let keys = test.folder.path().join("tongce.keys");
    let environment =
        [("TONGCE_DATABASE_URL", url.as_str()), ("TONGCE_KEY_FILE", keys.to_str().unwrap()), ("TONGCE_LOG", "error")];
    let rotate = ["key", "rotate", "--suite", "2", "--values", "--step", "5", "--pause", "1"];
    let mut killed = 0;
    for turn in 1..=6 {
        let mut program = tongce(&rotate, &environment).stdout(Stdio::null()).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(150 * turn)).await;
        killed += u32::from(program.try_wait().unwrap().is_none());
        program.kill().unwrap();
        program.wait().unwrap();
    }
    assert!(killed >= 3, "killed {killed} times");
    let last = run(&rotate, &environment);
    assert!(last.status.success(), "{}", String::from_utf8_lossy(&last.stderr));
    let census = backend::rotation::status::everywhere(&test.store).await.unwrap();
    let of_submissions: Vec<_> = census["submission.document"].iter().collect();
    assert_eq!(of_submissions, [(&"record/2".to_owned(), &200)]);
    assert_eq!(census["record.sealed_key"].keys().collect::<Vec<_>>(), ["k2"], "and one key was added, not seven");
}

#[tokio::test]
async fn a_file_that_an_auditor_took_out_is_checked_without_database_and_keys() {
    let test = sqlite().await.unwrap();
    let account = account(&test.store, "shenji", "郑审计", Role::Auditor, "120104").await.unwrap();
    let auditor = Auditor::of(&account).unwrap();
    audit::seal(&test.store).await.unwrap();
    audit::write_head(&test.store).await.unwrap();
    let wanted = Wanted { kind: "sign_in".into(), ..Wanted::default() }.with_days(&test.store);
    let folder = tempfile::tempdir().unwrap();
    let keys = test.folder.path().join("tongce.keys");
    let keys = run(&["audit", "keys"], &[("TONGCE_KEY_FILE", keys.to_str().unwrap())]);
    let published = String::from_utf8(keys.stdout).unwrap().trim().rsplit_once(' ').unwrap().1.to_owned();
    for (format, name) in [(Format::Jsonl, "trail.jsonl"), (Format::Csv, "trail.csv")] {
        let path = folder.path().join(name);
        let export = auditing::export(&test.store, &auditor, &wanted, Purpose::Routine, format).await.unwrap();
        std::fs::write(&path, &export.bytes).unwrap();
        let checked = run(&["audit", "verify-export", path.to_str().unwrap(), "--key", &published], &[]);
        let said = String::from_utf8(checked.stdout).unwrap();
        assert!(checked.status.success() && said.starts_with("1 events proved, 0 in batches"), "{said}");
        assert!(said.contains(&format!("signed by {published}")), "{said}");

        let text = String::from_utf8(export.bytes).unwrap();
        std::fs::write(&path, text.replace("sign_in", "pull")).unwrap();
        let changed = run(&["audit", "verify-export", path.to_str().unwrap()], &[]);
        let words = String::from_utf8(changed.stderr).unwrap();
        assert!(!changed.status.success() && words.contains("do not fit its leaf"), "{words}");
    }
}
