//! A message of a worker's phone after it was opened: what is read is written and read as the same.
#![no_main]

use domain::fieldwork::Message;
use domain::view::review::QueueFilter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    if let Ok(message) = serde_json::from_slice::<Message>(body) {
        let written = serde_json::to_vec(&message).expect("a message is JSON");
        let again: Message = serde_json::from_slice(&written).expect("and reads back");
        assert_eq!(serde_json::to_vec(&again).expect("a message is JSON"), written);
    }
    let _ = postcard::from_bytes::<QueueFilter>(body);
});
