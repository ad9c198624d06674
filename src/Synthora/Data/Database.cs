using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Synthora.Features;

namespace Synthora.Data;

/// <summary>Opens the tables for a caller. There is no other way to a context, so nobody forgets whose rows are meant.</summary>
public sealed class Database(NpgsqlDataSource source)
{
    private readonly DbContextOptions<AppDbContext> _options = OptionsFor(source);

    public NpgsqlDataSource Source => source;

    /// <summary>Only this caller's rows can be read or written.</summary>
    public AppDbContext Open(Caller caller) => new(_options) { OwnerId = caller.UserId };

    /// <summary>Every row. For the job engine, sign-in and upkeep, never for an answer to a user.</summary>
    public AppDbContext OpenForSystem() => new(_options) { SeesEverything = true };

    private static DbContextOptions<AppDbContext> OptionsFor(NpgsqlDataSource source) =>
        new DbContextOptionsBuilder<AppDbContext>()
            .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable("schema_migrations"))
            // Migrations are written by hand; a test compares the migrated schema with the model instead of a snapshot.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;
}
