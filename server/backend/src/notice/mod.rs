//! The notice (个人信息告知书) that is read before the first question: who asks and why, what is taken down, who gets
//! it, for how long, which rights there are, and that one may refuse.
//!
//! It is made from what the deployment says of itself. Its version is made from its text, so nobody can change the
//! words and forget the version; every version that was in force stays in a table, as evidence of what was agreed to.

mod settings;
mod text;

use domain::view::notice::{NoticeView, Passage};
use sha2::{Digest, Sha256};

pub use settings::NoticeSettings;
pub use text::DRAFT_DAYS;

/// Bytes of the digest that a version shows.
const SHOWN: usize = 6;

/// The notice of a deployment.
#[must_use]
pub fn notice(settings: &NoticeSettings) -> NoticeView {
    let passages = text::passages(settings);
    let sensitive = text::SENSITIVE.to_owned();
    NoticeView { version: version(&as_text(&passages, &sensitive)), example: settings.example, passages, sensitive }
}

/// The whole text, as it is kept for evidence: headings begin with `# `.
#[must_use]
pub fn as_text(passages: &[Passage], sensitive: &str) -> String {
    let mut lines = Vec::new();
    for passage in passages {
        lines.push(format!("# {}", passage.title));
        lines.extend(passage.text.iter().cloned());
    }
    if !sensitive.is_empty() {
        lines.push(format!("# {sensitive}"));
    }
    lines.join("\n")
}

/// A text that was kept, with its version: the opposite of [`as_text`]. A last heading without a paragraph is what is
/// agreed to.
#[must_use]
pub fn read(text: &str) -> NoticeView {
    let mut passages: Vec<Passage> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (line.strip_prefix("# "), passages.last_mut()) {
            (Some(title), _) => passages.push(Passage { title: title.trim().to_owned(), text: Vec::new() }),
            (None, Some(passage)) => passage.text.push(line.to_owned()),
            (None, None) => passages.push(Passage { title: String::new(), text: vec![line.to_owned()] }),
        }
    }
    let sensitive = passages.pop_if(|passage| passage.text.is_empty()).map(|passage| passage.title);
    NoticeView { version: version(text), example: false, passages, sensitive: sensitive.unwrap_or_default() }
}

/// What is agreed to before pictures of documents are kept, where a county has published nothing of its own.
#[must_use]
pub fn pictures() -> NoticeView {
    read(text::PICTURES)
}

/// Twelve hexadecimal digits of the text's SHA-256.
fn version(text: &str) -> String {
    hex::encode(&Sha256::digest(text.as_bytes())[..SHOWN])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named() -> NoticeSettings {
        NoticeSettings {
            example: false,
            handler: "天津市南开区民政局".to_owned(),
            phone: "022-12345678".to_owned(),
            address: "南开区某路1号".to_owned(),
            officer: "儿童福利科科长".to_owned(),
            officer_phone: "022-87654321".to_owned(),
            retention_years: 7,
            complaints: "南开区委网信办".to_owned(),
            reply_days: 10,
            operator: "某某科技公司".to_owned(),
            local_basis: "津民发〔2024〕12号".to_owned(),
        }
    }

    #[test]
    fn the_notice_names_all_that_the_law_asks_for() {
        let NoticeView { passages, sensitive, .. } = notice(&named());
        let text = as_text(&passages, &sensitive);
        for said in [
            "天津市南开区民政局负责",
            "022-12345678",
            "南开区某路1号",
            "儿童福利科科长",
            "022-87654321",
            "第十三条第一款第三项",
            "津民发〔2024〕12号",
            "疾控",
            "全国儿童福利信息系统",
            "某某科技公司",
            "保存7年",
            "10个工作日",
            "南开区委网信办",
            "撤回同意",
            "敏感个人信息",
            "12345",
        ] {
            assert!(text.contains(said), "{said} is missing in {text}");
        }
    }

    #[test]
    fn the_version_rises_with_every_change_of_the_text_and_only_then() {
        let version = |settings: &NoticeSettings| notice(settings).version;
        assert_eq!(version(&named()), version(&named()));
        assert_eq!(version(&named()).len(), 2 * SHOWN);
        let others = [
            NoticeSettings { phone: "022-12345679".to_owned(), ..named() },
            NoticeSettings { retention_years: 8, ..named() },
            NoticeSettings { operator: String::new(), ..named() },
            NoticeSettings { local_basis: String::new(), ..named() },
            NoticeSettings::example(),
        ];
        let versions: std::collections::BTreeSet<_> = others.iter().chain([&named()]).map(version).collect();
        assert_eq!(versions.len(), others.len() + 1);
    }

    #[test]
    fn a_text_that_was_kept_reads_as_it_was_shown() {
        let shown = notice(&named());
        let text = as_text(&shown.passages, &shown.sensitive);
        assert_eq!(read(&text), shown);
        assert!(pictures().sensitive.contains("照片") && pictures().passages.len() == 2);
        assert_eq!(read("没有标题的一段").passages[0].title, "");
        assert_eq!(read("# 只有一行").sensitive, "只有一行");
    }

    #[test]
    fn what_nobody_has_filled_in_says_that_it_is_an_example() {
        assert!(notice(&NoticeSettings::example()).example);
        assert!(!notice(&named()).example);
    }
}
