//! What the phone keeps: drafts in IndexedDB and small settings.
