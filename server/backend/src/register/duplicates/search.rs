//! From new records to suspected pairs: those that share a key with an earlier one are opened and scored.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use domain::duplicates::{Match, PersonName, Reason, Shared, score};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::compare::{Compared, compare};
use super::facts::Facts;
use crate::crypt::keyring::Keyring;
use crate::crypt::seal::unless_refused;
use crate::error::{Error, Result};
use crate::register::document::Document;
use crate::register::hash::{Hash, Kind};
use crate::register::rows::lookups::Wanted;
use crate::register::tables::duplicate_candidate;

/// Candidates that one new record may have; a flood of equal declarations must not grow with its square.
const CANDIDATES: usize = 20;
/// Records that one new record is compared with, for the same reason.
const COMPARED: usize = 64;
/// Children of a county's register from which an equal name is common.
const COMMON: usize = 5;
/// Children of a county's register above which a phone is not one family's.
const BUSY: usize = 5;

/// A record that comes in, or comes again with other answers.
#[derive(Clone, Debug)]
pub(crate) struct Newcomer<'a> {
    pub(crate) county: &'a str,
    pub(crate) id: Uuid,
    pub(crate) facts: &'a Facts,
    /// Its look-up hashes; those that pair are asked for.
    pub(crate) lookups: &'a [(Kind, Hash)],
}

impl Newcomer<'_> {
    fn keys(&self) -> impl Iterator<Item = (Hash, Kind)> {
        self.lookups.iter().filter(|(kind, _)| kind.pairs()).map(|(kind, hash)| (*hash, *kind))
    }
}

/// Two records that may be of one child: county and id.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) one: (String, Uuid),
    pub(crate) other: (String, Uuid),
    pub(crate) found: Match,
}

impl Pair {
    /// The pair as each of the two sees it.
    pub(crate) fn rows(&self) -> [duplicate_candidate::Model; 2] {
        let reasons: Vec<&str> = self.found.reasons.iter().map(|reason| reason.code()).collect();
        let by_number = self.found.reasons.contains(&Reason::NumberEqual);
        let row = |one: &(String, Uuid), other: &(String, Uuid)| duplicate_candidate::Model {
            county_code: one.0.clone(),
            record_id: one.1,
            other_id: other.1,
            other_county: other.0.clone(),
            matched_by: if by_number { duplicate_candidate::BY_NUMBER } else { duplicate_candidate::BY_SCORE }
                .to_owned(),
            same_child: None,
            decided_by: None,
            decided_at: None,
            level: Some(self.found.level.code().to_owned()),
            points: Some(self.found.points),
            reasons: Some(reasons.join(",")),
        };
        [row(&self.one, &self.other), row(&self.other, &self.one)]
    }
}

/// A record of the store that shares a key with a newcomer, opened.
pub(crate) struct Earlier {
    county: String,
    id: Uuid,
    facts: Facts,
    hashes: Vec<Hash>,
}

