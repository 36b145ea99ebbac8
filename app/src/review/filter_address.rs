//! The queue's filter in the address of the page, so that a view can be shared. What was searched for is
//! never there: it is a name or a number of a child.

use domain::eligibility::Class;
use domain::form::FormKind;
use domain::register::State;
use domain::view::review::QueueFilter;

/// Reads the filter out of an address; unknown words filter nothing.
#[must_use]
pub fn read(query: impl Fn(&str) -> Option<String>) -> QueueFilter {
    let given = |name: &str| query(name).filter(|value| !value.is_empty());
    QueueFilter {
        state: given("state").and_then(|code| State::from_code(&code)),
        form: given("form").and_then(|name| FormKind::from_name(&name)),
        class: given("class").and_then(|code| Class::from_code(&code)),
        village: given("village").filter(|code| code.bytes().all(|byte| byte.is_ascii_digit())),
        older_than_days: given("older").and_then(|days| days.parse().ok()),
        duplicates: given("duplicates").is_some(),
        clean: given("clean").is_some(),
        search: None,
        after: given("after").filter(|after| after.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')),
    }
}

/// The address's part from `?` on; empty when nothing is filtered.
#[must_use]
pub fn write(filter: &QueueFilter) -> String {
    let older = filter.older_than_days.map(|days| days.to_string());
    let parts = [
        ("state", filter.state.map(State::code)),
        ("form", filter.form.map(FormKind::name)),
        ("class", filter.class.map(Class::code)),
        ("village", filter.village.as_deref()),
        ("older", older.as_deref()),
        ("duplicates", filter.duplicates.then_some("1")),
        ("clean", filter.clean.then_some("1")),
        ("after", filter.after.as_deref()),
    ];
    let mut words = String::new();
    for (name, value) in parts {
        if let Some(value) = value {
            words.push(if words.is_empty() { '?' } else { '&' });
            words.push_str(name);
            words.push('=');
            words.push_str(value);
        }
    }
    words
}

/// Whether anything but the state narrows the queue.
#[must_use]
pub fn narrows(filter: &QueueFilter) -> bool {
    QueueFilter { state: None, after: None, ..filter.clone() } != QueueFilter::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> QueueFilter {
        let pairs: Vec<(&str, &str)> =
            query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')).collect();
        read(|name| pairs.iter().find(|(given, _)| *given == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn a_filter_survives_its_address() {
        let filter = QueueFilter {
            state: Some(State::Returned),
            form: Some(FormKind::LeftBehind),
            class: Some(Class::Overlap),
            village: Some("120104001001".into()),
            older_than_days: Some(7),
            duplicates: true,
            clean: true,
            search: None,
            after: Some("1795194300000.00ff".into()),
        };
        assert_eq!(parse(&write(&filter)), filter);
        assert_eq!(write(&QueueFilter::default()), "");
        assert!(narrows(&filter) && !narrows(&parse("state=returned")));
    }

    #[test]
    fn what_was_searched_for_never_stands_in_the_address() {
        let filter = QueueFilter { search: Some("11010519491231002X".into()), ..QueueFilter::default() };
        assert_eq!(write(&filter), "");
    }

    #[test]
    fn foreign_words_filter_nothing() {
        assert_eq!(parse("state=x&form=%27&class=m1&village=1%27&older=-1&after=a/b"), QueueFilter::default());
    }
}
