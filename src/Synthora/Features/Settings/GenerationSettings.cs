using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Integrations;
using Synthora.Features.StockFootage;
using Synthora.Providers;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Settings;

/// <param name="SubtitleStyle">The captions of videos whose request, script and template leave them open.</param>
/// <param name="Notices">Which choice cannot be honoured now, and who takes its place; by category.</param>
public sealed record GenerationSettingsResponse(
    string? DefaultScriptProvider, string? DefaultVoiceProvider, string? DefaultMediaProvider, string? DefaultVideoAiProvider, string? DefaultAssemblyProvider,
    string SubtitleStyle, decimal? MonthlyBudgetUsd, IReadOnlyList<EffectiveProvider> Effective, IReadOnlyDictionary<string, string> Notices);

public sealed record ChangeGenerationSettingsRequest
{
    /// <summary>A provider's id; null takes the first that works.</summary>
    [StringLength(50)]
    public string? DefaultScriptProvider { get; init; }

    [StringLength(50)]
    public string? DefaultVoiceProvider { get; init; }

    [StringLength(50)]
    public string? DefaultMediaProvider { get; init; }

    [StringLength(50)]
    public string? DefaultVideoAiProvider { get; init; }

    [StringLength(50)]
    public string? DefaultAssemblyProvider { get; init; }

    /// <summary>The captions of videos whose request, script and template leave them open; absent, it stays.</summary>
    [AllowedWords<CaptionStyle>]
    public string? SubtitleStyle { get; init; }

    /// <summary>What may be spent on your own keys in a month, in US dollars; null is no limit.</summary>
    [Range(0, 1_000_000)]
    public decimal? MonthlyBudgetUsd { get; init; }

    internal string? Of(ProviderCategory category) => category switch
    {
        ProviderCategory.Script => DefaultScriptProvider,
        ProviderCategory.Voice => DefaultVoiceProvider,
        ProviderCategory.Media => DefaultMediaProvider,
        ProviderCategory.VideoAi => DefaultVideoAiProvider,
        _ => DefaultAssemblyProvider,
    } is { Length: > 0 } given ? given : null;
}

/// <summary>Reads a user's settings; the first reading makes them.</summary>
internal sealed class GetGenerationSettings(Database database, EffectiveProviders effective, TimeProvider clock)
{
    public async Task<Result<GenerationSettingsResponse>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var row = await OpenAsync(db, caller, clock, ct);
        var set = await effective.OfAsync(caller, ct);
        return new GenerationSettingsResponse(
            row.DefaultScriptProvider, row.DefaultVoiceProvider, row.DefaultMediaProvider, row.DefaultVideoAiProvider, row.DefaultAssemblyProvider,
            row.SubtitleStyle, row.MonthlyBudgetUsd, [.. set.Ready.Values.OrderBy(one => one.Category)], set.Notices.ToDictionary(pair => pair.Key.Word(), pair => pair.Value));
    }

    internal static async Task<GenerationDefaults> OpenAsync(AppDbContext db, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (await db.GenerationDefaults.SingleOrDefaultAsync(ct) is { } found) return found;
        var row = new GenerationDefaults { UserId = caller.UserId, UpdatedAt = clock.GetUtcNow() };
        db.GenerationDefaults.Add(row);
        try
        {
            await db.SaveChangesAsync(ct);
            return row;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return await db.GenerationDefaults.SingleAsync(ct);
        }
    }
}

