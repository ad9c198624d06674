using System.CommandLine;
using Npgsql;
using Synthora.Data;

namespace Synthora.Cli;

/// <summary>The schema as a release step: up, down to a given migration, or what stands.</summary>
public static class MigrateCommand
{
    public static Command Create(Terminal terminal)
    {
        var up = new Command("up", "Brings the database to this version.");
        up.SetAction((_, ct) => RunAsync(async migrator =>
        {
            await migrator.UpAsync(ct);
            await terminal.Out.WriteLineAsync("The database is up to date.");
        }));

        var target = new Argument<string>("migration") { Description = "The last migration to keep, as `migrate status` names it; 0 removes everything." };
        var down = new Command("down", "Takes migrations back, and with them the data they hold.") { target };
        down.SetAction((parsed, ct) => RunAsync(async migrator =>
        {
            var name = parsed.GetValue(target)!;
            if (name != "0" && (await migrator.StatusAsync(ct)).All(migration => migration.Id != name))
                throw new CommandException($"There is no migration '{name}'.", "`synthora migrate status` lists them.", ExitCode.BadUsage);
            await migrator.DownAsync(name, ct);
            await terminal.Out.WriteLineAsync($"The database is at {name}.");
        }));

        var status = new Command("status", "Lists the migrations and whether each is applied.");
        status.SetAction((_, ct) => RunAsync(async migrator =>
        {
            foreach (var (id, applied) in await migrator.StatusAsync(ct))
                await terminal.Out.WriteLineAsync($"{(applied ? "applied" : "pending")}  {id}");
        }));
        return new Command("migrate", "Manages the database's schema.") { up, down, status };
    }

    private static async Task<int> RunAsync(Func<Migrator, Task> work)
    {
        var at = Configuration.Read(Configuration.Sources()).Database;
        await using var source = NpgsqlDataSource.Create(at);
        try
        {
            await work(new Migrator(new Database(source)));
            return ExitCode.Ok;
        }
        catch (PostgresException refused)
        {
            throw new CommandException($"PostgreSQL refused: {refused.MessageText}.", "Check the user, the password and the database named by DATABASE_URL.");
        }
        catch (NpgsqlException unreachable)
        {
            throw new CommandException($"PostgreSQL at {at.Host}:{at.Port} cannot be reached: {unreachable.InnerException?.Message ?? unreachable.Message}.", "Start it, or correct DATABASE_URL.");
        }
    }
}
