//! The entry point of the page in the browser.
