//! One of the two annexes on one A4 page: title, line above the table, bordered table.

use domain::Date;
use domain::form::{Answers, Form, journey};
use domain::forms::keys;
use leptos::prelude::*;

use super::boxes::{Piece, pieces, report_date};
use super::layout::{Block, COLUMNS, Cell, blocks};
use crate::components::erase::Erase as _;

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
    let bodies: Vec<_> = blocks(form.kind).iter().map(|block| body(form, block, answers, as_of)).collect();
    let class = format!("sheet sheet-{}", form.kind.name());
    let columns = (0..COLUMNS).map(|_| view! { <col/> }).collect_view();
    view! {
        <article class=class>
            <h1>{form.title}</h1>
            <p class="sheet-line">
                <span>"填报单位：" {unit} "（盖章）"</span>
                <span>"填报日期：" {report_date(answers)}</span>
            </p>
            <table>
                <colgroup><col class="sheet-title-col"/>{columns}</colgroup>
                {bodies}
            </table>
        </article>
    }
    .erase()
}

fn body(form: &'static Form, block: &'static Block, answers: Option<&Answers>, as_of: Date) -> AnyView {
    let count = block.rows.len();
    let rows: Vec<_> = block
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let title = (at == 0).then(|| {
                view! { <th class="sheet-title" scope="rowgroup" rowspan=count.to_string()><span>{block.title}</span></th> }
            });
            let lead = row.lead.map(|(words, width)| {
                view! { <th scope="rowgroup" rowspan="2" colspan=width.to_string()>{words}</th> }
            });
            let cells: Vec<_> = row.cells.iter().map(|one| cell(form, one, answers, as_of)).collect();
            view! { <tr>{title}{lead}{cells}</tr> }
        })
        .collect();
    view! { <tbody>{rows}</tbody> }.erase()
}

fn cell(form: &'static Form, cell: &'static Cell, answers: Option<&Answers>, as_of: Date) -> AnyView {
    let Some(field) = form.field(cell.key) else { return ().erase() };
    let content: Vec<_> = pieces(form, field, answers, as_of)
        .into_iter()
        .map(|piece| match piece {
            Piece::Option(words) => view! { <span class="sheet-option">{words}</span> " " }.erase(),
            Piece::Words(words) => words.erase(),
        })
        .collect();
    view! {
        <th scope="row" colspan=cell.label_width.to_string()>{cell.label.unwrap_or(field.label)}</th>
        <td colspan=cell.width.to_string()>{content}</td>
    }
    .erase()
}
