//! Failures with a name: a stable code for programs, an HTTP status, and words for the person.
//!
//! Inner details (a database error, a key error) never come here; they go to the log, without
//! personal data.

use serde::{Deserialize, Serialize};

use crate::form::Finding;
use crate::register::{Hindrance, State};

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The thing asked for is not there, or not for this person.
    NotFound,
    /// The person may not do this.
    Forbidden,
    /// No session, or it has ended.
    SignInNeeded,
    /// User name or password is wrong; never says which.
    SignInFailed,
    /// Too many failures; wait.
    TooManyAttempts {
        /// Seconds until the next attempt counts.
        retry_after: u64,
    },
    /// The link's token is unknown.
    LinkUnknown,
    /// The link has expired.
    LinkExpired,
    /// The link was taken back.
    LinkRevoked,
    /// The notice was not accepted yet.
    ConsentMissing,
    /// The declaration does not exist any more, or was submitted meanwhile.
    DraftGone,
    /// Somebody saved the same draft meanwhile.
    DraftChanged,
    /// Checks block the submission.
    ChecksFailed {
        /// What was found, blocking findings first.
        findings: Vec<Finding>,
    },
    /// The same id came with another body.
    IdReused,
    /// The form's name is unknown.
    UnknownForm,
    /// The form's version is not accepted.
    UnknownFormVersion,
    /// An answer names a field that the form does not have.
    UnknownField {
        /// The field.
        field: String,
    },
    /// A division code is not in the table.
    UnknownDivision {
        /// The field.
        field: String,
    },
    /// The policy profile's name is unknown.
    UnknownPolicy,
    /// The request is not of the described shape.
    Malformed {
        /// What is wrong, in English for the integrator.
        detail: String,
        /// The field, when known.
        field: Option<String>,
    },
    /// A value is wrong, with words for the person.
    Invalid {
        /// The field.
        field: String,
        /// What to do, in Chinese.
        message: String,
    },
    /// The body is over the limit.
    TooLarge,
    /// Another reviewer decided first.
    AlreadyDecided {
        /// Display name of who decided.
        by: String,
        /// The state now.
        state: State,
    },
    /// Another reviewer has the entry open.
    Claimed {
        /// Display name of who has it.
        by: String,
        /// Until when, Unix milliseconds.
        until: i64,
    },
    /// Nobody reviews what he or she submitted.
    OwnSubmission,
    /// The review table does not offer this action now.
    ActionNotOffered {
        /// The state now.
        state: State,
    },
    /// A candidate for the same child has to be decided first (V-10).
    DuplicateUndecided,
    /// Something else of the record has to be settled first.
    Hindered {
        /// What.
        by: Hindrance,
    },
    /// The request came from another site.
    CrossSite,
    /// Something failed inside; the log has the details under this number.
    Internal,
    /// The phone that sends is not known, may not send any more, or its worker may not.
    DeviceUnknown,
    /// What was submitted is shown to who opens the family's own link only.
    OwnLinkNeeded,
    /// So many begin by this link that one more has to wait.
    LinkBusy {
        /// Seconds until the next attempt counts.
        retry_after: u64,
    },
    /// The password is right, and no assignment (任职) of the account is in force.
    NotAssigned,
    /// A second factor is needed before anything is shown.
    FactorNeeded,
    /// The last proof of who it is lies too long back for this.
    StepUpNeeded,
    /// It takes another person than the one who asked for it, or whom it is about.
    OwnRequest,
    /// The password is so old that another one is asked for first.
    PasswordDue,
    /// The owner of the declaration works outside of this deployment.
    OutsideDeployment,
    /// What was submitted is shown in this browser once somebody has proved to be the family.
    CodeNeeded,
    /// The file was fetched, or nobody fetched it in time.
    ExportGone,
}

impl Problem {
    /// Whether the sign-in leads on: it asks for what is missing and comes back.
    #[must_use]
    pub const fn leads_to_sign_in(&self) -> bool {
        matches!(self, Self::SignInNeeded | Self::FactorNeeded | Self::PasswordDue)
    }

