namespace Synthora;

/// <summary>The web host: pages, REST and workers.</summary>
public static class Server
{
    /// <param name="arguments">What followed the command's name, for the configuration.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        var builder = WebApplication.CreateBuilder(arguments);
        await using var app = builder.Build();
        await app.RunAsync(ct);
        return 0;
    }
}
