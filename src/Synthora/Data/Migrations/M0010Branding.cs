using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>The pictures of users' brands, and which of them a video shows.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000010_Branding")]
public sealed class M0010Branding : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table branding_assets (
            id uuid not null,
            user_id uuid not null,
            type text not null,
            filename text not null,
            storage_path text not null,
            width integer not null,
            height integer not null,
            colours text[] not null,
            file_size bigint not null,
            created_at timestamptz not null,
            updated_at timestamptz not null,
            constraint pk_branding_assets primary key (id),
            constraint fk_branding_assets_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create index ix_branding_assets_user_id_created_at on branding_assets (user_id, created_at);

        alter table videos add column brand_asset_ids uuid[] not null default '{}';
        alter table videos alter column brand_asset_ids drop default;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("alter table videos drop column brand_asset_ids; drop table branding_assets");
}
