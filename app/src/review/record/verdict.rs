//! The verdict: three rulings with reasons and clauses, the class, and what goes with it.

use domain::eligibility::{Outcome, Ruling};
use domain::values::date::chinese;
use domain::view::review::RecordView;
use leptos::prelude::*;

use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::verdict::reasons;

/// The card.
pub(crate) fn verdict(record: &RecordView) -> AnyView {
    let Some(verdict) = &record.verdict else {
        let class = record.row.class.label();
        return view! { <section class="card"><h2>"认定结果：" {class}</h2></section> }.erase();
    };
    let names = ["流动儿童（监测摸排对象）", "流动儿童（统计分析对象）", "留守儿童"];
    let rulings: Vec<_> = names.into_iter().zip(verdict.rulings()).map(|(name, ruling)| one(name, ruling)).collect();
    let flags: Vec<_> = verdict.flags.iter().map(|flag| view! { <li>{flag.label()}</li> }).collect();
    let proposal = verdict.overlap.map(|overlap| {
        let words =
            overlap.proposal.map_or("按哪一类登记，请与监护人核实后确定。".to_owned(), |form| {
                format!("建议按{}登记，请与监护人核实后确定。", form.label())
            });
        view! { <p class="finding">"流动、留守同时符合。" {words}</p> }
    });
    let leaving = verdict.exit_notice.map(|day| {
        view! { <p class="finding">"将于" {chinese(day)} "年满16周岁退出，请提前做好衔接。"</p> }
    });
    view! {
        <section class="card">
            <h2>"认定结果：" {verdict.class.label()}</h2>
            <div class="rulings">{rulings}</div>
            {proposal}
            {leaving}
            {(!flags.is_empty()).then(|| view! { <ul>{flags}</ul> })}
            <p class="small">"按" {chinese(verdict.as_of)} "的情况认定。"</p>
        </section>
    }
    .erase()
}

fn one(name: &'static str, ruling: &Ruling) -> AnyView {
    let (class, icon) = match ruling.result {
        Outcome::In => ("tag tag-done", Some(Icon::Check)),
        Outcome::Out => ("tag", None),
        Outcome::Review => ("tag tag-attention", Some(Icon::Alert)),
    };
    let due = ruling.due.map(|day| view! { <p class="small">{chinese(day)} "起结果会变，届时重新认定。"</p> });
    view! {
        <details class="ruling" open=ruling.result != Outcome::Out>
            <summary>{name} " " <span class=class>{icon.map(Icon::view)} {ruling.result.label()}</span></summary>
            {reasons(&ruling.reasons)}
            {due}
        </details>
    }
    .erase()
}
