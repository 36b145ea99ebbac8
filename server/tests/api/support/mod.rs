//! Set-up that stories need not show: a site on each database, requests, samples, the contract.

pub(crate) mod contract;
pub(crate) mod database;
pub(crate) mod log;
pub(crate) mod samples;
pub(crate) mod site;

pub(crate) use contract::described;
pub(crate) use samples::{migrant, submission};
pub(crate) use site::{Answer, Site, post, sites};
