//! How far the visits of a village are (入户覆盖): every household is in one state, and the states add up.

use serde::{Deserialize, Serialize};

/// What came of one visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Somebody was met and answered.
    Visited,
    /// Somebody was met and did not want to.
    Refused,
    /// Nobody was at home.
    NobodyHome,
}

/// Where a household stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HouseholdState {
    /// On the list, not visited yet.
    #[default]
    Listed,
    /// Visited.
    Visited,
    /// Refused.
    Refused,
    /// Nobody at home, once.
    NobodyHome,
    /// Nobody at home twice or more: contact is lost (rules 12, `LOST_CONTACT`), which is for review and no exit.
    NobodyTwice,
}

impl HouseholdState {
    /// All, in the order in which pages list them.
    pub const ALL: [Self; 5] = [Self::Listed, Self::Visited, Self::NobodyHome, Self::NobodyTwice, Self::Refused];

    /// The word in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Visited => "visited",
            Self::Refused => "refused",
            Self::NobodyHome => "nobody_home",
            Self::NobodyTwice => "nobody_twice",
        }
    }

    /// The state with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Words for workers.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Listed => "未走访",
            Self::Visited => "已走访",
            Self::Refused => "不愿登记",
            Self::NobodyHome => "家中无人",
            Self::NobodyTwice => "两次无人",
        }
    }
}

impl HouseholdState {
    /// The state that a visit with this outcome leaves.
    #[must_use]
    pub fn after(self, outcome: Outcome) -> Self {
        match (outcome, self) {
            (Outcome::Visited, _) => Self::Visited,
            (Outcome::Refused, _) => Self::Refused,
            (Outcome::NobodyHome, Self::NobodyHome | Self::NobodyTwice) => Self::NobodyTwice,
            (Outcome::NobodyHome, _) => Self::NobodyHome,
        }
    }
}

/// Sums of one village.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Village (or township, where the address says no more), 9 or 12 digits.
    pub division_code: String,
    /// Its name.
    pub division_name: String,
    /// Households by state, in the order of [`HouseholdState::ALL`].
    pub households: [u32; 5],
    /// Children in the register whose draft is active.
    pub children: u32,
}

impl Coverage {
    /// All households.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.households.iter().sum()
    }

    /// Households in this state.
    #[must_use]
    pub fn of(&self, state: HouseholdState) -> u32 {
        HouseholdState::ALL.iter().zip(self.households).find(|(one, _)| **one == state).map_or(0, |(_, count)| count)
    }

    /// Counts so many households more in this state.
    pub fn add(&mut self, state: HouseholdState, households: u32) {
        for (one, count) in HouseholdState::ALL.into_iter().zip(&mut self.households) {
            if one == state {
                *count += households;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_failed_visits_are_a_state_of_their_own() {
        let first = HouseholdState::Listed.after(Outcome::NobodyHome);
        assert_eq!(first, HouseholdState::NobodyHome);
        assert_eq!(first.after(Outcome::NobodyHome), HouseholdState::NobodyTwice);
        assert_eq!(first.after(Outcome::NobodyHome).after(Outcome::NobodyHome), HouseholdState::NobodyTwice);
        assert_eq!(first.after(Outcome::Refused).after(Outcome::NobodyHome), HouseholdState::NobodyHome);
        assert_eq!(HouseholdState::NobodyTwice.after(Outcome::Visited), HouseholdState::Visited);
    }

    #[test]
    fn every_household_is_counted_once() {
        let mut coverage = Coverage::default();
        for state in HouseholdState::ALL {
            coverage.add(state, 1);
            assert_eq!(HouseholdState::from_code(state.code()), Some(state));
        }
        assert_eq!((coverage.total(), coverage.of(HouseholdState::NobodyTwice)), (5, 1));
    }
}
