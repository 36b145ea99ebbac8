//! What differs between the phone and the server: the reader's settings, the page's own inputs, the
//! store on the phone. On the server the settings come from the request and the rest does nothing.

/// How large the reader wants the text (适老).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// Body 17 px.
    #[default]
    Normal,
    /// Body 22 px, larger targets.
    Large,
}

impl TextSize {
    /// The word in the cookie and on `<html data-text>`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Large => "large",
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Normal => Self::Large,
            Self::Large => Self::Normal,
        }
    }

    /// Reads the word; anything unknown is normal.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        if name == "large" { Self::Large } else { Self::Normal }
    }
}

/// Name of the cookie that remembers the size.
pub const TEXT_COOKIE: &str = "tongce_text";

mod page;
pub mod picture;
pub use picture::{Shot, Touch};

#[cfg(feature = "hydrate")]
mod canvas;
#[cfg(feature = "hydrate")]
mod controls;
#[cfg(feature = "hydrate")]
mod device;
#[cfg(feature = "hydrate")]
mod installing;
#[cfg(feature = "hydrate")]
mod phone;
#[cfg(feature = "hydrate")]
mod windows;
#[cfg(feature = "hydrate")]
pub use {canvas::*, controls::*, device::*, installing::*, phone::*, windows::*};

#[cfg(not(feature = "hydrate"))]
mod no_device;
#[cfg(not(feature = "hydrate"))]
mod no_store;
#[cfg(not(feature = "hydrate"))]
mod server;
#[cfg(not(feature = "hydrate"))]
pub use {no_device::*, server::*};
