//! Values that are checked once, when read, and trusted after.
