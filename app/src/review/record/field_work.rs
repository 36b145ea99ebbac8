//! What field work added: who took it down and with whose consent, pictures, follow-up visits.
//!
//! A picture is fetched only once its line is opened, because each look is in the history.

use domain::values::date::{chinese, parse};
use domain::view::fieldwork::{PictureView, TakenDownView, VisitView};
use domain::view::review::RecordView;
use leptos::prelude::*;

use super::reveal;
use crate::ui::erase::Erase as _;
use crate::ui::icon::Icon;
use crate::ui::time;

/// Code of the group of pictures in the access table.
const PICTURES: &str = "pictures";

/// The cards; nothing for a record that no worker touched.
pub(crate) fn field_work(record: &RecordView) -> AnyView {
    let work = &record.field_work;
    let taken_down = work.taken_down.as_ref().map(taken_down);
    let pictures: Vec<_> =
        work.pictures.iter().enumerate().map(|(at, one)| picture(&record.row.id, at + 1, one)).collect();
    let visits: Vec<_> = work.visits.iter().map(visit).collect();
    view! {
        {taken_down}
        {(!pictures.is_empty()).then(|| view! {
            <section class="card" id="pictures">
                <h2>"附件"</h2>
                <p class="small no-print">"点开才会显示照片；每次查看都会记入办理记录。"</p>
                <ul class="pictures">{pictures}</ul>
            </section>
        })}
        {(work.pictures_hidden > 0).then(|| view! {
            <section class="card" id="pictures">
                <h2>"附件"</h2>
                <p>{format!("有{}张照片。", work.pictures_hidden)} {reveal::way(record, PICTURES)}</p>
            </section>
        })}
        {(!visits.is_empty()).then(|| view! {
            <section class="card" id="visits">
                <h2>"走访记录"</h2>
                <ol class="history">{visits}</ol>
            </section>
        })}
    }
    .erase()
}

fn fact(label: &'static str, words: String) -> AnyView {
    view! { <div><dt>{label}</dt><dd>{words}</dd></div> }.erase()
}

fn taken_down(said: &TakenDownView) -> AnyView {
    let by = if said.by.is_empty() { "（未写明）".to_owned() } else { said.by.clone() };
    // The phone's clock may be wrong; when it came in is certain.
    let day = parse(&said.written_on).map_or_else(|_| String::new(), chinese);
    view! {
        <section class="card" id="taken-down">
            <h2>"入户登记"</h2>
            <dl class="facts">
                {fact("登记人", said.worker.clone())}
                {fact("监护人同意", said.how.label().to_owned())}
                {fact("同意人", by)}
                {fact("告知书版本", said.notice_version.clone())}
                {(!day.is_empty()).then(|| fact("登记日期（手机上的日期）", day))}
                {fact("收到", format!("{}，第{}版", time::moment(said.received_at), said.version))}
            </dl>
        </section>
    }
    .erase()
}

fn picture(record: &str, number: usize, picture: &PictureView) -> AnyView {
    let (address, label) = (picture.address(record), picture.shows.label());
    let alt = format!("第{number}张：{label}");
    view! {
        <li>
            <details>
                <summary>
                    {alt.clone()}
                    <span class="small">" · 第" {picture.version} "版 · 收到 " {time::moment(picture.received_at)}</span>
                </summary>
                <a href=address.clone() target="_blank" rel="noopener">
                    <img class="picture" src=address.clone() alt=alt loading="lazy" decoding="async"/>
                    <span>{Icon::Search.view()} " 看原图" <span class="visually-hidden">"（在新窗口打开）"</span></span>
                </a>
            </details>
        </li>
    }
    .erase()
}

fn visit(visit: &VisitView) -> AnyView {
    let told = |label: &'static str, words: &str| {
        (!words.is_empty()).then(|| {
            let words = words.to_owned();
            view! { <p class="lines"><span class="small">{label} "："</span> {words}</p> }
        })
    };
    view! {
        <li>
            <p><strong>{chinese(visit.day)}</strong> {(!visit.worker.is_empty()).then(|| format!(" · {}", visit.worker))}</p>
            {told("见到", &visit.met)}
            {told("看到的情况", &visit.seen)}
            {told("需要", &visit.needs)}
            {visit.next.map(|day| view! { <p><span class="small">"下次走访："</span> {chinese(day)}</p> })}
        </li>
    }
    .erase()
}
