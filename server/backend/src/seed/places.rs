//! Where synthetic children live and come from, out of the shipped division table.

use std::sync::OnceLock;

use domain::divisions::DivisionCode;

use super::random::Random;
use crate::divisions::names::children;
use crate::error::{Error, Result};

/// Districts of Tianjin with their share of migrant children: an assumption, no split is published.
const DISTRICTS: [(&str, usize); 16] = [
    ("120116", 20),
    ("120111", 12),
    ("120110", 12),
    ("120112", 12),
    ("120113", 11),
    ("120114", 10),
    ("120104", 5),
    ("120103", 5),
    ("120102", 4),
    ("120105", 4),
    ("120118", 4),
    ("120106", 3),
    ("120115", 3),
    ("120119", 3),
    ("120117", 2),
    ("120101", 1),
];
/// Districts of Tianjin with their share of left-behind children.
const RURAL: [(&str, usize); 5] = [("120119", 10), ("120115", 8), ("120118", 5), ("120114", 4), ("120117", 3)];
/// Provinces from which most migrant children in Tianjin come; each counts by its number of counties.
const ORIGINS: [&str; 8] = ["130000", "370000", "410000", "340000", "230000", "150000", "140000", "620000"];
/// Provinces kept for children of edge dates, so that their ID numbers never meet the others'.
const EDGE_ORIGINS: [&str; 3] = ["320000", "420000", "210000"];

/// A township with its villages.
#[derive(Debug)]
pub(super) struct Township {
    /// Nine digits.
    pub(super) code: String,
    /// Name.
    pub(super) name: String,
    /// Villages, twelve digits.
    pub(super) villages: Vec<String>,
}

/// A county with its townships' codes.
#[derive(Debug)]
pub(super) struct County {
    /// Six digits.
    pub(super) code: String,
    /// Townships, nine digits.
    pub(super) townships: Vec<String>,
}

/// The places.
#[derive(Debug)]
pub(super) struct Places {
    districts: Vec<(Vec<Township>, usize)>,
    rural: Vec<(usize, usize)>,
    /// Counties of origin.
    pub(super) origins: Vec<County>,
    /// Counties of origin of children of edge dates.
    pub(super) edge_origins: Vec<County>,
}

impl Places {
    /// The places, read once.
    pub(super) fn get() -> Result<&'static Self> {
        static PLACES: OnceLock<Places> = OnceLock::new();
        if let Some(places) = PLACES.get() {
            return Ok(places);
        }
        let places = Self::read()?;
        Ok(PLACES.get_or_init(|| places))
    }

    fn read() -> Result<Self> {
        let districts: Vec<(Vec<Township>, usize)> =
            DISTRICTS.iter().map(|(code, weight)| Ok((townships(code)?, *weight))).collect::<Result<_>>()?;
        let rural = RURAL
            .iter()
            .filter_map(|(code, weight)| Some((DISTRICTS.iter().position(|(known, _)| known == code)?, *weight)))
            .collect();
        let places = Self { districts, rural, origins: counties(&ORIGINS)?, edge_origins: counties(&EDGE_ORIGINS)? };
        if places.origins.is_empty() || places.districts.iter().any(|(townships, _)| townships.is_empty()) {
            return Err(Error::internal("the division table lacks the places of synthetic records"));
        }
        Ok(places)
    }

    /// A township of residence.
    pub(super) fn residence(&self, random: &mut Random) -> &Township {
        let district = random.place(&self.districts);
        random.one(&self.districts[district].0)
    }

    /// A township in which left-behind children live.
    pub(super) fn home(&self, random: &mut Random) -> &Township {
        let district = random.weighted(&self.rural);
        random.one(&self.districts[district].0)
    }

    /// Another township of the same district, when it has one.
    pub(super) fn neighbour(&self, of: &Township, random: &mut Random) -> &Township {
        let same = self.districts.iter().find(|(townships, _)| townships.iter().any(|one| one.code == of.code));
        match same {
            Some((townships, _)) => random.one(townships),
            None => self.residence(random),
        }
    }

    /// The township with this code.
    pub(super) fn township(&self, code: &str) -> Option<&Township> {
        self.districts.iter().flat_map(|(townships, _)| townships).find(|one| one.code == code)
    }
}

fn townships(county: &str) -> Result<Vec<Township>> {
    children(Some(county))?
        .into_iter()
        .filter(|unit| DivisionCode::parse(&unit.code).is_ok_and(|code| !code.is_township_like()))
        .map(|unit| {
            let villages = children(Some(&unit.code))?.into_iter().map(|village| village.code).collect();
            Ok(Township { code: unit.code, name: unit.name, villages })
        })
        .collect()
}

/// The counties of provinces, without zones that are only coded as counties.
fn counties(provinces: &[&str]) -> Result<Vec<County>> {
    let mut found = Vec::new();
    for province in provinces {
        for unit in children(Some(province))? {
            let below = if unit.level == "county" { vec![unit] } else { children(Some(&unit.code))? };
            for county in below.into_iter().filter(|unit| !("71"..="79").contains(&&unit.code[4..6])) {
                let townships: Vec<String> = children(Some(&county.code))?.into_iter().map(|unit| unit.code).collect();
                if county.level == "county" && !townships.is_empty() {
                    found.push(County { code: county.code, townships });
                }
            }
        }
    }
    Ok(found)
}
