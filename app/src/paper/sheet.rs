//! One of the two annexes on one A4 page: title, line above the table, bordered table.

use domain::Date;
use domain::form::{Answers, Form, journey};
use domain::forms::keys;
use leptos::prelude::*;

use super::boxes::{Piece, pieces, report_date};
use super::fit::{Fit, Group, Measured, Page, Part, ems, fit};
use super::layout::{Block, COLUMNS, Cell, blocks, highest_row};
use crate::ui::erase::Erase as _;

/// A cell with its content.
struct Filled {
    cell: &'static Cell,
    label: &'static str,
    pieces: Vec<Piece>,
}

/// The sheet, filled in with the answers or blank. `unit` is the 填报单位 in words; empty leaves it to the pen.
pub fn sheet(form: &'static Form, answers: Option<&Answers>, unit: String) -> AnyView {
    let settled = answers.map(|answers| {
        let mut answers = answers.clone();
        let day = answers.get(keys::REPORT_DATE).unwrap_or(Date::MIN);
        // Answers that follow from others (V-14, V-16) are printed with them.
        journey::settle(form, &mut answers, day);
        answers
    });
    let answers = settled.as_ref();
    let as_of = answers.and_then(|answers| answers.get(keys::REPORT_DATE)).unwrap_or(Date::MIN);
    let blocks = blocks(form.kind);
    let filled: Vec<_> = blocks.iter().map(|block| fill(form, block, answers, as_of)).collect();
    let unit = ["填报单位：", &organ(unit), "（盖章）"].concat();
    let page = Page { above: ems(&unit), groups: blocks.iter().zip(&filled).map(measured).collect() };
    let Fit { rows, sizes } = fit(&page, highest_row(form.kind));
    let bodies: Vec<_> =
        blocks.iter().zip(filled).zip(sizes).map(|((block, filled), sizes)| body(block, filled, &sizes)).collect();
    let columns = (0..COLUMNS).map(|_| view! { <col/> }).collect_view();
    view! {
        <article class=format!("sheet sheet-rows-{rows}")>
            <h1>{form.title}</h1>
            <p class="sheet-line">
                <span>{unit}</span>
                <span class="sheet-date">"填报日期：" {report_date(answers)}</span>
            </p>
            <table>
                <colgroup><col class="sheet-title-col"/>{columns}</colgroup>
                {bodies}
            </table>
        </article>
    }
    .erase()
}

/// The organ that fills in for a place, by its full name.
fn organ(place: String) -> String {
    match place.chars().last() {
        Some('道') => place + "办事处",
        Some('镇' | '乡') => place + "人民政府",
        _ => place,
    }
}

/// The rows of a block with what stands in their cells.
fn fill(form: &'static Form, block: &Block, answers: Option<&Answers>, as_of: Date) -> Vec<Vec<Filled>> {
    let cell = |cell: &'static Cell| {
        let field = form.field(cell.key)?;
        let label = cell.label.unwrap_or(field.label);
        Some(Filled { cell, label, pieces: pieces(form, field, answers, as_of) })
    };
    block.rows.iter().map(|row| row.cells.iter().filter_map(cell).collect()).collect()
}

/// Labels and contents as lengths. A cell of the sheet is two of the table.
fn measured((block, rows): (&Block, &Vec<Vec<Filled>>)) -> Group {
    let label = |filled: &Filled| Measured {
        columns: filled.cell.label_width,
        parts: vec![Part::Words(ems(filled.label))],
        typed: false,
    };
    let content = |filled: &Filled| Measured {
        columns: filled.cell.width,
        parts: filled.pieces.iter().map(part).collect(),
        typed: filled.pieces.iter().any(|piece| !matches!(piece, Piece::Option(_))),
    };
    let row = |row: &Vec<Filled>| row.iter().flat_map(|filled| [label(filled), content(filled)]).collect();
    Group { title: block.title.chars().count(), rows: rows.iter().map(row).collect() }
}

fn part(piece: &Piece) -> Part {
    match piece {
        Piece::Option(words) | Piece::Typed(words) => Part::Option(ems(words)),
        Piece::Words(words) => Part::Words(ems(words)),
    }
}

