//! `/review/{id}/reveal/{group}`: why somebody looks at a masked group in full, and then the group, for a minute.

use app::addresses;
use app::ui::erase::Erase as _;
use app::ui::icon::Icon;
use app::ui::textarea;
use axum::extract::Path;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use backend::access::accounts::{Account, Reviewer};
use backend::review::reveal::{Asked, Revealed};
use backend::{grants, review};
use domain::access::{Action, Group};
use domain::problem::Problem;
use domain::review::{RevealReason, RevealWhy};
use domain::view::fieldwork::PictureView;
use gate::{Form, Pairs, Refusal, last_value, parse_id};
use leptos::prelude::*;
use uuid::Uuid;

use crate::call::{Act, Call, again};
use crate::carried::given_back;

/// Seconds after which the page leads back to the record.
const SHOWN: u32 = 60;

/// Seconds for pictures, which are opened one by one.
const PICTURES_SHOWN: u32 = 300;

/// Leads on by itself, without a script.
const REFRESH: HeaderName = HeaderName::from_static("refresh");

/// Id of the record and code of the group, as the address tells them.
type Which = (String, String);

/// By what somebody reaches the record.
enum By {
    /// It is one of the own area, or offered to it.
    Area(Reviewer),
    /// A grant.
    Grant(Account),
}

pub(super) async fn show(call: Call, Path(which): Path<Which>) -> Result<Response, Refusal> {
    let by = By::Area(call.caller.reviewer().await?);
    question(&call, &by, read(&which)?, &[], Act::NONE).await
}

pub(super) async fn act(call: Call, Path(which): Path<Which>, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = By::Area(call.caller.reviewer().await?);
    answered(&call, &by, read(&which)?, &pairs).await
}

pub(crate) async fn show_granted(call: Call, Path(which): Path<Which>) -> Result<Response, Refusal> {
    let by = By::Grant(call.caller.account().await?);
    question(&call, &by, read(&which)?, &[], Act::NONE).await
}

pub(crate) async fn act_granted(call: Call, Path(which): Path<Which>, Form(pairs): Form) -> Result<Response, Refusal> {
    let by = By::Grant(call.caller.account().await?);
    answered(&call, &by, read(&which)?, &pairs).await
}

impl By {
    const fn account(&self) -> &Account {
        match self {
            Self::Area(reviewer) => reviewer.account(),
            Self::Grant(account) => account,
        }
    }

    async fn asked(&self, call: &Call, (id, group): (Uuid, Group)) -> Result<Asked, Refusal> {
        Ok(match self {
            Self::Area(reviewer) => review::asked(call.store(), reviewer, id, group).await?,
            Self::Grant(account) => grants::reveal_granted_asked(call.store(), account, id, group).await?,
        })
    }

    async fn reveal(&self, call: &Call, (id, group): (Uuid, Group), why: &RevealWhy) -> Result<Revealed, Refusal> {
        Ok(match self {
            Self::Area(reviewer) => review::reveal(call.store(), reviewer, id, group, why).await?,
            Self::Grant(account) => grants::reveal_granted(call.store(), account, id, group, why).await?,
        })
    }

    /// The page of the record.
    fn record(&self, id: &str) -> String {
        match self {
            Self::Area(_) => addresses::review::record(id),
            Self::Grant(_) => addresses::grants::record(id),
        }
    }

    /// The page of the group.
    fn page(&self, id: &str, group: Group) -> String {
        match self {
            Self::Area(_) => addresses::review::reveal(id, group.code()),
            Self::Grant(_) => addresses::grants::reveal(id, group.code()),
        }
    }
}

async fn answered(call: &Call, by: &By, (id, group): (Uuid, Group), pairs: &Pairs) -> Result<Response, Refusal> {
    if let Some(typed) = given_back(pairs) {
        return question(call, by, (id, group), &typed, Act::NONE).await;
    }
    let why = match RevealWhy::read(last_value(pairs, "reason"), last_value(pairs, "words")) {
        Ok(why) => why,
        Err(problem) => {
            return question(call, by, (id, group), pairs, Act::refused(&again(problem.into())?)).await;
        }
    };
    // Whether there is anything to reveal comes first: nobody proves who he is for what is not there.
    by.asked(call, (id, group)).await?;
    call.caller.step_up(Action::RecordReveal).await?;
    match by.reveal(call, (id, group), &why).await {
        Ok(revealed) => Ok(answer(call, by, id, &revealed)),
        Err(refusal) => {
            let refusal = again(refusal)?;
            question(call, by, (id, group), pairs, Act::refused(&refusal)).await
        }
    }
}

