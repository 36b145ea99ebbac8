//! A version tells who made the personal link through which it came, because that person does not decide about it.

use sea_orm_migration::prelude::*;

use super::columns::uuid_null;
use crate::links::tables::link;
use crate::register::tables::submission;

/// This step.
#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[expect(elided_lifetimes_in_paths, reason = "the trait hides the lifetime, and its implementation must agree")]
#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        use submission::Column as S;
        let column = uuid_null(S::LinkMadeBy);
        manager.alter_table(Table::alter().table(submission::Entity).add_column(column).to_owned()).await?;
        let maker = Query::select()
            .column(link::Column::CreatedBy)
            .from(link::Entity)
            .and_where(Expr::col((link::Entity, link::Column::CountyCode)).equals((submission::Entity, S::CountyCode)))
            .and_where(Expr::col((link::Entity, link::Column::Id)).equals((submission::Entity, S::LinkId)))
            .and_where(Expr::col((link::Entity, link::Column::Kind)).eq("personal"))
            .to_owned();
        let known = Query::update()
            .table(submission::Entity)
            .value(S::LinkMadeBy, SimpleExpr::SubQuery(None, Box::new(maker.into())))
            .and_where(Expr::col(S::LinkId).is_not_null())
            .to_owned();
        manager.execute(known).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = submission::Column::LinkMadeBy;
        manager.alter_table(Table::alter().table(submission::Entity).drop_column(column).to_owned()).await
    }
}
