//! The cells of a row, each read as its column says.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::fault::{self, RowError};
use crate::comparison::columns::{Kind, ReturnedColumn, returned};
use crate::comparison::item::Item;
use crate::divisions::DivisionCode;
use crate::form::Choice;
use crate::values::{date, text};

/// What a cell said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Code(&'static str),
    Codes(Vec<&'static str>),
    Day(Date),
    Place(DivisionCode),
    Text(String),
}

/// The cells that are not empty, by the key of their column.
pub(super) struct Cells {
    read: BTreeMap<&'static str, (Cell, Option<Item>)>,
}

impl Cells {
    pub(super) fn read(
        items: &[Item],
        cell: &dyn Fn(&str) -> String,
        place: &dyn Fn(&str) -> Option<DivisionCode>,
    ) -> Result<Self, Vec<RowError>> {
        let (mut read, mut errors) = (BTreeMap::new(), Vec::new());
        for column in returned(items) {
            let typed = text::clean(&cell(column.key));
            if text::is_empty(&typed) {
                continue;
            }
            match parse(column, &typed, place) {
                Ok(cell) => drop(read.insert(column.key, (cell, column.item))),
                Err(error) => errors.push(error),
            }
        }
        if errors.is_empty() { Ok(Self { read }) } else { Err(errors) }
    }

    /// Whether anything was written about the item.
    pub(super) fn speaks_of(&self, item: Item) -> bool {
        self.read.values().any(|(_, of)| *of == Some(item))
    }

    fn get(&self, key: &str) -> Option<&Cell> {
        self.read.get(key).map(|(cell, _)| cell)
    }

    pub(super) fn code(&self, key: &str) -> Option<&'static str> {
        if let Some(Cell::Code(code)) = self.get(key) { Some(code) } else { None }
    }

    pub(super) fn codes(&self, key: &str) -> Vec<String> {
        match self.get(key) {
            Some(Cell::Codes(codes)) => codes.iter().map(|code| (*code).to_owned()).collect(),
            _ => Vec::new(),
        }
    }

    pub(super) fn day(&self, key: &str) -> Option<Date> {
        if let Some(Cell::Day(day)) = self.get(key) { Some(*day) } else { None }
    }

    pub(super) fn place(&self, key: &str) -> Option<DivisionCode> {
        if let Some(Cell::Place(place)) = self.get(key) { Some(*place) } else { None }
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        if let Some(Cell::Text(text)) = self.get(key) { Some(text) } else { None }
    }
}

fn parse(
    column: &'static ReturnedColumn,
    typed: &str,
    place: &dyn Fn(&str) -> Option<DivisionCode>,
) -> Result<Cell, RowError> {
    let text = |max: u16| match typed.chars().count() {
        long if long > usize::from(max) => Err(fault::too_long(column, max)),
        _ => Ok(Cell::Text(typed.to_owned())),
    };
    match column.kind {
        Kind::One(choices) => one(choices, typed).map(Cell::Code).ok_or_else(|| fault::code(column, choices, typed)),
        Kind::Several(choices) => {
            let parts = typed.split(['、', '，', ',', '；', ';']).map(str::trim).filter(|part| !part.is_empty());
            let codes = parts.map(|part| one(choices, part).ok_or_else(|| fault::code(column, choices, part)));
            codes.collect::<Result<Vec<_>, _>>().map(Cell::Codes)
        }
        Kind::Text(max) => text(max),
        Kind::Name => text(50),
        Kind::Digits(count) => match typed.chars().map(text::half_width).collect::<String>() {
            digits if digits.len() == usize::from(count) && digits.bytes().all(|b| b.is_ascii_digit()) => {
                Ok(Cell::Text(digits))
            }
            _ => Err(fault::shape(column, &format!("应为{count}位数字"))),
        },
        Kind::Date => day(typed).map(Cell::Day).ok_or_else(|| fault::date(column)),
        Kind::Place => division(typed, place)
            .map(Cell::Place)
            .ok_or_else(|| fault::shape(column, "请填行政区划代码，或写全省、市、县（区）的名称")),
    }
}

/// The code whose label or code was written. 汉 means 汉族.
fn one(choices: &'static [Choice], typed: &str) -> Option<&'static str> {
    let bare = |label: &str| text::clean(label).trim_end_matches('族').replace(' ', "");
    let plain = bare(typed);
    let found = choices.iter().find(|choice| choice.label == typed || choice.code == typed);
    found.or_else(|| choices.iter().find(|choice| bare(choice.label) == plain)).map(|choice| choice.code)
}

fn day(typed: &str) -> Option<Date> {
    let [year, month, day] = date::whole(typed)?;
    let number = |part: &str| part.parse::<i16>().ok();
    Date::new(number(&year)?, i8::try_from(number(&month)?).ok()?, i8::try_from(number(&day)?).ok()?).ok()
}

/// A code of 2, 4, 6, 9 or 12 digits, perhaps with the name behind it as it was sent; or names.
fn division(typed: &str, place: &dyn Fn(&str) -> Option<DivisionCode>) -> Option<DivisionCode> {
    let half: String = typed.chars().map(text::half_width).collect();
    let digits: String = half.chars().take_while(char::is_ascii_digit).collect();
    let code = match digits.len() {
        0 => return place(typed),
        2 | 4 => format!("{digits:0<6}"),
        _ => digits,
    };
    DivisionCode::parse(&code).ok()
}