fn read((id, group): &Which) -> Result<(Uuid, Group), Refusal> {
    Ok((parse_id(id)?, Group::from_code(group).ok_or(Problem::NotFound)?))
}

/// Asks why.
async fn question(
    call: &Call,
    by: &By,
    (id, group): (Uuid, Group),
    typed: &[(String, String)],
    act: Act<'_>,
) -> Result<Response, Refusal> {
    let asked = by.asked(call, (id, group)).await?;
    let chosen = last_value(typed, "reason").to_owned();
    let reasons: Vec<_> = RevealReason::ALL
        .iter()
        .map(|reason| {
            let checked = chosen == reason.code();
            view! {
                <label class="choice">
                    <input type="radio" name="reason" value=reason.code() checked=checked required/>
                    <span>{reason.label()}</span>
                </label>
            }
        })
        .collect();
    let record = id.to_string();
    let content = view! {
        {about(&asked)}
        <form method="post" action=by.page(&record, group) class="card" data-typed="">
            <fieldset class="question-set">
                <legend class="question">"查看全文的原因"</legend>
                <div class="choices">{reasons}</div>
            </fieldset>
            <label class="question" for="words">"说明" <span class="small">"（选“其他”时必填）"</span></label>
            <textarea class="input" id="words" name="words" rows="2" maxlength="200">{textarea::words(last_value(typed, "words"))}</textarea>
            <p class="small">"查看的人、时间、内容和原因会记入办理记录和审计日志，监护人可以查询。"</p>
            <button class="button button-main button-wide" type="submit">"查看全文"</button>
        </form>
        {back(by.record(&record))}
    };
    Ok(call.page("查看全文", &by.account().view(), act, content.erase()))
}

/// The group in full; no copy of the page is kept, and after a while it leads back.
fn answer(call: &Call, by: &By, id: Uuid, revealed: &Revealed) -> Response {
    let record = id.to_string();
    let rows: Vec<_> = revealed
        .rows
        .iter()
        .map(|(label, words)| view! { <div><dt>{label.clone()}</dt><dd>{words.clone()}</dd></div> })
        .collect();
    let pictures: Vec<_> =
        revealed.pictures.iter().enumerate().map(|(at, one)| picture(&record, at + 1, one)).collect();
    let seconds = if pictures.is_empty() { SHOWN } else { PICTURES_SHOWN };
    let content = view! {
        {about(&revealed.asked)}
        <section class="card" id="revealed">
            <p>{format!("{}内自动回到这条登记。请勿拍照、抄录给无关的人。", if seconds == SHOWN { "1分钟" } else { "5分钟" })}</p>
            {(!rows.is_empty()).then(|| view! { <dl class="facts">{rows}</dl> })}
            {(!pictures.is_empty()).then(|| view! { <ul class="pictures">{pictures}</ul> })}
        </section>
        {back(by.record(&record))}
    };
    let page = call.page("查看全文", &by.account().view(), Act::NONE, content.erase());
    let refresh = format!("{seconds};url={}", by.record(&record));
    ([(REFRESH, refresh), (header::CACHE_CONTROL, "no-store".to_owned())], page).into_response()
}

fn about(asked: &Asked) -> AnyView {
    let words = format!("{}（登记编号 {}）：{}", asked.child_name, asked.receipt_no, asked.group.label());
    view! { <p><strong>{words}</strong></p> }.erase()
}

fn picture(record: &str, number: usize, picture: &PictureView) -> AnyView {
    let words = format!("第{number}张：{}", picture.shows.label());
    view! { <li><a href=picture.address(record) target="_blank" rel="noopener">{words}</a></li> }.erase()
}

fn back(record: String) -> AnyView {
    view! { <p><a class="back" href=record>{Icon::Back.view()} " 回到这条登记"</a></p> }.erase()
}
