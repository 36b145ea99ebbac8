//! Divisions: provinces, prefectures, counties, townships, villages.

pub mod list;
