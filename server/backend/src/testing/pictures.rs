//! Pictures that are only a head: enough for whoever looks at what they are.

/// A PNG of this size in pixels, with these bytes behind its head.
#[must_use]
pub fn png(width: u32, height: u32, behind: &[u8]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bytes.extend(width.to_be_bytes());
    bytes.extend(height.to_be_bytes());
    bytes.extend(b"\x08\x02\0\0\0\0\0\0\0");
    bytes.extend(behind);
    bytes
}
