//! One text has one spelling, on every phone and on the server.

use proptest::prelude::*;

use super::*;

/// Texts as they come, and their one spelling. A browser's test reads the same list.
const VECTORS: &str = include_str!("spelling_vectors.json");

fn vectors() -> Vec<(String, String, String)> {
    serde_json::from_str(VECTORS).unwrap()
}

#[test]
fn every_vector_has_its_one_spelling() {
    for (raw, text, name) in vectors() {
        assert_eq!(super::super::text::clean(&raw), text, "{raw:?} as a text");
        assert_eq!(super::super::name::normalise(&raw), name, "{raw:?} as a name");
    }
}

#[test]
fn every_radical_becomes_the_ideograph_that_looks_like_it() {
    assert_eq!(RADICALS.chars().count(), 0x2EF4 - 0x2E80);
    for (radical, ideograph) in
        [('⺠', '民'), ('⻓', '长'), ('⻢', '马'), ('⻳', '龟'), ('⺟', '母'), ('⽟', '玉'), ('⼀', '一')]
    {
        assert_eq!(unified(radical), ideograph, "{radical}");
    }
    // U+2E80 looks like none of them, and U+2E9A is no character.
    for c in ('\u{2E81}'..='\u{2EF3}').chain('\u{2F00}'..='\u{2FD5}').filter(|&c| c != '\u{2E9A}') {
        assert!(super::super::name::is_han(unified(c)), "{c}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Spelling again changes nothing, whatever came.
    #[test]
    fn a_spelling_is_its_own_spelling(
        raw in "(\\PC|[a-zA-Zü\u{300}-\u{345}\u{3099}\u{F900}-\u{F930}\u{2E80}-\u{2FD5}\u{FF21}-\u{FF5A}\u{200B}-\u{200F}\u{E815}-\u{E864}\n\r ·•']){0,12}"
    ) {
        let once = unify(&raw, |c| c);
        prop_assert_eq!(&unify(&once, |c| c), &once);
        prop_assert!(!once.chars().any(is_ignored));
        let name = super::super::name::normalise(&raw);
        prop_assert_eq!(&super::super::name::normalise(&name), &name);
        let lines = super::super::text::lines(&raw);
        prop_assert_eq!(&super::super::text::lines(&lines), &lines);
    }
}
