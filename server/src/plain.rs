//! A page that needs nothing else: for an old poster that opens nothing, for a post that failed. No script, no
//! file of the site, so that it works for anybody; it looks like the others all the same.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use html_escape::{encode_double_quoted_attribute, encode_text};
use leptos::nonce::Nonce;

/// The look, in the colours of `style/tokens.css`.
const STYLE: &str = "\
:root{color-scheme:light dark;--ground:#f3f5f8;--surface:#fff;--text:#16202b;--line:#66738a;--action:#1f5fa8;\
--band:#1f5fa8;--on-band:#fff}\
@media(prefers-color-scheme:dark){:root{--ground:#0e151d;--surface:#17212c;--text:#eef2f6;--line:#8c9bac;\
--action:#86b9f7;--band:#10233a;--on-band:#eef2f6}}\
body{margin:0;background:var(--ground);color:var(--text);overflow-wrap:anywhere;\
font:106.25%/1.6 'PingFang SC','HarmonyOS Sans SC','MiSans','Noto Sans CJK SC','Microsoft YaHei',system-ui,sans-serif}\
header{padding:.75rem 1rem;background:var(--band);color:var(--on-band);font-weight:600}\
header p,main{max-width:38rem;margin:0 auto}\
main{padding:1rem}\
h1{margin:.5rem 0 1.25rem;font-size:1.5rem;line-height:1.3}\
section{padding:1rem;border-radius:.5rem;background:var(--surface)}\
section p{margin:0}section p+p{margin-top:.75rem}\
a{display:inline-block;margin-top:1.25rem;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.5rem;\
background:var(--surface);color:var(--action);font-weight:600;text-decoration:none}";

/// The page: a title, what to do in paragraphs, and a way on (address, words).
#[must_use]
pub fn page(status: StatusCode, title: &str, words: &[&str], way: Option<(&str, &str)>) -> Response {
    let nonce = Nonce::new();
    // Words may hold a name that somebody chose.
    let title = encode_text(title);
    let paragraphs: String = words.iter().map(|words| format!("<p>{}</p>", encode_text(words))).collect();
    let way =
        way.map(|(to, words)| format!("<a href=\"{}\">{}</a>", encode_double_quoted_attribute(to), encode_text(words)));
    let way = way.unwrap_or_default();
    let html = format!(
        "<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{title} - 童册</title>\
         <style nonce=\"{nonce}\">{STYLE}</style></head><body><header><p>童册·儿童信息登记</p></header>\
         <main><h1>{title}</h1><section>{paragraphs}</section>{way}</main></body></html>"
    );
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let mut response = (status, Html(html)).into_response();
    if let Ok(policy) = HeaderValue::try_from(policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn words_stay_words() {
        let page = page(StatusCode::OK, "<b>", &["<script>alert(1)</script>", "张&李"], Some(("/\"><i>", "<u>")));
        let body = axum::body::to_bytes(page.into_body(), 10_000).await.unwrap();
        let html = String::from_utf8(body.to_vec()).unwrap();
        for tag in ["<b>", "<script>", "<i>", "<u>"] {
            assert!(!html.contains(tag), "{tag}: {html}");
        }
        assert!(html.contains("张&amp;李"));
    }
}
