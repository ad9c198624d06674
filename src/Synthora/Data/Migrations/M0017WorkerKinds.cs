using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Workers say what they can do, so that work which none of them knows can be told apart from work that waits its turn.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000017_WorkerKinds")]
public sealed class M0017WorkerKinds : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table workers add column kinds text[] not null default '{}';");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table workers drop column kinds;");
}
