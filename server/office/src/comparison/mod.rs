//! The comparison with departments (部门比对): the county's batches, the department's pages, and what does not agree.
//!
//! | module | holds |
//! | --- | --- |
//! | `batches`, `batch` | the county's batches, and one of them |
//! | `department`, `rows`, `sheet` | a department's batches, the rows of one, and its sheet |
//! | `discrepancies`, `discrepancy` | what does not agree, and one of it |

mod batch;
mod batches;
mod department;
mod discrepancies;
mod discrepancy;
mod rows;
mod sheet;

use std::sync::Arc;

use app::addresses::comparison::{BATCHES, DEPARTMENT, DISCREPANCIES};
use axum::Router;
use axum::routing::get;

use crate::Office;

pub(crate) fn router() -> Router<Arc<Office>> {
    Router::new()
        .route(BATCHES, get(batches::show).post(batches::act))
        .route("/batches/{id}", get(batch::show).post(batch::act))
        .route(DEPARTMENT, get(department::show))
        .route("/department/{id}", get(rows::show).post(rows::act))
        .route("/department/{id}/sheet", get(sheet::fetch).post(sheet::act))
        .route(DISCREPANCIES, get(discrepancies::show))
        .route("/discrepancies/{record}/{id}", get(discrepancy::show).post(discrepancy::act))
}
