//! A list of codes: what is stored, as in JSON, and the Chinese name of each.

/// An enum of codes, which is stored and sent by code.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$item_doc])* #[serde(rename = $code)] $item,)+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$item),+];

            /// The stored code, as in JSON.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$item => $code),+ }
            }

            /// The one with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$item),)+ _ => None }
            }

            /// The Chinese name.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$item => $label),+ }
            }
        }
    };
}
pub(crate) use coded;
