//! Divisions for the picker, for names in words and for checks: answered from memory.
//!
//! The index is made from the table that ships with the program, at first use; the same table is loaded
//! into the database for joins.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::LazyLock;

use domain::divisions::{CountyCode, Division, DivisionCode, DivisionItem, Index, Level, county_info};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::divisions::rows;
use crate::divisions::shipped::{DivisionTableError, edition, load as load_table};
use crate::divisions::tables::division;
use crate::error::{Error, Result};
use crate::store::Store;

static INDEX: LazyLock<anyhow::Result<Index>> = LazyLock::new(build);
static PACKED: LazyLock<anyhow::Result<Packed>> = LazyLock::new(pack);

/// All present divisions, in memory.
///
/// # Errors
/// [`Error::Internal`] if the shipped table is broken.
pub fn index() -> Result<&'static Index> {
    INDEX.as_ref().map_err(|error| Error::Internal(anyhow::anyhow!("{error:#}")))
}

/// The index as a file that a worker's phone keeps; its address is [`domain::divisions::FILE_ADDRESS`].
#[derive(Debug)]
pub struct Packed {
    /// What [`Index::read`] reads.
    pub plain: Vec<u8>,
    /// The same compressed with gzip, which every browser takes: about two hundred kilobytes.
    pub gzip: Vec<u8>,
}

/// The file; made when it is first asked for, in about a tenth of a second.
///
/// # Errors
/// [`Error::Internal`] if the shipped table is broken.
pub fn packed() -> Result<&'static Packed> {
    PACKED.as_ref().map_err(|error| Error::Internal(anyhow::anyhow!("{error:#}")))
}

fn build() -> anyhow::Result<Index> {
    let table = load_table()?;
    let mut present = Vec::with_capacity(table.count());
    for row in table.rows() {
        let row = row?;
        if row.valid_to.is_none() {
            let (code, level, parent) = (row.code, row.level, row.parent);
            present.push(Division { code, level, parent, name: row.name, initials: row.initials });
        }
    }
    Ok(Index::new(&present)?)
}

fn pack() -> anyhow::Result<Packed> {
    let index = INDEX.as_ref().map_err(|error| anyhow::anyhow!("{error:#}"))?;
    let plain = index.write()?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&plain)?;
    Ok(Packed { gzip: gzip.finish()?, plain })
}

/// The divisions directly below `parent`; the provinces without one. Empty for an unknown code.
///
/// # Errors
/// [`Error::Internal`] if the shipped table is broken.
pub fn children(parent: Option<&str>) -> Result<Vec<DivisionItem>> {
    let index = index()?;
    Ok(match parent.map(DivisionCode::parse) {
        None => index.children(None),
        Some(Ok(code)) => index.children(Some(code)),
        Some(Err(_)) => Vec::new(),
    })
}

/// The codes under which rows of an area lie: that of its county; of a city or province its own, and those of the counties
/// below.
///
/// # Errors
/// [`Error::Internal`] if the shipped table is broken.
pub fn counties(area: DivisionCode) -> Result<Vec<String>> {
    if let Some(county) = area.county() {
        return Ok(vec![county.to_string()]);
    }
    let mut codes = vec![area.to_string()];
    for unit in index()?.children(Some(area)) {
        match DivisionCode::parse(&unit.code) {
            Ok(below) if below.county().is_none() => codes.extend(counties(below)?),
            _ => codes.push(unit.code),
        }
    }
    Ok(codes)
}

/// Divisions by a part of the name or by pinyin initials (`chjd` finds 长虹街道);
/// further words, before it, narrow by the units above: `南开 长虹`. Best match first.
///
/// # Errors
/// [`Error::Internal`] if the shipped table is broken.
pub fn search(text: &str, within: Option<&str>, limit: usize) -> Result<Vec<DivisionItem>> {
    let within = match within.map(DivisionCode::parse) {
        Some(Err(_)) => return Ok(Vec::new()),
        Some(Ok(code)) => Some(code),
        None => None,
    };
    Ok(index()?.search(text, within, limit))
}

