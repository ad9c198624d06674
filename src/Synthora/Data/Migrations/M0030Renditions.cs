using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Videos in other shapes and for other platforms, made at their owner's wish.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000030_Renditions")]
public sealed class M0030Renditions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table video_renditions (
            id uuid not null,
            video_id uuid not null,
            user_id uuid not null,
            name text not null,
            state text not null,
            source text not null,
            files text,
            duration_s double precision,
            width integer,
            height integer,
            file_size bigint,
            quality_passed boolean,
            fallbacks text not null,
            error_message text,
            error_remedy text,
            created_at timestamptz not null,
            completed_at timestamptz,
            constraint pk_video_renditions primary key (id),
            constraint fk_video_renditions_videos_video_id foreign key (video_id) references videos (id) on delete cascade
        );

        create unique index ux_video_renditions_one_of_a_name on video_renditions (video_id, name) where state <> 'dropped';
        create index ix_video_renditions_user_id_state on video_renditions (user_id, state);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table video_renditions");
}
