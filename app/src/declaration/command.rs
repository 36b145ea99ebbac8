//! What a button of the declaration asks for. One vocabulary for both ways: the value of the pressed
//! submit button is read by the server when there is no script, and by the page when there is.

/// Name of the submit buttons' value.
pub const NAME: &str = "go";

/// The meaning of the pressed button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Save, check this screen, go on when it is in order.
    Next,
    /// Save and go on although something is missing; the last page asks again.
    Skip,
    /// Save and go to the screen before.
    Back,
    /// Save and go to the summary.
    Check,
    /// Save and show the same screen again, with the next level of an address.
    Stay,
    /// Copy the answer of another field.
    Same {
        /// Field to fill.
        field: String,
        /// Field to copy.
        from: String,
    },
    /// Take the correction that a finding offers.
    Fix {
        /// The rule that found it.
        rule: String,
        /// The field where it stands.
        field: String,
    },
}

impl Command {
    /// Reads a button's value; anything unknown means going on.
    #[must_use]
    pub fn parse(value: &str) -> Self {
        let mut parts = value.splitn(3, ':');
        match (parts.next(), parts.next(), parts.next()) {
            (Some("skip"), ..) => Self::Skip,
            (Some("back"), ..) => Self::Back,
            (Some("check"), ..) => Self::Check,
            (Some("stay"), ..) => Self::Stay,
            (Some("same"), Some(field), Some(from)) => Self::Same { field: field.into(), from: from.into() },
            (Some("fix"), Some(rule), Some(field)) => Self::Fix { rule: rule.into(), field: field.into() },
            _ => Self::Next,
        }
    }

    /// The value of the button that means this.
    #[must_use]
    pub fn value(&self) -> String {
        match self {
            Self::Next => "next".into(),
            Self::Skip => "skip".into(),
            Self::Back => "back".into(),
            Self::Check => "check".into(),
            Self::Stay => "stay".into(),
            Self::Same { field, from } => format!("same:{field}:{from}"),
            Self::Fix { rule, field } => format!("fix:{rule}:{field}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_survives_its_button() {
        for command in [
            Command::Next,
            Command::Skip,
            Command::Back,
            Command::Check,
            Command::Stay,
            Command::Same { field: "hukou_address".into(), from: "current_address".into() },
            Command::Fix { rule: "V-02".into(), field: "child_birth_date".into() },
        ] {
            assert_eq!(Command::parse(&command.value()), command);
        }
    }

    #[test]
    fn an_unknown_button_only_goes_on() {
        assert_eq!(Command::parse(""), Command::Next);
        assert_eq!(Command::parse("same:x"), Command::Next);
    }
}
