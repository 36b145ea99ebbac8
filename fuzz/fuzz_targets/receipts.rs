//! A receipt's number as people read it out or type it: whatever is taken reads back as the same.
#![no_main]

use backend::register::receipt;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    if let Some(number) = receipt::parse(typed) {
        assert_eq!(receipt::parse(&number).as_ref(), Some(&number));
    }
});
