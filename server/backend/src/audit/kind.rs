//! What the trail writes of an act in codes.

/// Codes as columns keep them.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$of])* $variant,)+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code that is stored.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The one with this code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// The Chinese name.
            #[must_use]
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }
    };
}

pub(crate) use codes;

codes! {
    /// What was done.
    Kind {
        /// A page of a list was shown; `extra` has page, hash of the filter and count, the subjects are kept beside.
        #[default]
        List = "list", "查看列表";
        /// Something was searched for; `extra` has its keyed hash and the count.
        Search = "search", "搜索登记";
        /// A record was opened; `groups` says which groups were shown in clear.
        RecordOpened = "record.opened", "查看登记";
        /// What is masked of a record was shown in full; `groups` says which group, `extra` why.
        RecordRevealed = "record.revealed", "查看全文";
        /// A picture was opened.
        PictureOpened = "picture.opened", "查看影像";
        /// A record was printed.
        Print = "print", "打印登记表";
        /// A phone asked what changed; the subjects are kept beside.
        Pull = "pull", "手机更新名册";
        /// A phone sent its outbox; `extra` has counts.
        Push = "push", "手机上传";
        /// The trail was searched; `extra` has the terms.
        AuditSearched = "audit.searched", "查询审计日志";
        /// Events of the trail left the register as a file; `extra` has the terms, the count and the reason.
        AuditExported = "audit.exported", "导出审计日志";
        /// Events of the trail went into a file and out of the database; `extra` has batches, count and hash of the file.
        AuditArchived = "audit.archived", "归档审计日志";
        /// Somebody signed in, or was refused.
        SignIn = "sign_in", "登录";
        /// A session ended.
        SessionEnded = "session.ended", "结束登录";
        /// An account was made, and its person invited.
        AccountCreated = "account.created", "新建账号";
        /// An account was suspended.
        AccountSuspended = "account.suspended", "停用账号";
        /// An account was resumed.
        AccountResumed = "account.resumed", "恢复账号";
        /// The person of an account left.
        AccountLeft = "account.left", "办理离岗";
        /// What was open of somebody who left was given on; `extra` has how much, the successors are kept beside.
        AccountHandedOver = "account.handed_over", "交接";
        /// An assignment was granted; `extra` has role, place, days and whether it waits for a confirmation.
        AssignmentBegun = "assignment.begun", "任职";
        /// An assignment was confirmed by another person.
        AssignmentConfirmed = "assignment.confirmed", "确认任职";
        /// An assignment was ended.
        AssignmentEnded = "assignment.ended", "结束任职";
        /// An assignment was suspended, because the person holds one that excludes it; `extra` has both roles.
        AssignmentSuspended = "assignment.suspended", "停用任职";
        /// Somebody acts under another of the own assignments.
        AssignmentSwitched = "assignment.switched", "切换任职";
        /// A new way in was made, confirmed or used; `extra` says which.
        FactorReset = "factor.reset", "重置登录方式";
        /// A second factor was set up, renewed or given up; `extra` says which.
        FactorChanged = "factor.changed", "变更第二步验证";
        /// A second factor was shown, or refused: as second step of signing in, or as fresh proof; `extra` says what it was.
        FactorShown = "factor.shown", "第二步验证";
        /// A passkey was refused because a copy of it may be about; `extra` says why.
        FactorRefused = "factor.refused", "通行密钥被拒绝";
        /// Who signs in elsewhere was bound to an account; `extra` says how.
        IdentityLinked = "identity.linked", "绑定统一登录";
        /// A claim of a provider of identities proposes an assignment, or somebody decided about that; `extra` says which.
        AssignmentProposed = "assignment.proposed", "统一登录提出任职";
        /// A setting of an area was changed by its administrators; `extra` says which.
        SettingsChanged = "settings.changed", "变更设置";
        /// A password was changed by its owner.
        PasswordChanged = "password.changed", "修改密码";
        /// A family began a declaration.
        DeclareBegin = "declare.begin", "开始填报";
        /// A family threw a draft away.
        DeclareDiscard = "declare.discard", "删除草稿";
        /// A family agreed to the notice; `extra` has its version.
        ConsentGiven = "consent.given", "同意告知书";
        /// A guardian did not agree to a notice; `extra` has which one and its version.
        ConsentRefused = "consent.refused", "不同意告知书";
        /// A guardian took an agreement back; `extra` has which one and its version.
        ConsentWithdrawn = "consent.withdrawn", "撤回同意";
        /// A version of a notice was proposed, published or declined; `extra` says which.
        NoticePublished = "notice.published", "发布告知书";
        /// A day of the working calendar was changed; `extra` has it.
        CalendarChanged = "calendar.changed", "修改工作日历";
        /// A guardian asked for something about the child's data; `extra` has what.
        RequestMade = "request.made", "提出个人信息请求";
        /// Such a request was taken up or answered; `extra` has how.
        RequestHandled = "request.handled", "办理个人信息请求";
        /// A protective measure about an adult was recorded or lifted; `extra` has the record and the adult.
        MeasureRecorded = "measure.recorded", "登记保护措施";
        /// A guardian looked at who had looked at the record.
        GuardianTrail = "guardian.trail", "查看谁看过";
        /// A program was made known; `extra` has its scopes and whether it waits for a confirmation.
        ClientCreated = "client.created", "新建接口程序";
        /// A program was confirmed by another person.
        ClientConfirmed = "client.confirmed", "确认接口程序";
        /// A program may ask for nothing any more.
        ClientSuspended = "client.suspended", "停用接口程序";
        /// A program got a new secret.
        ClientRotated = "client.rotated", "更换接口密钥";
        /// A program showed its secret for a token, or was refused.
        ClientToken = "client.token", "接口程序取得令牌";
        /// A code was sent to prove to be a child's guardian.
        GuardianCode = "guardian.code", "发送监护人验证码";
        /// Somebody proved to be a child's guardian, or did not; `extra` says how.
        GuardianVerified = "guardian.verify", "核验监护人";
        /// A declaration became a record.
        Submit = "submit", "提交登记";
        /// A returned declaration came back.
        Correct = "correct", "修改后重新提交";
        /// A record was moved by review; `extra` has the action and both states.
        RecordMoved = "record.moved", "办理登记";
        /// A batch for a department was made; `extra` has its number, the records are kept beside.
        BatchMade = "batch.made", "编制比对批次";
        /// Another person approved a batch, or returned it; `extra` says which.
        BatchApproved = "batch.approved", "审批比对批次";
        /// A batch was sent to its department; `extra` has its checksum, the records are kept beside.
        BatchSent = "batch.sent", "发出比对批次";
        /// A department took a batch over, or fetched its sheet.
        BatchReceived = "batch.received", "签收比对批次";
        /// A batch was closed.
        BatchClosed = "batch.closed", "关闭比对批次";
        /// A batch was cancelled.
        BatchCancelled = "batch.cancelled", "撤销比对批次";
        /// A department answered about a record; `extra` has the items.
        ItemAnswered = "item.answered", "部门反馈";
        /// Somebody looked at a discrepancy.
        DiscrepancyOpened = "discrepancy.opened", "查看差异";
        /// Somebody did something with a discrepancy; `extra` says what.
        DiscrepancyMoved = "discrepancy.moved", "办理差异";
        /// It was said of two records whether they are the same child; `extra` has the other one and the answer.
        CandidateSettled = "candidate.settled", "处理疑似重复";
        /// A household was listed or changed.
        Household = "household", "登记住户";
        /// A child was visited.
        Visit = "visit", "走访";
        /// Somebody asked to look at records of another area.
        GrantRequested = "grant.requested", "申请查阅";
        /// The county decided about it.
        GrantDecided = "grant.decided", "审批查阅";
        /// A record was opened at once for a child in danger, or somebody tried to.
        EmergencyOpened = "emergency.opened", "紧急查阅";
        /// The county reviewed such an opening; `extra` says whether it was justified.
        EmergencyReviewed = "emergency.reviewed", "复核紧急查阅";
        /// A phone was made known.
        PhoneEnrolled = "phone.enrolled", "登记手机";
        /// A phone sends and gets nothing any more.
        PhoneEnded = "phone.ended", "停用手机";
        /// A declaration link was made.
        LinkMade = "link.made", "生成登记链接";
        /// A declaration link was taken back.
        LinkRevoked = "link.revoked", "停用登记链接";
        /// A sealed value does not open: it was changed, or comes from another place, county or time; `extra` has its column.
        IntegrityBroken = "integrity.broken", "数据被改动";
        /// A sealed value is of a format that is past; `extra` has its column.
        SealDowngrade = "seal.downgrade", "密文被降级";
        /// A child was erased; `extra` has the count of rows, the fingerprint of the key and the list to which it belonged.
        RecordErased = "record.erased", "删除登记";
        /// A list of records whose time is over was made; `extra` has its number and counts.
        RetentionPreviewed = "retention.previewed", "编制到期清单";
        /// Such a list was approved or refused, or nobody did in time.
        RetentionApproved = "retention.approved", "审批到期删除";
        /// Somebody asked for the erasure of a record that its guardian wants erased.
        ErasureAsked = "erasure.asked", "提请删除登记";
        /// Something was kept from being erased; `extra` has the number.
        HoldPlaced = "hold.placed", "暂缓删除";
        /// Somebody asked to lift such a hold, or lifted it.
        HoldLifted = "hold.lifted", "解除暂缓删除";
        /// Somebody asked to take a list of records out of the register; the subjects are kept beside.
        ExportRequested = "export.requested", "申请导出";
        /// Another person approved or refused it.
        ExportApproved = "export.approved", "审批导出";
        /// The file was made and given to who asked; the subjects are kept beside.
        ExportFetched = "export.fetched", "领取导出文件";
        /// A breach was recorded, or what became of it.
        BreachRecorded = "breach.recorded", "登记安全事件";
        /// The yearly pack was looked at.
        PackMade = "pack.made", "查看年度审计材料";
        /// Keys were changed in a county; `extra` has the root, and how many rows were sealed anew.
        KeyRotated = "key.rotated", "更换密钥";
        /// The keys were exported to officers; `extra` has to whom, by their public keys.
        KeyExported = "key.exported", "导出密钥";
        /// A backup was made; `extra` has its rows, its hash and how many can open it.
        BackupMade = "backup.made", "制作备份";
        /// A database that was restored from a backup was checked; `extra` has how many children were erased again.
        RestoreChecked = "restore.checked", "检查恢复的数据";
        /// A process began to write; `extra` has the reason when it was a restore.
        LaneOpened = "lane.opened", "程序开始运行";
        /// A process ended; or the lane of one that died was sealed from the table, and `extra` has the numbers that are
        /// missing.
        LaneClosed = "lane.closed", "程序结束运行";
        /// Something was refused to somebody; `extra` has what was asked for and how often.
        Refused = "refused", "被拒绝的操作";
        /// Reading out of the ordinary was noticed; `extra` has the rule and what was counted.
        NoticeRaised = "notice.raised", "发现异常";
        /// A notice about reading out of the ordinary was closed.
        NoticeClosed = "notice.closed", "处理异常提醒";
    }
}

codes! {
    /// How it ended.
    Outcome {
        /// It was done.
        #[default]
        Done = "done", "已完成";
        /// It was refused.
        Refused = "refused", "被拒绝";
    }
}

codes! {
    /// Who acts.
    ActorKind {
        /// The program itself.
        #[default]
        System = "system", "系统";
        /// Somebody signed in.
        Account = "account", "工作人员";
        /// A family, known by its link.
        Family = "family", "家庭";
        /// Another program.
        Client = "client", "其他程序";
        /// A worker's phone that sends what was done without a connection.
        Phone = "phone", "工作人员的手机";
    }
}
