using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>The bytes of what edits have brought in, and of the pictures and copies of uploads, which count against their owner's storage; and when a job last got on.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000023_KeptFiles")]
public sealed class M0023KeptFiles : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table video_draft_files (
            video_id uuid not null,
            name text not null,
            user_id uuid not null,
            bytes bigint not null,
            constraint pk_video_draft_files primary key (video_id, name),
            constraint fk_video_draft_files_video_drafts_video_id foreign key (video_id) references video_drafts (video_id) on delete cascade
        );

        alter table media add column derived_bytes bigint not null default 0;

        alter table media alter column derived_bytes drop default;

        alter table jobs add column progressed_at timestamptz;

        update jobs set progressed_at = now() where status = 'running';
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        "alter table jobs drop column progressed_at; alter table media drop column derived_bytes; drop table video_draft_files;");
}
