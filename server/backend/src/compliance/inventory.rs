//! What the program itself says, and does: who sees which group of fields, and how long what is kept.

use domain::access::{Group, Level, seen};
use domain::form::Sensitivity;
use domain::retention::{Goes, RULES};

use super::section::Section;

/// Groups of fields with their sensitivity and the roles that see them, in clear or masked: the access table.
pub(super) fn groups() -> Section {
    let line = |group: Group| {
        let roles = |wanted: fn(Level) -> bool| {
            let mut roles: Vec<&str> = Vec::new();
            for (role, _, _, levels) in seen() {
                if wanted(levels.of(group)) && !roles.contains(&role.label()) {
                    roles.push(role.label());
                }
            }
            roles.join("、")
        };
        let level = match group.sensitivity() {
            Sensitivity::S1 => "一般",
            Sensitivity::S2 => "个人信息",
            Sensitivity::S3 => "敏感个人信息",
        };
        let (clear, masked) = (roles(|level| level >= Level::Reveal), roles(|level| level == Level::Masked));
        [group.label().to_owned(), level.to_owned(), clear, masked]
    };
    let rows = Group::ALL.iter().copied().map(line);
    Section::new(
        "groups",
        "处理的个人信息和可以查看的岗位",
        ["内容", "级别", "可看全文（含说明理由后）", "只看脱敏"],
        rows,
    )
}

/// How long what is kept.
pub(super) fn periods() -> Section {
    let rows = RULES.iter().map(|rule| {
        let goes = match rule.goes {
            Goes::ByItself => "到期自动删除",
            Goes::Approved => "列清单，经另一人批准后删除",
            Goes::NotYet => "至少保存到期，尚不删除",
        };
        [rule.label.to_owned(), rule.from.to_owned(), rule.period.words(), goes.to_owned()]
    });
    Section::new("periods", "保存期限", ["内容", "起算", "期限", "到期后"], rows)
}