/// <summary>Replaces a user's settings. A provider has to fit its category and to be one the user can use.</summary>
internal sealed class ChangeGenerationSettings(Database database, ProviderDirectory directory, GetGenerationSettings get, TimeProvider clock)
{
    public async Task<Result<GenerationSettingsResponse>> HandleAsync(Caller caller, ChangeGenerationSettingsRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var row = await GetGenerationSettings.OpenAsync(db, caller, clock, ct);
        var active = (await db.Integrations.Where(one => one.IsActive).Select(one => one.Provider).ToListAsync(ct)).ToHashSet();
        foreach (var category in ProviderCategories.Steps)
        {
            // What is there already may stay, so that changing one choice does not mean mending all.
            if (request.Of(category) is { } id && id != row.Of(category) && Refuse(caller, category, id, active) is { } refusal) return refusal;
        }

        (row.DefaultScriptProvider, row.DefaultVoiceProvider, row.DefaultMediaProvider) = (Id(ProviderCategory.Script), Id(ProviderCategory.Voice), Id(ProviderCategory.Media));
        (row.DefaultVideoAiProvider, row.DefaultAssemblyProvider) = (Id(ProviderCategory.VideoAi), Id(ProviderCategory.Assembly));
        (row.SubtitleStyle, row.MonthlyBudgetUsd, row.UpdatedAt) = (request.SubtitleStyle?.ToLowerInvariant() ?? row.SubtitleStyle, request.MonthlyBudgetUsd, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return await get.HandleAsync(caller, ct);

        string? Id(ProviderCategory category) => request.Of(category) is { } id ? directory.Find(id)?.Id ?? id : null;
    }

    private Error? Refuse(Caller caller, ProviderCategory category, string id, HashSet<string> active)
    {
        var field = $"default_{category.Word()}_provider";
        if (category == ProviderCategory.Media && EffectiveProviders.OfThisMachine(category, id) is not null) return null;
        if (directory.Find(id) is not { } info) return IntegrationErrors.OfField(field, $"There is no provider '{id}'.");
        if (info.Category() != category) return IntegrationErrors.OfField(field, $"{info.Name} does {info.Category().Word()}, not {category.Word()}.");
        if (info.Lifecycle == Lifecycle.Retired) return IntegrationErrors.OfField(field, $"{info.Name} is retired and cannot be chosen any more.");
        if (directory.IsOutOfReach(info)) return IntegrationErrors.OfField(field, $"{info.Name} fetches its files from this installation, which has no https address for that. Its operator can set PUBLIC_URL.");
        if (info.Auth.Kind == AuthKind.None || active.Contains(info.Id) || (directory.HasPlatformKey(info) && directory.IsOpenTo(caller.Role))) return null;
        return IntegrationErrors.OfField(field, $"{info.Name} has no active key. Add one on the integrations page.");
    }
}

/// <summary>One provider a user may choose now.</summary>
public sealed record UsableProvider(string Id, string Name, ProviderRoute Route, string? Model);

/// <summary>What the default menus offer: only what the user can use.</summary>
internal sealed class ListUsableProviders(Database database, ProviderDirectory directory)
{
    public async Task<Result<IReadOnlyDictionary<string, IReadOnlyList<UsableProvider>>>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var own = (await db.Integrations.AsNoTracking().ToListAsync(ct)).Where(row => row.IsUsable).Select(row => row.Provider).ToHashSet();
        return new(ProviderCategories.Steps.ToDictionary(category => category.Word(), IReadOnlyList<UsableProvider> (category) =>
        [
            .. category == ProviderCategory.Media ? Own() : [],
            .. directory.Of(category).Where(info => info.Lifecycle != Lifecycle.Retired && !directory.IsOutOfReach(info))
                .Select(info => (Info: info, Route: RouteOf(info))).Where(one => one.Route is not null)
                .Select(one => new UsableProvider(one.Info.Id, one.Info.Name, one.Route!.Value, one.Info.RecommendedModel?.Id)),
        ]));

        static IEnumerable<UsableProvider> Own() => new[] { LibraryShelf.Id, EffectiveProviders.BuiltIn[ProviderCategory.Media].Id }
            .Select(id => EffectiveProviders.OfThisMachine(ProviderCategory.Media, id)!).Select(one => new UsableProvider(one.Provider, one.Name, one.Route, null));

        ProviderRoute? RouteOf(ProviderInfo info) =>
            info.Auth.Kind == AuthKind.None ? ProviderRoute.BuiltIn
            : own.Contains(info.Id) ? ProviderRoute.OwnKey
            : directory.HasPlatformKey(info) && directory.IsOpenTo(caller.Role) ? ProviderRoute.PlatformKey : null;
    }
}
