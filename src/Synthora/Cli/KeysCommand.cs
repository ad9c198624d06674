using System.CommandLine;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Integrations;
using Synthora.Security;

namespace Synthora.Cli;

/// <summary>The master keys that seal what users entrust to the installation.</summary>
public static class KeysCommand
{
    public static Command Create(Terminal terminal)
    {
        var rotate = new Command("rotate", "Makes a new master key and seals every stored provider key with it. Can be interrupted and repeated.");
        rotate.SetAction((_, ct) => RotateAsync(terminal, ct));
        var status = new Command("status", "Tells how many stored keys each master key seals.");
        status.SetAction((_, ct) => StatusAsync(terminal, ct));
        return new Command("keys", "Manages the master keys of the vault.") { rotate, status };
    }

    private static Task<int> RotateAsync(Terminal terminal, CancellationToken ct) => RunAsync(async rotation =>
    {
        var done = await rotation.RunAsync(ct);
        await terminal.Out.WriteLineAsync($"{done.Sealed} stored keys are sealed by the master key {done.KeyId}{(done.Unreadable == 0 ? "" : $"; {done.Unreadable} cannot be opened and wait for their owners to paste them again")}.");
        await terminal.Out.WriteLineAsync("Older master keys are kept: backups of the database need them.");
    });

    private static Task<int> StatusAsync(Terminal terminal, CancellationToken ct) => RunAsync(async rotation =>
    {
        foreach (var (id, count, isCurrent) in await rotation.StatusAsync(ct))
            await terminal.Out.WriteLineAsync($"{id}  {count} stored keys{(isCurrent ? "  (current)" : "")}");
    });

    private static async Task<int> RunAsync(Func<KeyRotation, Task> work)
    {
        var configuration = Configuration.Read(Configuration.Sources());
        await using var source = NpgsqlDataSource.Create(configuration.Database);
        try
        {
            var keys = MasterKeys.Load(configuration.MasterKeys, configuration.KeysFolder);
            await work(new KeyRotation(new Database(source), keys));
            return ExitCode.Ok;
        }
        catch (PostgresException refused)
        {
            throw new CommandException($"PostgreSQL refused: {refused.MessageText}.", "Check DATABASE_URL, and run `synthora migrate up` first.");
        }
        catch (NpgsqlException unreachable)
        {
            throw new CommandException($"PostgreSQL at {configuration.Database.Host}:{configuration.Database.Port} cannot be reached: {unreachable.InnerException?.Message ?? unreachable.Message}.", "Start it, or correct DATABASE_URL.");
        }
        catch (InvalidDataException unusable)
        {
            throw new CommandException(unusable.Message, "Restore the keys folder from a backup.");
        }
    }
}
