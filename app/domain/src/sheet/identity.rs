//! Name, sex, birth date and number of one row, each helping the others.

use jiff::civil::Date;

use super::{
    Cell, Code, DayOf, DaySystem, Found, Holder, Level, SheetName, read_day, read_id_number, read_name, read_sex,
};
use crate::values::{NationalId, Sex};

/// Which cell of the row a code is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 姓名.
    Name,
    /// 性别.
    Sex,
    /// 出生日期.
    Born,
    /// 公民身份号码.
    IdNumber,
}

/// The four cells of a row.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    /// 姓名.
    pub name: &'a Cell,
    /// 性别.
    pub sex: &'a Cell,
    /// 出生日期.
    pub born: &'a Cell,
    /// 公民身份号码.
    pub id_number: &'a Cell,
    /// The column of numbers is rounded ([`is_rounded`](super::id_number::is_rounded)).
    pub rounded: bool,
}

/// Who a row says the child is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// 姓名.
    pub name: Option<SheetName>,
    /// 性别; the number's, where it is right.
    pub sex: Option<Sex>,
    /// 出生日期 as written; the number's where none was, or a wrong one.
    pub born: Option<Date>,
    /// 公民身份号码, when it is right.
    pub id_number: Option<NationalId>,
    /// What is to be said about the cells.
    pub codes: Vec<(Part, Code)>,
}

impl Identity {
    /// Reads the four cells. `on`: the day of the list; `system`: how its workbook counts days.
    #[must_use]
    pub fn read(cells: Cells<'_>, on: Date, system: DaySystem) -> Self {
        let mut codes = Vec::new();
        let mut say = |part, code: Option<Code>| codes.extend(code.map(|code| (part, code)));
        let name = read_name(cells.name);
        say(Part::Name, name.code);
        let mut id = read_id_number(cells.id_number, Holder::Child, cells.rounded);
        if id.value.is_some_and(|id| id.birth_date() > on) {
            id = Found::wrong(Code::IdCheck);
        }
        say(Part::IdNumber, id.code);
        let (inside, of_id) = (id.value.map(|id| id.birth_date()), id.value.map(|id| id.sex()));
        let born = read_day(cells.born, DayOf::Birth(id.value.as_ref()), on, system);
        say(
            Part::Born,
            match (born.value, inside) {
                (None, Some(_)) => Some(Code::FromId),
                (Some(day), Some(inside)) if day != inside => Some(Code::IdDobDiffers),
                _ => born.code,
            },
        );
        let sex = read_sex(cells.sex);
        say(
            Part::Sex,
            match (sex.value, of_id) {
                (None, Some(_)) => Some(Code::FromId),
                (Some(sex), Some(of_id)) if sex != of_id => Some(Code::SexDiffers),
                _ => sex.code,
            },
        );
        let (sex, born) = (of_id.or(sex.value), born.value.or(inside));
        Self { name: name.value, sex, born, id_number: id.value, codes }
    }

    /// Whether something was said that keeps a match from being certain, however many points it has: a number or a name that is
    /// damaged or masked, a character of a font's own without a number beside it.
    #[must_use]
    pub fn never_certain(&self) -> bool {
        self.codes.iter().any(|(_, code)| match code {
            Code::IdDamaged | Code::IdMasked | Code::NameMasked => true,
            Code::NamePua => self.id_number.is_none(),
            _ => false,
        })
    }

    /// The codes of cells that were not read.
    pub fn errors(&self) -> impl Iterator<Item = (Part, Code)> + '_ {
        self.codes.iter().copied().filter(|(_, code)| code.level() == Level::Error)
    }
}
