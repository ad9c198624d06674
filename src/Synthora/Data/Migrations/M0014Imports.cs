using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Exports that are put back, and what became of them.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000014_Imports")]
public sealed class M0014Imports : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table data_imports (
            id uuid not null,
            user_id uuid not null,
            file_name text not null,
            size bigint not null,
            state text not null,
            report text not null,
            error_message text,
            error_remedy text,
            created_at timestamptz not null,
            completed_at timestamptz,
            constraint pk_data_imports primary key (id),
            constraint fk_data_imports_users_user_id foreign key (user_id) references users (id) on delete cascade
        );

        create index ix_data_imports_user_id_created_at on data_imports (user_id, created_at);
        create unique index ux_data_imports_one_running on data_imports (user_id) where state = 'running';
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table data_imports");
}
