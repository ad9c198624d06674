using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Templates outrank the usual caption style wherever they name one; whether they should is no choice any more.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000020_CaptionsByTemplate")]
public sealed class M0020CaptionsByTemplate : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table generation_settings drop column captions_by_template;");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table generation_settings add column captions_by_template boolean not null default true;

        alter table generation_settings alter column captions_by_template drop default;
        """);
}
