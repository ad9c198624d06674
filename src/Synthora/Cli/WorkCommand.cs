using System.CommandLine;
using Synthora.Jobs;

namespace Synthora.Cli;

public static class WorkCommand
{
    public static Command Create(Terminal terminal)
    {
        var lanes = new Option<string?>("--lanes") { Description = $"Which work to take, separated by commas: {string.Join(", ", Lane.All)}. Default: all." };
        var command = new Command("work", "Works on videos that a server has queued; as many of these as you like share one database.") { lanes };
        command.SetAction((parsed, ct) =>
        {
            var configuration = Configuration.Read(Configuration.Sources());
            configuration.Jobs.Work = true;
            if (parsed.GetValue(lanes) is { } named) configuration.Jobs.Lanes = Read(named);
            return Server.WorkAsync(configuration, terminal, ct);
        });
        return command;
    }

    private static string[] Read(string named)
    {
        var lanes = named.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lanes.Length > 0 && lanes.All(Lane.All.Contains)
            ? lanes
            : throw new CommandException($"'{named}' names no lanes.", $"Use {string.Join(" or ", Lane.All)}, or both with a comma.", ExitCode.BadUsage);
    }
}
