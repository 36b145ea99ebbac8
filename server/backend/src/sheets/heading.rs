//! Where the headings of a grid stand: below titles, in one line or two, merged or not.

use domain::sheet::Cell;
use domain::sheet::columns::{Field, Heading, is_label, known};

use super::book::{Grid, GridRow, HEADING_ROWS};

/// Known headings that make a row one of headings.
const ENOUGH: usize = 2;

/// The headings of a grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// A column each, from the left.
    pub(super) headings: Vec<Heading>,
    /// Number of the first row behind them.
    pub(super) body: u32,
    /// Number of the row in which they were found.
    pub(super) row: u32,
}

/// The first row of the first ten in which two columns and more are known, with the line below or above it where headings
/// have two. `None` when there is no such row.
pub(super) fn find(grid: &Grid, fields: &[Field]) -> Option<Found> {
    let first = &grid.rows[..grid.rows.len().min(HEADING_ROWS)];
    let enough = ENOUGH.min(fields.len());
    let at = first.iter().position(|row| known(&single(&grid.spread(row)), fields) >= enough)?;
    let (row, below) = (&grid.rows[at], grid.rows.get(at + 1));
    if let Some(below) = below.filter(|below| is_second_line(grid, row, below, fields)) {
        let headings = double(grid, &filled_right(grid, row, below), below);
        return Some(Found { headings, body: below.number + 1, row: row.number });
    }
    let above = at.checked_sub(1).map(|above| &grid.rows[above]).filter(|above| is_group_line(grid, above));
    let headings = match above {
        Some(above) => double(grid, &grid.spread(above), row),
        None => single(&grid.spread(row)),
    };
    Some(Found { headings, body: row.number + 1, row: row.number })
}

fn single(texts: &[String]) -> Vec<Heading> {
    texts.iter().map(|text| Heading { upper: String::new(), lower: text.clone() }).collect()
}

/// Labels of groups in `upper` above the labels in `lower`. A label merged over both lines stands alone.
fn double(grid: &Grid, upper: &[String], lower: &GridRow) -> Vec<Heading> {
    let lower = grid.spread(lower);
    let text = |texts: &[String], at: usize| texts.get(at).cloned().unwrap_or_default();
    let pair = |at| match (text(upper, at), text(&lower, at)) {
        (upper, lower) if lower.is_empty() || upper == lower => Heading { upper: String::new(), lower: upper },
        (upper, lower) => Heading { upper, lower },
    };
    (0..upper.len().max(lower.len())).map(pair).collect()
}

/// Whether the row below a row of headings is their second line: it holds labels, and the line above is merged over some of
/// them; without merged cells, as in a text file, it holds nothing but labels, two and more.
fn is_second_line(grid: &Grid, row: &GridRow, below: &GridRow, fields: &[Field]) -> bool {
    if below.number != row.number + 1 {
        return false;
    }
    let filled: Vec<String> = below.cells.iter().filter(|cell| !cell.is_empty()).map(Cell::text).collect();
    let labels = filled.iter().filter(|text| is_label(text, fields)).count();
    let merged = is_merged_wide(grid, row);
    if merged { labels > 0 } else { labels >= ENOUGH && labels == filled.len() }
}

/// Whether a row is a line of groups above the labels: some of its cells are merged over columns, and there are several.
fn is_group_line(grid: &Grid, row: &GridRow) -> bool {
    is_merged_wide(grid, row) && row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1
}

fn is_merged_wide(grid: &Grid, row: &GridRow) -> bool {
    let wide = |columns: &std::ops::RangeInclusive<usize>| columns.start() < columns.end();
    grid.merges.iter().any(|region| *region.rows.end() == row.number && wide(&region.columns))
}

/// The labels of the upper line; where nothing is merged, each goes on to the right over what the lower line fills.
fn filled_right(grid: &Grid, row: &GridRow, below: &GridRow) -> Vec<String> {
    let mut upper = grid.spread(row);
    if !is_merged_wide(grid, row) {
        upper.resize(upper.len().max(below.cells.len()), String::new());
        for at in 1..upper.len() {
            if upper[at].is_empty() && !below.cell(at).is_empty() {
                upper[at] = upper[at - 1].clone();
            }
        }
    }
    upper
}
