using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Synthora.Data.Migrations;

/// <summary>The scheduler's own tables. They are the package's, so they live in their own schema and outside our model.</summary>
[DbContext(typeof(AppDbContext))]
[Migration("00000000000002_Quartz")]
public sealed class M0002Quartz : Migration
{
    /// <summary>SHA-256 of the package's script that the stored copy was made from.</summary>
    public const string SourceHash = "4360D520B163038D19BECB44B85FD7E86491B09960A3A82A5C0319664CA982F0";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("create schema quartz");
        using var stream = typeof(M0002Quartz).Assembly.GetManifestResourceStream("Synthora.Data.Migrations.quartz-4.7.3.sql")!;
        using var reader = new StreamReader(stream);
        migrationBuilder.Sql(reader.ReadToEnd());
        // The scheduler would add its lock rows itself, but two nodes that start together on a new database then trip over each other.
        migrationBuilder.Sql("insert into quartz.qrtz_locks (sched_name, lock_name) values ('synthora', 'TRIGGER_ACCESS'), ('synthora', 'STATE_ACCESS')");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop schema quartz cascade");
}
