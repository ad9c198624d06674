using System.ComponentModel.DataAnnotations;

namespace Synthora.Features;

/// <summary>
/// The section <c>Limits</c> of the configuration: what each role may do. Zero or less is unlimited. Administrators can
/// change what holds per role and per user while the product runs; see <see cref="Quotas.UserLimits"/>.
/// </summary>
public sealed class Limits
{
    public int FreeVideosPerDay { get; set; } = 1;
    public int PremiumVideosPerDay { get; set; }
    public int FreeRetentionDays { get; set; } = 7;
    public int PremiumRetentionDays { get; set; } = 30;

    /// <summary>In MiB, as are the others.</summary>
    public long FreeStorageMb { get; set; } = 2 * 1024;
    public long PremiumStorageMb { get; set; } = 50 * 1024;

    /// <summary>The largest single upload, whatever the role.</summary>
    public long UploadMb { get; set; } = 500;

    /// <summary>The largest archive of an export that is taken back.</summary>
    [Range(1, 1_000_000)]
    public int ImportMb { get; set; } = 4 * 1024;

    /// <summary>Requests to language models on the platform's own keys.</summary>
    public int FreeLlmCallsPerDay { get; set; } = 20;
    public int PremiumLlmCallsPerDay { get; set; } = 200;

    [Range(1, 100_000)]
    public int RequestsPerMinute { get; set; } = 120;

    [Range(1, 100_000)]
    public int SignInsPerMinute { get; set; } = 10;

    /// <summary>Each asks a provider, so a few are enough.</summary>
    [Range(1, 100_000)]
    public int KeyChecksPerMinute { get; set; } = 10;

    /// <summary>What one user may spend on the platform's own keys in a month, in US dollars.</summary>
    public decimal PlatformBudgetPerUserUsd { get; set; }

    /// <summary>What all users together may.</summary>
    public decimal PlatformBudgetUsd { get; set; }

    [Range(1, 3_650)]
    public int RequestLogDays { get; set; } = 30;

    [Range(1, 3_650)]
    public int NotificationDays { get; set; } = 90;

    [Range(1, 3_650)]
    public int LlmCacheDays { get; set; } = 30;

    /// <summary>Stored answers that nobody asked for again within this time are forgotten earlier.</summary>
    [Range(1, 3_650)]
    public int LlmCacheUnusedDays { get; set; } = 14;

    /// <summary>From this likeness on a stored answer is given again, 0–1; 1 takes the very same request only.</summary>
    [Range(0.5, 1.0)]
    public double LlmCacheLikeness { get; set; } = 0.85;

    /// <summary>Uploads that one user may have under way.</summary>
    [Range(1, 10_000)]
    public int OpenUploads { get; set; } = 200;

    /// <summary>Pieces of uploads come in great numbers.</summary>
    [Range(1, 100_000)]
    public int TransfersPerMinute { get; set; } = 6_000;

    /// <summary>Looks at shared links from one address.</summary>
    [Range(1, 100_000)]
    public int SharesPerMinute { get; set; } = 60;

    [Range(1, 3_650)]
    public int TrashDays { get; set; } = 30;
}
