//! What the trail and the tables say of a year.

use std::collections::BTreeMap;

use domain::access::{AssignmentState, Role};
use domain::retention::Kept;
use domain::review::RevealReason;

use super::rows::{self, Count, Events};
use super::section::Section;
use crate::audit::rows::heads;
use crate::audit::{Kind, Outcome};
use crate::auditing::Rule;
use crate::error::Result;
use crate::exports;
use crate::store::Store;
use crate::store::clock::in_words;
use crate::{breaches, rotation};

/// By what somebody sees what stands in records.
const LOOKS: [Kind; 9] = [
    Kind::List,
    Kind::Search,
    Kind::RecordOpened,
    Kind::RecordRevealed,
    Kind::PictureOpened,
    Kind::Print,
    Kind::Pull,
    Kind::ExportFetched,
    Kind::EmergencyOpened,
];

/// Changes of accounts, assignments, programs and keys.
const CHANGES: [Kind; 20] = [
    Kind::AccountCreated,
    Kind::AccountSuspended,
    Kind::AccountResumed,
    Kind::AccountLeft,
    Kind::AccountHandedOver,
    Kind::AssignmentBegun,
    Kind::AssignmentConfirmed,
    Kind::AssignmentEnded,
    Kind::AssignmentSuspended,
    Kind::FactorReset,
    Kind::FactorChanged,
    Kind::PasswordChanged,
    Kind::ClientCreated,
    Kind::ClientConfirmed,
    Kind::ClientSuspended,
    Kind::ClientRotated,
    Kind::PhoneEnrolled,
    Kind::PhoneEnded,
    Kind::KeyRotated,
    Kind::IntegrityBroken,
];

/// What families did, and what was done with what they sent.
const FAMILIES: [Kind; 7] = [
    Kind::DeclareBegin,
    Kind::ConsentGiven,
    Kind::DeclareDiscard,
    Kind::Submit,
    Kind::Correct,
    Kind::GuardianVerified,
    Kind::RecordErased,
];

/// The tables that are counted.
pub(super) async fn sections(store: &Store, counties: &[String], span: (i64, i64)) -> Result<Vec<Section>> {
    let db = &store.db;
    let (mut events, mut sums) = (Vec::new(), Sums::default());
    for county in counties {
        events.extend(rows::events(db, county, span).await?);
        sums.assignments.add(rows::assignments(db, county).await?);
        sums.grants.add(rows::grants(db, county, span).await?);
        sums.exports.add(rows::exports(db, county, span).await?);
        sums.batches.add(rows::batches(db, county, span).await?);
        sums.erased.add(rows::erased(db, county, span).await?);
        sums.holds.add(rows::holds(db, county, span).await?);
        sums.open.add(rows::alerts(db, county, span, true).await?);
        sums.closed.add(rows::alerts(db, county, span, false).await?);
        sums.sealed += rows::sealed(db, county, span).await?;
        sums.breaches.extend(rows::breaches(db, county, span).await?);
        for (table, by_key) in rotation::status::census(store, county).await? {
            for (key, count) in by_key {
                *sums.keys.entry((table, key)).or_default() += count;
            }
        }
    }
    let of_kinds = |kinds: &'static [Kind]| events.iter().filter(move |event| has(event, kinds));
    Ok(vec![
        assignments(&sums.assignments),
        by_kind("changes", "账号、任职、程序、手机和密钥的变动", of_kinds(&CHANGES)),
        looks(of_kinds(&LOOKS)),
        reveals(of_kinds(&[Kind::RecordRevealed])),
        grants(&sums.grants),
        exports_of(&sums.exports),
        by_kind("families", "家庭填报、同意、更正和删除", of_kinds(&FAMILIES)),
        erasures(&sums),
        breaches_of(&sums.breaches),
        alerts(&sums),
        sign_ins(of_kinds(&[Kind::SignIn, Kind::SessionEnded, Kind::Refused])),
        trail(store, sums.sealed, events.iter().map(|event| event.count).sum()).await?,
        keys(store, &sums.keys)?,
        apart(),
    ])
}

