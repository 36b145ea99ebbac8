//! What the page's own controls say, in plain values.

use domain::form::inputs::last_value;
use domain::values::text;

/// A control whose content changed, with the whole form around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Name of the control.
    pub name: String,
    /// What stands in the control.
    pub value: String,
    /// Names and values of the form's inputs.
    pub pairs: Vec<(String, String)>,
}

/// A pressed submit button, with the whole form around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Press {
    /// Value of the button.
    pub value: String,
    /// Names and values of the form's inputs.
    pub pairs: Vec<(String, String)>,
}

impl Press {
    /// What was typed under `name`, without blanks around it; empty for nothing that a person sees.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        let typed = last_value(&self.pairs, name).trim();
        if text::is_empty(typed) { "" } else { typed }
    }
}