/// Pairs of newcomers with records of the store, and of newcomers with each other; of each newcomer the strongest.
pub(crate) async fn search<C: ConnectionTrait>(
    db: &C,
    keys: &Keyring,
    newcomers: &[Newcomer<'_>],
) -> Result<Vec<Pair>> {
    let earlier = earlier(db, keys, newcomers).await?;
    pairs(db, keys, newcomers, &earlier).await
}

/// The records of the store that share a key with a newcomer.
pub(crate) async fn earlier<C: ConnectionTrait>(
    db: &C,
    keys: &Keyring,
    newcomers: &[Newcomer<'_>],
) -> Result<Vec<Earlier>> {
    let mut wanted = Wanted::default();
    for newcomer in newcomers {
        for (hash, kind) in newcomer.keys() {
            wanted.add(kind, hash, newcomer.county);
        }
    }
    let found = crate::register::rows::lookups::active(db, &wanted).await?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let keys = keys.clone();
    let opened = tokio::task::spawn_blocking(move || -> Result<Vec<Earlier>> {
        let open = |row: crate::register::rows::lookups::Found| -> Result<Earlier> {
            let facts = Facts::of(&Document::open(&row.record.key(&keys)?, &row.submission)?.answers);
            Ok(Earlier { county: row.submission.county_code, id: row.submission.record_id, facts, hashes: row.hashes })
        };
        // What was tampered with is compared with nobody, and holds up nobody.
        found.into_iter().filter_map(|row| unless_refused(open(row)).transpose()).collect()
    });
    opened.await.map_err(|_| Error::internal("opening records was cut short"))?
}

/// As [`search`], with the records of the store at hand.
pub(crate) async fn pairs<C: ConnectionTrait>(
    db: &C,
    keys: &Keyring,
    newcomers: &[Newcomer<'_>],
    earlier: &[Earlier],
) -> Result<Vec<Pair>> {
    let mut pairs = blocked(keys, newcomers, earlier);
    // Most comparisons end here: what is below the line at its best is no suspicion.
    pairs.retain(|pair| score(&pair.compared.evidence).is_some());
    weigh(db, &mut pairs).await?;
    let mut found: Vec<Pair> = pairs
        .into_iter()
        .filter_map(|pair| Some(Pair { found: score(&pair.compared.evidence)?, one: pair.one, other: pair.other }))
        .collect();
    found.sort_by_key(|pair| (Reverse((pair.found.level, pair.found.points)), pair.one.1, pair.other.1));
    let mut held: HashMap<Uuid, usize> = HashMap::new();
    found.retain(|pair| {
        let held = held.entry(pair.one.1).or_default();
        *held += 1;
        *held <= CANDIDATES
    });
    Ok(found)
}

/// Compares two records as they stand, without asking how common a name or a phone is.
pub(crate) fn pair(keys: &Keyring, one: ((String, Uuid), &Facts), other: ((String, Uuid), &Facts)) -> Option<Pair> {
    let found = score(&compare(keys, one.1, other.1).evidence)?;
    Some(Pair { one: one.0, other: other.0, found })
}

struct Blocked {
    one: (String, Uuid),
    other: (String, Uuid),
    compared: Compared,
}

/// Compares each newcomer with whom it shares a key.
fn blocked(keys: &Keyring, newcomers: &[Newcomer<'_>], earlier: &[Earlier]) -> Vec<Blocked> {
    let mut by_hash: HashMap<Hash, Vec<(usize, Kind)>> = HashMap::new();
    for (at, newcomer) in newcomers.iter().enumerate() {
        for (hash, kind) in newcomer.keys() {
            by_hash.entry(hash).or_default().push((at, kind));
        }
    }
    let mut pairs: Vec<Blocked> = Vec::new();
    let mut seen: HashSet<(Uuid, Uuid)> = HashSet::new();
    let mut with: Vec<usize> = vec![0; newcomers.len()];
    let mut pair = |at: usize, kind: Kind, (county, id, facts): (&str, Uuid, &Facts)| {
        let one = &newcomers[at];
        let near = kind.reaches_every_county() || one.county == county;
        if !near || one.id == id || with[at] == COMPARED || seen.contains(&(one.id, id)) {
            return;
        }
        with[at] += 1;
        seen.extend([(one.id, id), (id, one.id)]);
        let compared = compare(keys, one.facts, facts);
        pairs.push(Blocked { one: (one.county.to_owned(), one.id), other: (county.to_owned(), id), compared });
    };
    for record in earlier {
        for (at, kind) in record.hashes.iter().filter_map(|hash| by_hash.get(hash)).flatten() {
            pair(*at, *kind, (&record.county, record.id, &record.facts));
        }
    }
    for group in by_hash.values().filter(|group| group.len() > 1) {
        for (place, (at, kind)) in group.iter().enumerate() {
            for (other, _) in &group[place + 1..] {
                let other = &newcomers[*other];
                pair(*at, *kind, (other.county, other.id, other.facts));
            }
        }
    }
    pairs
}

/// Lowers what a common name and a busy phone are worth. One question for all pairs, and none without any.
async fn weigh<C: ConnectionTrait>(db: &C, pairs: &mut [Blocked]) -> Result<()> {
    let hashes: HashSet<Hash> =
        pairs.iter().flat_map(|pair| pair.compared.name.iter().chain(&pair.compared.phones)).copied().collect();
    if hashes.is_empty() {
        return Ok(());
    }
    let counties: HashSet<String> = pairs.iter().map(|pair| pair.one.0.clone()).collect();
    let rows = crate::register::rows::sharing::families(db, counties, &hashes, hashes.len()).await?;
    for pair in pairs {
        let children = |hash: &Hash| -> usize {
            let others = rows.iter().filter(|row| row.hash == hash && row.county_code == pair.one.0);
            others.filter(|row| row.record_id != pair.one.1).map(|row| row.record_id).collect::<HashSet<_>>().len()
        };
        let evidence = &mut pair.compared.evidence;
        if pair.compared.name.as_ref().is_some_and(|hash| children(hash) >= COMMON) {
            evidence.name = Some(PersonName::Common);
        }
        if !pair.compared.phones.is_empty() && pair.compared.phones.iter().all(|hash| children(hash) > BUSY) {
            evidence.adults.phone = Some(Shared::Busy);
        }
    }
    Ok(())
}
