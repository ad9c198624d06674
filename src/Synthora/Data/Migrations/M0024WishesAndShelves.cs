using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>
/// A key stands for one wish in every detail, and for a video only as long as that is not thrown away. What the library says
/// of a video stands in the video's own row, so that its lists and its search need no other table.
/// </summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000024_WishesAndShelves")]
public sealed class M0024WishesAndShelves : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table videos add column wish_hash text;

        update videos set idempotency_key = null where deleted_at is not null;

        alter table videos add column is_archived boolean not null default false;
        alter table videos add column shelf_words text not null default '';

        update videos set is_archived = archived_at is not null, shelf_words = concat_ws(' ', media.description, array_to_string(media.tags, ' '))
        from media where media.video_id = videos.id and (archived_at is not null or media.description is not null or cardinality(media.tags) > 0);

        -- Many ways lead to a change of the library; none of them can forget the video.
        create function follow_media() returns trigger language plpgsql as
            $$
            begin
                if tg_op = 'DELETE' then
                    update videos set is_archived = false, shelf_words = '' where id = old.video_id and (is_archived or shelf_words <> '');
                else
                    update videos set is_archived = new.archived_at is not null, shelf_words = concat_ws(' ', new.description, array_to_string(new.tags, ' '))
                    where id = new.video_id and (is_archived, shelf_words) is distinct from (new.archived_at is not null, concat_ws(' ', new.description, array_to_string(new.tags, ' ')));
                end if;
                return null;
            end
            $$;

        create trigger follow_media after insert or delete or update of archived_at, description, tags on media for each row execute function follow_media();

        drop index ix_videos_user_id_created_at_id, ix_videos_user_id_status_created_at_id;
        create index ix_videos_user_id_created_at_id on videos (user_id, created_at, id) include (origin, template, platform, is_archived) where deleted_at is null;
        create index ix_videos_user_id_status_created_at_id on videos (user_id, status, created_at, id) include (is_archived) where deleted_at is null;

        -- With the bare columns beside the expressions, a far page is found without reading the rows before it.
        drop index ix_videos_title, ix_videos_length, ix_videos_size;
        create index ix_videos_title on videos (user_id, lower(title), id) include (title, is_archived) where deleted_at is null;
        create index ix_videos_length on videos (user_id, coalesce(duration_s, 0), id) include (duration_s, is_archived) where deleted_at is null;
        create index ix_videos_size on videos (user_id, coalesce(file_size, 0), id) include (file_size, is_archived) where deleted_at is null;

        create function video_words(title text, source text, shelf text) returns tsvector language sql immutable parallel safe as
            $$ select to_tsvector('simple', translate(left(title, 300) || ' ' || left(source, 10000) || ' ' || shelf, '.-_/@:&#+''', '          ')) $$;

        drop index ix_videos_words;
        drop function video_words(text, text);
        create index ix_videos_words on videos using gin (user_id, video_words(title, text, shelf_words));
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create function video_words(title text, source text) returns tsvector language sql immutable parallel safe as
            $$ select to_tsvector('simple', translate(left(title, 300) || ' ' || left(source, 10000), '.-_/@:&#+''', '          ')) $$;

        drop index ix_videos_words, ix_videos_title, ix_videos_length, ix_videos_size, ix_videos_user_id_created_at_id, ix_videos_user_id_status_created_at_id;
        drop function video_words(text, text, text);
        create index ix_videos_title on videos (user_id, lower(title), id) where deleted_at is null;
        create index ix_videos_length on videos (user_id, coalesce(duration_s, 0), id) where deleted_at is null;
        create index ix_videos_size on videos (user_id, coalesce(file_size, 0), id) where deleted_at is null;
        create index ix_videos_words on videos using gin (user_id, video_words(title, text));
        create index ix_videos_user_id_created_at_id on videos (user_id, created_at, id) include (origin, template, platform) where deleted_at is null;
        create index ix_videos_user_id_status_created_at_id on videos (user_id, status, created_at, id) where deleted_at is null;

        drop trigger follow_media on media;
        drop function follow_media;
        alter table videos drop column shelf_words;
        alter table videos drop column is_archived;
        alter table videos drop column wish_hash;
        """);
}
