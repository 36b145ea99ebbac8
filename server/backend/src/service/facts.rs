//! What only the register knows about a declaration that comes in: V-29 and V-41.

use std::collections::{HashMap, HashSet};

use domain::Date;
use domain::form::validation::{CHILDREN_PER_PHONE, Facts, PHONES};
use domain::form::{Asker, FormKind};
use domain::forms::keys;
use domain::routing::owner;
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::checking::Declaration;
use crate::document::Summary;
use crate::error::Result;
use crate::lookup::{self, Hash};
use crate::query;
use crate::query::sharing::Sharing;
use crate::store::Store;
use crate::together::Question;

/// Gathers the facts for a declaration that comes from the family `holder`.
///
/// Families are told apart by the holder of their link; a record that came without a link counts as a
/// family of its own. Nobody learns by V-41 that a child of others is registered: without an account, only
/// the family's own entries count.
///
/// # Errors
/// If the database refuses.
pub(super) async fn of(store: &Store, declaration: &Declaration, holder: Option<Uuid>) -> Result<Facts> {
    let county = owner(declaration.form, &declaration.answers, &store.deployment).county;
    let Some(county) = county.map(|county| county.to_string()) else {
        return Ok(Facts::default());
    };
    Ok(Facts {
        busy_phone: busy_phone(store, declaration, &county, holder).await?,
        newest_version: newest_version(store, declaration, &county, holder).await?,
        ..Facts::default()
    })
}

/// The first phone field whose number stands for too many families of the county.
async fn busy_phone(
    store: &Store,
    declaration: &Declaration,
    county: &str,
    holder: Option<Uuid>,
) -> Result<Option<&'static str>> {
    let phones: Vec<(&'static str, Hash)> = PHONES
        .iter()
        .filter_map(|&key| Some((key.name(), lookup::phone(&store.keys, &declaration.answers.get(key)?))))
        .collect();
    let asked = PhonesOf { county: county.to_owned(), hashes: phones.iter().map(|(_, hash)| *hash).collect() };
    let mut families: HashMap<Vec<u8>, HashSet<Uuid>> = HashMap::new();
    for sharing in store.phones.ask(&store.db, asked).await? {
        let family = sharing.holder.unwrap_or(sharing.record_id);
        if Some(family) != holder {
            families.entry(sharing.hash).or_default().insert(family);
        }
    }
    // With this child's own family.
    let busy = |hash: &Hash| families.get(&hash[..]).is_some_and(|others| others.len() + 1 > CHILDREN_PER_PHONE);
    Ok(phones.iter().find(|(_, hash)| busy(hash)).map(|(field, _)| *field))
}

/// The phone numbers of one declaration, and the county in which they are counted.
#[derive(Clone, Debug)]
pub(crate) struct PhonesOf {
    county: String,
    hashes: HashSet<Hash>,
}

impl Question for PhonesOf {
    type Of = DatabaseConnection;
    type Answer = Vec<Sharing>;

    /// Most numbers are nobody else's, so that one query tells for all.
    async fn ask_all(db: &DatabaseConnection, all: &[Self]) -> Result<Vec<Vec<Sharing>>> {
        let counties: HashSet<String> = all.iter().map(|phones| phones.county.clone()).collect();
        let hashes: HashSet<&Hash> = all.iter().flat_map(|phones| &phones.hashes).collect();
        let found = query::sharing::families(db, counties, hashes, all.len()).await?;
        Ok(all.iter().map(|phones| found.iter().filter(|sharing| phones.hold(sharing)).cloned().collect()).collect())
    }
}

impl PhonesOf {
    fn hold(&self, sharing: &Sharing) -> bool {
        let hash = Hash::try_from(&sharing.hash[..]);
        sharing.county_code == self.county && hash.is_ok_and(|hash| self.hashes.contains(&hash))
    }
}

/// 填报日期 of the newest version of the same child and form, asked only for a declaration of an earlier day.
async fn newest_version(
    store: &Store,
    declaration: &Declaration,
    county: &str,
    holder: Option<Uuid>,
) -> Result<Option<Date>> {
    let Declaration { form, answers, asker, .. } = declaration;
    let earlier = answers.get(keys::REPORT_DATE).is_some_and(|day| day < store.clock.today());
    let Some(number) = answers.get(keys::CHILD_ID_NUMBER).filter(|_| earlier) else { return Ok(None) };
    let hash = lookup::id_number(&store.keys, number.as_str());
    let mut newest = None;
    for record in query::sharing::entries(&store.db, county, &hash).await? {
        let own = holder.is_some() && record.holder == holder;
        if FormKind::from_name(&record.form) == Some(*form) && (own || *asker != Asker::Family) {
            newest = newest.max(Some(Summary::open(&store.keys, &record)?.report_date));
        }
    }
    Ok(newest)
}
