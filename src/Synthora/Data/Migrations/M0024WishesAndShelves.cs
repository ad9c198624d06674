using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>A key stands for one wish in every detail, and for a video only as long as that is not thrown away.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000024_WishesAndShelves")]
public sealed class M0024WishesAndShelves : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table videos add column wish_hash text;

        update videos set idempotency_key = null where deleted_at is not null;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table videos drop column wish_hash;");
}
