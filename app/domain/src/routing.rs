//! DT-R: which unit owns a record (民发〔2024〕17号 三; 津民发〔2024〕12号 四): a migrant child the place of
//! residence (流入地), a left-behind child the place of the hukou (户籍地).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::divisions::{CountyCode, DivisionCode, Level, resolve};
use crate::eligibility::facts::Hukou;
use crate::eligibility::geography::Location;
use crate::form::{Answers, FormKind};
use crate::forms::keys;

/// The area in which this installation works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deployment {
    /// Name, e.g. 天津市.
    pub name: String,
    /// Provinces, prefectures or counties that belong to it.
    pub divisions: Vec<DivisionCode>,
}

impl Deployment {
    /// A deployment made of these divisions.
    #[must_use]
    pub fn new(name: impl Into<String>, divisions: impl IntoIterator<Item = DivisionCode>) -> Self {
        Self { name: name.into(), divisions: divisions.into_iter().collect() }
    }

    /// Whether the place lies inside.
    #[must_use]
    pub fn contains(&self, place: DivisionCode) -> bool {
        self.divisions.iter().any(|division| division.contains(place))
    }

    /// Whether the county lies inside.
    #[must_use]
    pub fn contains_county(&self, county: CountyCode) -> bool {
        self.contains(DivisionCode::from(county))
    }
}

/// The unit that decides about a record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The county; `None` when the address that decides is missing or stops above the county.
    pub county: Option<CountyCode>,
    /// The nine-digit township, when the address goes that deep.
    pub township: Option<DivisionCode>,
    /// The twelve-digit village, when the address goes that deep.
    pub village: Option<DivisionCode>,
    /// Whether this installation serves the county. Otherwise the record becomes an external transfer
    /// notice, not an active case.
    pub inside_deployment: bool,
}

/// Why another unit takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// County of the hukou of a migrant child: may be asked to confirm, is notified.
    Confirm,
    /// County where a left-behind child in fact lives.
    Care,
    /// The police station of the residence: registers the child without hukou.
    Register,
}

/// A unit that takes part without owning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cooperating {
    /// Its county.
    pub county: CountyCode,
    /// Why.
    pub part: Part,
}

/// The owner by the rule, in the division table valid on `report_date` (the newest, when that is
/// missing). A child without hukou belongs to the place of residence on either form (decided here).
#[must_use]
pub fn owner(form: FormKind, answers: &Answers, deployment: &Deployment) -> Owner {
    let day = answers.get(keys::REPORT_DATE).unwrap_or(Date::MAX);
    let residence = answers.address(keys::CURRENT_ADDRESS);
    let address = match form {
        FormKind::Migrant => residence,
        FormKind::LeftBehind if Hukou::of(answers) == Hukou::Nowhere => residence,
        FormKind::LeftBehind => answers.address(keys::HUKOU_ADDRESS),
    };
    match Location::of(address) {
        Location::At(code) => unit(code, deployment, day),
        Location::Unknown | Location::Outside => Owner::default(),
    }
}

/// The owning unit at a place, on a day: an abolished county gives its successor, and with it the
/// township is open, because its digits belong to the former county.
#[must_use]
pub fn unit(place: DivisionCode, deployment: &Deployment, day: Date) -> Owner {
    let Some(former) = place.county() else { return Owner::default() };
    let county = resolve(former, day);
    let moved = county != former;
    Owner {
        county: Some(county),
        township: place.township().filter(|_| !moved),
        village: place.village().filter(|_| !moved),
        inside_deployment: deployment.contains_county(county),
    }
}

/// The unit that cooperates with the owner, where there is one.
#[must_use]
pub fn cooperating(form: FormKind, answers: &Answers) -> Option<Cooperating> {
    let day = answers.get(keys::REPORT_DATE).unwrap_or(Date::MAX);
    let county = |place| match place {
        Location::At(code) => DivisionCode::county_on(code, day),
        Location::Unknown | Location::Outside => None,
    };
    let residence = county(Location::of(answers.address(keys::CURRENT_ADDRESS)));
    let hukou = Hukou::of(answers);
    if hukou == Hukou::Nowhere {
        return Some(Cooperating { county: residence?, part: Part::Register });
    }
    let Hukou::At(home) = hukou else { return None };
    let home = DivisionCode::county_on(home, day)?;
    if Some(home) == residence {
        return None;
    }
    match form {
        FormKind::Migrant => Some(Cooperating { county: home, part: Part::Confirm }),
        FormKind::LeftBehind => Some(Cooperating { county: residence?, part: Part::Care }),
    }
}

