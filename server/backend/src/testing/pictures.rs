//! Pictures as phones send them.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

/// A PNG of this size in pixels, with a pattern that begins with this shade.
///
/// # Panics
/// If it cannot be written, which does not happen in memory.
#[must_use]
#[expect(clippy::expect_used, reason = "a picture for tests")]
pub fn png(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let mixed = |x: u32, y: u32| Rgb([shade, (x / 8).to_le_bytes()[0], (y / 8).to_le_bytes()[0]]);
    let mut bytes = Vec::new();
    let picture = RgbImage::from_fn(width, height, mixed);
    picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("a picture in memory");
    bytes
}
