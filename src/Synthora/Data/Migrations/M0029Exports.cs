using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Exports of everything somebody owns, prepared in the background and kept for a day.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000029_Exports")]
public sealed class M0029Exports : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table data_exports (
            id uuid not null,
            user_id uuid not null,
            includes_media boolean not null,
            state text not null,
            file text,
            size bigint,
            error_message text,
            error_remedy text,
            created_at timestamptz not null,
            completed_at timestamptz,
            expires_at timestamptz,
            constraint pk_data_exports primary key (id),
            constraint fk_data_exports_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create index ix_data_exports_user_id_created_at on data_exports (user_id, created_at);
        create unique index ux_data_exports_one_preparing on data_exports (user_id) where state = 'preparing';
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table data_exports");
}
