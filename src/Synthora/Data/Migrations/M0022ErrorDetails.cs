using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>What is known of an error besides its sentence.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000022_ErrorDetails")]
public sealed class M0022ErrorDetails : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table provider_requests add column error_details text;

        alter table videos add column error_details text;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table videos drop column error_details;

        alter table provider_requests drop column error_details;
        """);
}
