using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Data.Migrations;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Data;

public sealed class SchemaTests
{
    /// <summary>All but the indexes over expressions, which the model cannot state.</summary>
    private const string Describe =
        """
        select string_agg(line, E'\n' order by line) from (
          select format('column %s.%s %s %s', table_name, column_name, data_type, is_nullable) as line
          from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migrations'
          union all select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_migrations'
            and not exists (select 1 from pg_index where indexrelid = to_regclass(quote_ident(indexname)) and indexprs is not null)
          union all select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
          from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> coalesce(to_regclass('schema_migrations'), 0)) all_lines
        """;

    [Fact]
    public async Task The_migrations_make_exactly_the_schema_that_the_model_describes()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await using var migrated = NpgsqlDataSource.Create(await cluster.CloneAsync());
        await using var modelled = NpgsqlDataSource.Create(await cluster.CreateEmptyAsync());
        await using var db = new Database(modelled).OpenForSystem();
        await db.Database.ExecuteSqlRawAsync(db.Database.GenerateCreateScript());
        (await ScalarAsync(migrated, Describe)).ShouldBe(await ScalarAsync(modelled, Describe));
    }

    [Fact]
    public async Task Every_migration_can_be_taken_back_and_made_again()
    {
        var cluster = await PostgresCluster.SharedAsync();
        await using var source = NpgsqlDataSource.Create(await cluster.CreateEmptyAsync());
        var migrator = new Migrator(new Database(source));
        await migrator.UpAsync(CancellationToken.None);
        var first = await ScalarAsync(source, Describe);
        foreach (var (id, _) in (await migrator.StatusAsync(CancellationToken.None)).Reverse().Skip(1).Append(("0", false)))
            await migrator.DownAsync(id, CancellationToken.None);
        (await ScalarAsync(source, Describe)).ShouldBe(DBNull.Value);
        (await ScalarAsync(source, "select count(*) from information_schema.schemata where schema_name = 'quartz'")).ShouldBe(0L);
        await migrator.UpAsync(CancellationToken.None);
        (await ScalarAsync(source, Describe)).ShouldBe(first);
    }

    [Fact]
    public async Task What_an_older_version_writes_beside_this_one_has_a_value_in_every_column_that_came_later()
    {
        const string mustBeGiven = "select table_name || '.' || column_name from information_schema.columns where table_schema = 'public' and is_nullable = 'NO' and column_default is null";
        await using var source = NpgsqlDataSource.Create(await (await PostgresCluster.SharedAsync()).CreateEmptyAsync());
        var migrator = new Migrator(new Database(source));
        await migrator.UpAsync(CancellationToken.None);
        var now = (await ListAsync(source, mustBeGiven)).ToHashSet();
        foreach (var (id, _) in (await migrator.StatusAsync(CancellationToken.None)).Reverse().Skip(1))
        {
            await migrator.DownAsync(id, CancellationToken.None);
            var tables = (await ListAsync(source, "select table_name from information_schema.tables where table_schema = 'public'")).ToHashSet();
            var known = (await ListAsync(source, "select table_name || '.' || column_name from information_schema.columns where table_schema = 'public'")).ToHashSet();
            now.Where(column => tables.Contains(column.Split('.')[0]) && !known.Contains(column)).ShouldBeEmpty($"columns without a default that versions up to {id} do not know");
        }
    }

    [Fact]
    public async Task Two_processes_may_migrate_at_once()
    {
        var cluster = await PostgresCluster.SharedAsync();
        var database = await cluster.CreateEmptyAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            await using var source = NpgsqlDataSource.Create(database);
            await new Migrator(new Database(source)).UpAsync(CancellationToken.None);
        }));
        await using var check = NpgsqlDataSource.Create(database);
        (await new Migrator(new Database(check)).StatusAsync(CancellationToken.None)).ShouldAllBe(migration => migration.Applied);
    }

    [Fact]
    public void A_new_version_of_the_scheduler_needs_a_new_migration()
    {
        using var script = typeof(Quartz.IScheduler).Assembly.GetManifestResourceStream("Quartz.Impl.AdoJobStore.Schema.create_postgres.sql")!;
        Convert.ToHexString(SHA256.HashData(script)).ShouldBe(M0002Quartz.SourceHash);
    }

    private static async Task<IReadOnlyList<string>> ListAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await rows.ReadAsync()) list.Add(rows.GetString(0));
        return list;
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
