//! A list of codes that also stands in a column of a sheet.

/// As [`coded`](crate::values::coded::coded), with the list as the options of a column.
macro_rules! listed {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $code:literal, $label:literal;)+ }) => {
        crate::values::coded::coded! { $(#[$doc])* $name { $($(#[$item_doc])* $item = $code, $label;)+ } }

        impl $name {
            /// All of them as the options of a column.
            pub const CHOICES: &'static [crate::form::Choice] = &[$(crate::form::field::choice($code, $label)),+];
        }
    };
}
pub(super) use listed;
