//! `/accounts/import`: many accounts from one sheet. It is uploaded and checked first; what was shown is then confirmed, and
//! the invitations are printed from the answer, one page each.

use app::addresses::access::{ACCOUNTS, IMPORT, TEMPLATE};
use app::ui::erase::Erase as _;
use app::ui::time;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use backend::access::administration::import::{
    Checked, HEADINGS, Imported, Line, MAX_BYTES, MAX_ROWS, RowFault, check, confirm, expected, sealed, unsealed,
};
use backend::access::administration::{Administrator, Invitation};
use backend::sheets::template as sheet;
use domain::access::Action;
use domain::problem::Problem;
use gate::{Form, Refusal, last_value};
use leptos::prelude::*;

use crate::call::{Act, Call, GO, again};
use crate::carried::given_back;

/// Faults that the page shows; whoever has more begins with these.
const SHOWN_FAULTS: usize = 200;

pub(super) async fn show(call: Call) -> Result<Response, Refusal> {
    let by = importing(&call).await?;
    call.caller.step_up(Action::AccountImport).await?;
    page(&call, &by, None, Act::NONE)
}

/// The empty sheet.
pub(super) async fn template(call: Call) -> Result<Response, Refusal> {
    importing(&call).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"accounts.xlsx\""),
    ];
    Ok((headers, sheet("人员", &HEADINGS)?).into_response())
}

/// Checks what was uploaded, or confirms what was shown.
pub(super) async fn act(call: Call, request: Request) -> Result<Response, Refusal> {
    let by = importing(&call).await?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/") {
        return match uploaded(&call, &by, request).await {
            Ok(checked) => page(&call, &by, Some(&checked), Act::NONE),
            Err(refusal) => page(&call, &by, None, Act::refused(&again(refusal)?)),
        };
    }
    let Ok(Form(pairs)) = Form::from_request(request, &()).await else { return Err(Problem::TooLarge.into()) };
    let pairs = given_back(&pairs).unwrap_or(pairs);
    let shown = match unsealed(call.store(), &by, last_value(&pairs, "rows")).map_err(Refusal::from) {
        Ok(shown) => shown,
        Err(refusal) => return page(&call, &by, None, Act::refused(&again(refusal)?)),
    };
    if last_value(&pairs, GO) != "confirm" {
        return page(&call, &by, Some(&shown), Act::NONE);
    }
    call.caller.step_up(Action::AccountImport).await?;
    let only_right = !last_value(&pairs, "only_right").is_empty();
    match confirm(call.store(), &by, &shown, only_right).await.map_err(Refusal::from) {
        Ok(imported) => Ok(invitations(&call, &imported)),
        Err(refusal) => page(&call, &by, Some(&shown), Act::refused(&again(refusal)?)),
    }
}

async fn importing(call: &Call) -> Result<Administrator, Refusal> {
    let by = call.caller.administrator().await?;
    if by.may(Action::AccountImport) { Ok(by) } else { Err(Problem::Forbidden.into()) }
}

async fn uploaded(call: &Call, by: &Administrator, request: Request) -> Result<Checked, Refusal> {
    let wrong = |message: &str| Problem::Invalid { field: "sheet".into(), message: message.into() };
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| wrong("没有收到文件，请重新选择"))?;
    while let Some(part) = form.next_field().await.map_err(|_| wrong("文件没有传完，请重新上传"))? {
        if part.name() != Some("sheet") {
            continue;
        }
        let bytes = part.bytes().await.map_err(|_| wrong("文件没有传完，请重新上传"))?;
        if bytes.is_empty() {
            break;
        }
        if bytes.len() > MAX_BYTES {
            return Err(wrong("文件超过2MB，请分成几个文件上传").into());
        }
        let sheet = call.office.sheets.read(bytes.to_vec(), &expected()).await;
        let sheet = sheet.map_err(|fault| wrong(&fault.message()))?;
        return Ok(check(call.store(), by, &sheet).await?);
    }
    Err(wrong("请选择一个文件").into())
}

fn page(call: &Call, by: &Administrator, checked: Option<&Checked>, act: Act<'_>) -> Result<Response, Refusal> {
    let report = match checked {
        Some(checked) => Some(report(checked, &sealed(call.store(), by, checked)?)),
        None => None,
    };
    let content = view! {
        {report}
        <form method="post" action=IMPORT enctype="multipart/form-data" class="card">
            <h2>"上传表格"</h2>
            <p>{format!("每行一个人，一次最多{MAX_ROWS}行，文件不超过2MB。上传后先核对，不会马上建账号。")}</p>
            <p><a href=TEMPLATE>"下载空表（.xlsx）"</a></p>
            <label class="sub">"表格文件（.xlsx、.xls，或CSV）" <input class="input" type="file" name="sheet" required accept=".xlsx,.xls,.csv,.txt"/></label>
            <button class="button button-main" type="submit">"上传并核对"</button>
        </form>
        <p><a href=ACCOUNTS>"回到账号列表"</a></p>
    };
    Ok(call.page("批量新建账号", &by.account().view(), act, content.erase()))
}

