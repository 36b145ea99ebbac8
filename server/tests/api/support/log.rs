//! The log of this thread at its most talkative, kept to be read.

use std::io::Write;
use std::sync::{Arc, Mutex};

use tracing::subscriber::DefaultGuard;
use tracing_subscriber::layer::SubscriberExt as _;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What is logged from now on, with the filter of the program at `trace`.
pub(crate) struct Log {
    lines: Lines,
    _guard: DefaultGuard,
}

impl Log {
    pub(crate) fn start() -> Self {
        let lines = Lines::default();
        let kept = lines.clone();
        let layer = tracing_subscriber::fmt::layer().json().with_writer(move || kept.clone());
        let filter = server::telemetry::filter("trace").unwrap();
        let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(filter).with(layer));
        Self { lines, _guard: guard }
    }

    /// The lines.
    pub(crate) fn end(self) -> String {
        String::from_utf8(self.lines.0.lock().unwrap().clone()).unwrap()
    }
}
