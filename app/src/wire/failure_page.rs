//! A page that could not be shown: what happened and what to do.

use domain::problem::Problem;
use leptos::prelude::AnyView;

use crate::platform;
use crate::ui::html::el;
use crate::ui::icon::Icon;
use crate::ui::layout::page;
use crate::wire::Failure;

/// The page for an address that leads nowhere.
#[must_use]
pub fn not_found() -> AnyView {
    failure_page(&Failure::Problem(Problem::NotFound))
}

/// The page for a failure.
#[must_use]
pub fn failure_page(failure: &Failure) -> AnyView {
    if let Failure::Problem(problem) = failure {
        platform::set_status(problem.status());
    }
    const HOME: Option<(&str, &str)> = Some(("/", "回到首页"));
    const AGAIN: Option<(&str, &str)> = Some(("", "再试一次"));
    let (title, help, way) = match failure {
        Failure::Problem(Problem::LinkUnknown) => {
            ("请用登记链接打开", "登记链接由村（居）儿童主任发给您，也可以扫村（居）委会张贴的二维码。", None)
        }
        Failure::Problem(Problem::LinkExpired | Problem::LinkRevoked) => {
            ("链接已失效", "如果不知道找谁，请带上身份证和户口簿到村（居）委会办理登记。", None)
        }
        Failure::Problem(Problem::NotFound) => ("没有找到这一页", "", HOME),
        Failure::Problem(_) => ("现在打不开", "请稍后再试；一直打不开，请告诉村（居）儿童主任。", AGAIN),
        Failure::Offline => ("现在连不上网", "", AGAIN),
    };
    let help = (!help.is_empty()).then(|| el("p").class("small").child(help));
    let words = match failure {
        Failure::Offline => "请检查网络后再试一次。".to_owned(),
        Failure::Problem(problem) => problem.message(),
    };
    // A new document: the same page is asked for again.
    let way = way.map(|(to, words)| el("a").class("button").attr("href", to).attr("rel", "external").child(words));
    let content = el("div")
        .class("notice notice-attention")
        .attr("role", "alert")
        .child(el("h1").child(Icon::Alert.draw()).child(" ").child(title))
        .child(el("p").child(words))
        .child(help)
        .child(way);
    page(title, content.view())
}
