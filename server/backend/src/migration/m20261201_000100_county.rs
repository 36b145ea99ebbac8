//! What the county adds to a record: standing and verified version, and how far its items are compared.

use sea_orm_migration::prelude::*;

use super::columns::{int_null, required, text_null};
use crate::register::tables::record;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const COUNTS: [record::Column; 3] = [record::Column::ItemsDue, record::Column::ItemsOut, record::Column::Discrepancies];

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use record::Column as R;
        let counts = COUNTS.map(|column| required(column).integer().default(0).take());
        let others = [text_null(R::OfferedState), int_null(R::StandingVersion), int_null(R::VerifiedVersion)];
        for column in others.into_iter().chain(counts) {
            manager.alter_table(Table::alter().table(record::Entity).add_column(column).to_owned()).await?;
        }
        let db = manager.get_connection();
        // What an earlier version approved or verified stays so.
        db.execute_unprepared(
            "UPDATE record SET standing_version = version WHERE state IN
             ('township_reviewed', 'county_accepted', 'comparing', 'feedback', 'verified', 'uploaded', 'exited')",
        )
        .await?;
        db.execute_unprepared("UPDATE record SET verified_version = version WHERE state IN ('verified', 'uploaded')")
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use record::Column as R;
        for column in COUNTS.into_iter().chain([R::OfferedState, R::StandingVersion, R::VerifiedVersion]) {
            manager.alter_table(Table::alter().table(record::Entity).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