    /// Stable code, snake case, as in the JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Forbidden => "forbidden",
            Self::SignInNeeded => "sign_in_needed",
            Self::SignInFailed => "sign_in_failed",
            Self::TooManyAttempts { .. } => "too_many_attempts",
            Self::LinkUnknown => "link_unknown",
            Self::LinkExpired => "link_expired",
            Self::LinkRevoked => "link_revoked",
            Self::ConsentMissing => "consent_missing",
            Self::DraftGone => "draft_gone",
            Self::DraftChanged => "draft_changed",
            Self::ChecksFailed { .. } => "checks_failed",
            Self::IdReused => "id_reused",
            Self::UnknownForm => "unknown_form",
            Self::UnknownFormVersion => "unknown_form_version",
            Self::UnknownField { .. } => "unknown_field",
            Self::UnknownDivision { .. } => "unknown_division",
            Self::UnknownPolicy => "unknown_policy",
            Self::Malformed { .. } => "malformed",
            Self::Invalid { .. } => "invalid",
            Self::TooLarge => "too_large",
            Self::AlreadyDecided { .. } => "already_decided",
            Self::Claimed { .. } => "claimed",
            Self::OwnSubmission => "own_submission",
            Self::ActionNotOffered { .. } => "action_not_offered",
            Self::DuplicateUndecided => "duplicate_undecided",
            Self::Hindered { .. } => "hindered",
            Self::CrossSite => "cross_site",
            Self::DeviceUnknown => "device_unknown",
            Self::OwnLinkNeeded => "own_link_needed",
            Self::LinkBusy { .. } => "link_busy",
            Self::NotAssigned => "not_assigned",
            Self::FactorNeeded => "factor_needed",
            Self::StepUpNeeded => "step_up_needed",
            Self::OwnRequest => "own_request",
            Self::PasswordDue => "password_due",
            Self::OutsideDeployment => "outside_deployment",
            Self::CodeNeeded => "code_needed",
            Self::ExportGone => "export_gone",
            Self::Internal => "internal",
        }
    }

    /// HTTP status code.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound | Self::LinkUnknown | Self::UnknownForm => 404,
            Self::Forbidden
            | Self::OwnSubmission
            | Self::CrossSite
            | Self::OwnLinkNeeded
            | Self::NotAssigned
            | Self::FactorNeeded
            | Self::StepUpNeeded
            | Self::OwnRequest
            | Self::PasswordDue
            | Self::CodeNeeded => 403,
            Self::SignInNeeded | Self::SignInFailed | Self::DeviceUnknown => 401,
            Self::TooManyAttempts { .. } | Self::LinkBusy { .. } => 429,
            Self::LinkExpired | Self::LinkRevoked | Self::DraftGone | Self::ExportGone => 410,
            Self::IdReused
            | Self::DraftChanged
            | Self::AlreadyDecided { .. }
            | Self::Claimed { .. }
            | Self::ActionNotOffered { .. }
            | Self::DuplicateUndecided
            | Self::Hindered { .. } => 409,
            Self::Malformed { .. } => 400,
            Self::ConsentMissing
            | Self::ChecksFailed { .. }
            | Self::UnknownFormVersion
            | Self::UnknownField { .. }
            | Self::UnknownDivision { .. }
            | Self::UnknownPolicy
            | Self::OutsideDeployment
            | Self::Invalid { .. } => 422,
            Self::TooLarge => 413,
            Self::Internal => 500,
        }
    }

    /// What to tell the person, in Chinese: what happened and what to do.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::NotFound => "没有找到您要看的内容，可能已被移走，请返回上一页。".into(),
            Self::Forbidden => "您的账号不能办这件事。需要的话，请联系区民政局。".into(),
            Self::SignInNeeded => "请先登录。".into(),
            Self::SignInFailed => "用户名或密码不对，请再试一次。".into(),
            Self::TooManyAttempts { retry_after } => format!("试的次数太多了，请{retry_after}秒后再试。"),
            Self::LinkUnknown => "这个链接打不开，请向村（居）儿童主任要一个新的链接。".into(),
            Self::LinkExpired => "这个链接已过期，请向村（居）儿童主任要一个新的链接。".into(),
            Self::LinkRevoked => "这个链接已停用，请向村（居）儿童主任要一个新的链接。".into(),
            Self::ConsentMissing => "请先看完告知书，勾选后点“都同意，开始填写”。".into(),
            Self::DraftGone => "这份登记已经提交，或者已经清除。请重新打开链接看看。".into(),
            Self::DraftChanged => "这份登记在另一部手机或另一个页面上也改过，请核对下面标出的不同之处后再保存。".into(),
            Self::ChecksFailed { findings } => {
                format!("还有{}处需要改一改，改好后再提交。", findings.len())
            }
            Self::IdReused => "这份登记已经提交过，这次的内容不一样。请重新打开链接看看。".into(),
            Self::UnknownForm => "没有这种登记表，请刷新页面再试。".into(),
            Self::UnknownFormVersion => "登记表已更新，请刷新页面后再提交。".into(),
            Self::UnknownField { .. } => "有一项内容不在登记表里，请刷新页面后再试。".into(),
            Self::UnknownDivision { .. } => "所选地区不在区划表里，请重新选择。".into(),
            Self::UnknownPolicy => "没有这套认定规则。".into(),
            Self::Malformed { .. } => "提交的内容不完整，请刷新页面后再试。".into(),
            Self::Invalid { message, .. } => message.clone(),
            Self::TooLarge => "提交的内容太大了，请删减后再试。".into(),
            Self::AlreadyDecided { by, state } => {
                format!("这一条已由{by}办理，现在是“{}”。您写的内容还在，没有丢。", state.label())
            }
            Self::Claimed { by, .. } => format!("{by}正在办理这一条。"),
            Self::OwnSubmission => {
                "自己提交的登记，或经自己发出的家庭专用链接提交的登记，不能由自己审核，请由其他工作人员审核。".into()
            }
            Self::ActionNotOffered { state } => format!("这一条现在是“{}”，不能这样办理。", state.label()),
            Self::DuplicateUndecided => "这个孩子可能已有登记，请先判断是不是同一个孩子。".into(),
            Self::Hindered { by } => by.message().into(),
            Self::CrossSite => "这次操作不是从本系统页面发出的，没有执行。请回到本系统重新操作。".into(),
            Self::DeviceUnknown => {
                "这部手机现在不能上传，您填的内容还在手机里。请登录后重新启用这部手机，或联系儿童督导员。".into()
            }
            Self::OwnLinkNeeded => "要看填过的内容，请打开您家自己的登记链接。".into(),
            Self::LinkBusy { .. } => "现在用这个链接登记的人太多，请过十分钟再试。".into(),
            Self::NotAssigned => {
                "密码是对的，但您的任职还没有开始、没有确认，或者已经到期。请联系本单位的账号管理员。".into()
            }
            Self::FactorNeeded => "这个账号登录要两步验证：请先在登录页登录一次，填好验证码，再回到这里。".into(),
            Self::OwnRequest => "自己提出的，或者是自己账号的事，要由另一个人办理。".into(),
            Self::PasswordDue => "密码用得太久了：请先在登录页登录一次，换一个密码，再回到这里。".into(),
            Self::StepUpNeeded => "办这件事前，请再验证一次是您本人。".into(),
            Self::OutsideDeployment => "这个孩子归别的地区登记。".into(),
            Self::ExportGone => "这个文件已经领取过，或者过了领取时间。需要的话，请重新申请导出。".into(),
            Self::CodeNeeded => "要看填过的内容，请重新打开登记链接，先核对身份。".into(),
            Self::Internal => "系统出了点问题。请先不要关页面，过一会儿再试。".into(),
        }
    }

    /// The field concerned, when there is one.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::UnknownField { field } | Self::UnknownDivision { field } | Self::Invalid { field, .. } => Some(field),
            Self::Malformed { field, .. } => field.as_deref(),
            Self::ChecksFailed { findings } => findings.first().map(|finding| finding.field.as_str()),
            _ => None,
        }
    }

    /// The rule concerned, when a check failed.
    #[must_use]
    pub fn rule(&self) -> Option<&str> {
        match self {
            Self::ChecksFailed { findings } => findings.first().map(|finding| finding.rule.as_ref()),
            _ => None,
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Problem {}
