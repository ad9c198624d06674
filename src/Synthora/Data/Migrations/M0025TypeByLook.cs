using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Type and thumbnails of people's own templates were noted as in the default template and looked as the aesthetic has them; they go on to look so.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000025_TypeByLook")]
public sealed class M0025TypeByLook : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        update templates set config = jsonb_set(jsonb_set(config::jsonb, '{text,font_style}', '"look"'), '{platform,thumbnail_style}', '"look"')::text
        where owner_id is not null and config::jsonb #>> '{text,font_style}' = 'sans' and config::jsonb #>> '{platform,thumbnail_style}' = 'clean_title';
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        update templates set config = jsonb_set(jsonb_set(config::jsonb, '{text,font_style}', '"sans"'), '{platform,thumbnail_style}', '"clean_title"')::text
        where owner_id is not null and config::jsonb #>> '{text,font_style}' = 'look' and config::jsonb #>> '{platform,thumbnail_style}' = 'look';
        """);
}
