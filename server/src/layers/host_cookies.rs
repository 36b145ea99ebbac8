//! On a site that people reach over HTTPS each cookie is called `__Host-…`: browsers take such a one only over HTTPS, from this
//! very host and for all of its paths, so no other host of the same domain can plant one (RFC 6265bis, 4.1.3.2).
//!
//! The rest of the program knows cookies by their own names: they are written so here, on the way in and out. Plain names
//! that come in count for nothing. The size of the text is no secret and is read by a script, so it keeps its name.

use app::platform::TEXT_COOKIE;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::headers::Https;

/// What browsers hold to their word.
const PREFIX: &str = "__Host-";

/// What every cookie of the program begins with.
const OWN: &str = "tongce_";

/// Puts the prefix to cookies that go out, and takes it from those that come in.
pub async fn rename(State(Https(https)): State<Https>, mut request: Request, next: Next) -> Response {
    if !https {
        return next.run(request).await;
    }
    take_prefix(request.headers_mut());
    let mut response = next.run(request).await;
    put_prefix(response.headers_mut());
    response
}

fn take_prefix(headers: &mut HeaderMap) {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let known = |cookie: &str| -> Option<String> {
        let name = cookie.split('=').next().unwrap_or_default();
        match cookie.strip_prefix(PREFIX) {
            Some(rest) => Some(rest.to_owned()),
            // A plain name of ours was not given by this site.
            None => (name == TEXT_COOKIE || !name.starts_with(OWN)).then(|| cookie.to_owned()),
        }
    };
    let cookies: Vec<String> = lines.flat_map(|line| line.split("; ").filter_map(known)).collect();
    headers.remove(header::COOKIE);
    if !cookies.is_empty()
        && let Ok(line) = HeaderValue::try_from(cookies.join("; "))
    {
        headers.insert(header::COOKIE, line);
    }
}

fn put_prefix(headers: &mut HeaderMap) {
    let given: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    headers.remove(header::SET_COOKIE);
    for value in given {
        let renamed = value.to_str().ok().and_then(bound);
        headers.append(header::SET_COOKIE, renamed.unwrap_or(value));
    }
}

/// The cookie under its other name, for all paths; nothing for one that keeps its name.
fn bound(cookie: &str) -> Option<HeaderValue> {
    let name = cookie.split('=').next()?;
    if !name.starts_with(OWN) || name == TEXT_COOKIE {
        return None;
    }
    let mut parts = cookie.split("; ");
    let pair = parts.next()?;
    let kept = parts.filter(|part| {
        let attribute = part.split('=').next().unwrap_or_default();
        !["path", "secure", "domain"].iter().any(|own| attribute.eq_ignore_ascii_case(own))
    });
    let all: Vec<&str> = kept.chain(["Path=/", "Secure"]).collect();
    HeaderValue::try_from(format!("{PREFIX}{pair}; {}", all.join("; "))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_goes_out_for_this_host_alone() {
        let renamed = bound("tongce_receipt=x; HttpOnly; SameSite=Lax; Path=/declare; Max-Age=3600").unwrap();
        assert_eq!(renamed, "__Host-tongce_receipt=x; HttpOnly; SameSite=Lax; Max-Age=3600; Path=/; Secure");
        assert_eq!(bound("tongce_text=large; Path=/"), None);
    }

    #[test]
    fn a_plain_name_that_comes_in_counts_for_nothing() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, "tongce_session=planted; tongce_text=large; other=1".parse().unwrap());
        headers.append(header::COOKIE, "__Host-tongce_session=own".parse().unwrap());
        take_prefix(&mut headers);
        assert_eq!(headers[header::COOKIE], "tongce_text=large; other=1; tongce_session=own");
    }
}
