//! How pages and server functions speak to each other.
//!
//! Reading JSON by the names of its fields takes several kilobytes of WebAssembly a type. [`Wire`] writes
//! fields in their order, so a phone's part of it is small; both sides are always built together, and a
//! page of an older build is told so by the first byte. Other programs have the JSON of `/api/v1`.

use std::marker::PhantomData;

use leptos::prelude::codee::{Decoder, Encoder};
use leptos::prelude::*;
use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Grows with every change of a type that crosses in [`Compact`]; a test watches the bytes. Unsent answers on phones begin
/// with it too: whoever raises it reads the earlier ones first.
const VERSION: u8 = 2;

/// No build has this version or a later one: from here on bytes begin text.
const MAX_VERSION: u8 = 9;

/// Fields by place: [postcard](https://postcard.jamesmunns.com/wire-format) after one byte of version.
pub struct Compact;

/// Arguments and results by place, in the body of a POST.
pub type Wire = Post<Compact>;

/// Why bytes could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireError {
    /// Another build of the page wrote them.
    OtherBuild,
    /// Neither side wrote them: a proxy's page, or nothing.
    Foreign,
    /// They are not what the type needs.
    Shape,
}

impl WireError {
    const fn words(self) -> &'static str {
        match self {
            Self::OtherBuild => "written by another build of the page",
            Self::Foreign => "not written by this program",
            Self::Shape => "not of the expected shape",
        }
    }

    /// Whether these are the words of bytes that this program wrote in another build.
    #[must_use]
    pub fn of_another_build(words: &str) -> bool {
        words == Self::OtherBuild.words() || words == Self::Shape.words()
    }
}

impl std::fmt::Display for WireError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words())
    }
}

impl std::error::Error for WireError {}

/// The bytes of a value, version first.
///
/// # Errors
/// [`WireError::Shape`] when the value has no shape that bytes can have.
pub fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, WireError> {
    postcard::to_extend(value, vec![VERSION]).map_err(|_| WireError::Shape)
}

/// The value of such bytes.
///
/// # Errors
/// [`WireError`] when another build or something else wrote them.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WireError> {
    match bytes.split_first() {
        Some((&VERSION, bytes)) => postcard::from_bytes(bytes).map_err(|_| WireError::Shape),
        // No page and no text begins with so small a byte.
        Some((&version, _)) if version < MAX_VERSION => Err(WireError::OtherBuild),
        _ => Err(WireError::Foreign),
    }
}

impl ContentType for Compact {
    const CONTENT_TYPE: &'static str = "application/octet-stream";
}

impl FormatType for Compact {
    const FORMAT_TYPE: Format = Format::Binary;
}

impl<T: Serialize> Encodes<T> for Compact {
    type Error = WireError;

