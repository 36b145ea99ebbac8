//! The token of a link as people pass it on.
//!
//! A link copied out of a chat or a document brings along what stood around it: the full stop of the sentence, a bracket,
//! a slash, an invisible character, what a messenger adds to count where it was opened. The token itself is known by its
//! shape, so nothing around it matters.

/// Characters of a token: 18 random bytes in base64url, see [`backend::keyring::new_token`].
const LENGTH: usize = 24;

/// The token in the path of a link, as it was sent: the first run of its characters behind `/l/`. A longer run is one
/// that something was added to. What is no token is given as it is, so that it is looked for and not found.
pub(super) fn token_of(path: &str) -> String {
    let path = decoded(path);
    let tail = path.trim_start_matches('/').strip_prefix("l/").unwrap_or(&path);
    let start = tail.find(of_token).unwrap_or(tail.len());
    let run = &tail[start..];
    let run = &run[..run.find(|c| !of_token(c)).unwrap_or(run.len())];
    run[..run.len().min(LENGTH)].to_owned()
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

    const TOKEN: &str = "AbCd-EfGh_IjKl0123456789";

    #[test]
    fn a_token_is_found_in_whatever_was_pasted_around_it() {
        assert_eq!(TOKEN.len(), LENGTH);
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
            assert_eq!(token_of(&[before, TOKEN, after].concat()), TOKEN, "{before}…{after}");
        }
        assert_eq!(token_of("/l/AbCd%2DEfGh%5FIjKl0123456789"), TOKEN, "its own signs, encoded");
    }

    #[test]
    fn what_is_no_token_stays_none() {
        for path in ["/l/", "/l/。", "/l/%", "/l/%E2%80%8B/"] {
            assert_eq!(token_of(path), "", "{path}");
        }
        assert_eq!(token_of("/l/nothing"), "nothing");
    }
}
