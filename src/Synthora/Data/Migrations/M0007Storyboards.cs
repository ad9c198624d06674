using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Drafts of edited videos with every step, the versions that were rendered, and templates with what videos were made from.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000007_Storyboards")]
public sealed class M0007Storyboards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table videos add column template_snapshot text;

        create table templates (
            id uuid not null,
            owner_id uuid,
            slug text,
            name text not null,
            description text not null,
            category text not null,
            platforms text[] not null,
            is_public boolean not null,
            version integer not null,
            usage_count integer not null,
            config text not null,
            created_at timestamptz not null,
            updated_at timestamptz not null,
            constraint pk_templates primary key (id),
            constraint fk_templates_users_owner_id foreign key (owner_id) references users (id) on delete cascade
        );

        create table video_drafts (
            video_id uuid not null,
            user_id uuid not null,
            revision integer not null,
            step integer not null,
            client text,
            client_since integer not null,
            updated_at timestamptz not null,
            constraint pk_video_drafts primary key (video_id),
            constraint fk_video_drafts_videos_video_id foreign key (video_id) references videos (id) on delete cascade
        );

        create table video_draft_steps (
            video_id uuid not null,
            number integer not null,
            user_id uuid not null,
            what text not null,
            timeline text not null,
            at timestamptz not null,
            constraint pk_video_draft_steps primary key (video_id, number),
            constraint fk_video_draft_steps_video_drafts_video_id foreign key (video_id) references video_drafts (video_id) on delete cascade
        );

        create table video_versions (
            id uuid not null,
            video_id uuid not null,
            user_id uuid not null,
            number integer not null,
            state text not null,
            job_id uuid,
            timeline text not null,
            files text,
            title text not null,
            duration_s double precision,
            width integer,
            height integer,
            file_size bigint,
            quality_passed boolean,
            scenes_rendered integer,
            scenes_reused integer,
            render_seconds double precision,
            rendered_seconds double precision,
            prints text not null,
            engine text not null,
            error_message text,
            error_remedy text,
            created_at timestamptz not null,
            completed_at timestamptz,
            constraint pk_video_versions primary key (id),
            constraint fk_video_versions_videos_video_id foreign key (video_id) references videos (id) on delete cascade
        );

        create index ix_templates_owner_id on templates (owner_id);

        create unique index ix_templates_slug on templates (slug);

        create unique index ix_video_versions_video_id_number on video_versions (video_id, number);

        create unique index ux_video_versions_one_rendering on video_versions (video_id) where state = 'rendering';

        create index ix_video_versions_job_id on video_versions (job_id);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "drop table video_versions, video_draft_steps, video_drafts, templates; alter table videos drop column template_snapshot");
}