    fn encode(output: &T) -> Result<Bytes, WireError> {
        write(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for Compact {
    type Error = WireError;

    fn decode(bytes: Bytes) -> Result<T, WireError> {
        read(&bytes)
    }
}

impl<T: Serialize> Encoder<T> for Compact {
    type Error = WireError;
    type Encoded = Vec<u8>;

    fn encode(value: &T) -> Result<Vec<u8>, WireError> {
        write(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Compact {
    type Error = WireError;
    type Encoded = [u8];

    fn decode(bytes: &[u8]) -> Result<T, WireError> {
        read(bytes)
    }
}

/// What a page waits for before the server answers, written into the page as bytes.
pub fn resource<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> F + Send + Sync + 'static,
) -> Resource<T, Compact>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(source, fetch, true)
}

/// A value that is read only where it is used: the first page carries its bytes, not its reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Encoded<T> {
    bytes: Vec<u8>,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Encoded<T> {
    /// Writes the value.
    ///
    /// # Errors
    /// When it has no shape that bytes can have.
    pub fn new(value: &T) -> Result<Self, WireError> {
        Ok(Self { bytes: write(value)?, of: PhantomData })
    }
}

impl<T: DeserializeOwned + Default> Encoded<T> {
    /// Reads the value; nothing when nothing was written.
    #[must_use]
    pub fn read(&self) -> T {
        read(&self.bytes).unwrap_or_default()
    }
}

impl<T> Default for Encoded<T> {
    fn default() -> Self {
        Self { bytes: Vec::new(), of: PhantomData }
    }
}

#[cfg(test)]
mod tests {
    use domain::divisions::Address;
    use domain::eligibility::{Overlap, Policy, Verdict, assess};
    use domain::form::{Answers, Finding, FormKind, Level, Value};
    use domain::problem::Problem;
    use domain::values::Paper;
    use jiff::civil::date;

    use super::*;
    use crate::declaration::functions::Changes;
    use crate::wire::Failure;

    fn answers() -> Answers {
        let address = Address { division_code: "120104001".into(), detail: "1号".into(), ..Address::default() };
        let paper = Paper { kind: "resident_id".into(), number: "11010519491231002X".into(), reason: String::new() };
        [
            ("current_address", Value::Address(address)),
            ("father_id_number", Value::Paper(paper)),
            ("has_disability", Value::Bool(false)),
            ("livelihood_support", Value::Choices(vec!["dibao".into(), "other".into()])),
            ("child_name", Value::Text("王小明".into())),
        ]
        .into_iter()
        .collect()
    }

    #[test]
    fn every_shape_of_an_answer_crosses() {
        let bytes = write(&answers()).unwrap();
        assert_eq!(read::<Answers>(&bytes), Ok(answers()));
        assert!(bytes.len() < serde_json::to_vec(&answers()).unwrap().len());
    }

    /// When this fails, a type that crosses has changed: raise [`VERSION`], then write the new bytes here.
    #[test]
    fn the_bytes_of_this_version_stay_as_they_are() {
        let set = [("child_name", Value::Text("王".into())), ("has_disability", Value::Bool(true))];
        let changes = Changes {
            form: Some(FormKind::LeftBehind),
            set: set.into_iter().collect(),
            remove: vec!["ethnicity".into()],
            overrides: None,
        };
        let bytes =
            b"\x02\x01\x01\x02\x0achild_name\x04\x03\xe7\x8e\x8b\x0ehas_disability\x00\x01\x01\x09ethnicity\x00";
        assert_eq!(write(&changes).unwrap(), bytes);
        let failure = Failure::Problem(Problem::TooManyAttempts { retry_after: 9 });
        assert_eq!(write(&failure).unwrap(), [VERSION, 0, 4, 9]);
    }

    #[test]
    fn what_is_left_out_of_json_keeps_its_place_here() {
        let finding = Finding::new("V-02", Level::Override, "child_sex", "请再看一遍");
        let mended = finding.clone().with_fix("改成女", vec![("child_sex".into(), Some(Value::Text("2".into())))]);
        let findings = vec![finding, mended];
        assert_eq!(read::<Vec<Finding>>(&write(&findings).unwrap()), Ok(findings));

        let policy = Policy::named("tianjin").unwrap();
        // Nothing is known: no due day, no notice. Nearly sixteen and away from both: all of them, sooner or later.
        let born: Answers = [("child_birth_date", Value::Text("2010-12-01".into()))].into_iter().collect();
        for answers in [Answers::default(), born, answers()] {
            for kind in [FormKind::Migrant, FormKind::LeftBehind] {
                let verdict = assess(kind, &answers, policy, date(2026, 11, 21));
                assert_eq!(read::<Verdict>(&write(&verdict).unwrap()), Ok(verdict));
            }
        }
        let overlapping = Verdict {
            overlap: Some(Overlap { proposal: Some(FormKind::LeftBehind) }),
            exit_notice: Some(date(2026, 12, 1)),
            ..assess(FormKind::Migrant, &answers(), policy, date(2026, 11, 21))
        };
        assert_eq!(read::<Verdict>(&write(&overlapping).unwrap()), Ok(overlapping));
    }

    #[test]
    fn a_page_of_another_build_is_told_so() {
        let mut bytes = write(&answers()).unwrap();
        bytes[0] = VERSION + 1;
        assert_eq!(read::<Answers>(&bytes), Err(WireError::OtherBuild));
        assert_eq!(read::<Answers>(&[]), Err(WireError::Foreign));
        assert_eq!(read::<Answers>(&[VERSION, 9]), Err(WireError::Shape));
    }

    #[test]
    fn what_is_read_later_arrives_whole() {
        let later = Encoded::new(&answers()).unwrap();
        let crossed: Encoded<Answers> = read(&write(&later).unwrap()).unwrap();
        assert_eq!(crossed.read(), answers());
        assert_eq!(Encoded::<Answers>::default().read(), Answers::default());
    }
}
