using Microsoft.Extensions.Logging.Console;
using Npgsql;
using Synthora.Cli;
using Synthora.Data;
using Synthora.Features.Templates;

namespace Synthora;

/// <summary>What every long-lived process does before and while it runs.</summary>
internal static class Start
{
    /// <summary>How long running jobs have to hand themselves back; a process supervisor must wait longer.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    public static void Configure(IServiceCollection services, ILoggingBuilder logging)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        logging.ClearProviders();
        logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat, console.ColorBehavior) = (true, "HH:mm:ss ", LoggerColorBehavior.Disabled));
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Synthora", LogLevel.Information);
        // The data folder that holds these keys is the secret place of an installation already.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Failed statements reach us as exceptions; here they would only be repeated.
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        logging.AddFilter("Quartz", LogLevel.Error);
        logging.AddFilter("Synthora.Security.Authentication", LogLevel.Warning);
    }

    /// <summary>Checks that the database answers and brings it to this version.</summary>
    /// <exception cref="CommandException">Says what is in the way.</exception>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken ct)
    {
        try
        {
            await services.GetRequiredService<Migrator>().UpAsync(ct);
            await services.GetRequiredService<TemplateSeeds>().PlantAsync(ct);
        }
        catch (PostgresException refused)
        {
            throw new CommandException($"PostgreSQL refused: {refused.MessageText}.", "Check the user, the password and the database named by DATABASE_URL.");
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            var at = services.GetRequiredService<Configuration>().Database;
            throw new CommandException($"PostgreSQL at {at.Host}:{at.Port} cannot be reached: {exception.InnerException?.Message ?? exception.Message}.", "Start it, or correct DATABASE_URL.");
        }
    }

    public static async Task RunAsync(IHost host, Action started, CancellationToken ct)
    {
        try
        {
            await host.StartAsync(ct);
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandException($"{exception.Message.TrimEnd('.')}.", "Stop what uses the port, or set PORT to another.");
        }

        started();
        await host.WaitForShutdownAsync(ct);
    }
}
