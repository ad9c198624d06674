using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Settings;
using Synthora.Features.StockFootage;
using Synthora.Providers;

namespace Synthora.Features.Integrations;

/// <summary>Whose account a provider is called on.</summary>
public enum ProviderRoute { OwnKey, PlatformKey, BuiltIn }

/// <summary>Who does a category's work for a user right now.</summary>
/// <param name="IsDefault">The user chose it, rather than being given the first that works.</param>
public sealed record EffectiveProvider(
    ProviderCategory Category, string Provider, string Name, string? Model, ProviderRoute Route, bool IsDefault, bool IsSimulated);

/// <param name="Ready">What serves each category; a category that nobody serves is absent.</param>
/// <param name="Notices">Why a choice could not be honoured, by category.</param>
/// <param name="Usable">Everybody outside this machine who could do each category's work now: the chosen one first, then by whose account it is.</param>
internal sealed record EffectiveSet(
    IReadOnlyDictionary<ProviderCategory, EffectiveProvider> Ready, IReadOnlyDictionary<ProviderCategory, string> Notices, ILookup<ProviderCategory, EffectiveProvider> Usable)
{
    public IReadOnlyList<ProviderCategory> Missing => [.. ProviderCategories.Required.Where(category => !Ready.ContainsKey(category))];

    public bool CanGenerate => Missing.Count == 0;
}

/// <summary>
/// Settles who works for a user: the default if it is usable, else the first provider with a usable key of the user's own,
/// else one the operator set up, else what is built in.
/// </summary>
internal sealed class EffectiveProviders(Database database, ProviderDirectory directory, TimeProvider clock)
{
    /// <summary>What this program does itself where the catalogue has no row for it.</summary>
    public static readonly IReadOnlyDictionary<ProviderCategory, (string Id, string Name)> BuiltIn = new Dictionary<ProviderCategory, (string, string)>
    {
        [ProviderCategory.Script] = ("extraction", "Built-in writer"),
        [ProviderCategory.Voice] = ("offline", "Offline voices"),
        [ProviderCategory.Media] = ("designed", "Designed pictures"),
        [ProviderCategory.Assembly] = ("ffmpeg", "FFmpeg on this machine"),
    };

    public async Task<EffectiveSet> OfAsync(Caller caller, CancellationToken ct)
    {
        var (own, resting, defaults) = await ReadAsync(caller, ct);
        var ready = new Dictionary<ProviderCategory, EffectiveProvider>();
        var notices = new Dictionary<ProviderCategory, string>();
        foreach (var category in Enum.GetValues<ProviderCategory>())
        {
            if (defaults?.Of(category) is { } wish && OfThisMachine(category, wish) is { } here && directory.Find(wish) is null)
            {
                ready[category] = here with { IsDefault = true };
                continue;
            }

            var asked = defaults?.Of(category) is { } id ? directory.Find(id) : null;
            if (asked is not null && Route(asked, caller, own, resting) is { } route)
            {
                ready[category] = Describe(category, asked, route, isDefault: true);
                continue;
            }

            var next = First(category, caller, own, resting);
            if (asked is not null) notices[category] = $"{asked.Name} {Why(asked, own, resting)}. {(next is null ? "Nobody else is set up for it." : $"{next.Name} takes its place.")}";
            else if (next is null or { Route: ProviderRoute.BuiltIn } && resting.Values.FirstOrDefault(trouble => directory.Find(trouble.Provider)?.Category() == category) is { } trouble)
                notices[category] = $"{directory.Find(trouble.Provider)!.Name} {Why(directory.Find(trouble.Provider)!, own, resting)}.";
            if (next is not null) ready[category] = next;
        }

        return new EffectiveSet(ready, notices, Enum.GetValues<ProviderCategory>().SelectMany(Usable).ToLookup(one => one.Category));

        IEnumerable<EffectiveProvider> Usable(ProviderCategory category) => directory.Of(category)
            .Select(info => (Info: info, Route: Route(info, caller, own, resting), IsChosen: info.Id == defaults?.Of(category))).Where(one => one.Route is ProviderRoute.OwnKey or ProviderRoute.PlatformKey)
            .OrderByDescending(one => one.IsChosen).ThenBy(one => one.Route).Select(one => Describe(category, one.Info, one.Route!.Value, one.IsChosen));
    }

