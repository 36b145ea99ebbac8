//! A page that needs nothing else: for a link that opens nothing, for a post that failed, for a question that comes before
//! a declaration. No script and no file of the site, so that it works for anybody; it looks like the others. Everything in
//! it is a view, so whatever is shown is escaped.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use leptos::nonce::Nonce;
use leptos::prelude::*;

use crate::refusal::Refusal;

/// The look where the site's own style is not at hand, in the colours of `style/tokens.css`.
pub const STYLE: &str = "\
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

/// How a page looks: the site's own style, and the size of text that the reader chose (normal, large).
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Text of a style sheet.
    pub style: &'a str,
    /// Word on `<html data-text>`.
    pub size: &'static str,
}

impl Look<'static> {
    /// Where neither the site nor the reader is known.
    pub const BARE: Self = Self { style: STYLE, size: "normal" };
}

/// A page in the making.
pub struct Page {
    status: StatusCode,
    title: String,
    parts: Vec<AnyView>,
    posts: bool,
}

impl Page {
    /// A page with a title.
    #[must_use]
    pub fn new(status: StatusCode, title: impl Into<String>) -> Self {
        Self { status, title: title.into(), parts: Vec::new(), posts: false }
    }

    /// A page that says why something was not done.
    #[must_use]
    pub fn refusal(title: impl Into<String>, refusal: &Refusal) -> Self {
        Self::new(refusal.status(), title).words([refusal.problem.message()])
    }

    /// One more part.
    #[must_use]
    pub fn part(mut self, part: impl IntoAny) -> Self {
        self.parts.push(part.into_any());
        self
    }

    /// A card of paragraphs.
    #[must_use]
    pub fn words(self, paragraphs: impl IntoIterator<Item = String>) -> Self {
        let paragraphs: Vec<_> = paragraphs.into_iter().map(|words| view! { <p>{words}</p> }).collect();
        self.part(view! { <section class="card">{paragraphs}</section> })
    }

    /// A way to another page.
    #[must_use]
    pub fn way(self, to: impl Into<String>, words: &'static str) -> Self {
        self.part(view! { <p><a class="button button-wide" href=to.into()>{words}</a></p> })
    }

    /// A part with a form, which may post to this site.
    #[must_use]
    pub fn form(mut self, part: impl IntoAny) -> Self {
        self.posts = true;
        self.part(part)
    }

    /// The answer.
    #[must_use]
    pub fn respond(self, look: Look<'_>) -> Response {
        let nonce = Nonce::new();
        let Self { status, title, parts, posts } = self;
        let Look { style, size } = look;
        let page = view! {
            <html lang="zh-CN" data-text=size>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"/>
                    <meta name="color-scheme" content="light dark"/>
                    <meta name="robots" content="noindex"/>
                    <title>{format!("{title} - 童册")}</title>
                    <style nonce=nonce.to_string() inner_html=style.to_owned()></style>
                </head>
                <body>
                    <div class="page">
                        <header class="band"><div class="band-inner"><span class="brand">"童册·儿童信息登记"</span></div></header>
                        <main class="content" id="content"><h1>{title}</h1>{parts}</main>
                    </div>
                </body>
            </html>
        };
        let posts = if posts { "'self'" } else { "'none'" };
        let policy = format!(
            "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action {posts}; frame-ancestors 'none'"
        );
        let mut response = (status, Html(document(page))).into_response();
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
    inside: Option<AnyView>,
    (class, words): (&'static str, impl Into<String>),
) -> AnyView {
    let hidden: Vec<_> = hidden
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned()/> })
        .collect();
    view! {
        <form class="stack-tight" method="post" action=action.into()>
            {hidden}
            {inside}
            <button class=class type="submit">{words.into()}</button>
        </form>
    }
    .into_any()
}

/// The text of a whole document that needs no script.
pub fn document(html: impl RenderHtml) -> String {
    Owner::new().with(|| format!("<!DOCTYPE html>{}", html.to_html()))
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    #[tokio::test]
    async fn nothing_that_is_shown_becomes_markup() {
        let words = "</title></style><script>x</script>\"'<b a='".to_owned();
        let page = Page::new(StatusCode::OK, words.clone())
            .words([words.clone()])
            .way(words.clone(), "回到首页")
            .form(form(words.clone(), [(&*words, &*words)], None, ("button", words.clone())));
        let response = page.respond(Look::BARE);
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let shown = String::from_utf8(body.to_vec()).unwrap();
        assert!(!shown.contains("<script") && !shown.contains("<b a"), "{shown}");
        assert_eq!(shown.matches("</title>").count(), 1, "{shown}");
        assert_eq!(shown.matches("&lt;script").count(), 8, "{shown}");
    }
}
