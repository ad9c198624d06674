using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>What few or nearly all videos have in common, such as their template, is counted in the index of the list instead of in the rows.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000019_ListedColumns")]
public sealed class M0019ListedColumns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop index ix_videos_user_id_created_at_id;
        create index ix_videos_user_id_created_at_id on videos (user_id, created_at, id) include (origin, template, platform) where deleted_at is null;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop index ix_videos_user_id_created_at_id;
        create index ix_videos_user_id_created_at_id on videos (user_id, created_at, id) where deleted_at is null;
        """);
}
