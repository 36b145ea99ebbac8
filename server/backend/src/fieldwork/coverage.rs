//! How far the visits are, village by village: the same sums for the worker and for the township.

use domain::fieldwork::{Coverage, HouseholdState};

use crate::divisions::names;
use crate::error::{Error, Result};
use crate::fieldwork::rows::coverage as query;
use crate::fieldwork::rows::scope::Scope;
use crate::store::Store;

/// Sums of each village of the area, the villages in the order of the division table; of a county its
/// townships. What is known of no village stands last, under the area's own name.
///
/// # Errors
/// If the database refuses.
pub async fn coverage(store: &Store, scope: &Scope) -> Result<Vec<Coverage>> {
    let area = scope.code();
    let units = match scope.village() {
        Some(village) => names::item(village)?.into_iter().collect(),
        None => names::children(Some(area))?,
    };
    let row = |code: &str, name: &str| Coverage {
        division_code: code.to_owned(),
        division_name: name.to_owned(),
        ..Coverage::default()
    };
    let mut rows: Vec<Coverage> = units.iter().map(|unit| row(&unit.code, &unit.name)).collect();
    let households = query::households(&store.db, scope).await?;
    let records = query::records(&store.db, scope).await?;
    for (unit, state, count) in &households {
        let state = HouseholdState::from_code(state);
        let state = state.ok_or_else(|| Error::internal("a household is in an unknown state"))?;
        of_unit(&mut rows, unit, area)?.add(state, *count);
    }
    for (unit, _, count) in &records {
        of_unit(&mut rows, unit, area)?.children += count;
    }
    Ok(rows)
}

/// The row of a unit, made when it is not there yet.
fn of_unit<'a>(rows: &'a mut Vec<Coverage>, unit: &str, area: &str) -> Result<&'a mut Coverage> {
    let code = if unit.is_empty() { area } else { unit };
    let at = match rows.iter().position(|row| row.division_code == code) {
        Some(at) => at,
        None => {
            let name = names::item(code)?.map_or_else(|| code.to_owned(), |item| item.name);
            let below = if area.len() == 6 { "乡镇（街道）" } else { "村（社区）" };
            let name = if unit.is_empty() { format!("{name}（未填到{below}）") } else { name };
            rows.push(Coverage { division_code: code.to_owned(), division_name: name, ..Coverage::default() });
            rows.len() - 1
        }
    };
    rows.get_mut(at).ok_or_else(|| Error::internal("a row of the sums is gone"))
}
