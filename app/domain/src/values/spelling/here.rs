//! Where the tables of Unicode are: in the browser on a phone, which has them anyway, and in two crates elsewhere.

#[cfg(not(target_arch = "wasm32"))]
mod tables {
    use unicode_normalization::UnicodeNormalization as _;
    use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

    /// Normal form C.
    pub(crate) fn composed(text: &str) -> String {
        text.nfc().collect()
    }

    /// The ideograph of a Kangxi radical: its compatibility decomposition.
    pub(crate) fn ideograph(radical: char) -> char {
        std::iter::once(radical).nfkc().next().unwrap_or(radical)
    }

    /// A code point that no version of Unicode gave to a character; noncharacters too.
    pub(crate) fn is_unassigned(c: char) -> bool {
        c.general_category() == GeneralCategory::Unassigned
    }
}

#[cfg(target_arch = "wasm32")]
mod tables {
    use js_sys::{JsString, RegExp};

    fn normal(text: &str, form: &str) -> String {
        JsString::from(text).normalize(form).into()
    }

    pub(crate) fn composed(text: &str) -> String {
        normal(text, "NFC")
    }

    pub(crate) fn ideograph(radical: char) -> char {
        normal(radical.encode_utf8(&mut [0; 4]), "NFKC").chars().next().unwrap_or(radical)
    }

    pub(crate) fn is_unassigned(c: char) -> bool {
        RegExp::new(r"\p{Cn}", "u").test(c.encode_utf8(&mut [0; 4]))
    }
}

pub(crate) use tables::{composed, ideograph, is_unassigned};
