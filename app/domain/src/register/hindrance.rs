//! What has to be settled before a county accepts or verifies a record (county.md A.3 rows 1, 4, 6, 9 and 22).

use serde::{Deserialize, Serialize};

/// Why a move is not made now, though the state has it and the person may make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// The rules ask for a person's judgement of the class, and nobody gave it (rules 1).
    ClassUndecided,
    /// The class is not one of the monitored scope (M1, LB).
    NotMonitored,
    /// The same person approved this version in the township.
    ApprovedByYou,
    /// Checks of today find an error in what was taken earlier.
    NewErrors,
    /// Departments have to be asked about items first.
    ItemsDue,
    /// Departments still have time to answer what they were asked.
    AnswersOutstanding,
    /// A department says something else, and that is not settled.
    DiscrepanciesOpen,
    /// It was reopened, and nobody has sent a version since.
    VersionNeeded,
}

impl Hindrance {
    /// What stands in the way and what to do.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::ClassUndecided => "是否纳入需要人工认定：请先作“综合判断”，再接收。",
            Self::NotMonitored => "本条不属于流动儿童或留守儿童的监测范围，不能接收。请核对后退回或作废。",
            Self::ApprovedByYou => "本条在乡镇（街道）是您审核通过的，请由另一个人办理。",
            Self::NewErrors => "按现在的规则检查，本条有需要改正的内容。请退回修改。",
            Self::ItemsDue => "本条还有需要部门比对的项目：请先编制批次，发给部门比对。",
            Self::AnswersOutstanding => "部门还在答复期限内。请等部门反馈；逾期满5个工作日后可以写明原因办理。",
            Self::DiscrepanciesOpen => "本条有与部门记录不一致的项目还没有办结。请先办结差异。",
            Self::VersionNeeded => "本条是重新登记的：请先由家长或村（居）更新信息，再审核。",
        }
    }
}
