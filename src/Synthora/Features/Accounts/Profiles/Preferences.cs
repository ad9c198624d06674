using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Notifications;

namespace Synthora.Features.Accounts.Profiles;

/// <param name="AutoPublish">Whether posts may be published without asking each time; the consent's time is kept.</param>
/// <param name="Notifications">Where the user is told of what.</param>
public sealed record PreferencesView(string Language, string Timezone, string Theme, bool AutoPublish, DateTimeOffset? AutoPublishConsentAt, IReadOnlyList<PreferenceResponse> Notifications);

public sealed record ChangePreferencesRequest
{
    /// <summary>One of <see cref="Preferences.Languages"/>. Absent values stay.</summary>
    [StringLength(20)]
    public string? Language { get; init; }

    /// <summary>An IANA name such as <c>Europe/Berlin</c>.</summary>
    [StringLength(60)]
    public string? Timezone { get; init; }

    [AllowedValues("dark", "light", "system", null, ErrorMessage = "Use dark, light or system.")]
    public string? Theme { get; init; }

    public bool? AutoPublish { get; init; }

    /// <summary>Types that are not named stay as they are.</summary>
    [MaxLength(100)]
    public IReadOnlyList<PreferenceChange>? Notifications { get; init; }
}

/// <summary>How a user wants the product to look and to tell the time.</summary>
public sealed class Preferences(Database database, GetNotificationPreferences getNotices, ChangeNotificationPreferences changeNotices, TimeProvider clock)
{
    /// <summary>What the pages are written in.</summary>
    public static readonly IReadOnlyList<string> Languages = [.. Web.Language.Known.Select(language => language.Code)];

    /// <summary>Every zone of this machine that has an IANA name people know.</summary>
    public static readonly Lazy<IReadOnlyList<string>> Zones = new(() =>
    [
        "UTC", .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal) && !id.StartsWith("posix/", StringComparison.Ordinal) && !id.StartsWith("right/", StringComparison.Ordinal) && !id.StartsWith("SystemV/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ]);

    public async Task<Result<PreferencesView>> GetAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(ct) is { } user ? await ViewAsync(caller, user, ct) : Errors.NotFound("account");
    }

    public async Task<Result<PreferencesView>> ChangeAsync(Caller caller, ChangePreferencesRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (request.Language is { } language && !Languages.Contains(language)) return Errors.Field("language", $"Use one of {string.Join(", ", Languages)}.");
        if (request.Timezone is { } zone && !IsZone(zone)) return Errors.Field("timezone", "Use the name of a time zone such as Europe/Berlin.");
        // What is refused here changes nothing.
        if (request.Notifications is { } notices && (await changeNotices.HandleAsync(caller, new() { Preferences = notices }, ct)).Error is { } refused) return refused;
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        if (await db.Users.SingleOrDefaultAsync(ct) is not { } user) return Errors.NotFound("account");
        (user.Language, user.Timezone, user.Theme) = (request.Language ?? user.Language, request.Timezone ?? user.Timezone, request.Theme ?? user.Theme);
        if (request.AutoPublish is { } consent) user.AutoPublishConsentAt = consent ? user.AutoPublishConsentAt ?? now : null;
        user.UpdatedAt = now;
        await db.SaveChangesAsync(ct);
        return await ViewAsync(caller, user, ct);
    }

    public static bool IsZone(string zone) => zone == "UTC" || (zone.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _));

    private async Task<PreferencesView> ViewAsync(Caller caller, User user, CancellationToken ct) => new(
        user.Language, user.Timezone, user.Theme, user.AutoPublishConsentAt is not null, user.AutoPublishConsentAt, (await getNotices.HandleAsync(caller, ct)).Value!.Preferences);
}