/// What was found, and the button that confirms it.
fn report(checked: &Checked, sealed: &str) -> AnyView {
    let Checked { right, faults } = checked;
    let mut wrong: Vec<usize> = faults.iter().map(|fault| fault.row).collect();
    wrong.dedup();
    let words = format!("核对完成：可以导入{}人，{}行有问题。现在还没有建立任何账号。", right.len(), wrong.len());
    let confirm = (!right.is_empty()).then(|| {
        let only = (!faults.is_empty()).then(|| {
            view! { <label class="choice"><input type="checkbox" name="only_right" value="1"/> "只导入正确的行"</label> }
        });
        let button = format!("确认导入{}人", right.len());
        view! {
            <form method="post" action=IMPORT class="stack-tight">
                <input type="hidden" name="rows" value=sealed.to_owned()/>
                {only}
                <button class="button button-main" type="submit" name=GO value="confirm" data-ask=format!("{button}？将为每人生成一份邀请。")>{button.clone()}</button>
            </form>
        }
    });
    view! {
        <section class="card" id="report">
            <h2>"核对结果"</h2>
            <p>{words}</p>
            {faulty(faults)}
            {accepted(right)}
            {confirm}
        </section>
    }
    .erase()
}

fn faulty(faults: &[RowFault]) -> Option<AnyView> {
    let line = |fault: &RowFault| {
        let RowFault { row, column, rule, message } = fault.clone();
        view! { <tr><td>{row}</td><td>{column}</td><td>{message}</td><td class="small">{rule}</td></tr> }
    };
    let lines: Vec<_> = faults.iter().take(SHOWN_FAULTS).map(line).collect();
    let more = (faults.len() > SHOWN_FAULTS).then(|| format!("只列出前{SHOWN_FAULTS}处，改好后请重新上传。"));
    (!faults.is_empty()).then(|| {
        view! {
            <table class="sums">
                <caption>"不能导入"</caption>
                <thead><tr><th scope="col">"行"</th><th scope="col">"列"</th><th scope="col">"问题"</th><th scope="col">"规则"</th></tr></thead>
                <tbody>{lines}</tbody>
            </table>
            {more.map(|words| view! { <p class="small">{words}</p> })}
        }
        .erase()
    })
}

fn accepted(right: &[Line]) -> Option<AnyView> {
    let lines: Vec<_> = right
        .iter()
        .map(|line| {
            let term = format!("{}至{}", line.from, line.to);
            let (name, user, place) = (line.display_name.clone(), line.username.clone(), line.place.clone());
            view! { <tr><td>{line.row}</td><td>{name}</td><td>{user}</td><td>{line.role.label()}</td><td>{place}</td><td>{term}</td></tr> }
        })
        .collect();
    (!right.is_empty()).then(|| {
        view! {
            <details>
                <summary>"看可以导入的人"</summary>
                <table class="sums">
                    <thead><tr><th scope="col">"行"</th><th scope="col">"姓名"</th><th scope="col">"用户名"</th><th scope="col">"角色"</th><th scope="col">"单位代码"</th><th scope="col">"任期"</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </details>
        }
        .erase()
    })
}

/// The invitations, a page each. The store keeps no address, so this answer is the only place where they stand.
fn invitations(call: &Call, imported: &Imported) -> Response {
    let Imported { batch, invitations } = imported;
    let sheets: Vec<_> = invitations.iter().map(|one| invitation(one, batch)).collect();
    let content = view! {
        <main class="content" id="content" tabindex="-1">
            <section class="notice notice-done no-print" role="status">
                <h1>"导入完成"</h1>
                <p>{format!("已建立{}个账号，批号{batch}。", invitations.len())}</p>
                <p><strong>"请现在就打印，分别当面交给本人：邀请地址只显示这一次，离开本页就没有了。"</strong></p>
                <div class="button-row">
                    <button class="button button-main" type="button" data-print="">"打印全部邀请"</button>
                    <a class="button" href=ACCOUNTS>"都打印好了，回到账号列表"</a>
                </div>
            </section>
            {sheets}
        </main>
    };
    call.sheet("账号邀请", content.erase())
}

fn invitation(one: &Invitation, batch: &str) -> AnyView {
    view! {
        <article class="card page-each">
            <h2>{format!("{}：童册账号邀请", one.display_name)}</h2>
            <p>"用户名 " <strong>{one.username.clone()}</strong></p>
            <p>"请用浏览器打开下面的地址，设置自己的密码：" <br/> <span class="number">{one.url.clone()}</span></p>
            <p>{format!("{}前打开有效，只能用一次。", time::moment(one.ends_at))}</p>
            <p class="small">{format!("批号{batch}")}</p>
        </article>
    }
    .erase()
}
