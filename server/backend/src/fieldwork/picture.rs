//! A picture is looked at before it is kept: what a phone says that it is counts for nothing.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::fieldwork::picture::LARGEST;
use imagesize::ImageType;

/// Longest side, in pixels: a picture that would fill the memory of whoever looks at it is none.
const LONGEST_SIDE: usize = 8_192;

/// Kinds of pictures.
const KINDS: [(&str, ImageType); 3] =
    [("image/jpeg", ImageType::Jpeg), ("image/webp", ImageType::Webp), ("image/png", ImageType::Png)];

/// Why a picture is not kept, in words for the worker.
pub(crate) type Refused = &'static str;

const NO_PICTURE: Refused = "有一张照片不是能打开的图片，请重新拍照上传";
const OTHER_KIND: Refused = "有一张照片的格式与它的内容不符，请重新拍照上传";
const TOO_MANY_BYTES: Refused = "有一张照片太大，请重新拍照上传";
const TOO_MANY_PIXELS: Refused = "有一张照片的尺寸太大，请重新拍照上传";

/// The bytes of a picture, when they are one of the kind that was said.
///
/// # Errors
/// Why it is refused.
pub(crate) fn read(media_type: &str, base64: &str) -> Result<Vec<u8>, Refused> {
    let kind = KINDS.iter().find(|(name, _)| *name == media_type).map(|(_, kind)| kind).ok_or(NO_PICTURE)?;
    let bytes = STANDARD.decode(base64).map_err(|_| NO_PICTURE)?;
    if bytes.len() > LARGEST {
        return Err(TOO_MANY_BYTES);
    }
    if imagesize::image_type(&bytes).map_err(|_| NO_PICTURE)? != *kind {
        return Err(OTHER_KIND);
    }
    let size = imagesize::blob_size(&bytes).map_err(|_| NO_PICTURE)?;
    match size.width.max(size.height) {
        _ if size.width.min(size.height) == 0 => Err(NO_PICTURE),
        longest if longest > LONGEST_SIDE => Err(TOO_MANY_PIXELS),
        _ => Ok(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::png;

    fn told(media_type: &str, bytes: &[u8]) -> Result<Vec<u8>, Refused> {
        read(media_type, &STANDARD.encode(bytes))
    }

    #[test]
    fn a_picture_is_what_its_bytes_say() {
        let picture = png(600, 400, &[7; 900]);
        assert_eq!(told("image/png", &picture), Ok(picture.clone()));
        assert_eq!(told("image/jpeg", &picture), Err(OTHER_KIND));
        assert_eq!(told("image/svg+xml", &picture), Err(NO_PICTURE));
    }

    #[test]
    fn the_heads_of_all_kinds_are_known() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xc0\0\x0b\x08\0\x02\0\x03\x01\x01\x11\0\xff\xd9";
        assert!(told("image/jpeg", jpeg).is_ok());
        let webp = b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\x01\x40\0\0\0\0\0\0\0\0\0\0\0";
        assert!(told("image/webp", webp).is_ok());
    }

    #[test]
    fn other_files_are_refused_with_the_reason() {
        let html = b"<!DOCTYPE html><script>alert(1)</script>";
        for none in [&html[..], b"", b"%PDF-1.7", b"GIF89a\x01\0\x01\0", &png(3, 3, b"")[..12], &[7; 900]] {
            assert!(told("image/png", none).is_err(), "{none:?}");
        }
        assert_eq!(read("image/png", "no base64!"), Err(NO_PICTURE));
        assert_eq!(told("image/png", &png(0, 5, &[0; 90])), Err(NO_PICTURE));
        assert_eq!(told("image/png", &png(100_000, 100_000, &[0; 90])), Err(TOO_MANY_PIXELS));
        assert_eq!(told("image/png", &png(10, 10, &[0; 310_000])), Err(TOO_MANY_BYTES));
    }
}
