//! A page that needs nothing else: for a link that opens nothing, for a post that failed, for a question that comes before
//! a declaration. No script and no file of the site, so that it works for anybody; it looks like the others.

use app::components::html::{El, Piece, el};
use app::platform::{TEXT_COOKIE, TextSize};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use leptos::nonce::Nonce;
use leptos::prelude::{Owner, RenderHtml as _};

use crate::state::AppState;

/// The look where the site's own style is not at hand, in the colours of `style/tokens.css`.
const STYLE: &str = "\
:root{color-scheme:light dark;--ground:#f3f5f8;--surface:#fff;--text:#16202b;--line:#66738a;--action:#1f5fa8;\
--on-action:#fff;--band:#1f5fa8;--on-band:#fff}\
@media(prefers-color-scheme:dark){:root{--ground:#0e151d;--surface:#17212c;--text:#eef2f6;--line:#8c9bac;\
--action:#86b9f7;--on-action:#06203e;--band:#10233a;--on-band:#eef2f6}}\
html{font-size:106.25%}html[data-text=large]{font-size:137.5%}\
body{margin:0;background:var(--ground);color:var(--text);overflow-wrap:anywhere;\
font:1rem/1.6 'PingFang SC','HarmonyOS Sans SC','MiSans','Noto Sans CJK SC','Microsoft YaHei',system-ui,sans-serif}\
.band{padding:.75rem 1rem;background:var(--band);color:var(--on-band);font-weight:600}\
.band-inner,main{max-width:38rem;margin:0 auto}main{padding:1rem}\
h1{margin:.5rem 0 1.25rem;font-size:1.5rem;line-height:1.3}h2{margin:0;font-size:1.125rem}\
.card{display:flex;flex-direction:column;gap:.75rem;margin-block-end:1rem;padding:1rem;border-radius:.5rem;\
background:var(--surface)}.card p,.card ul,.card dl{margin:0}\
.button{display:block;box-sizing:border-box;width:100%;min-height:3rem;padding:.75rem 1rem;border:1px solid var(--line);\
border-radius:.5rem;background:var(--surface);color:var(--action);font:inherit;font-weight:600;text-align:center;\
text-decoration:none}.button-main{background:var(--action);color:var(--on-action)}\
.input{box-sizing:border-box;width:100%;min-height:3rem;font:inherit}";

/// A page in the making.
pub struct Page {
    status: StatusCode,
    title: String,
    parts: Vec<Piece>,
    posts: bool,
}

impl Page {
    /// A page with a title.
    #[must_use]
    pub fn new(status: StatusCode, title: impl Into<String>) -> Self {
        Self { status, title: title.into(), parts: Vec::new(), posts: false }
    }

    /// One more part.
    #[must_use]
    pub fn part(mut self, part: impl Into<Piece>) -> Self {
        self.parts.push(part.into());
        self
    }

    /// A card of paragraphs.
    #[must_use]
    pub fn words(self, paragraphs: impl IntoIterator<Item = String>) -> Self {
        let paragraphs = paragraphs.into_iter().map(|words| el("p").child(words).into());
        self.part(el("section").class("card").children(paragraphs))
    }

    /// A way to another page.
    #[must_use]
    pub fn way(self, to: impl Into<String>, words: &'static str) -> Self {
        self.part(el("p").child(el("a").class("button button-wide").attr("href", to.into()).child(words)))
    }

    /// A part with a form, which may post to this site.
    #[must_use]
    pub fn form(mut self, part: impl Into<Piece>) -> Self {
        self.posts = true;
        self.part(part)
    }

    /// The answer, in the size of text that the reader chose.
    #[must_use]
    pub fn respond(self, state: &AppState, headers: &HeaderMap) -> Response {
        let style = state.style.as_ref().map_or(STYLE, |style| &*style.all);
        self.written(style, size(headers))
    }

    /// The answer where neither the site nor the reader is known.
    #[must_use]
    pub fn bare(self) -> Response {
        self.written(STYLE, TextSize::Normal)
    }

    fn written(self, style: &str, size: TextSize) -> Response {
        let nonce = Nonce::new();
        let Self { status, title, parts, posts } = self;
        let band = el("header")
            .class("band")
            .child(el("div").class("band-inner").child(el("span").class("brand").child("童册·儿童信息登记")));
        let main = el("main").class("content").attr("id", "content").child(el("h1").child(title.clone()));
        let page = el("div").class("page").child(band).child(main.children(parts));
        let head = written(el("title").child(format!("{title} - 童册")));
        let html = format!(
            "<!DOCTYPE html><html lang=\"zh-CN\" data-text=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1,viewport-fit=cover\">\
             <meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">{head}\
             <style nonce=\"{nonce}\">{style}</style></head><body>{}</body></html>",
            size.name(),
            written(page),
        );
        let posts = if posts { "'self'" } else { "'none'" };
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action {posts}; frame-ancestors 'none'"
        );
        let mut response = (status, Html(html)).into_response();
        if let Ok(policy) = HeaderValue::try_from(policy) {
            response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}

/// A form that posts to this site: hidden inputs, what else stands in it, and a button with a class and words.
#[must_use]
pub fn form<'a>(
    action: impl Into<String>,
    hidden: impl IntoIterator<Item = (&'a str, &'a str)>,
    inside: Vec<Piece>,
    (class, words): (&'static str, impl Into<String>),
) -> El {
    let hidden = hidden.into_iter().map(|(name, value)| {
        el("input").attr("type", "hidden").attr("name", name.to_owned()).attr("value", value.to_owned()).into()
    });
    el("form")
        .class("stack-tight")
        .attr("method", "post")
        .attr("action", action.into())
        .children(hidden)
        .children(inside)
        .child(el("button").class(class).attr("type", "submit").child(words.into()))
}

/// The markup of an element, with everything in it escaped.
fn written(element: El) -> String {
    Owner::new().with(|| element.view().to_html())
}

fn size(headers: &HeaderMap) -> TextSize {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut kept = pairs.filter(|(name, _)| *name == TEXT_COOKIE);
    kept.next().map_or(TextSize::Normal, |(_, value)| TextSize::from_name(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_is_shown_becomes_markup() {
        let words = "</title><script>x</script>\"".to_owned();
        let shown = written(el("p").attr("title", words.clone()).child(words));
        assert!(!shown.contains("<script") && shown.contains("&lt;script"), "{shown}");
    }
}
