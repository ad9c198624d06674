using System.Diagnostics;
using Npgsql;

namespace Synthora.Jobs;

/// <summary>Waits for a database that is away for a moment, such as during its restart.</summary>
internal static class Transient
{
    public static async Task<T> RetryAsync<T>(TimeSpan atMost, Func<Task<T>> work, CancellationToken ct)
    {
        for (var started = Stopwatch.StartNew(); ; await Task.Delay(TimeSpan.FromMilliseconds(300), ct))
        {
            try
            {
                return await work();
            }
            catch (Exception exception) when (Is(exception) && started.Elapsed < atMost)
            {
            }
        }
    }

    public static bool Is(Exception exception) => exception switch
    {
        PostgresException refused => refused.IsTransient || refused.SqlState is PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow,
        NpgsqlException or TimeoutException => true,
        _ => exception.InnerException is { } inner && Is(inner),
    };
}
