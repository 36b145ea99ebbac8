//! A picture is decoded and encoded anew before it is kept: what a phone says that it is counts for nothing, and what a
//! camera writes beside the picture (place, device, an older picture) is left behind.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::fieldwork::picture::LARGEST;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

/// Longest side, in pixels.
const LONGEST_SIDE: u32 = 4_096;

/// Bytes that decoding may take: the largest picture, four bytes a pixel.
const MEMORY: u64 = 4 * (LONGEST_SIDE as u64) * (LONGEST_SIDE as u64);

/// Qualities of a photograph, in the order in which they are tried until it is small enough.
const QUALITIES: [u8; 4] = [85, 70, 55, 40];

/// Kinds of pictures.
const KINDS: [(&str, ImageFormat); 3] =
    [("image/jpeg", ImageFormat::Jpeg), ("image/webp", ImageFormat::WebP), ("image/png", ImageFormat::Png)];

/// Why a picture is not kept, in words for the worker.
pub(crate) type Refused = &'static str;

const NO_PICTURE: Refused = "有一张照片不是能打开的图片，请重新拍照上传";
const OTHER_KIND: Refused = "有一张照片的格式与它的内容不符，请重新拍照上传";
const TOO_MANY_BYTES: Refused = "有一张照片太大，请重新拍照上传";
const TOO_MANY_PIXELS: Refused = "有一张照片的尺寸太大，请重新拍照上传";

/// A picture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// `image/png` of a PNG that stays small enough, else `image/jpeg`.
    pub(crate) media_type: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// Reads a picture and encodes it anew. Holds a core for some milliseconds a megapixel.
///
/// # Errors
/// Why it is refused.
pub(crate) fn read(media_type: &str, base64: &str) -> Result<Picture, Refused> {
    let kind = KINDS.iter().find(|(name, _)| *name == media_type).map(|(_, kind)| *kind).ok_or(NO_PICTURE)?;
    let bytes = STANDARD.decode(base64).map_err(|_| NO_PICTURE)?;
    if bytes.len() > LARGEST {
        return Err(TOO_MANY_BYTES);
    }
    encode(&decode(&bytes, kind)?, kind).ok_or(TOO_MANY_BYTES)
}

fn decode(bytes: &[u8], kind: ImageFormat) -> Result<DynamicImage, Refused> {
    match image::guess_format(bytes) {
        Ok(found) if found == kind => {}
        Ok(found) if KINDS.iter().any(|(_, known)| *known == found) => return Err(OTHER_KIND),
        _ => return Err(NO_PICTURE),
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), kind);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| NO_PICTURE)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > LONGEST_SIDE {
        return Err(TOO_MANY_PIXELS);
    }
    let turned = decoder.orientation().map_err(|_| NO_PICTURE)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| NO_PICTURE)?;
    picture.apply_orientation(turned);
    Ok(picture)
}

/// `None` for a picture that is too large however it is written.
fn encode(picture: &DynamicImage, kind: ImageFormat) -> Option<Picture> {
    if kind == ImageFormat::Png {
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).ok()?;
        if bytes.len() <= LARGEST {
            return Some(Picture { media_type: "image/png", bytes });
        }
    }
    let opaque = on_white(picture);
    QUALITIES.iter().find_map(|quality| {
        let mut bytes = Vec::new();
        opaque.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, *quality)).ok()?;
        (bytes.len() <= LARGEST).then_some(Picture { media_type: "image/jpeg", bytes })
    })
}

/// JPEG knows nothing transparent; a signature is written on white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let from = picture.to_rgba8();
    RgbImage::from_fn(from.width(), from.height(), |x, y| {
        let [red, green, blue, alpha] = from.get_pixel(x, y).0.map(u16::from);
        let over = |part: u16| u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX);
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::png;

    fn told(media_type: &str, bytes: &[u8]) -> Result<Picture, Refused> {
        read(media_type, &STANDARD.encode(bytes))
    }

    fn written(picture: &DynamicImage, kind: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        picture.write_to(&mut Cursor::new(&mut bytes), kind).unwrap();
        bytes
    }

    #[test]
    fn a_picture_is_what_its_bytes_say() {
        let picture = png(60, 40, 7);
        let kept = told("image/png", &picture).unwrap();
        assert_eq!((kept.media_type, &kept.bytes), ("image/png", &picture));
        assert_eq!(told("image/jpeg", &picture), Err(OTHER_KIND));
        assert_eq!(told("image/svg+xml", &picture), Err(NO_PICTURE));
        let photograph = image::load_from_memory(&picture).unwrap();
        for (name, kind) in [("image/jpeg", ImageFormat::Jpeg), ("image/webp", ImageFormat::WebP)] {
            let kept = told(name, &written(&photograph, kind)).unwrap();
            assert_eq!(kept.media_type, "image/jpeg");
            assert!(image::load_from_memory(&kept.bytes).is_ok());
        }
    }

    /// T-58: a telephone writes where it was beside the picture.
    #[test]
    fn what_a_camera_writes_beside_the_picture_is_left_behind() {
        let photograph = image::load_from_memory(&png(60, 40, 7)).unwrap().to_rgb8();
        let plain = written(&photograph.into(), ImageFormat::Jpeg);
        let comment = "39°08′N 117°12′E 张三家";
        // Behind the first marker: a comment (FF FE), its length, its words; and bytes behind the end.
        let length = u16::try_from(comment.len() + 2).unwrap().to_be_bytes();
        let told_of = [&plain[..2], b"\xff\xfe", &length, comment.as_bytes(), &plain[2..], comment.as_bytes()].concat();
        let kept = told("image/jpeg", &told_of).unwrap();
        assert!(!kept.bytes.windows(comment.len()).any(|part| part == comment.as_bytes()));
    }

    #[test]
    fn a_signature_is_written_on_white() {
        let clear = DynamicImage::from(image::RgbaImage::from_pixel(8, 8, image::Rgba([0, 0, 0, 0])));
        let kept = told("image/webp", &written(&clear, ImageFormat::WebP)).unwrap();
        let shown = image::load_from_memory(&kept.bytes).unwrap().to_rgb8();
        assert!(shown.pixels().all(|pixel| pixel.0.iter().all(|part| *part > 250)));
    }

    #[test]
    fn other_files_are_refused_with_the_reason() {
        let html = b"<!DOCTYPE html><script>alert(1)</script>";
        let head_only = &png(60, 40, 7)[..40];
        for none in [&html[..], b"", b"%PDF-1.7", b"GIF89a\x01\0\x01\0", head_only, &[7; 900]] {
            assert_eq!(told("image/png", none), Err(NO_PICTURE), "{none:?}");
        }
        assert_eq!(read("image/png", "no base64!"), Err(NO_PICTURE));
        assert_eq!(told("image/png", &png(4_097, 1, 7)), Err(TOO_MANY_PIXELS));
        assert!(told("image/png", &png(4_096, 1, 7)).is_ok());
        assert_eq!(told("image/png", &[&png(10, 10, 7)[..], &[0; 310_000]].concat()), Err(TOO_MANY_BYTES));
    }

    #[test]
    fn a_few_bytes_that_say_to_be_a_huge_picture_take_no_memory() {
        let mut bomb = png(8, 8, 7);
        // Width and height in the head of a PNG.
        bomb[16..24].copy_from_slice(&[0, 0x01, 0x86, 0xa0, 0, 0x01, 0x86, 0xa0]);
        assert!(told("image/png", &bomb).is_err());
    }
}
