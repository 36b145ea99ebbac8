//! The states of the table are those of the register, and one more: what is left of an erased record.

use super::codes::State;
use crate::register;

impl From<register::State> for State {
    fn from(state: register::State) -> Self {
        match state {
            register::State::Draft => Self::Draft,
            register::State::Submitted => Self::Submitted,
            register::State::Transferring => Self::Transferring,
            register::State::Returned => Self::Returned,
            register::State::TownshipReviewed => Self::TownshipReviewed,
            register::State::CountyAccepted => Self::CountyAccepted,
            register::State::Comparing => Self::Comparing,
            register::State::Feedback => Self::Feedback,
            register::State::Verified => Self::Verified,
            register::State::Uploaded => Self::Uploaded,
            register::State::Rejected => Self::Rejected,
            register::State::Exited => Self::Exited,
            register::State::Void => Self::Void,
        }
    }
}
