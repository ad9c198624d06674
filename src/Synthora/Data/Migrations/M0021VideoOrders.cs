using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Videos by title, length and size, a page of which is read off an index.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000021_VideoOrders")]
public sealed class M0021VideoOrders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create index ix_videos_title on videos (user_id, lower(title), id) where deleted_at is null;
        create index ix_videos_length on videos (user_id, coalesce(duration_s, 0), id) where deleted_at is null;
        create index ix_videos_size on videos (user_id, coalesce(file_size, 0), id) where deleted_at is null;
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop index ix_videos_size;
        drop index ix_videos_length;
        drop index ix_videos_title;
        """);
}
