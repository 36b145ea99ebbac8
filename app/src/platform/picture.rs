//! Pictures in plain values, and how small they are made.

/// Where a pen or finger is on a canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Touch {
    /// From the left, in the canvas' own pixels.
    pub x: f64,
    /// From the top.
    pub y: f64,
    /// Whether it touches.
    pub pressed: bool,
}

/// An encoded picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shot {
    /// `image/webp`, `image/jpeg` or `image/png`.
    pub media_type: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Longest side in pixels and quality, in the order in which they are tried: the writing on a page stays readable
/// as long as it can.
pub const TRIES: [(f64, f64); 8] = [
    (1600.0, 0.8),
    (1600.0, 0.6),
    (1280.0, 0.7),
    (1280.0, 0.5),
    (1024.0, 0.6),
    (1024.0, 0.4),
    (800.0, 0.5),
    (640.0, 0.4),
];

/// Width and height of a picture whose longest side is at most `longest`; one that is smaller stays.
#[must_use]
pub fn fit(width: f64, height: f64, longest: f64) -> (f64, f64) {
    let scale = (longest / width.max(height).max(1.0)).min(1.0);
    ((width * scale).round().max(1.0), (height * scale).round().max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_photograph_shrinks_by_its_longer_side_and_a_small_picture_stays() {
        assert_eq!(fit(4000.0, 3000.0, 1600.0), (1600.0, 1200.0));
        assert_eq!(fit(3000.0, 4000.0, 1600.0), (1200.0, 1600.0));
        assert_eq!(fit(320.0, 200.0, 1600.0), (320.0, 200.0));
        assert_eq!(fit(10_000.0, 1.0, 640.0), (640.0, 1.0));
    }

    #[test]
    fn a_later_try_is_smaller() {
        let weight = |(longest, quality): (f64, f64)| longest * longest * quality;
        assert!(TRIES.windows(2).all(|pair| weight(pair[1]) < weight(pair[0])));
    }
}
