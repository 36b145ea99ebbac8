//! What somebody answered: a map from field key to value, read through typed keys.

use std::fmt;
use std::marker::PhantomData;

use jiff::civil::Date;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::value::Value;
use crate::divisions::Address;
use crate::values::{NationalId, Paper, Phone};

/// Answers by field key. An absent key means "not asked or not known", never "no".
///
/// Pairs in the order of their keys, each key once: a check asks hundreds of times, and finds faster in a row of pairs
/// than in a tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Vec<(String, Value)>);

/// The name of a field together with the type that its answer has, so that a rule which asks for a
/// date can only name a date field. The constants live in [`crate::forms::keys`].
pub struct Key<T> {
    name: &'static str,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Key<T> {}

impl<T> Key<T> {
    /// The key of the field called `name` in the dictionary.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self { name, of: PhantomData }
    }

    /// The field's name, as in the dictionary and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }
}

/// A type that an answer can be read as. `None` means absent or not well formed.
pub trait Read<'a>: Sized {
    /// Reads the value, or says that it is not of this type.
    fn read(value: &'a Value) -> Option<Self>;
}

impl Read<'_> for bool {
    fn read(value: &Value) -> Option<Self> {
        if let Value::Bool(yes) = value { Some(*yes) } else { None }
    }
}
impl Read<'_> for Date {
    fn read(value: &Value) -> Option<Self> {
        crate::values::date::parse(value.as_text()?).ok()
    }
}
impl<'a> Read<'a> for &'a str {
    fn read(value: &'a Value) -> Option<Self> {
        if value.is_empty() { None } else { value.as_text() }
    }
}
impl<'a> Read<'a> for &'a [String] {
    fn read(value: &'a Value) -> Option<Self> {
        if let Value::Choices(codes) = value { (!codes.is_empty()).then_some(codes) } else { None }
    }
}
impl<'a> Read<'a> for &'a Address {
    fn read(value: &'a Value) -> Option<Self> {
        if let Value::Address(a) = value { (!value.is_empty()).then_some(a) } else { None }
    }
}
impl<'a> Read<'a> for &'a Paper {
    fn read(value: &'a Value) -> Option<Self> {
        if let Value::Paper(p) = value { (!value.is_empty()).then_some(p) } else { None }
    }
}
impl Read<'_> for NationalId {
    fn read(value: &Value) -> Option<Self> {
        Self::parse(value.as_text()?).ok()
    }
}
impl Read<'_> for Phone {
    fn read(value: &Value) -> Option<Self> {
        Self::parse(value.as_text()?).ok()
    }
}

impl Answers {
    /// The answer to `key`, read as the key's type.
    #[must_use]
    pub fn get<'a, T: Read<'a>>(&'a self, key: Key<T>) -> Option<T> {
        T::read(self.find(key.name)?)
    }

    /// The answer to the field called `name`, whatever its shape; never an empty value.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.find(name).filter(|value| !value.is_empty())
    }

    /// Keeps `value` under `name`; an empty value takes the answer away.
    pub fn set(&mut self, name: impl Into<String>, value: Value) {
        let name = name.into();
        if value.is_empty() {
            self.remove(&name);
        } else {
            self.put(name, value);
        }
    }

    fn put(&mut self, name: String, value: Value) {
        // They mostly come in order.
        if self.0.last().is_none_or(|(last, _)| *last < name) {
            return self.0.push((name, value));
        }
        match self.place(&name) {
            Ok(at) => self.0[at].1 = value,
            Err(at) => self.0.insert(at, (name, value)),
        }
    }

    fn find(&self, name: &str) -> Option<&Value> {
        self.place(name).ok().map(|at| &self.0[at].1)
    }

    /// Where the answer stands, or would stand.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.as_str().cmp(name))
    }

    /// Takes the answer away.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.place(name).ok().map(|at| self.0.remove(at).1)
    }

    /// All answers in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// True when nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A short way for single choices: is the answer to `key` the code `code`?
    #[must_use]
    pub fn is(&self, key: Key<&'static str>, code: &str) -> bool {
        self.find(key.name).and_then(Value::as_text) == Some(code)
    }

    /// The text of a single choice or text field.
    #[must_use]
    pub fn text(&self, key: Key<&'static str>) -> Option<&str> {
        self.value(key.name).and_then(Value::as_text)
    }

    /// The codes of a multiple choice; empty when unanswered.
    #[must_use]
    pub fn choices(&self, key: Key<&'static [String]>) -> &[String] {
        match self.find(key.name) {
            Some(Value::Choices(codes)) => codes,
            _ => &[],
        }
    }

    /// The place under `key`.
    #[must_use]
    pub fn address(&self, key: Key<&'static Address>) -> Option<&Address> {
        match self.value(key.name) {
            Some(Value::Address(address)) => Some(address),
            _ => None,
        }
    }

    /// The adult's paper under `key`.
    #[must_use]
    pub fn paper(&self, key: Key<&'static Paper>) -> Option<&Paper> {
        match self.value(key.name) {
            Some(Value::Paper(paper)) => Some(paper),
            _ => None,
        }
    }
}

impl<N: Into<String>> FromIterator<(N, Value)> for Answers {
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(pairs: I) -> Self {
        let mut answers = Self::default();
        for (name, value) in pairs {
            answers.set(name, value);
        }
        answers
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Answers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("answers by field key")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Answers, A::Error> {
                let mut answers = Answers::default();
                while let Some((name, value)) = map.next_entry()? {
                    // Of a key that comes twice, the last value counts.
                    answers.put(name, value);
                }
                Ok(answers)
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

#[cfg(test)]
mod tests;
