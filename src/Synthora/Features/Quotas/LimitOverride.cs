using System.ComponentModel.DataAnnotations.Schema;
using Synthora.Data;

namespace Synthora.Features.Quotas;

/// <summary>What one user may instead of what their role may. An absent value leaves the role's; zero or less is unlimited.</summary>
public sealed class LimitOverride : IOwned
{
    public required Guid UserId { get; init; }
    public int? VideosPerDay { get; set; }
    public int? RetentionDays { get; set; }
    public long? StorageBytes { get; set; }
    public long? UploadBytes { get; set; }
    public int? LlmCallsPerDay { get; set; }
    public required Guid UpdatedBy { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }

    [NotMapped]
    public bool IsEmpty => (VideosPerDay, RetentionDays, StorageBytes, UploadBytes, LlmCallsPerDay) == (null, null, null, null, null);
}

/// <summary>What a user has used on one day (UTC). One row, changed by one statement, so that two requests cannot both take the last one.</summary>
public sealed class UsageDay : IOwned
{
    public required Guid UserId { get; init; }
    public required DateOnly Day { get; init; }
    public int Videos { get; set; }
    public int LlmCalls { get; set; }
}

/// <summary>A setting that administrators changed while the product runs; absent ones have the value of the configuration.</summary>
public sealed class AppSetting
{
    public required string Key { get; init; }
    public required string Value { get; set; }
    public required Guid UpdatedBy { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
}