#[derive(Default)]
struct Sums {
    assignments: Pairs,
    grants: Pairs,
    exports: Pairs,
    batches: Pairs,
    erased: Pairs,
    holds: Pairs,
    open: Pairs,
    closed: Pairs,
    sealed: u64,
    breaches: Vec<breaches::tables::breach::Model>,
    keys: BTreeMap<(&'static str, String), u64>,
}

/// Counts by two codes, over all counties.
#[derive(Default)]
struct Pairs(BTreeMap<(String, String), i64>);

impl Pairs {
    fn add(&mut self, counts: Vec<Count>) {
        for Count { one, other, count } in counts {
            *self.0.entry((one, other)).or_default() += count;
        }
    }

    /// Lines, with the words for both codes.
    fn lines<'a>(
        &'a self,
        one: impl Fn(&str) -> String + 'a,
        other: impl Fn(&str) -> String + 'a,
    ) -> impl Iterator<Item = [String; 3]> + 'a {
        self.0.iter().map(move |((a, b), count)| [one(a), other(b), count.to_string()])
    }
}

fn has(event: &Events, kinds: &[Kind]) -> bool {
    kinds.iter().any(|kind| kind.code() == event.kind)
}

fn role(code: &str) -> String {
    Role::from_code(code).map_or_else(|| code.to_owned(), |role| role.label().to_owned())
}

fn kind(code: &str) -> String {
    Kind::from_code(code).map_or_else(|| code.to_owned(), |kind| kind.label().to_owned())
}

/// Events counted by what two of their codes say.
fn summed<'a>(
    events: impl Iterator<Item = &'a Events>,
    words: impl Fn(&Events) -> (String, String),
) -> Vec<[String; 3]> {
    let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
    for event in events {
        *sums.entry(words(event)).or_default() += event.count;
    }
    sums.into_iter().map(|((one, other), count)| [one, other, count.to_string()]).collect()
}

fn by_kind<'a>(code: &'static str, title: &'static str, events: impl Iterator<Item = &'a Events>) -> Section {
    let lines = summed(events, |event| (kind(&event.kind), outcome(&event.outcome)));
    Section::new(code, title, ["事项", "结果", "次数"], lines)
}

fn outcome(code: &str) -> String {
    Outcome::from_code(code).map_or_else(|| code.to_owned(), |outcome| outcome.label().to_owned())
}

fn assignments(pairs: &Pairs) -> Section {
    let state = |code: &str| AssignmentState::from_code(code).map_or(code, |state| state.label()).to_owned();
    Section::new("assignments", "任职（制表时）", ["岗位", "状态", "人次"], pairs.lines(role, state))
}

fn looks<'a>(events: impl Iterator<Item = &'a Events>) -> Section {
    let lines = summed(events, |event| (role(&event.role), kind(&event.kind)));
    Section::new("looks", "查看、打印、下载和导出", ["岗位", "事项", "次数"], lines)
}

fn reveals<'a>(events: impl Iterator<Item = &'a Events>) -> Section {
    let why = |code: &str| RevealReason::from_code(code).map_or_else(|| code.to_owned(), |why| why.label().to_owned());
    let lines = summed(events, |event| (why(&event.purpose), role(&event.role)));
    Section::new("reveals", "说明理由后查看全文", ["理由", "岗位", "次数"], lines)
}

fn grants(pairs: &Pairs) -> Section {
    let kind = |code: &str| if code == "emergency" { "紧急查阅" } else { "申请查阅" }.to_owned();
    let state = |code: &str| {
        let label = match code {
            "asked" => "待审批",
            "granted" => "已同意",
            "refused" => "未同意",
            "opened" => "待复核",
            "justified" => "属实",
            "not_justified" => "不属实",
            other => other,
        };
        label.to_owned()
    };
    Section::new("grants", "外单位查阅和紧急查阅", ["种类", "结果", "次数"], pairs.lines(kind, state))
}

fn exports_of(pairs: &Pairs) -> Section {
    let purpose = |code: &str| exports::Purpose::from_code(code).map_or(code, |one| one.label()).to_owned();
    let state = |code: &str| exports::State::from_code(code).map_or(code, |one| one.label()).to_owned();
    Section::new("exports", "导出", ["用途", "状态", "次数"], pairs.lines(purpose, state))
}

