//! What comes with a role: where it is bound, its second factor, who grants it, and which duties are never one person's
//! (GB/T 22239: separate administrators).

use super::codes::Role;
use super::row::{Bound, Duty, SecondFactor, Sees};
use super::table::{ALONE, DUTIES, EXCLUSIVE, PER_RECORD};
use crate::divisions::{DivisionCode, Level};
use crate::form::Department;

impl Role {
    const fn duty(self) -> &'static Duty {
        &DUTIES[self as usize]
    }

    /// Whether the role collects declarations. As the access table says; for phones, which do not carry it.
    #[must_use]
    pub const fn collects(self) -> bool {
        matches!(self, Self::VillageDirector | Self::GridWorker)
    }

    /// Whether the role has the queue of declarations, likewise.
    #[must_use]
    pub const fn reviews(self) -> bool {
        matches!(self, Self::TownshipSupervisor | Self::CountyEntry | Self::CountyReviewer | Self::CountyApprover)
    }

    /// Whether the role decides about what was submitted, likewise.
    #[must_use]
    pub const fn decides(self) -> bool {
        matches!(self, Self::TownshipSupervisor)
    }

    /// Whether the role accepts and verifies for the county what townships approved, likewise.
    #[must_use]
    pub const fn accepts(self) -> bool {
        matches!(self, Self::CountyReviewer)
    }

    /// Whether the role sees the batches of a county, likewise.
    #[must_use]
    pub const fn compares(self) -> bool {
        matches!(self, Self::CountyReviewer | Self::CountyApprover)
    }

    /// Whether the role answers for a department, likewise.
    #[must_use]
    pub const fn is_department(self) -> bool {
        self.department().is_some()
    }

    /// The department for which the role answers.
    #[must_use]
    pub const fn department(self) -> Option<Department> {
        Some(match self {
            Self::DeptEducation => Department::Education,
            Self::DeptPolice => Department::PublicSecurity,
            Self::DeptHealth => Department::Health,
            Self::DeptInsurance => Department::MedicalInsurance,
            Self::DeptCdc => Department::DiseaseControl,
            Self::DeptDisability => Department::DisabledPersonsFederation,
            _ => return None,
        })
    }

    /// Whether the role works on what does not agree with departments, likewise.
    #[must_use]
    pub const fn settles_discrepancies(self) -> bool {
        matches!(self, Self::VillageDirector | Self::GridWorker | Self::TownshipSupervisor | Self::CountyReviewer)
            || self.is_department()
    }

    /// Whether the role makes links for families, likewise.
    #[must_use]
    pub const fn makes_links(self) -> bool {
        self.collects() || self.decides()
    }

    /// Whether the role asks to look at records outside its area, or decides about that, likewise.
    #[must_use]
    pub const fn consults(self) -> bool {
        matches!(
            self,
            Self::TownshipSupervisor
                | Self::CountyReviewer
                | Self::CountyApprover
                | Self::UpperReader
                | Self::PrivacyOfficer
        )
    }

    /// Whether the role keeps accounts, likewise: all of an area, or those of its workers.
    #[must_use]
    pub const fn keeps_accounts(self) -> bool {
        matches!(self, Self::AccountAdmin | Self::SecurityAdmin | Self::TownshipSupervisor)
    }

    /// Whether the role searches the trail, likewise.
    #[must_use]
    pub const fn audits(self) -> bool {
        matches!(self, Self::Auditor)
    }

    /// Whether the role is told of reading out of the ordinary, likewise.
    #[must_use]
    pub const fn handles_notices(self) -> bool {
        matches!(self, Self::Auditor | Self::CountyApprover | Self::PrivacyOfficer)
    }

    /// Whether the role takes lists of records out, or decides about that, likewise.
    #[must_use]
    pub const fn takes_out(self) -> bool {
        matches!(self, Self::TownshipSupervisor | Self::CountyEntry | Self::CountyReviewer | Self::CountyApprover)
    }

    /// Whether the role sees lists of what is to be erased, and holds, likewise.
    #[must_use]
    pub const fn erases(self) -> bool {
        matches!(self, Self::PrivacyOfficer | Self::CountyApprover)
    }

    /// Whether the role records breaches, likewise.
    #[must_use]
    pub const fn records_breaches(self) -> bool {
        matches!(self, Self::PrivacyOfficer | Self::SecurityAdmin)
    }

    /// Whether the role reads the yearly pack, likewise.
    #[must_use]
    pub const fn reads_pack(self) -> bool {
        matches!(self, Self::Auditor | Self::PrivacyOfficer)
    }

    /// Whether the role handles what families ask for about their data, or is told of what is overdue, likewise.
    #[must_use]
    pub const fn handles_requests(self) -> bool {
        matches!(self, Self::CountyApprover | Self::PrivacyOfficer)
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

    /// Whether an assignment of it at `place` needs a second factor before any page is shown.
    #[must_use]
    pub const fn needs_factor(self, place: DivisionCode) -> bool {
        match self.second_factor() {
            SecondFactor::Never => false,
            SecondFactor::Always => true,
            SecondFactor::SeveralVillages => !matches!(place.level(), Level::Village),
        }
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
