using Synthora.Providers;

namespace Synthora.Features.Integrations;

/// <summary>A stored key as lists show it: never more of it than the last four characters.</summary>
/// <param name="RestsUntil">The provider kept failing and is left alone until then.</param>
/// <param name="CanGenerate">Whether videos can use it now.</param>
public sealed record IntegrationResponse(
    Guid Id, string Provider, string Name, ProviderCategory Category, string KeyMask, string? BaseUrl, bool IsActive, ValidationStatus ValidationStatus,
    string? ValidationMessage, DateTimeOffset? LastValidatedAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RestsUntil, string? Trouble,
    Lifecycle Lifecycle, bool CanGenerate, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static IntegrationResponse From(Integration row, ProviderInfo info, ProviderTrouble? trouble, DateTimeOffset now)
    {
        var rests = trouble is not null && trouble.RestsUntil > now;
        return new(
            row.Id, row.Provider, info.Name, info.Category(), row.KeyLast4.Length > 0 ? $"••••{row.KeyLast4}" : "••••", row.BaseUrl, row.IsActive, row.ValidationStatus,
            row.ValidationMessage, row.LastValidatedAt, row.LastUsedAt, rests ? trouble!.RestsUntil : null, trouble?.Message,
            info.Lifecycle, row.IsUsable && !rests && info.Lifecycle != Lifecycle.Retired, row.CreatedAt, row.UpdatedAt);
    }
}