    private async Task<Standing> ReadAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var now = clock.GetUtcNow();
        return new(
            await db.Integrations.AsNoTracking().ToDictionaryAsync(row => row.Provider, ct),
            await db.ProviderTroubles.AsNoTracking().Where(trouble => trouble.RestsUntil > now).ToDictionaryAsync(trouble => trouble.Provider, ct),
            await db.GenerationDefaults.AsNoTracking().SingleOrDefaultAsync(ct));
    }

    private EffectiveProvider? First(
        ProviderCategory category, Caller caller, Dictionary<string, Integration> own, Dictionary<string, ProviderTrouble> resting)
    {
        // Assembly is done here unless its user chose otherwise: it costs nothing and nothing leaves the machine.
        if (category == ProviderCategory.Assembly) return OfThisMachine(category);
        var usable = directory.Of(category).Select(info => (Info: info, Route: Route(info, caller, own, resting))).Where(one => one.Route is not null)
            .OrderBy(one => one.Route).Select(one => Describe(category, one.Info, one.Route!.Value, isDefault: false)).FirstOrDefault();
        return usable is { Route: not ProviderRoute.BuiltIn } ? usable : OfThisMachine(category) ?? usable;
    }

    private ProviderRoute? Route(ProviderInfo info, Caller caller, Dictionary<string, Integration> own, Dictionary<string, ProviderTrouble> resting)
    {
        if (info.Auth.Kind == AuthKind.None && BuiltIn.Values.Any(own => own.Id == info.Id)) return ProviderRoute.BuiltIn;
        if (info.Lifecycle == Lifecycle.Retired || resting.ContainsKey(info.Id) || directory.Adapter(info.Id) is null || directory.IsOutOfReach(info)) return null;
        if (info.Auth.Kind == AuthKind.None) return ProviderRoute.BuiltIn;
        if (own.GetValueOrDefault(info.Id) is { IsUsable: true }) return ProviderRoute.OwnKey;
        return directory.HasPlatformKey(info) && directory.IsOpenTo(caller.Role) ? ProviderRoute.PlatformKey : null;
    }

    private EffectiveProvider Describe(ProviderCategory category, ProviderInfo info, ProviderRoute route, bool isDefault) => new(
        category, info.Id, info.Name, info.RecommendedModel?.Id, route, isDefault, route != ProviderRoute.BuiltIn && directory.IsSimulated);

    public static EffectiveProvider? OfThisMachine(ProviderCategory category) =>
        BuiltIn.TryGetValue(category, out var own) ? new(category, own.Id, own.Name, null, ProviderRoute.BuiltIn, false, false) : null;

    /// <summary>What this machine offers for a category by its id, the user's library among it.</summary>
    public static EffectiveProvider? OfThisMachine(ProviderCategory category, string id) =>
        category == ProviderCategory.Media && id == LibraryShelf.Id ? new(category, id, LibraryShelf.Name, null, ProviderRoute.BuiltIn, false, false)
        : OfThisMachine(category) is { } own && own.Provider == id ? own : null;

    private string Why(ProviderInfo info, Dictionary<string, Integration> own, Dictionary<string, ProviderTrouble> resting) =>
        info.Lifecycle == Lifecycle.Retired ? "is retired"
        : resting.GetValueOrDefault(info.Id) is { } trouble ? $"keeps failing and is left alone until {trouble.RestsUntil:yyyy-MM-dd HH:mm} UTC"
        : own.GetValueOrDefault(info.Id) switch
        {
            null => "has no key",
            _ when directory.IsOutOfReach(info) => "fetches its files from this installation, which has no https address for that (PUBLIC_URL)",
            { IsActive: false } => "is switched off",
            { ValidationStatus: ValidationStatus.Invalid } => "does not accept its key",
            { ValidationStatus: ValidationStatus.Pending } => "is still being checked",
            _ => "could not be checked",
        };

    /// <param name="Own">The user's keys by provider.</param>
    /// <param name="Resting">Providers that are left alone for now.</param>
    private sealed record Standing(Dictionary<string, Integration> Own, Dictionary<string, ProviderTrouble> Resting, GenerationDefaults? Defaults);
}
