using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>Whether a video was asked for with its music far under the voice; null leaves it to its script.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000027_ClearSpeech")]
public sealed class M0027ClearSpeech : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table videos add column clear_speech boolean;");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("alter table videos drop column clear_speech;");
}
