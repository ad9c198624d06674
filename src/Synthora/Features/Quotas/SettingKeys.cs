using System.Globalization;
using Synthora.Data;

namespace Synthora.Features.Quotas;

public enum SettingKind { Number, Switch }

/// <summary>Something administrators can change while the product runs.</summary>
/// <param name="Default">What holds while nobody has changed it; the configuration may say.</param>
public sealed record SettingKey(string Key, SettingKind Kind, Func<Limits, long> Default, string Description)
{
    public const string Registration = "features.registration";
    public const string Generation = "features.generation";

    /// <summary>Every setting there is: anything else is refused, so that nothing can hide here, and no secret either.</summary>
    public static readonly IReadOnlyList<SettingKey> All =
    [
        Number(Role.Free, Limit.VideosPerDay, limits => limits.FreeVideosPerDay),
        Number(Role.Free, Limit.RetentionDays, limits => limits.FreeRetentionDays),
        Number(Role.Free, Limit.StorageMb, limits => limits.FreeStorageMb),
        Number(Role.Free, Limit.UploadMb, limits => limits.UploadMb),
        Number(Role.Free, Limit.LlmCallsPerDay, limits => limits.FreeLlmCallsPerDay),
        Number(Role.Premium, Limit.VideosPerDay, limits => limits.PremiumVideosPerDay),
        Number(Role.Premium, Limit.RetentionDays, limits => limits.PremiumRetentionDays),
        Number(Role.Premium, Limit.StorageMb, limits => limits.PremiumStorageMb),
        Number(Role.Premium, Limit.UploadMb, limits => limits.UploadMb),
        Number(Role.Premium, Limit.LlmCallsPerDay, limits => limits.PremiumLlmCallsPerDay),
        Number(Role.Admin, Limit.UploadMb, limits => limits.UploadMb),
        new(Registration, SettingKind.Switch, _ => 1, "Whether strangers may open accounts."),
        new(Generation, SettingKind.Switch, _ => 1, "Whether new videos may be started."),
    ];

    public static SettingKey? Find(string key) => All.FirstOrDefault(one => one.Key == key);

    public static string Of(Role role, Limit limit) => $"limits.{EnumText.Of(role)}.{EnumText.Of(limit)}";

    /// <returns>Null for what this setting cannot be.</returns>
    public long? Parse(string value) => Kind switch
    {
        SettingKind.Switch => value switch { "true" => 1, "false" => 0, _ => null },
        _ => long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000_000 ? number : null,
    };

    public string Text(long value) => Kind == SettingKind.Switch ? (value != 0 ? "true" : "false") : value.ToString(CultureInfo.InvariantCulture);

    private static SettingKey Number(Role role, Limit limit, Func<Limits, long> otherwise) => new(Of(role, limit), SettingKind.Number, otherwise, "0 is unlimited.");
}

/// <summary>What is limited per role and per user.</summary>
public enum Limit { VideosPerDay, RetentionDays, StorageMb, UploadMb, LlmCallsPerDay }