fn body(block: &'static Block, filled: Vec<Vec<Filled>>, sizes: &[Vec<usize>]) -> AnyView {
    let count = block.rows.len();
    let rows: Vec<_> = block
        .rows
        .iter()
        .zip(filled)
        .zip(sizes)
        .enumerate()
        .map(|(at, ((row, filled), sizes))| {
            let title = (at == 0).then(|| {
                view! { <th class="sheet-title" scope="rowgroup" rowspan=count.to_string()><span>{block.title}</span></th> }
            });
            let lead = row.lead.map(|(words, width)| {
                view! { <th scope="rowgroup" rowspan="2" colspan=width.to_string()>{words}</th> }
            });
            // Of each two, the second is the content's.
            let sizes = sizes.iter().skip(1).step_by(2);
            let cells: Vec<_> = filled.into_iter().zip(sizes).map(|(filled, size)| cell(filled, *size)).collect();
            view! { <tr>{title}{lead}{cells}</tr> }
        })
        .collect();
    view! { <tbody>{rows}</tbody> }.erase()
}

fn cell(filled: Filled, size: usize) -> AnyView {
    let Filled { cell, label, pieces } = filled;
    let content: Vec<_> = pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Option(words) | Piece::Typed(words) => {
                view! { <span class="sheet-option">{words}</span> " " }.erase()
            }
            Piece::Words(words) => words.erase(),
        })
        .collect();
    let class = (size > 0).then(|| format!("sheet-type-{size}"));
    view! {
        <th scope="row" colspan=cell.label_width.to_string()>{label}</th>
        <td colspan=cell.width.to_string() class=class>{content}</td>
    }
    .erase()
}

#[cfg(test)]
mod tests {
    use domain::divisions::Address;
    use domain::form::{Field, FieldKind, FormKind, Value};
    use domain::values::Paper;

    use super::*;
    use crate::paper::fit::keeps;

    fn text(length: u16) -> String {
        "长".repeat(usize::from(length))
    }

    /// The longest answer that the field takes.
    fn longest(field: &Field) -> Value {
        match field.kind {
            FieldKind::Text { max } => Value::Text(text(max)),
            FieldKind::PersonName => Value::Text(text(50)),
            FieldKind::Date => Value::Text("2026-12-31".to_owned()),
            FieldKind::Bool { .. } => Value::Bool(true),
            FieldKind::Single { options } => {
                let rich = options.iter().find(|option| ["other", "multiple"].contains(&option.code));
                Value::Text(rich.or(options.last()).map(|option| option.code.to_owned()).unwrap_or_default())
            }
            FieldKind::Multi { options, exclusive } => {
                let codes = options.iter().map(|option| option.code).filter(|code| *code != exclusive);
                Value::Choices(codes.map(str::to_owned).collect())
            }
            FieldKind::PersonId => {
                Value::Paper(Paper { kind: "none".to_owned(), number: String::new(), reason: text(100) })
            }
            FieldKind::Phone => Value::Text("0371-12345678-123456".to_owned()),
            FieldKind::Address if field.key.starts_with("hukou") || field.key.starts_with("current") => {
                Value::Address(Address { division_path: text(40), detail: text(200), ..Address::default() })
            }
            FieldKind::Address => {
                Value::Address(Address { outside: text(100), detail: text(200), ..Address::default() })
            }
            FieldKind::NationalId | FieldKind::Unit => Value::Text("120104201503089977".to_owned()),
        }
    }

    #[test]
    fn a_sheet_with_the_longest_of_all_answers_stays_on_its_page() {
        for kind in [FormKind::Migrant, FormKind::LeftBehind] {
            let form = domain::forms::form(kind);
            let mut answers = Answers::default();
            for field in form.fields() {
                answers.set(field.key, longest(field));
            }
            let blocks = blocks(kind);
            let page = |answers: Option<&Answers>, above: f32| {
                let filled: Vec<_> =
                    blocks.iter().map(|block| fill(form, block, answers, Date::constant(2026, 11, 27))).collect();
                Page { above, groups: blocks.iter().zip(&filled).map(measured).collect() }
            };
            let (longest, blank) = (page(Some(&answers), 60.0), page(None, 9.0));
            let set = fit(&longest, highest_row(kind));
            assert!(keeps(&longest, &set), "{kind:?} {set:?}");
            let set = fit(&blank, highest_row(kind));
            assert!(keeps(&blank, &set) && set.rows == highest_row(kind), "{kind:?} {set:?}");
        }
    }

    #[test]
    fn the_unit_that_fills_in_is_an_organ() {
        assert_eq!(organ("天津市南开区长虹街道".to_owned()), "天津市南开区长虹街道办事处");
        assert_eq!(organ("周口市扶沟县崔桥镇".to_owned()), "周口市扶沟县崔桥镇人民政府");
        assert_eq!(organ(String::new()), "");
    }
}
