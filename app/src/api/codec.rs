//! How pages and server functions speak to each other.
//!
//! Reading JSON by the names of its fields takes several kilobytes of WebAssembly a type. [`Wire`] writes
//! fields in their order, so a phone's part of it is small; both sides are always built together, and a
//! page of an older build is told so by the first byte. Other programs have the JSON of `/api/v1`.

use std::marker::PhantomData;

use leptos::prelude::codee::{Decoder, Encoder};
use leptos::prelude::*;
use leptos::server_fn::Bytes;
use leptos::server_fn::codec::Post;
use leptos::server_fn::{ContentType, Decodes, Encodes, Format, FormatType};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Grows with every change of a type that crosses in [`Compact`]; a test watches the bytes.
const VERSION: u8 = 1;

/// Fields by place: [postcard](https://postcard.jamesmunns.com/wire-format) after one byte of version.
pub struct Compact;

/// Arguments and results by place, in the body of a POST.
pub type Wire = Post<Compact>;

/// Why bytes could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WireError {
    /// Another build of the page wrote them.
    OtherBuild,
    /// They are not what the type needs.
    Shape,
}

impl std::fmt::Display for WireError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::OtherBuild => "written by another build of the page",
            Self::Shape => "not of the expected shape",
        })
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
        _ => Err(WireError::OtherBuild),
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
pub struct Later<T> {
    bytes: Vec<u8>,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize> Later<T> {
    /// Writes the value.
    ///
    /// # Errors
    /// When it has no shape that bytes can have.
    pub fn new(value: &T) -> Result<Self, WireError> {
        Ok(Self { bytes: write(value)?, of: PhantomData })
    }
}

impl<T: DeserializeOwned + Default> Later<T> {
    /// Reads the value; nothing when nothing was written.
    #[must_use]
    pub fn read(&self) -> T {
        read(&self.bytes).unwrap_or_default()
    }
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Self { bytes: Vec::new(), of: PhantomData }
    }
}

#[cfg(test)]
mod tests {
    use domain::form::{Address, Answers, Paper, Value};

    use super::*;

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

    #[test]
    fn a_page_of_another_build_is_told_so() {
        let mut bytes = write(&answers()).unwrap();
        bytes[0] = VERSION + 1;
        assert_eq!(read::<Answers>(&bytes), Err(WireError::OtherBuild));
        assert_eq!(read::<Answers>(&[]), Err(WireError::OtherBuild));
        assert_eq!(read::<Answers>(&[VERSION, 9]), Err(WireError::Shape));
    }

    #[test]
    fn what_is_read_later_arrives_whole() {
        let later = Later::new(&answers()).unwrap();
        let crossed: Later<Answers> = read(&write(&later).unwrap()).unwrap();
        assert_eq!(crossed.read(), answers());
        assert_eq!(Later::<Answers>::default().read(), Answers::default());
    }
}
