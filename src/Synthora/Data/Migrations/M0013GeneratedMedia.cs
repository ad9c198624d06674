using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Every finished video stands in the library, in the trash exactly when the video is, and its storage counts all of its files.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000013_GeneratedMedia")]
public sealed class M0013GeneratedMedia : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table videos add column stored_bytes bigint;
        alter table video_versions add column stored_bytes bigint;

        insert into media (id, user_id, origin, kind, status, title, title_key, file_name, content_type, extension, size, files, tags, is_favorite, width, height, orientation,
            duration_s, format, has_poster, has_copy, video_id, created_at, updated_at, search_text)
        select id, user_id, 'generated', 'video', 'ready', title, lower(left(title, 80)), 'video.mp4', 'video/mp4', 'mp4', coalesce(file_size, 0), files, '{}', false, width, height,
            case when abs(width - height) <= greatest(width, height) / 50 then 'square' when width > height then 'landscape' else 'portrait' end,
            coalesce(duration_s, 0), 'mov', true, false, id, coalesce(completed_at, created_at), updated_at,
            regexp_replace(regexp_replace(lower(normalize(title, NFKD)), '[\u0300-\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g')
        from videos where status = 'completed' and files is not null and not exists (select 1 from media where media.video_id = videos.id);

        update media set files = videos.files, size = coalesce(videos.file_size, 0), width = videos.width, height = videos.height, duration_s = coalesce(videos.duration_s, 0), deleted_at = videos.deleted_at
        from videos where videos.id = media.video_id and videos.files is not null;

        delete from media using videos where videos.id = media.video_id and (videos.status <> 'completed' or videos.files is null);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table video_versions drop column stored_bytes;
        alter table videos drop column stored_bytes;
        """);
}
