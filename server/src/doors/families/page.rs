//! The pages around whose turn it is. What they tell of a family is what anybody who holds the phone may know: the first
//! character of a name, the number and the state of what was submitted.

use app::addresses::declare::TURN;
use app::ui::html::{El, Piece, el};
use axum::http::StatusCode;
use backend::declare::declarations::LinkHolder;
use backend::declare::glance::Glance;
use domain::forms::form;
use domain::problem::Problem;
use domain::values::date::chinese;
use domain::view::links::{Ended, LinkKind};
use gate::Page;
use gate::page::form as posting;

use super::{NONE, Seen};
use crate::layers::link_holder::known::Known;

/// Receipt numbers of one family that are listed.
const LISTED: usize = 5;

const MAIN: &str = "button button-main button-wide";
const OTHER: &str = "button button-wide";

/// Whose turn it is, after a poster was opened, or when somebody asks for it.
pub(crate) fn turn(opened: &Glance, known: &Known, families: &[Seen], label: impl Fn(&LinkHolder) -> String) -> Page {
    let page = Page::new(StatusCode::OK, "现在是哪一家在填？")
        .part(el("p").class("lead").child(opened.link.unit_name.clone()).view())
        .part(el("p").child("这部手机上已有别的登记。请选一选，各家填的分开保存，不会混在一起。").view());
    let adopts = known.waiting().is_some() && opened.link.kind == LinkKind::Village;
    let page = families.iter().fold(page, |page, (link_holder, glance)| {
        let button = posting(TURN, [("go", &*format!("stay:{}", label(link_holder)))], None, (OTHER, go_on(glance)));
        page.form(
            family(
                glance,
                adopts && link_holder.county() == known.waiting().map_or(link_holder.county(), |w| w.county()),
            )
            .child(button)
            .view(),
        )
    });
    if opened.link.kind == LinkKind::Village && opened.ways.ended.is_none() {
        let new = el("section")
            .class("card")
            .child(el("h2").child("另一家"))
            .child(el("p").child("上面没有您家的，请从这里开始。看不到别家填的内容。"))
            .child(posting(TURN, [("go", "new")], None, (MAIN, "从头开始填")));
        return page.form(new.view());
    }
    page.words(["别的家庭要登记，请扫村（居）委会张贴的二维码，或打开发给那一家的链接。".to_owned()])
}

/// The link of one family was opened where another one's work lies.
pub(crate) fn personal(
    opened: &Glance,
    link: &LinkHolder,
    families: &[Seen],
    label: impl Fn(&LinkHolder) -> String,
) -> Page {
    let page = Page::new(StatusCode::OK, "这是另一个登记链接")
        .part(el("p").class("lead").child(format!("{}，发给一个家庭用的链接", opened.link.unit_name)).view())
        .words([
            "这部手机上已有别的登记。打开新的链接，会换到那一家的登记；原来填的还会留着。".to_owned(),
            "在这个链接里填的内容，有这个链接的人都看得到。不是工作人员发给您家的，请不要打开。".to_owned(),
        ]);
    let page = families.iter().filter(|(link_holder, _)| link_holder.holder() != link.holder()).fold(
        page,
        |page, (link_holder, glance)| {
            let label = label(link_holder);
            let stay = posting(TURN, [("go", &*format!("stay:{label}"))], None, (MAIN, go_on(glance)));
            // What is open is handed to the new link only when its own way in has ended.
            let takes = glance.draft.is_some() && glance.ways.ended.is_some() && link_holder.county() == link.county();
            let take = takes
                .then(|| posting(TURN, [("go", &*format!("take:{label}"))], None, (OTHER, "把没填完的带到新的链接里")));
            page.form(family(glance, false).child(stay).child(take).view())
        },
    );
    let open = el("section").class("card").child(el("h2").child("新的链接是发给我家的")).child(posting(
        TURN,
        [("go", "open")],
        None,
        (OTHER, "打开新的链接"),
    ));
    page.form(open.view())
}

/// What a family has here.
fn family(glance: &Glance, adopts: bool) -> El {
    let card = el("section").class("card");
    let card = match &glance.draft {
        Some((name, kind)) => {
            let title = kind.map_or("还没选登记表", |kind| form(kind).title);
            let name = if name.is_empty() { "还没填姓名".to_owned() } else { name.clone() };
            card.child(el("h2").child(format!("没填完的登记：{name}"))).child(el("p").child(title))
        }
        None => card.child(el("h2").child("已提交的登记")),
    };
    let numbers = glance
        .submitted
        .iter()
        .take(LISTED)
        .map(|(number, state)| Piece::from(el("li").child(format!("登记编号{number}：{}", state.label()))));
    let card = if glance.submitted.is_empty() { card } else { card.child(el("ul").children(numbers)) };
    card.child(glance.ways.ended.map(|ended| el("p").class("small").child(ended_words(&ended, glance, adopts))))
}

/// That the way in has ended, and what can still be done.
fn ended_words(ended: &Ended, glance: &Glance, adopts: bool) -> String {
    let why = if ended.revoked { "原来的链接已停用" } else { "原来的链接已过期" };
    match (&glance.draft, adopts) {
        (Some(_), true) => format!("{why}，没填完的可以用这个新的二维码接着填。"),
        (Some(_), false) => format!("{why}，没填完的请在{}前填完提交。", chinese(ended.finish_by)),
        (None, _) => format!("{why}，已提交的不受影响。"),
    }
}

const fn go_on(glance: &Glance) -> &'static str {
    if glance.draft.is_some() { "接着填这一份" } else { "看办理情况" }
}

/// The answer could not be followed.
pub(crate) fn refused(problem: &Problem) -> Page {
    let status = StatusCode::from_u16(problem.status()).unwrap_or(NONE);
    Page::new(status, "没有办成").words([problem.message()]).way(TURN, "回去再选一次")
}

/// A link was opened, and the browser did not keep that.
pub(crate) fn no_cookies() -> Page {
    Page::new(NONE, "浏览器不让保存Cookie").words([
        "链接是好的，但这个浏览器没有记住它：它不让网站保存Cookie，所以填不了。".to_owned(),
        "请在浏览器设置里允许Cookie（关掉“阻止所有Cookie”或无痕模式），或者换手机自带的浏览器，再打开一次链接。"
            .to_owned(),
        "还是不行，请带上户口簿到村（居）委会办理登记。".to_owned(),
    ])
}