impl Owner {
    /// The queue in which the record waits: the township, or the county while that is open.
    #[must_use]
    pub fn queue(&self) -> Option<DivisionCode> {
        self.township.or(self.county.map(DivisionCode::from))
    }

    /// How deep the owner is known.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        self.village.or(self.queue()).map(DivisionCode::level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::divisions::Address;
    use crate::form::Value;

    fn code(raw: &str) -> DivisionCode {
        DivisionCode::parse(raw).unwrap()
    }

    fn tianjin() -> Deployment {
        Deployment::new("天津市", [code("120000")])
    }

    fn answers(hukou: &str, current: &str) -> Answers {
        let place = |code: &str| Value::Address(Address { division_code: code.to_owned(), ..Address::default() });
        [
            ("hukou_address", place(hukou)),
            ("current_address", place(current)),
            ("report_date", Value::Text("2026-11-21".to_owned())),
        ]
        .into_iter()
        .collect()
    }

    #[test]
    fn a_migrant_child_belongs_to_the_place_of_residence() {
        let owner = owner(FormKind::Migrant, &answers("411628001", "120104001003"), &tianjin());
        assert_eq!(owner.county, Some(CountyCode::literal(120_104)));
        assert_eq!(owner.township, Some(code("120104001")));
        assert_eq!(owner.village, Some(code("120104001003")));
        assert!(owner.inside_deployment);
    }

    #[test]
    fn a_left_behind_child_belongs_to_the_place_of_the_hukou() {
        let answers = answers("120119100", "130102001");
        let owner = owner(FormKind::LeftBehind, &answers, &tianjin());
        assert_eq!(owner.queue(), Some(code("120119100")));
        assert_eq!(owner.level(), Some(Level::Township));
        assert_eq!(
            cooperating(FormKind::LeftBehind, &answers),
            Some(Cooperating { county: CountyCode::literal(130_102), part: Part::Care })
        );
    }

    #[test]
    fn e_29_an_owner_outside_the_deployment_becomes_a_transfer_notice() {
        let owner = owner(FormKind::Migrant, &answers("120119100", "310115"), &tianjin());
        assert_eq!((owner.county, owner.inside_deployment), (Some(CountyCode::literal(310_115)), false));
        assert_eq!(owner.queue(), Some(code("310115")));
    }

    #[test]
    fn e_20_without_hukou_the_residence_owns_and_the_police_register() {
        let mut answers = answers("", "120104001");
        answers.set("hukou_registered", Value::Bool(false));
        for form in [FormKind::Migrant, FormKind::LeftBehind] {
            assert_eq!(owner(form, &answers, &tianjin()).queue(), Some(code("120104001")));
            assert_eq!(cooperating(form, &answers).map(|unit| unit.part), Some(Part::Register));
        }
    }

    #[test]
    fn a_missing_hukou_place_leaves_the_owner_open_rather_than_guessed() {
        let answers = answers("", "120104001");
        assert_eq!(owner(FormKind::LeftBehind, &answers, &tianjin()), Owner::default());
        assert_eq!(cooperating(FormKind::LeftBehind, &answers), None);
    }

    #[test]
    fn e_26_the_owner_follows_the_successor_of_an_abolished_county() {
        let owner = owner(FormKind::LeftBehind, &answers("500105001", "120104001"), &tianjin());
        assert_eq!((owner.county, owner.township), (Some(CountyCode::literal(500_157)), None));
    }

    #[test]
    fn the_hukou_county_of_a_migrant_child_is_asked_to_confirm() {
        assert_eq!(
            cooperating(FormKind::Migrant, &answers("411628001", "120104001")),
            Some(Cooperating { county: CountyCode::literal(411_628), part: Part::Confirm })
        );
        assert_eq!(cooperating(FormKind::Migrant, &answers("120104001", "120104002")), None);
    }
}
