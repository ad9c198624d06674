using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Lists of videos are counted and leafed through in their indexes alone, which leave out what is in the trash; files are found by their shape and kind.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000016_ListIndexes")]
public sealed class M0016ListIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop index ix_videos_user_id_created_at_id, ix_videos_user_id_status_created_at_id;
        create index ix_videos_user_id_created_at_id on videos (user_id, created_at, id) where deleted_at is null;
        create index ix_videos_user_id_status_created_at_id on videos (user_id, status, created_at, id) where deleted_at is null;
        create index ix_media_user_id_orientation_kind on media (user_id, orientation, kind);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop index ix_videos_user_id_created_at_id, ix_videos_user_id_status_created_at_id, ix_media_user_id_orientation_kind;
        create index ix_videos_user_id_created_at_id on videos (user_id, created_at, id);
        create index ix_videos_user_id_status_created_at_id on videos (user_id, status, created_at, id);
        """);
}
