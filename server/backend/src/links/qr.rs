//! QR codes of addresses, as SVG markup for pages and posters.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

use crate::error::{Error, Result};

/// The QR of an address, black on white with its quiet zone; it scales with its box.
///
/// # Errors
/// [`Error::Internal`] if the address is too long for a QR code (about 2,900 characters).
pub fn svg(address: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .map_err(|_| Error::internal("an address is too long for a QR code"))?;
    let markup = code.render::<svg::Color<'_>>().min_dimensions(200, 200).quiet_zone(true).build();
    // Without the XML declaration the markup stands inside HTML.
    Ok(markup.find("<svg").map_or_else(|| markup.clone(), |at| markup[at..].to_owned()))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_qr_is_markup_that_stands_inside_html() {
        let markup = super::svg("https://tongce.example.cn/l/abcdefghijklmnopqrstuvwx").unwrap();
        assert!(markup.starts_with("<svg") && markup.ends_with("</svg>"));
        assert!(super::svg(&"x".repeat(5_000)).is_err());
    }
}
