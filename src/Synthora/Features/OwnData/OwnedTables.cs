using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Accounts.Tokens;
using Synthora.Features.Costs;
using Synthora.Features.Notifications;
using Synthora.Features.Quotas;
using Synthora.Features.RequestLog;
using Synthora.Features.Settings;
using Synthora.Features.Videos.Crew;

namespace Synthora.Features.OwnData;

/// <summary>
/// Finds what belongs to users by looking at the model itself, so that the tables of a new feature are exported and cleared
/// without anybody having to remember.
/// </summary>
internal static partial class OwnedTables
{
    /// <summary>Part of the account, or of what was paid, and so not cleared with what somebody made.</summary>
    private static readonly HashSet<Type> Kept =
    [
        typeof(Session), typeof(PersonalToken), typeof(GenerationDefaults), typeof(NotificationPreference), typeof(LimitOverride), typeof(UsageDay), typeof(Spending), typeof(SpendingMonth), typeof(ProviderOrder),
    ];

    /// <summary>Anonymised instead of deleted.</summary>
    private static readonly HashSet<Type> Logs = [typeof(ProviderRequest)];

    /// <summary>Rows that their owner may take along.</summary>
    public static IEnumerable<IEntityType> Exported(IModel model) =>
        model.GetEntityTypes().Where(type => typeof(IOwned).IsAssignableFrom(type.ClrType)).OrderBy(type => type.GetTableName(), StringComparer.Ordinal);

    /// <summary>Those that go when everything is cleared; what points at others before what is pointed at.</summary>
    public static IReadOnlyList<IEntityType> Cleared(IModel model)
    {
        var left = model.GetEntityTypes().Where(type => HasOwner(type) && !Kept.Contains(type.ClrType) && !Logs.Contains(type.ClrType)).ToList();
        var ordered = new List<IEntityType>();
        while (left.Count > 0)
        {
            // Circles do not occur; should one, its foreign keys say what happens.
            var next = left.FirstOrDefault(type => !left.Any(other => other != type && other.GetForeignKeys().Any(key => key.PrincipalEntityType == type))) ?? left[0];
            left.Remove(next);
            ordered.Add(next);
        }

        return ordered;
    }

    public static string OwnerColumn(IEntityType type) => Owner(type)!.GetColumnName();

    /// <summary>Columns that must not leave: whatever opens something, and hashes and envelopes of it.</summary>
    public static IReadOnlyList<string> SecretColumns(IEntityType type) =>
        [.. type.GetProperties().Where(property => property.ClrType == typeof(byte[]) || SecretName().IsMatch(property.GetColumnName())).Select(property => property.GetColumnName())];

    private static bool HasOwner(IEntityType type) => Owner(type) is { } owner && (owner.ClrType == typeof(Guid) || owner.ClrType == typeof(Guid?));

    private static IProperty? Owner(IEntityType type) => type.FindProperty("UserId") ?? type.FindProperty("OwnerId");

    [GeneratedRegex("(^|_)(hash|secret|token|password|envelope|cookie|signature)($|_)")]
    private static partial Regex SecretName();
}
