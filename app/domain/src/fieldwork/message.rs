//! What a worker's phone sends. Each is one message with an id of its own: sent until it is answered, taken once.
//!
//! The phone seals it to the server's public key (HPKE, RFC 9180) and cannot open it again. So a message that the
//! checks refuse is not sent back: the server keeps it and gives it back as a [`Draft`](super::Draft) to mend.

use serde::{Deserialize, Serialize};

use super::household::Household;
use crate::form::{Answers, FormKind, OverrideReason};
use crate::values::{TextError, text};

/// Version of the shape that phones write now. The server reads every version up to it.
pub const VERSION: u16 = 1;

/// Bound into the sealing of every message, so that nothing sealed for another purpose passes for one.
pub const PURPOSE: &str = "tongce field message";

/// Largest message before it is sealed, in bytes: a compressed photograph with its words.
pub const LARGEST: usize = 512 * 1024;

/// A message.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Version of its shape.
    pub version: u16,
    /// UUIDv7 made by the phone; bound into the sealing.
    pub id: String,
    /// The day on the phone's clock (ISO 8601), which may be wrong by years: shown, never relied on.
    #[serde(default)]
    pub written_on: String,
    /// What it says.
    #[serde(flatten)]
    pub body: Body,
}

/// What a message says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "says", rename_all = "snake_case")]
pub enum Body {
    /// A child is declared, or a returned declaration comes back.
    Declaration(Box<Declared>),
    /// A household was listed or visited (入户).
    Household(Household),
    /// A child of the register was visited (走访).
    FollowUp(FollowUp),
    /// A picture that belongs to a declaration.
    Attachment(Attachment),
}

/// A declaration that a worker took down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Declared {
    /// The form.
    pub form: FormKind,
    /// Its version.
    pub form_version: String,
    /// How it was collected: a code of `collection_method`.
    pub channel: String,
    /// Answers.
    pub answers: Answers,
    /// Reasons given for overrides.
    #[serde(default)]
    pub overrides: Vec<OverrideReason>,
    /// The family's consent as the worker recorded it.
    pub consent: Recorded,
    /// The household in which it was taken down.
    #[serde(default)]
    pub household: Option<String>,
    /// The record that it corrects, and the version from which the correction started.
    #[serde(default)]
    pub corrects: Option<Corrects>,
    /// The message that the server kept and that this one replaces.
    #[serde(default)]
    pub replaces: Option<String>,
}

/// Which version of a record a correction started from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrects {
    /// Id of the record.
    pub record: String,
    /// Version that the worker saw.
    pub version: i32,
}

/// Consent that a worker recorded (告知同意; 个人信息保护法 第三十一条: of a guardian).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Version of the notice that was read out or shown.
    pub notice_version: String,
    /// How it was given.
    pub how: ConsentHow,
    /// Who gave it, e.g. 奶奶; empty when not said.
    #[serde(default)]
    pub by: String,
}

/// How consent was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentHow {
    /// Signed on the screen of the phone; the signature follows as an attachment.
    Signed,
    /// Said, and the worker wrote it down.
    Spoken,
    /// On the paper form, which the worker keeps.
    Paper,
}

/// A follow-up visit (走访) to a child of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUp {
    /// The record.
    pub record: String,
    /// Day of the visit.
    #[serde(with = "crate::values::date::iso")]
    pub day: crate::Date,
    /// Who was met, in words.
    pub met: String,
    /// What was seen.
    pub seen: String,
    /// What is needed; empty for nothing.
    #[serde(default)]
    pub needs: String,
    /// When to come again.
    #[serde(default, with = "crate::values::date::iso::option")]
    pub next: Option<crate::Date>,
}

impl FollowUp {
    /// The visit with its words in their one spelling, lines as lines.
    ///
    /// # Errors
    /// The words for a text that nobody can read.
    pub fn prepared(self) -> Result<Self, TextError> {
        let lines = |text: &str| text::parse_lines(text, u16::MAX);
        let (met, seen, needs) = (text::parse(&self.met, u16::MAX)?, lines(&self.seen)?, lines(&self.needs)?);
        Ok(Self { met, seen, needs, ..self })
    }
}

/// A picture, encrypted as all else, sent after the answers and never blocking them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The message with the answers to which it belongs.
    pub of: String,
    /// What it shows.
    pub shows: Shows,
    /// `image/jpeg`, `image/webp` or `image/png`.
    pub media_type: String,
    /// The bytes in base64; at most 300 KB before that.
    pub data: String,
}

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// The signature of whoever consented.
    Signature,
    /// A page of a document, e.g. of the 户口簿.
    DocumentPage,
}

impl Shows {
    /// The stored code, as in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::DocumentPage => "document_page",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Signature, Self::DocumentPage].into_iter().find(|shows| shows.code() == code)
    }

    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Signature => "签名",
            Self::DocumentPage => "证件照片",
        }
    }
}

impl ConsentHow {
    /// In words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Signed => "在手机上签名同意",
            Self::Spoken => "口头同意，由工作人员记录",
            Self::Paper => "在纸质登记表上签字同意",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fieldwork::Outcome;

    #[test]
    fn a_message_and_its_household_each_keep_their_id() {
        let household = Household { id: "h".into(), outcome: Some(Outcome::Visited), ..Household::default() };
        let body = Body::Household(household);
        let message = Message { version: VERSION, id: "m".into(), written_on: "2026-11-21".into(), body };
        let json = serde_json::to_value(&message).unwrap();
        assert_eq!((&json["id"], &json["kind"], &json["says"]["id"]), (&"m".into(), &"household".into(), &"h".into()));
        assert_eq!(serde_json::from_value::<Message>(json).unwrap(), message);
    }

    #[test]
    fn the_words_of_a_visit_are_spelled_as_one_and_keep_their_lines() {
        let visit = FollowUp {
            record: "r".into(),
            day: jiff::civil::date(2026, 11, 21),
            met: " 奶奶\u{200B} ".into(),
            seen: "⼀、在家\r\n二、想爸爸".into(),
            needs: "\u{3164}".into(),
            next: None,
        };
        let prepared = visit.clone().prepared().unwrap();
        assert_eq!((&*prepared.met, &*prepared.seen, &*prepared.needs), ("奶奶", "一、在家\n二、想爸爸", ""));
        let damaged = FollowUp { seen: "在\u{FFFD}家".into(), ..visit };
        assert_eq!(damaged.prepared(), Err(TextError::Unreadable));
    }

    #[test]
    fn codes_of_pictures_are_those_of_the_json() {
        for shows in [Shows::Signature, Shows::DocumentPage] {
            assert_eq!(serde_json::to_string(&shows).unwrap(), format!("\"{}\"", shows.code()));
            assert_eq!(Shows::from_code(shows.code()), Some(shows));
        }
        assert_eq!(Shows::from_code("selfie"), None);
    }

    #[test]
    fn a_declaration_reads_as_a_phone_writes_it() {
        let json = r#"{"version":1,"id":"m","kind":"declaration","says":{"form":"migrant","form_version":"2024-17",
            "channel":"home_visit","answers":{},"consent":{"notice_version":"2026-11","how":"spoken"}}}"#;
        let message: Message = serde_json::from_str(json).unwrap();
        assert!(matches!(message.body, Body::Declaration(_)));
    }
}
