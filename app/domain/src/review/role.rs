//! The people who move a record.

use crate::values::coded::coded;

coded! {
    /// Who acts.
    Role {
        /// A parent or another informant who came by a link.
        Parent = "parent", "家长";
        /// 儿童主任 of a village or residents' community.
        VillageDirector = "village_director", "儿童主任";
        /// 网格员
        GridWorker = "grid_worker", "网格员";
        /// 儿童督导员 of a township or street.
        TownshipSupervisor = "township_supervisor", "儿童督导员";
        /// 区（县）民政
        CountyOfficer = "county_officer", "区民政部门";
        /// A department that compares its own item.
        DepartmentOfficer = "department_officer", "部门比对员";
        /// Reads the audit trail, changes nothing.
        Auditor = "auditor", "审计员";
        /// System administrator: accounts and settings, no records.
        Admin = "admin", "系统管理员";
        /// Security administrator, a separate person (等保三级).
        SecurityAdmin = "security_admin", "安全管理员";
    }
}

impl Role {
    /// Whether the role collects declarations.
    #[must_use]
    pub const fn collects(self) -> bool {
        matches!(self, Self::Parent | Self::VillageDirector | Self::GridWorker)
    }

    /// Whether the role decides about declarations.
    #[must_use]
    pub const fn reviews(self) -> bool {
        matches!(self, Self::TownshipSupervisor | Self::CountyOfficer)
    }
}
