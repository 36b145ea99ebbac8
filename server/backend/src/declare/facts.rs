//! What only the register knows about a declaration that comes in: V-29 and V-41.

use std::collections::HashSet;

use domain::Date;
use domain::checks::{CHILDREN_PER_PHONE, Facts, PHONES};
use domain::form::{Asker, FormKind};
use domain::forms::keys;
use domain::routing::owner;
use uuid::Uuid;

use super::unchecked::Unchecked;
use crate::crypt::seal::unless_refused;
use crate::error::Result;
use crate::register;
use crate::register::document::Summary;
use crate::register::hash::Hash;
use crate::register::rows::sharing::Sharing;
use crate::store::coalesce::{Coalesced, Coalescer};
use crate::store::resident::Resident;
use crate::store::{Pool, Store};

/// Gathers the facts for a declaration that comes from the family `holder`.
///
/// Families are told apart by the holder of their link; a record that came without a link counts as a
/// family of its own. Nobody learns by V-41 that a child of others is registered: without an account, only
/// the family's own records count.
///
/// # Errors
/// If the database refuses.
pub(crate) async fn of(store: &Store, declaration: &Unchecked, holder: Option<Uuid>) -> Result<Facts> {
    let county = owner(declaration.form, &declaration.answers, &store.deployment).county;
    let Some(county) = county.map(|county| county.to_string()) else {
        return Ok(Facts::default());
    };
    let phones = phones(store, declaration);
    let child = earlier_child(store, declaration);
    let hashes = phones.iter().map(|(_, hash)| *hash).chain(child).collect();
    let asked = HashesOf { county: county.clone(), hashes };
    let shared = store.resident::<Coalescer<HashesOf>>().ask(&store.arrivals_pool, asked).await?;
    let known = child.filter(|child| shared.iter().any(|sharing| sharing.hash == child));
    Ok(Facts {
        busy_phone: busy_phone(&phones, &shared, holder),
        newest_version: match known {
            Some(child) => newest_version(store, declaration, &county, &child, holder).await?,
            None => None,
        },
        ..Facts::default()
    })
}

/// The phone fields with the hashes of their numbers.
fn phones(store: &Store, declaration: &Unchecked) -> Vec<(&'static str, Hash)> {
    PHONES
        .iter()
        .filter_map(|&key| Some((key.name(), register::hash::phone(&store.keys, &declaration.answers.get(key)?))))
        .collect()
}

/// The hash of the child's ID number, only for a declaration of an earlier day: V-41 asks nothing of others.
fn earlier_child(store: &Store, declaration: &Unchecked) -> Option<Hash> {
    declaration.answers.get(keys::REPORT_DATE).filter(|day| *day < store.clock.today())?;
    let number = declaration.answers.get(keys::CHILD_ID_NUMBER)?;
    Some(register::hash::id_number(&store.keys, number.as_str()))
}

/// The first phone field whose number stands for too many families of the county.
fn busy_phone(phones: &[(&'static str, Hash)], shared: &[Sharing], holder: Option<Uuid>) -> Option<&'static str> {
    let busy = |hash: &Hash| {
        let sharing = shared.iter().filter(|sharing| sharing.hash == hash);
        let families = sharing.map(|sharing| sharing.holder.unwrap_or(sharing.record_id));
        let others: HashSet<Uuid> = families.filter(|family| Some(*family) != holder).collect();
        // With this child's own family.
        others.len() + 1 > CHILDREN_PER_PHONE
    };
    phones.iter().find(|(_, hash)| busy(hash)).map(|(field, _)| *field)
}

/// Hashes of one declaration's phone numbers and child, and the county in which they are looked for.
#[derive(Clone, Debug)]
pub(crate) struct HashesOf {
    county: String,
    hashes: HashSet<Hash>,
}

impl Coalesced for HashesOf {
    type Of = Pool;
    type Answer = Vec<Sharing>;

    /// Most hashes are nobody else's, so that one query tells for all.
    async fn run_all(db: &Pool, all: &[Self]) -> Result<Vec<Vec<Sharing>>> {
        let counties: HashSet<String> = all.iter().map(|one| one.county.clone()).collect();
        let hashes: HashSet<&Hash> = all.iter().flat_map(|one| &one.hashes).collect();
        let found = register::rows::sharing::families(db, counties, hashes, all.len()).await?;
        Ok(all.iter().map(|one| found.iter().filter(|sharing| one.hold(sharing)).cloned().collect()).collect())
    }
}

/// Asks who else has a phone number or declared the child, for all declarations that come at once.
impl Resident for Coalescer<HashesOf> {
    fn start(_: &Store) -> Self {
        Self::default()
    }
}

impl HashesOf {
    fn hold(&self, sharing: &Sharing) -> bool {
        let hash = Hash::try_from(&sharing.hash[..]);
        sharing.county_code == self.county && hash.is_ok_and(|hash| self.hashes.contains(&hash))
    }
}

/// 填报日期 of the newest version of the same child and form.
async fn newest_version(
    store: &Store,
    declaration: &Unchecked,
    county: &str,
    child: &Hash,
    holder: Option<Uuid>,
) -> Result<Option<Date>> {
    let Unchecked { form, asker, .. } = declaration;
    let mut newest = None;
    for record in register::rows::sharing::by_hash(&store.db, county, child).await? {
        let own = holder.is_some() && record.holder == holder;
        if FormKind::from_name(&record.form) == Some(*form) && (own || *asker != Asker::Family) {
            let summary = record.key(&store.keys).and_then(|key| Summary::open(&key, &record));
            newest = newest.max(unless_refused(summary)?.map(|summary| summary.report_date));
        }
    }
    Ok(newest)
}
