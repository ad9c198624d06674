using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Videos of a certain length are found in an index, rather than by reading every one.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000018_LengthIndex")]
public sealed class M0018LengthIndex : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("create index ix_videos_user_id_duration_s on videos (user_id, duration_s) where deleted_at is null;");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop index ix_videos_user_id_duration_s;");
}
