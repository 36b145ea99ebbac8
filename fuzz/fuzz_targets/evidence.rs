//! A file that says it is evidence of the trail: whatever stands in it, nothing is proved by a key that never signed.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    if let Ok(lines) = backend::audit::evidence::csv::lines(file) {
        let _ = backend::audit::evidence::check(lines.as_slice(), None);
    }
    if let Ok(checked) = backend::audit::evidence::check(file, Some(&"00".repeat(32))) {
        assert_eq!(checked.proved, 0);
    }
});
