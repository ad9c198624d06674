using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Runs that nobody watches, and what lists, searches, estimates and the clock look rows up by.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000009_Pipeline")]
public sealed class M0009Pipeline : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table videos add column unattended boolean not null default false;
        alter table videos alter column unattended drop default;

        create extension if not exists btree_gin;

        -- Signs within words part them, so that node.js is found by js as well.
        create function video_words(title text, source text) returns tsvector language sql immutable parallel safe as
            $$ select to_tsvector('simple', translate(left(title, 300) || ' ' || left(source, 10000), '.-_/@:&#+''', '          ')) $$;

        create index ix_videos_words on videos using gin (user_id, video_words(title, text));

        drop index ix_videos_user_id_created_at;

        create index ix_videos_user_id_created_at_id on videos (user_id, created_at, id);

        create index ix_videos_user_id_status_created_at_id on videos (user_id, status, created_at, id);

        create index ix_videos_expires_at on videos (expires_at) where status = 'completed';

        create index ix_videos_processing on videos (last_step_updated_at) where status = 'processing';

        create index ix_video_steps_step_ended_at on video_steps (step, ended_at) where status = 'completed';
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop index ix_video_steps_step_ended_at, ix_videos_processing, ix_videos_expires_at, ix_videos_user_id_status_created_at_id, ix_videos_user_id_created_at_id, ix_videos_words;
        create index ix_videos_user_id_created_at on videos (user_id, created_at);
        drop function video_words;
        drop extension btree_gin;
        alter table videos drop column unattended;
        """);
}
