using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Synthora.Data;

/// <summary>Brings the schema up or down, one process at a time.</summary>
public sealed class Migrator(Database database)
{
    /// <summary>Any number that no other advisory lock of ours uses.</summary>
    private const long Lock = 0x53594E_0001;

    public Task UpAsync(CancellationToken ct) => LockedAsync(db => db.MigrateAsync(ct), ct);

    /// <param name="target">The last migration to keep, or <c>0</c> for none.</param>
    public Task DownAsync(string target, CancellationToken ct) =>
        LockedAsync(db => db.GetService<IMigrator>().MigrateAsync(target, ct), ct);

    public async Task<IReadOnlyList<(string Id, bool Applied)>> StatusAsync(CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToHashSet();
        return [.. db.Database.GetMigrations().Select(id => (id, applied.Contains(id)))];
    }

    private async Task LockedAsync(Func<DatabaseFacade, Task> work, CancellationToken ct)
    {
        await using var holder = await database.Source.OpenConnectionAsync(ct);
        await using (var take = new NpgsqlCommand("select pg_advisory_lock($1)", holder) { Parameters = { new() { Value = Lock } }, CommandTimeout = 120 })
            await take.ExecuteNonQueryAsync(ct);
        try
        {
            await using var db = database.OpenForSystem();
            await work(db.Database);
        }
        finally
        {
            await using var release = new NpgsqlCommand("select pg_advisory_unlock($1)", holder) { Parameters = { new() { Value = Lock } } };
            await release.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
