//! One row of the sheet as an account to be made.

use domain::Date;
use domain::access::{Proposal, Role};
use domain::divisions::DivisionCode;
use domain::problem::Problem;
use serde::{Deserialize, Serialize};

use super::columns::{self, RowFault};
use crate::access::administration::NewPerson;
use crate::divisions::names;
use crate::error::Result;
use crate::sheets::{Head, Row};

/// An account to be made, as it was read and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Number of its row in the file.
    pub row: usize,
    /// Name shown to others.
    pub display_name: String,
    /// Name to sign in with.
    pub username: String,
    /// Mobile.
    pub mobile: String,
    /// Citizen's number; may be empty.
    pub id_number: String,
    /// Role.
    pub role: Role,
    /// Code of the place.
    pub place: String,
    /// First day, YYYY-MM-DD.
    pub from: String,
    /// Last day, likewise.
    pub to: String,
}

impl Line {
    /// Reads a row.
    ///
    /// # Errors
    /// If the division table is broken. What is wrong with the row is in the answer.
    pub(super) fn read(head: &Head, row: &Row) -> Result<std::result::Result<Self, Vec<RowFault>>> {
        let (mut faults, number) = (columns::unreadable(head, row), columns::number(row));
        if faults.is_empty() {
            faults = columns::empty(head, row);
        }
        if !faults.is_empty() {
            return Ok(Err(faults));
        }
        let cell = |heading| columns::cell(head, row, heading);
        let mut fault = |column, rule, message: &str| faults.push(RowFault::new(number, column, rule, message));
        let (role, code, unit) = (cell("角色"), cell("单位代码"), cell("单位名称"));
        let role = Role::ALL.iter().copied().find(|known| [known.label(), known.code()].contains(&role.as_str()));
        if role.is_none() {
            fault("角色", "known_role", "没有这个角色，请按填写说明里的名称填写");
        }
        let place = if names::item(&code)?.is_some() { DivisionCode::parse(&code).ok() } else { None };
        if place.is_none() {
            fault("单位代码", "known_code", "没有这个单位代码，请填6、9或12位区划代码");
        } else if !names::path(&code)?.replace('/', "").contains(&unit) {
            fault("单位名称", "name_matches_code", "单位名称与单位代码不一致，请核对");
        }
        let (from, to) = (day(&cell("开始日期")), day(&cell("结束日期")));
        for (heading, read) in [("开始日期", from), ("结束日期", to)] {
            if read.is_none() {
                fault(heading, "date", "日期认不出来，请按2026-12-01的格式填写");
            }
        }
        let (Some(role), Some(place), Some(from), Some(to), true) = (role, place, from, to, faults.is_empty()) else {
            return Ok(Err(faults));
        };
        let (display_name, mobile) = (cell("姓名"), cell("手机号"));
        let username = match cell("用户名") {
            none if none.is_empty() => {
                let digits: Vec<char> = mobile.chars().filter(char::is_ascii_digit).collect();
                let last: String = digits[digits.len().saturating_sub(4)..].iter().collect();
                format!("{display_name}{last}")
            }
            username => username,
        };
        let id_number = cell("公民身份号码");
        let (place, from, to) = (place.to_string(), from.to_string(), to.to_string());
        Ok(Ok(Self { row: number, display_name, username, mobile, id_number, role, place, from, to }))
    }

    /// The person to be invited.
    ///
    /// # Errors
    /// [`Problem::Invalid`] for a place or a day that is none.
    pub(super) fn person(&self) -> Result<NewPerson, Problem> {
        let wrong =
            |field: &str| Problem::Invalid { field: field.into(), message: "内容不对，请重新上传".into() };
        let place = DivisionCode::parse(&self.place).map_err(|_| wrong("place"))?;
        let day = |field: &str, text: &str| text.parse::<Date>().map_err(|_| wrong(field));
        let (from, to) = (day("from", &self.from)?, day("to", &self.to)?);
        Ok(NewPerson {
            username: self.username.clone(),
            display_name: self.display_name.clone(),
            id_number: self.id_number.clone(),
            mobile: self.mobile.clone(),
            proposal: Proposal { role: self.role, place, from, to },
        })
    }

    /// A refusal at the column that it concerns.
    pub(super) fn fault(&self, problem: &Problem) -> RowFault {
        let field = problem.field().unwrap_or_default();
        let column = match field {
            "username" => "用户名",
            "display_name" => "姓名",
            "id_number" => "公民身份号码",
            "mobile" => "手机号",
            "role" => "角色",
            "place" => "单位代码",
            "from" => "开始日期",
            "to" => "结束日期",
            _ => "",
        };
        RowFault::new(self.row, column, if field.is_empty() { problem.code() } else { field }, problem.message())
    }
}

/// A day as people and spreadsheets write it: 2026-12-01, 2026/12/1, 2026.12.1, 2026年12月1日.
fn day(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = parts[..] else { return None };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for text in ["2026-12-01", "2026/12/1", "2026.12.1", "2026年12月1日"] {
            assert_eq!(day(text), Some(date(2026, 12, 1)), "{text}");
        }
        for text in ["", "12月1日", "2026-13-01", "46357", "2026-12-01-05"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
