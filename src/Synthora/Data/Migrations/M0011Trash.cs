using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Deleted videos that their owner may still take back.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000011_Trash")]
public sealed class M0011Trash : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table videos add column deleted_at timestamptz;
        create index ix_videos_deleted_at on videos (deleted_at) where deleted_at is not null;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table videos drop column deleted_at;
        """);
}
