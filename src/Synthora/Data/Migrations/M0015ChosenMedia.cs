using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>The films and pictures of the library that a video was asked to show.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000015_ChosenMedia")]
public sealed class M0015ChosenMedia : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table videos add column media_ids uuid[] not null default '{}';
        alter table videos alter column media_ids drop default;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table videos drop column media_ids");
}
