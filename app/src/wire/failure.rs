//! Why a call to the server brought nothing: a named problem, or no connection.

use domain::problem::Problem;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use crate::codec::{Compact, WireError};

/// What a server function returns instead of its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The server refused, with a name and words for the person.
    Problem(Problem),
    /// The server was not reached, or something else answered in its place.
    Offline,
}

impl Failure {
    /// What to tell the person.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Problem(problem) => problem.message(),
            Self::Offline => "没有办成：现在连不上网。请联网后再试一次。".into(),
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Failure {}

impl FromServerFnError for Failure {
    type Encoder = Compact;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            // Page and server were built apart: one of them was renewed meanwhile.
            ServerFnErrorErr::Args(_) => Self::Problem(Problem::UnknownFormVersion),
            ServerFnErrorErr::Deserialization(why) if WireError::of_another_build(&why) => {
                Self::Problem(Problem::UnknownFormVersion)
            }
            // A proxy's page, a line cut off in the middle.
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Deserialization(_) | ServerFnErrorErr::Response(_) => {
                Self::Offline
            }
            _ => Self::Problem(Problem::Internal),
        }
    }
}

#[cfg(test)]
mod tests {
    use leptos::server_fn::Bytes;

    use super::*;
    use crate::codec;

    fn answered(body: &'static [u8]) -> Failure {
        Failure::de(Bytes::from_static(body))
    }

    #[test]
    fn a_proxys_page_is_no_update_of_the_form() {
        for body in ["<h1>502 Bad Gateway</h1>", "\n<!doctype html>", "upstream timed out", "{}", ""] {
            assert_eq!(answered(body.as_bytes()), Failure::Offline, "{body}");
        }
        let cut = ServerFnErrorErr::Deserialization("network error".to_owned());
        assert_eq!(Failure::from_server_fn_error(cut), Failure::Offline);
    }

    #[test]
    fn an_answer_of_another_build_is_an_update() {
        assert_eq!(answered(&[1, 0, 0]), Failure::Problem(Problem::UnknownFormVersion));
        assert_eq!(answered(&[2, 99]), Failure::Problem(Problem::UnknownFormVersion));
        let told = codec::write(&Failure::Problem(Problem::DraftGone)).unwrap();
        assert_eq!(Failure::de(Bytes::from(told)), Failure::Problem(Problem::DraftGone));
    }

    #[test]
    fn nothing_is_promised_where_nothing_is_known_to_be_kept() {
        for words in [Failure::Offline.message(), Problem::Internal.message()] {
            assert!(!words.contains("保存") && !words.contains("没有丢") && !words.contains("自动"), "{words}");
        }
    }
}
