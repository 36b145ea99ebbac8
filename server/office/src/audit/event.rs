//! `/audit/{county}/{lane}/{no}`: one event in words, and what proves it.

use app::addresses::audit::SEARCH;
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::time;
use axum::extract::Path;
use axum::response::Response;
use backend::audit::evidence::{HeadProof, Inclusion};
use backend::auditing::{self, EventDetail};
use backend::store::clock::in_words;
use domain::problem::Problem;
use gate::{Refusal, parse_id};
use leptos::prelude::*;

use super::words;
use crate::call::{Act, Call};

/// County, lane and number of the event, as the address tells them.
type Which = (String, String, String);

pub(super) async fn show(call: Call, Path((county, lane, no)): Path<Which>) -> Result<Response, Refusal> {
    let by = call.caller.auditor().await?;
    let no = no.parse().map_err(|_| Problem::NotFound)?;
    let detail = auditing::event(call.store(), &by, &county, parse_id(&lane)?, no).await?;
    let content = view! {
        {facts(&detail)}
        {proof(&detail)}
        <p><a href=SEARCH>"回到查询"</a></p>
    };
    Ok(call.page("审计记录", &by.account().view(), Act::NONE, content.erase()))
}

/// The columns in words; those that say nothing are left out.
fn facts(detail: &EventDetail) -> AnyView {
    let event = &detail.event;
    let id = |id: &Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let bytes = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(hex::encode).unwrap_or_default();
    let subject = format!("{} {}", words::subject(&event.subject_kind), id(&event.subject));
    let said = [
        ("时间", in_words(event.at)),
        ("事项", words::kind(&event.kind)),
        ("结果", words::outcome(&event.outcome)),
        ("人员", format!("{}（{}）", detail.who, words::actor_kind(&event.actor_kind))),
        ("角色", words::role(&event.role)),
        ("任职单位", detail.place.clone()),
        ("与对象的关系", words::relation(&event.relation)),
        ("对象", subject.trim().to_owned()),
        ("版本", event.version.map(|version| format!("第{version}版")).unwrap_or_default()),
        ("看到全文的内容", words::groups(&event.groups)),
        ("目的", words::purpose(&event.purpose)),
        ("来自网段", event.peer.clone()),
        ("区县", words::division(&event.county_code)),
        ("账号编号", id(&event.actor)),
        ("人员编号", id(&event.person)),
        ("任职编号", id(&event.assignment)),
        ("登录（摘要）", bytes(&event.session)),
        ("请求编号", event.request.clone()),
        ("所附文字（摘要）", bytes(&event.detail_hash)),
        ("序号", format!("{}，程序 {}", event.no, event.lane)),
    ];
    let said = said.into_iter().map(|(name, value)| (name.to_owned(), value)).chain(words::extra(&event.extra));
    let subjects = (!detail.subjects.is_empty()).then(|| {
        let ids: Vec<_> = detail.subjects.iter().map(|id| view! { <li class="id">{id.to_string()}</li> }).collect();
        view! { <details><summary>{format!("涉及的{}条登记", detail.subjects.len())}</summary><ul>{ids}</ul></details> }
    });
    view! {
        <section class="card">
            <h2>{words::kind(&event.kind)}</h2>
            {list(said)}
            {subjects}
        </section>
    }
    .erase()
}

/// What says that the event is the one that was sealed.
fn proof(detail: &EventDetail) -> AnyView {
    let content = match &detail.inclusion {
        None => view! { <p>"还没有封存。记录产生后一两秒内封存，请稍后刷新本页。"</p> }.erase(),
        Some(inclusion) => {
            let standing = if inclusion.holds {
                view! { <p><span class="tag tag-done">{Icon::Check.view()} "与封存时一致"</span></p> }.erase()
            } else {
                view! { <p><span class="tag tag-attention">{Icon::Alert.view()} "与封存时不一致：这条记录被改动过，请立即报告"</span></p> }.erase()
            };
            view! { {standing} {sealed(inclusion)} {head(detail.head.as_ref())} }.erase()
        }
    };
    view! { <section class="card"><h2>"校验"</h2>{content}</section> }.erase()
}

fn sealed(inclusion: &Inclusion) -> AnyView {
    let batch = &inclusion.batch;
    let said = [
        ("批次", format!("第{}批，{}封存", batch.n, time::moment(batch.at))),
        ("位置", format!("共{}条，第{}条", batch.count, inclusion.position + 1)),
        ("批次根", hex::encode(&batch.root)),
        ("批次摘要", hex::encode(&batch.hash)),
        ("上一批摘要", hex::encode(&batch.prev)),
    ];
    view! { {list(said.map(|(name, value)| (name.to_owned(), value)))} {path("到批次根的路径", &inclusion.path)} }
        .erase()
}

fn head(proof: Option<&HeadProof>) -> AnyView {
    let Some(proof) = proof else {
        return view! { <p class="small">"还没有签名。每分钟签名一次，请稍后刷新本页。"</p> }.erase();
    };
    let head = &proof.head;
    let said = [
        ("签名时间", time::moment(head.at)),
        ("签名覆盖到", format!("第{}批", proof.n)),
        ("总根", hex::encode(&head.root)),
        ("签名", hex::encode(&head.signature)),
        ("公钥", hex::encode(proof.public_key)),
    ];
    view! { {list(said.map(|(name, value)| (name.to_owned(), value)))} {path("到总根的路径", &proof.path)} }.erase()
}

fn path(title: &'static str, hashes: &[[u8; 32]]) -> Option<AnyView> {
    (!hashes.is_empty()).then(|| {
        let lines: Vec<_> = hashes.iter().map(|hash| view! { <li class="id">{hex::encode(hash)}</li> }).collect();
        view! { <details><summary>{title}</summary><ol>{lines}</ol></details> }.erase()
    })
}

/// Names and values, without those that are empty.
fn list(said: impl IntoIterator<Item = (String, String)>) -> AnyView {
    let lines: Vec<_> = said
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect();
    view! { <dl class="facts">{lines}</dl> }.erase()
}
