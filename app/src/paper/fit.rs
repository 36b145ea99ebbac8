//! Keeps a sheet on one page of A4 whatever was typed into it: the rows get lower, then the type of those cells that
//! make a row tall gets smaller, by steps, and never more than it takes. Nothing is cut.
//!
//! Lengths are millimetres on paper; the style sheet (`style/print.css`) says the same in its own units.

/// Heights of a row, as in the classes `sheet-rows-0` …
pub(crate) const ROWS: [f32; 4] = [8.6, 7.2, 6.4, 5.7];
/// Sizes of type in points, as in the classes `sheet-type-0` …
const TYPE: [f32; 8] = [9.5, 8.5, 7.5, 6.5, 5.5, 4.8, 4.2, 3.6];
/// One of twelve columns beside the vertical titles: (210 − 2 · 11 − 8.5) / 12.
const COLUMN: f32 = 14.95;
/// Padding and border on both sides of a cell.
const SIDES: f32 = 2.3;
/// The same above and below.
const ENDS: f32 = 1.75;
/// Behind an option.
const GAP: f32 = 2.4;
const POINT: f32 = 0.3528;
const LINE: f32 = 1.22;
/// What the table and the line above it may take: A4 less the margins, the title, and a reserve for fonts that run tall.
const PAGE: f32 = 297.0 - 24.0 - 10.7 - 2.5;
/// The line above the table: what stands left in it, and one line of it.
const ABOVE: (f32, f32) = (128.0, 10.5 * POINT);

/// A part of what stands in a cell, with its length in ems.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Part {
    /// Kept together on a line, unless it is longer than one.
    Option(f32),
    /// Runs on.
    Words(f32),
}

/// A cell to be measured.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Measured {
    /// How many columns it takes.
    pub(crate) columns: u8,
    /// What stands in it.
    pub(crate) parts: Vec<Part>,
    /// Whether somebody typed it: printed words keep their size.
    pub(crate) typed: bool,
}

/// Rows under one vertical title of so many characters.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    pub(crate) title: usize,
    pub(crate) rows: Vec<Vec<Measured>>,
}

/// A sheet to be set: its groups, and the length in ems of what stands left above the table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Page {
    pub(crate) above: f32,
    pub(crate) groups: Vec<Group>,
}

/// How the sheet is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fit {
    /// Index of [`ROWS`].
    pub(crate) rows: usize,
    /// Index of the size of type, by group, row and cell.
    pub(crate) sizes: Vec<Vec<Vec<usize>>>,
}

/// The length of a text in ems: a Chinese character is one, Latin letters are less.
pub(crate) fn ems(text: &str) -> f32 {
    let em = |c: char| match c {
        'W' | 'M' | 'm' | 'w' | '@' | '%' => 0.95,
        'A'..='Z' | '_' => 0.75,
        ' ' | '!'..='~' => 0.55,
        _ => 1.0,
    };
    text.chars().map(em).sum()
}

/// The largest type in the highest rows, no higher than `highest`, that keep the sheet on its page.
pub(crate) fn fit(page: &Page, highest: usize) -> Fit {
    let mut set = Fit { rows: highest, sizes: Vec::new() };
    for smallest in 0..TYPE.len() {
        for rows in highest..ROWS.len() {
            set = Fit { rows, sizes: shrunk(page, rows, smallest) };
            if keeps(page, &set) {
                return set;
            }
        }
    }
    set
}

/// Whether the sheet stays on its page so.
pub(crate) fn keeps(page: &Page, set: &Fit) -> bool {
    let (width, em) = ABOVE;
    let above = (page.above * em / width).ceil().max(1.0) * em * LINE + 1.5;
    above + height(&page.groups, set) <= PAGE
}

/// Takes the tallest typed cell a step down, until the page is kept or nothing is left to take.
fn shrunk(page: &Page, rows: usize, smallest: usize) -> Vec<Vec<Vec<usize>>> {
    let at_first = |group: &Group| group.rows.iter().map(|row| vec![0; row.len()]).collect();
    let mut set = Fit { rows, sizes: page.groups.iter().map(at_first).collect() };
    while !keeps(page, &set) {
        let Some(size) = tallest(&page.groups, &mut set, smallest) else { break };
        *size += 1;
    }
    set.sizes
}

