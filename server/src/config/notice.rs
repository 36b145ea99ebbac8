//! `TONGCE_NOTICE_*`: who handles the data, for the notice (告知书). All of what the law asks for, or nothing.

use backend::notice::NoticeSettings;

use super::ConfigError;

/// What the law asks every handler to say (个人信息保护法 第十七条, 儿童个人信息网络保护规定 第八、十条).
const REQUIRED: [&str; 7] = [
    "TONGCE_NOTICE_HANDLER",
    "TONGCE_NOTICE_PHONE",
    "TONGCE_NOTICE_ADDRESS",
    "TONGCE_NOTICE_OFFICER",
    "TONGCE_NOTICE_OFFICER_PHONE",
    "TONGCE_NOTICE_RETENTION_YEARS",
    "TONGCE_NOTICE_COMPLAINTS",
];
const REPLY_DAYS: &str = "TONGCE_NOTICE_REPLY_DAYS";
const OPERATOR: &str = "TONGCE_NOTICE_OPERATOR";
const LOCAL_BASIS: &str = "TONGCE_NOTICE_LOCAL_BASIS";

/// Reads them; without any, values to try the product out with.
///
/// # Errors
/// The first variable that is missing beside others, or cannot be used.
pub(super) fn read(get: impl Fn(&str) -> Option<String>) -> Result<NoticeSettings, ConfigError> {
    let others = [REPLY_DAYS, OPERATOR, LOCAL_BASIS];
    if REQUIRED.iter().chain(&others).all(|name| get(name).is_none()) {
        return Ok(NoticeSettings::example());
    }
    let mut said = Vec::new();
    for name in REQUIRED {
        let remedy = "Write what families are to read in the notice; .env.example shows all of its variables";
        let value =
            get(name).ok_or_else(|| ConfigError::new(name, "is missing beside other TONGCE_NOTICE_*", remedy))?;
        if value.chars().any(char::is_control) {
            return Err(ConfigError::new(name, "holds a control character", remedy));
        }
        said.push(value);
    }
    let mut said = said.into_iter();
    let mut next = || said.next().unwrap_or_default();
    Ok(NoticeSettings {
        example: false,
        handler: next(),
        phone: next(),
        address: next(),
        officer: next(),
        officer_phone: next(),
        retention_years: number(REQUIRED[5], &next(), 1..=100)?,
        complaints: next(),
        reply_days: number(REPLY_DAYS, &get(REPLY_DAYS).unwrap_or_else(|| "15".to_owned()), 1..=60)?,
        operator: get(OPERATOR).unwrap_or_default(),
        local_basis: get(LOCAL_BASIS).unwrap_or_default(),
    })
}

fn number(variable: &'static str, text: &str, within: std::ops::RangeInclusive<u16>) -> Result<u16, ConfigError> {
    let number = text.parse().ok().filter(|number| within.contains(number));
    number.ok_or_else(|| {
        let wrong = format!("`{text}` is no number from {} to {}", within.start(), within.end());
        ConfigError::new(variable, wrong, "Write a number without a unit, e.g. 5")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(change: impl Fn(&str) -> Option<Option<&'static str>>) -> Result<NoticeSettings, ConfigError> {
        read(|name| match change(name) {
            Some(value) => value.map(str::to_owned),
            None if name == REQUIRED[5] => Some("5".to_owned()),
            None => REQUIRED.contains(&name).then(|| format!("{name}的内容")),
        })
    }

    #[test]
    fn nothing_said_is_an_example_and_everything_said_is_not() {
        assert!(read(|_| None).unwrap().example);
        let said = with(|_| None).unwrap();
        assert!(!said.example);
        assert_eq!((said.retention_years, said.reply_days), (5, 15));
        assert_eq!(said.complaints, "TONGCE_NOTICE_COMPLAINTS的内容");
    }

    #[test]
    fn what_the_law_asks_for_cannot_be_left_out_beside_the_rest() {
        for name in REQUIRED {
            let line = with(|asked| (asked == name).then_some(None)).unwrap_err().to_string();
            assert!(line.starts_with(name) && line.contains(". Write "), "{line}");
        }
    }

    #[test]
    fn years_and_days_are_numbers() {
        for (name, value) in [(REQUIRED[5], "five"), (REQUIRED[5], "0"), (REPLY_DAYS, "61")] {
            let line = with(|asked| (asked == name).then_some(Some(value))).unwrap_err().to_string();
            assert!(line.starts_with(name), "{line}");
        }
    }
}
