//! Reads a file of evidence again, without a database.

use std::collections::{BTreeMap, BTreeSet};
use std::io::BufRead;

use ed25519_dalek::VerifyingKey;
use serde_json::Value;
use uuid::Uuid;

use super::collect::VERSION;
use super::line::{Event, Head, Line, Subjects, digest, digests};
use crate::audit::entry::{SUBJECTS, subjects_hash};
use crate::audit::proof::head::{self, Tip};
use crate::audit::proof::{Digest, canonical, chain, merkle};
use crate::audit::tables::audit_batch;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Events that a signed head proves.
    pub proved: usize,
    /// Events whose batch no head of the file covers: their order and columns hold, who signed is not told.
    pub unsigned: usize,
    /// Events that were not sealed when the file was made: nothing proves them.
    pub unsealed: usize,
    /// The keys that signed the heads, hexadecimal: to be compared with the one that the office published.
    pub keys: BTreeSet<String>,
    /// What does not hold, in words.
    pub faults: Vec<String>,
}

/// Checks the lines of a file, in any order; with `key`, only heads that this key signed count.
///
/// # Errors
/// If the file cannot be read, or is none.
pub fn check(lines: impl BufRead, key: Option<&str>) -> anyhow::Result<Checked> {
    let mut file = File::default();
    let mut count = None;
    for (number, line) in lines.lines().enumerate() {
        let line = line?;
        let read: Line = serde_json::from_str(&line)
            .map_err(|error| anyhow::anyhow!("line {} is no line of evidence: {error}", number + 1))?;
        match read {
            Line::Evidence(first) if first.version == VERSION => count = Some(first.events),
            Line::Evidence(first) => {
                anyhow::bail!("the file is of version {}, and this program reads {VERSION}", first.version)
            }
            Line::Head(head) => file.heads.push(head),
            Line::Batch(batch) => file.batch(&batch),
            Line::Event(event) => file.events.push(*event),
            Line::Subjects(ids) => file.subjects.push(ids),
        }
    }
    let count = count.ok_or_else(|| anyhow::anyhow!("the file is no evidence: its first line is missing"))?;
    if count != file.events.len() {
        let words = format!("the file says that it has {count} events, and has {}", file.events.len());
        file.checked.faults.push(words);
    }
    Ok(file.check(key))
}

#[derive(Default)]
struct File {
    heads: Vec<Head>,
    /// By county and number, each with its own hash.
    batches: BTreeMap<(String, i64), audit_batch::Model>,
    events: Vec<Event>,
    subjects: Vec<Subjects>,
    checked: Checked,
}

impl File {
    fn fault(&mut self, words: String) {
        self.checked.faults.push(words);
    }

    fn batch(&mut self, line: &super::line::Batch) {
        match line.row().filter(|row| chain::hash(row).is_some_and(|hash| hash[..] == row.hash[..])) {
            Some(row) => {
                self.batches.insert((row.county_code.clone(), row.n), row);
            }
            None => self.fault(format!("county {}, batch {}: its columns do not fit its hash", line.county, line.n)),
        }
    }

    fn check(mut self, key: Option<&str>) -> Checked {
        let signed = self.signed(key);
        self.subjects_hold();
        for event in std::mem::take(&mut self.events) {
            let place = format!("county {}, lane {}, no {}", event.county, event.lane, event.no);
            match (wrong(&event, &self.batches), event.batch) {
                (Some(words), _) => self.fault(format!("{place}: {words}")),
                (None, None) => self.checked.unsealed += 1,
                (None, Some(n)) if signed.contains(&(event.county.clone(), n)) => self.checked.proved += 1,
                (None, Some(_)) if event.head.is_some() => {
                    self.fault(format!("{place}: its batch does not lead to the head that it names"));
                }
                (None, Some(_)) => self.checked.unsigned += 1,
            }
        }
        self.checked
    }