/// The divisions with these codes, in their order; unknown ones are left out.
///
/// # Errors
/// [`Error::Internal`] if the shipped table is broken.
pub fn paths<S: AsRef<str>>(codes: &[S]) -> Result<Vec<DivisionItem>> {
    let index = index()?;
    let codes = codes.iter().filter_map(|code| DivisionCode::parse(code.as_ref()).ok());
    Ok(codes.filter_map(|code| index.item(code)).collect())
}

/// The division with this code.
///
/// # Errors
/// [`Error::Internal`] if the shipped table is broken.
pub fn item(code: &str) -> Result<Option<DivisionItem>> {
    Ok(paths(&[code])?.pop())
}

/// Names from the province down, joined by `/`; of a deeper code that the table lacks, those of the
/// deepest unit that it has; empty when there is none.
///
/// # Errors
/// [`Error::Internal`] if the shipped table is broken.
pub fn path(code: &str) -> Result<String> {
    let index = index()?;
    let Ok(code) = DivisionCode::parse(code) else { return Ok(String::new()) };
    let above = [Some(code), code.township(), code.county().map(DivisionCode::from), Some(code.province())];
    Ok(above.into_iter().flatten().find_map(|code| index.path(code)).unwrap_or_default())
}

/// Names from the province down without a separator, as people write an address; the code itself when
/// the table lacks it.
///
/// # Errors
/// [`Error::Internal`] if the shipped table is broken.
pub fn name_in_words(code: &str) -> Result<String> {
    let path = path(code)?.replace('/', "");
    Ok(if path.is_empty() { code.to_owned() } else { path })
}

/// Whether an address may carry this code: a present division; a former one of six digits (its rule is
/// V-07, not this); a village of a township whose villages the table does not list.
///
/// # Errors
/// [`Error::Internal`] if the shipped table is broken.
pub fn is_known(code: &str) -> Result<bool> {
    let index = index()?;
    let Ok(code) = DivisionCode::parse(code) else { return Ok(false) };
    if index.contains(code) {
        return Ok(true);
    }
    Ok(match code.level() {
        Level::Village => {
            code.township().is_some_and(|township| index.contains(township) && !index.has_children(township))
        }
        Level::Township => code.county().is_some_and(is_former),
        Level::County | Level::Prefecture | Level::Province => {
            code.county().is_some_and(|county| county_info(county).is_some())
        }
    })
}

/// Townships of a former county are in no table: the county's own rule (V-07) speaks about them.
fn is_former(county: CountyCode) -> bool {
    county_info(county).is_some_and(|info| info.valid_to.is_some())
}

/// Loads the shipped table into the database, unless this edition is there already.
///
/// # Errors
/// If the table is broken or the database refuses.
pub async fn load(store: &Store) -> Result<()> {
    let edition = edition().map_err(anyhow::Error::from)?;
    if rows::edition(&store.db).await?.as_deref() == Some(edition.as_str()) {
        return Ok(());
    }
    let models = models().map_err(anyhow::Error::from)?;
    let tx = store.begin().await?;
    rows::replace_all(&*tx, &edition, &models).await?;
    tx.commit().await
}

fn models() -> Result<Vec<division::Model>, DivisionTableError> {
    let table = load_table()?;
    let mut paths: HashMap<DivisionCode, String> = HashMap::with_capacity(table.count());
    let mut models = Vec::with_capacity(table.count());
    for row in table.rows() {
        let row = row?;
        let path = match row.parent.and_then(|parent| paths.get(&parent)) {
            Some(above) => format!("{above}/{}", row.name),
            None => row.name.to_owned(),
        };
        if row.level < Level::Village {
            paths.insert(row.code, path.clone());
        }
        models.push(division::Model {
            code: row.code.to_string(),
            name: row.name.to_owned(),
            level: row.level.name().to_owned(),
            kind: row.kind.to_owned(),
            parent: row.parent.map(|code| code.to_string()),
            valid_from: row.valid_from.map(|day| day.to_string()),
            valid_to: row.valid_to.map(|day| day.to_string()),
            successors: row.successors.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
            initials: row.initials.to_owned(),
            path,
        });
    }
    Ok(models)
}

#[cfg(test)]
mod tests;
