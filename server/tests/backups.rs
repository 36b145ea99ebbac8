//! Backup, restore and keys, as an operator does them with the real program.

#![expect(clippy::unwrap_used, reason = "a panic in a test is the failure report")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use backend::audit::Actor;
use backend::declare::submissions::{By, submit};
use backend::erasure::{log, shred};
use backend::testing::{TestStore, migrant, program, sqlite, submission};
use uuid::Uuid;

/// A folder with what a host has: database, keys, logs.
struct Host {
    folder: PathBuf,
    environment: Vec<(&'static str, String)>,
}

impl Host {
    fn new(folder: &Path, database: &str, keys: &str) -> Self {
        let path = |name: &str| folder.join(name).display().to_string();
        let database = format!("sqlite://{}?mode=rwc", path(database));
        let environment = vec![
            ("TONGCE_DATABASE_URL", database),
            ("TONGCE_KEY_FILE", path(keys)),
            ("TONGCE_ERASURE_LOG", path("erased.jsonl")),
            ("TONGCE_LOG", "error".to_owned()),
            ("TONGCE_ADDRESS", "127.0.0.1:0".to_owned()),
        ];
        Self { folder: folder.to_owned(), environment }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    fn without(mut self, variable: &str) -> Self {
        self.environment.retain(|(name, _)| *name != variable);
        self
    }

    fn with(mut self, variable: &'static str, value: String) -> Self {
        self.environment.push((variable, value));
        self
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tongce"));
        command.args(arguments).env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.current_dir(&self.folder).output().unwrap()
    }

    /// What a command that does its work prints.
    #[track_caller]
    fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The line in which a command says why it does not.
    #[track_caller]
    fn refused(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.lines().count() == 1, "{arguments:?}: {said}");
        said
    }
}

async fn submitted(test: &TestStore, child: u32) -> Uuid {
    let id = test.store.new_id();
    let by = program(&test.store);
    submit(&test.store, submission(id, migrant(child), &child.to_be_bytes()), By::Client(&by)).await.unwrap();
    id
}

/// T-57, as docs/operating.md has it: yesterday's backup is restored on another host, with the keys of two officers.
#[tokio::test]
async fn t_57_a_county_comes_back_from_its_backup_and_the_keys_of_two_officers() {
    let test = sqlite().await.unwrap();
    let here = Host::new(test.folder.path(), "tongce.sqlite", "tongce.keys");
    let (gone, _) = (submitted(&test, 1).await, submitted(&test, 2).await);
    let key = |name: &str| here.done(&["key", "identity", name]).trim().to_owned();
    let (zhang, li) = (key("zhang.key"), key("li.key"));
    std::fs::create_dir(here.folder.join("backups")).unwrap();
    std::fs::write(here.folder.join("backups/tongce-20260101-000000.age"), "old").unwrap();
    let backup = ["backup", "--to", "backups", "--recipient", &zhang, "--recipient", &li, "--keep-days", "35"];
    let said = here.done(&backup);
    assert!(said.contains("sha256") && said.contains("deleted backups/tongce-20260101-000000.age"), "{said}");
    here.done(&["key", "export", "--to", &zhang, "--to", &li]);
    let [file] = <[PathBuf; 1]>::try_from(
        here.folder.join("backups").read_dir().unwrap().map(|file| file.unwrap().path()).collect::<Vec<_>>(),
    )
    .unwrap();
    // Today the child is erased.
    log::append(&here.folder.join("erased.jsonl"), &test.store.keys, "120104", gone, 1, Uuid::nil()).unwrap();
    shred(&test.store, Actor::default(), "120104", gone).await.unwrap();

    let there = Host::new(test.folder.path(), "there.sqlite", "there.keys");
    let parts = ["--part", "tongce-key-1.age", "--part", "tongce-key-2.age"];
    let one = there.refused(&[&["key", "import", "--identity", "zhang.key"], &parts[..]].concat());
    assert!(one.contains("no identity opens tongce-key-2.age"), "{one}");
    there.done(&[&["key", "import", "--identity", "zhang.key", "--identity", "li.key"], &parts[..]].concat());
    let file = file.display().to_string();
    let restored = there.done(&["restore", "--from", &file, "--identity", "li.key"]);
    assert!(restored.contains("restore-check"), "{restored}");
    for command in ["serve", "backup --to x.age --recipient"] {
        let mut arguments: Vec<&str> = command.split(' ').collect();
        arguments.extend((command != "serve").then_some(zhang.as_str()));
        assert!(there.refused(&arguments).contains("run `tongce restore-check` first"), "{command}");
    }
    let forgetful = Host::new(test.folder.path(), "there.sqlite", "there.keys").without("TONGCE_ERASURE_LOG");
    assert!(forgetful.refused(&["restore-check"]).contains("TONGCE_ERASURE_LOG"));
    let checked = there.done(&["restore-check"]);
    assert!(checked.contains(&format!("erased again: record {gone} of county 120104")), "{checked}");
    assert!(checked.contains("1 children erased again") && checked.ends_with("the server may start\n"), "{checked}");
    there.done(&["migrate"]);
    let verified = there.done(&["audit", "verify"]);
    assert!(verified.starts_with("verified up to"), "{verified}");
    assert!(there.refused(&["restore-check"]).contains("no restore waits"));
}

#[tokio::test]
async fn keys_come_from_a_program_or_from_two_parts_and_are_changed_only_in_their_file() {
    let test = sqlite().await.unwrap();
    let host = || Host::new(test.folder.path(), "tongce.sqlite", "tongce.keys");
    let here = host();
    submitted(&test, 1).await;
    let status = here.done(&["key", "status"]);
    let cat = format!("[\"/bin/cat\",\"{}\"]", here.path("tongce.keys"));
    let vault = || host().without("TONGCE_KEY_FILE").with("TONGCE_KEY_COMMAND", cat.clone());
    assert_eq!(vault().done(&["key", "status"]), status);
    for command in [["key", "new"], ["key", "add"]] {
        assert!(vault().refused(&command).contains("the keys do not come from a file"));
    }
    let both = host().with("TONGCE_KEY_COMMAND", cat.clone());
    assert!(both.refused(&["key", "status"]).contains("the keys come from two places"));
    let missing = host().without("TONGCE_KEY_FILE").with("TONGCE_KEY_PARTS", "/no/1,/no/2".into());
    assert!(missing.refused(&["key", "status"]).contains("TONGCE_KEY_PARTS"));
}