/// The size of that typed cell which is taller than any other and may still get smaller.
fn tallest<'a>(groups: &[Group], set: &'a mut Fit, smallest: usize) -> Option<&'a mut usize> {
    let rows = groups.iter().flat_map(|group| &group.rows).zip(set.sizes.iter_mut().flatten());
    let cells = rows.flat_map(|(row, sizes)| row.iter().zip(sizes));
    let candidates = cells.filter(|(cell, size)| cell.typed && **size < smallest && lines(cell, **size) > 1);
    candidates.max_by(|one, other| tall(one.0, *one.1).total_cmp(&tall(other.0, *other.1))).map(|(_, size)| size)
}

fn height(groups: &[Group], set: &Fit) -> f32 {
    let least = ROWS[set.rows];
    let group = |(group, sizes): (&Group, &Vec<Vec<usize>>)| {
        let row = |(row, sizes): (&Vec<Measured>, &Vec<usize>)| {
            row.iter().zip(sizes).map(|(cell, size)| tall(cell, *size)).fold(least, f32::max)
        };
        let rows: f32 = group.rows.iter().zip(sizes).map(row).sum();
        // Set upright, a little apart.
        #[expect(clippy::cast_precision_loss, reason = "a few characters")]
        let title = group.title as f32 * TYPE[0] * POINT * 1.14 + 2.4;
        rows.max(title)
    };
    groups.iter().zip(&set.sizes).map(group).sum()
}

fn tall(cell: &Measured, size: usize) -> f32 {
    f32::from(lines(cell, size)) * TYPE[size] * POINT * LINE + ENDS
}

/// How many lines the cell takes.
fn lines(cell: &Measured, size: usize) -> u16 {
    let (em, width) = (TYPE[size] * POINT, f32::from(cell.columns) * COLUMN - SIDES);
    // A line may end early before a bracket or a comma that must not begin the next.
    let full = ((width / em).floor() - 1.0).max(1.0) * em;
    let (mut lines, mut at) = (1_u16, 0.0);
    let mut run = |length: f32, at: f32| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
        let more = ((at + length) / full).floor() as u16;
        lines += more;
        (at + length) - f32::from(more) * full
    };
    for part in &cell.parts {
        at = match *part {
            Part::Words(ems) if at + ems * em <= width => at + ems * em,
            Part::Option(ems) if at + ems * em <= width => at + ems * em + GAP,
            Part::Words(ems) => run(ems * em, at),
            // It begins a line of its own.
            Part::Option(ems) if at > 0.0 => run(ems * em + GAP, full),
            Part::Option(ems) => run(ems * em + GAP, at),
        };
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(columns: u8, length: usize) -> Measured {
        let text = "字".repeat(length);
        Measured { columns, parts: vec![Part::Words(ems(&text))], typed: true }
    }

    fn sheet(rows: Vec<Vec<Measured>>) -> Page {
        Page { above: 9.0, groups: vec![Group { title: 4, rows }] }
    }

    #[test]
    fn what_fits_keeps_its_size() {
        let page = sheet(vec![vec![words(4, 3), words(4, 17)]; 31]);
        assert_eq!(fit(&page, 0).rows, 1);
        assert!(fit(&page, 0).sizes.iter().flatten().flatten().all(|size| *size == 0));
    }

    #[test]
    fn only_the_long_cell_gets_smaller_and_no_more_than_it_takes() {
        let mut rows = vec![vec![words(4, 3), words(4, 3)]; 32];
        rows.push(vec![words(4, 300), words(4, 3)]);
        let set = fit(&sheet(rows), 1);
        let (long, others) = set.sizes[0].split_last().unwrap();
        assert!(long[0] > 0 && long[1] == 0, "{long:?}");
        assert!(others.iter().flatten().all(|size| *size == 0));
    }

    #[test]
    fn printed_words_keep_their_size() {
        let mut rows = vec![vec![words(10, 400)]; 28];
        rows.push(vec![Measured { typed: false, ..words(10, 200) }]);
        let set = fit(&sheet(rows), 1);
        assert_eq!(set.sizes[0].last(), Some(&vec![0]));
        assert!(set.sizes[0][0][0] > 0);
    }

    #[test]
    fn an_option_is_kept_together_and_begins_a_line_when_it_must() {
        let option = |ems: &[f32]| Measured {
            columns: 4,
            parts: ems.iter().map(|ems| Part::Option(*ems)).collect(),
            typed: false,
        };
        // 57.5 mm hold 17 ems of 3.35 mm.
        assert_eq!(lines(&option(&[5.0, 5.0]), 0), 1);
        assert_eq!(lines(&option(&[10.0, 10.0]), 0), 2);
        assert_eq!(lines(&option(&[10.0, 40.0]), 0), 4);
    }
}