    /// The batches that a signed head covers: the one that it names, and those before it as far as each holds the hash of
    /// the one before.
    fn signed(&mut self, key: Option<&str>) -> BTreeSet<(String, i64)> {
        let mut signed = BTreeSet::new();
        for line in std::mem::take(&mut self.heads) {
            if !self.head_holds(&line, key) {
                self.fault(format!("head of county {} at {}: it is not signed by its key", line.county, line.at));
                continue;
            }
            self.checked.keys.insert(line.public_key.clone());
            let mut at = (line.county.clone(), line.n);
            while let Some(batch) = self.batches.get(&at)
                && signed.insert(at.clone())
            {
                let prev = batch.prev.clone();
                at.1 -= 1;
                if self.batches.get(&at).is_some_and(|before| before.hash != prev) {
                    self.fault(format!("county {}, batch {}: it does not follow from the one before", at.0, at.1 + 1));
                    break;
                }
            }
        }
        signed
    }

    /// Whether the ids beside the events are those whose hashes the events say.
    fn subjects_hold(&mut self) {
        if self.subjects.is_empty() {
            return;
        }
        let said: BTreeMap<(&str, Uuid, i64), &str> = self
            .events
            .iter()
            .map(|event| ((event.county.as_str(), event.lane, event.no), event.extra.as_str()))
            .collect();
        let others = |ids: &&Subjects| {
            let extra = said.get(&(ids.county.as_str(), ids.lane, ids.no)).copied().unwrap_or_default();
            let hash = hex::decode(&ids.ids).map(|ids| subjects_hash(&ids)).unwrap_or_default();
            let extra: Option<Value> = serde_json::from_str(extra).ok();
            extra.as_ref().and_then(|extra| extra.get(SUBJECTS)).and_then(Value::as_str) != Some(hash.as_str())
        };
        let words = |ids: &Subjects| {
            format!("county {}, lane {}, no {}: the ids that the event names are others", ids.county, ids.lane, ids.no)
        };
        let faults: Vec<String> = self.subjects.iter().filter(others).map(words).collect();
        self.checked.faults.extend(faults);
    }

    fn head_holds(&self, line: &Head, key: Option<&str>) -> bool {
        let holds = || -> Option<bool> {
            let batch = self.batches.get(&(line.county.clone(), line.n))?;
            let public: [u8; 32] = digest(&line.public_key)?;
            let (root, path) = (digest(&line.root)?, digests(&line.path)?);
            let hash: Digest = batch.hash.as_slice().try_into().ok()?;
            let leaf = Tip { county: line.county.clone(), n: u64::try_from(line.n).ok()?, hash }.leaf();
            let public_key = VerifyingKey::from_bytes(&public).ok()?;
            let signature = hex::decode(&line.signature).ok()?;
            Some(
                head::is_signed(&public_key, line.at, line.size, &root, &signature)
                    && merkle::includes(&root, leaf, line.position, line.size as usize, &path),
            )
        };
        key.is_none_or(|key| key.eq_ignore_ascii_case(&line.public_key)) && holds() == Some(true)
    }
}

/// Why an event is not the one that its batch has; nothing when it is, or is in none.
fn wrong(event: &Event, batches: &BTreeMap<(String, i64), audit_batch::Model>) -> Option<String> {
    let Some(row) = event.row() else { return Some("a column is not of its shape".to_owned()) };
    let leaf = canonical::leaf(&row);
    if leaf[..] != row.leaf[..] {
        return Some("its columns do not fit its leaf".to_owned());
    }
    let n = event.batch?;
    let Some(batch) = batches.get(&(event.county.clone(), n)) else {
        return Some(format!("batch {n} is not in the file"));
    };
    let root: Digest = batch.root.as_slice().try_into().ok()?;
    let size = usize::try_from(batch.count).unwrap_or(0);
    let leads = digests(&event.path).is_some_and(|path| merkle::includes(&root, leaf, event.position, size, &path));
    let covered = batch.lane == row.lane && (batch.first_no..=batch.last_no).contains(&row.no);
    if leads && covered { None } else { Some(format!("it is not in batch {n}")) }
}
