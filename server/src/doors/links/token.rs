//! The token of a link as people pass it on.
//!
//! A link copied out of a chat or a document brings along what stood around it: the full stop of the sentence, a bracket,
//! a slash, an invisible character, what a messenger adds to count where it was opened. The token itself is known by its
//! shape, so nothing around it matters.

use backend::crypt::token::{EARLIER_LENGTH, LENGTH, county};
use backend::divisions::names;

/// The token in the path of a link, as it was sent: the first run of its characters behind `/l/`. A longer run is one
/// that something was added to. What is no token is given as it is, so that it is looked for and not found.
pub(crate) fn token_of(path: &str) -> String {
    let path = decoded(path);
    let tail = path.trim_start_matches('/').strip_prefix("l/").unwrap_or(&path);
    let start = tail.find(of_token).unwrap_or(tail.len());
    let run = &tail[start..];
    let run = &run[..run.find(|c| !of_token(c)).unwrap_or(run.len())];
    let length = if tells_its_county(run) { LENGTH } else { EARLIER_LENGTH };
    run[..run.len().min(length)].to_owned()
}

/// Whether a run begins with a token that tells its county; one of an earlier version may begin with any letters.
fn tells_its_county(run: &str) -> bool {
    let county = run.get(..LENGTH).and_then(county);
    county.is_some_and(|county| names::item(&county.to_string()).is_ok_and(|unit| unit.is_some()))
}

const fn of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// Percent signs taken away, since browsers write characters outside ASCII with them. What is cut off inside a
/// character, or is none, stands for itself: it belongs to no token.
fn decoded(path: &str) -> String {
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of 南开区, and one of an earlier version.
    const TOKENS: [&str; 2] = ["DVJIAbCd-EfGh_IjKl0123456789", "AbCd-EfGh_IjKl0123456789"];

    #[test]
    fn a_token_is_found_in_whatever_was_pasted_around_it() {
        assert_eq!(TOKENS.map(str::len), [LENGTH, EARLIER_LENGTH]);
        assert_eq!(county(TOKENS[0]).map(|county| county.digits()), Some(120_104));
        for (before, after) in [
            ("/l/", ""),
            ("/l/", "/"),
            ("/l/", "//"),
            ("/l/", "。"),
            ("/l/", "%E3%80%82"),
            ("/l/", "，点这里登记"),
            ("/l/", "%EF%BC%8C%E7%82%B9"),
            ("/l/", ")"),
            ("/l/", "%29"),
            ("/l/", "）"),
            ("/l/", ">"),
            ("/l/", "%3E"),
            ("/l/", "%22"),
            ("/l/", "\u{200B}"),
            ("/l/", "%E2%80%8B"),
            ("/l/", "%EF%BB%BF"),
            ("/l/", "&from=timeline"),
            ("/l/", "%26from=singlemessage&isappinstalled=0"),
            ("/l/", "%3Ffrom=groupmessage"),
            ("/l/", "？from=x"),
            ("/l/", ".html"),
            ("/l/", "/index/more"),
            ("/l/", "%E3%80"),
            ("/l/", "%"),
            ("/l/", "-"),
            ("//l/", ""),
            ("///l/", "。"),
            ("/l//", ""),
            ("/l/%E2%80%8B", ""),
            ("/l/%20", "%20"),
        ] {
            for token in TOKENS {
                assert_eq!(token_of(&[before, token, after].concat()), token, "{before}…{after}");
            }
        }
        assert_eq!(token_of("/l/AbCd%2DEfGh%5FIjKl0123456789"), TOKENS[1], "its own signs, encoded");
        // Letters added to one of an earlier version make no county of its first ones.
        for after in ["wxyz", "wxyz0123"] {
            assert_eq!(token_of(&["/l/", TOKENS[1], after].concat()), TOKENS[1]);
            assert_eq!(token_of(&["/l/", TOKENS[0], after].concat()), TOKENS[0]);
        }
    }

    #[test]
    fn what_is_no_token_stays_none() {
        for path in ["/l/", "/l/。", "/l/%", "/l/%E2%80%8B/"] {
            assert_eq!(token_of(path), "", "{path}");
        }
        assert_eq!(token_of("/l/nothing"), "nothing");
    }
}
