//! What comes with a role: where it is bound, its second factor, who grants it, and which duties are never one person's
//! (GB/T 22239: separate administrators).

use super::codes::Role;
use super::row::{Bound, Duty, SecondFactor, Sees};
use super::table::{ALONE, DUTIES, EXCLUSIVE, PER_RECORD};

impl Role {
    const fn duty(self) -> &'static Duty {
        &DUTIES[self as usize]
    }

    /// The role for a code that accounts have in the database: one of this table, or one of `review::Role`, which is
    /// older. `None` for a code that no longer says enough: a `department_officer` is to be given a department, and has
    /// no right until then.
    #[must_use]
    pub fn of_stored(code: &str) -> Option<Self> {
        match code {
            "parent" => Some(Self::Family),
            "county_officer" => Some(Self::CountyReviewer),
            "admin" => Some(Self::AccountAdmin),
            _ => Self::from_code(code),
        }
    }

    /// The places to which an assignment of it can be bound.
    #[must_use]
    pub const fn bound(self) -> &'static [Bound] {
        self.duty().bound
    }

    /// When it needs a second factor.
    #[must_use]
    pub const fn second_factor(self) -> SecondFactor {
        self.duty().factor
    }

    /// What it is there to see.
    #[must_use]
    pub const fn sees(self) -> Sees {
        self.duty().sees
    }

    /// Who may give it to somebody. Nobody, where no account has it.
    #[must_use]
    pub const fn granted_by(self) -> &'static [Self] {
        self.duty().granted_by
    }

    /// Who, another person, has to confirm it before it is in force.
    #[must_use]
    pub const fn confirmed_by(self) -> Option<Self> {
        self.duty().confirmed_by
    }

    /// Whether no person may hold both at one time, whatever the account and the place.
    #[must_use]
    pub fn excludes(self, other: Self) -> bool {
        let alone =
            |one: Self, other: Self| ALONE.contains(&one) && matches!(other.sees(), Sees::Records | Sees::Aggregates);
        stands(EXCLUSIVE, self, other) || alone(self, other) || alone(other, self)
    }

    /// Whether one person may hold both, but never act under both on one record, request or batch.
    #[must_use]
    pub fn apart_on_one_record(self, other: Self) -> bool {
        stands(PER_RECORD, self, other)
    }
}

fn stands(pairs: &[(Role, Role)], one: Role, other: Role) -> bool {
    pairs.iter().any(|&(a, b)| (a, b) == (one, other) || (b, a) == (one, other))
}