fn erasures(sums: &Sums) -> Section {
    let origin = |code: &str| if code == "request" { "清单：监护人要求" } else { "清单：到期" }.to_owned();
    let state = |code: &str| {
        let label = match code {
            "proposed" => "待审批",
            "approved" => "已批准，待执行",
            "refused" => "未同意",
            "lapsed" => "逾期未批",
            "done" => "已执行",
            other => other,
        };
        label.to_owned()
    };
    let rule = |code: &str| {
        let label = Kept::from_code(code).map_or(code, |kept| kept.rule().label);
        format!("登记：{label}")
    };
    let held = |code: &str| if code == "lifted" { "暂缓删除：已解除" } else { "暂缓删除：有效" }.to_owned();
    let until = |code: &str| if code.is_empty() { "长期".to_owned() } else { format!("到{code}") };
    let lines = sums.batches.lines(origin, state);
    let lines = lines.chain(sums.erased.lines(rule, |_| "已删除".to_owned())).chain(sums.holds.lines(held, until));
    Section::new("erasures", "删除和暂缓删除", ["项目", "状态", "数量"], lines.collect::<Vec<_>>())
}

fn breaches_of(found: &[breaches::tables::breach::Model]) -> Section {
    let lines = found.iter().map(|breach| {
        let kind = breaches::Kind::from_code(&breach.kind).map_or(breach.kind.as_str(), |kind| kind.label());
        let at = |at: Option<i64>| at.map_or_else(|| "未记".to_owned(), in_words);
        [
            breach.number.clone(),
            kind.to_owned(),
            breach.children.to_string(),
            in_words(breach.found_at),
            at(breach.reported_at),
            at(breach.told_at),
            at(breach.closed_at),
        ]
    });
    let columns = ["编号", "类型", "涉及儿童", "发现", "报告", "告知家庭", "结案"];
    Section::new("breaches", "安全事件", columns, lines)
}

fn alerts(sums: &Sums) -> Section {
    let rule = |code: &str| Rule::from_code(code).map_or(code, |rule| rule.label()).to_owned();
    let mut lines: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    for ((code, _), count) in &sums.open.0 {
        lines.entry(rule(code)).or_default().0 += count;
    }
    for ((code, _), count) in &sums.closed.0 {
        lines.entry(rule(code)).or_default().1 += count;
    }
    let lines = lines.into_iter().map(|(rule, (open, closed))| [rule, closed.to_string(), open.to_string()]);
    Section::new("alerts", "异常提醒", ["情形", "已处理", "待处理"], lines)
}

fn sign_ins<'a>(events: impl Iterator<Item = &'a Events>) -> Section {
    by_kind("sign_ins", "登录、退出和被拒绝的操作", events)
}

async fn trail(store: &Store, sealed: u64, events: i64) -> Result<Section> {
    let head = heads::newest(&store.db).await?;
    let mut lines = vec![["当年事件".to_owned(), events.to_string()], ["当年封存批次".to_owned(), sealed.to_string()]];
    if let Some(head) = head {
        lines.push(["最新签名时间".to_owned(), in_words(head.at)]);
        lines.push(["最新签名根".to_owned(), hex::encode(&head.root)]);
        lines.push(["签名密钥".to_owned(), head.key_id]);
    }
    Ok(Section::new("trail", "审计日志（逐条校验：tongce audit verify）", ["项目", "值"], lines))
}

fn keys(store: &Store, rows: &BTreeMap<(&'static str, String), u64>) -> Result<Section> {
    let suite = store.keys.suite()?.number();
    let mut lines = vec![
        ["当前密钥".to_owned(), store.keys.sealing_root(), String::new()],
        ["当前算法组".to_owned(), suite.to_string(), String::new()],
        ["最早可读格式".to_owned(), store.keys.oldest_format().to_string(), String::new()],
    ];
    lines.extend(rows.iter().map(|((table, key), count)| [(*table).to_owned(), key.clone(), count.to_string()]));
    Ok(Section::new("keys", "加密密钥和算法（制表时各列所用）", ["项目", "密钥", "行数"], lines))
}

/// What the register cannot know.
fn apart() -> Section {
    let lines = ["个人信息保护影响评估", "受托方名单和合同", "培训日期", "尚未解决的问题"];
    Section::new("apart", "另附", ["系统不掌握、由单位另附的材料"], lines.map(|line| [line.to_owned()]))
}
