//! Why a call to the server brought nothing: a named problem, or no connection.

use domain::problem::Problem;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use super::codec::Compact;

/// What a server function returns instead of its result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Failure {
    /// The server refused, with a name and words for the person.
    Problem(Problem),
    /// The server was not reached; what was typed stays on the phone.
    Offline,
}

impl Failure {
    /// What to tell the person.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Problem(problem) => problem.words(),
            Self::Offline => "现在连不上网，您填的内容已保存在本机，联网后会自动保存。".into(),
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
        f.write_str(&self.words())
    }
}

impl std::error::Error for Failure {}

impl FromServerFnError for Failure {
    type Encoder = Compact;

    fn from_server_fn_error(value: ServerFnErrorErr) -> Self {
        match value {
            ServerFnErrorErr::Request(_) => Self::Offline,
            // Page and server were built apart: one of them was renewed meanwhile.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::Deserialization(_) => {
                Self::Problem(Problem::UnknownFormVersion)
            }
            _ => Self::Problem(Problem::Internal),
        }
    }
}
