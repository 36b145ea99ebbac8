//! The pack of an area and year.

use domain::Date;
use domain::problem::Problem;
use serde::Serialize;

use super::section::Section;
use super::{counted, inventory};
use crate::access::accounts::PackReader;
use crate::audit::{Entry, Kind, pen};
use crate::divisions::names;
use crate::error::Result;
use crate::store::Store;
use crate::store::clock::{in_words, start_of_day};

/// The first year of which there may be a pack.
pub const FIRST_YEAR: i16 = 2026;

/// A year of an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pack {
    /// The year.
    pub year: i16,
    /// Whose area: its codes.
    pub counties: Vec<String>,
    /// The same in words.
    pub area: String,
    /// When it was made, as people read it.
    pub made_at: String,
    /// Its tables.
    pub sections: Vec<Section>,
}

/// What was done in a year in the area of this reader. Reading it is an event.
///
/// # Errors
/// [`Problem::NotFound`] for a year that has not begun, or before [`FIRST_YEAR`].
pub async fn pack(store: &Store, by: &PackReader, year: i16) -> Result<Pack> {
    if !(FIRST_YEAR..=store.clock.today().year()).contains(&year) {
        return Err(Problem::NotFound.into());
    }
    let first = |year: i16| Date::new(year, 1, 1).map(start_of_day).map_err(|_| Problem::NotFound);
    let span = (first(year)?, first(year + 1)?);
    let now = store.clock.millis();
    let entry = Entry::new(by.account().county_code(), now, Kind::PackMade, by.actor());
    pen::record(store, &entry.with("year", year)).await?;
    let mut sections = vec![inventory::groups(), inventory::periods()];
    sections.extend(counted::sections(store, by.counties(), span).await?);
    Ok(Pack {
        year,
        counties: by.counties().to_vec(),
        area: names::path(&by.account().division().to_string())?.replace('/', ""),
        made_at: in_words(now),
        sections,
    })
}
