using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Synthora.Features;
using Synthora.Web.Errors;

namespace Synthora.Security;

/// <summary>Per user, or per address for visitors: enough for people and programs, too little for abuse.</summary>
internal static class RateLimits
{
    public const string Auth = "auth";

    /// <summary>What makes us ask a provider.</summary>
    public const string KeyChecks = "key_checks";

    /// <summary>Looking at what others shared, and guessing at it.</summary>
    public const string Shares = "shares";

    private const string Uploads = "/api/v1/library/uploads";

    public static IServiceCollection AddRateLimits(this IServiceCollection services, Limits limits) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = 429;
        options.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 60;
            await Problems.WriteAsync(rejected.HttpContext, new(
                ErrorKind.TooMany, "rate_limited", "Too many requests. Wait a moment.",
                new Dictionary<string, object?> { ["retry_after_seconds"] = wait }));
        };
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.Request.Path.StartsWithSegments("/api")
                ? context.Request.Path.StartsWithSegments(Uploads) && context.FindUser() is { } sender
                ? Minute("transfers " + sender.Caller.UserId, limits.TransfersPerMinute)
                : Minute(context.FindUser()?.Caller.UserId.ToString() ?? Address(context), limits.RequestsPerMinute)
                : RateLimitPartition.GetNoLimiter(""));
        options.AddPolicy(Auth, context => Minute(Address(context), limits.SignInsPerMinute));
        options.AddPolicy(Shares, context => Minute(Address(context), limits.SharesPerMinute));
        options.AddPolicy(KeyChecks, context => Minute(context.FindUser()?.Caller.UserId.ToString() ?? Address(context), limits.KeyChecksPerMinute));
    });

    private static RateLimitPartition<string> Minute(string key, int permits) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    private static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
