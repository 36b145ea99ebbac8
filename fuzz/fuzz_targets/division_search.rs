//! What families type to find a place: no more than was asked for, all of it within, and never for long.
#![no_main]

use std::time::{Duration, Instant};

use backend::divisions::names;
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    // The table is read once, which takes its time.
    init: {
        names::search("南开", None, 1).expect("the table is there");
    },
    |words: &str| {
        let begun = Instant::now();
        for within in [None, Some("120104")] {
            let found = names::search(words, within, 20).expect("the table is there");
            assert!(found.len() <= 20);
            assert!(within.is_none_or(|within| found.iter().all(|item| item.code.starts_with(within))));
        }
        // Fifty milliseconds of one core in the product; sanitizers cost the rest.
        assert!(begun.elapsed() < Duration::from_secs(1), "{words:?}");
    }
);
