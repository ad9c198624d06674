using Synthora.Features.Scripts;
using Synthora.Features.StockFootage;
using Synthora.Providers;
using Synthora.Providers.Stock;
using Synthora.Rendering;
using Synthora.Rendering.Subjects;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>
/// Finds stock footage for the scenes that bring none of their own: what fits the words best, no piece twice in a video, and
/// none that its owner's last videos showed while there is another.
/// </summary>
/// <param name="shelves">Where to look, the next one only for what those before do not have.</param>
/// <param name="shownBefore">Pieces by <see cref="FootageSource.Key"/>.</param>
internal sealed class StockPicker(IReadOnlyList<IStockProvider> shelves, Canvas canvas, string workFolder, IReadOnlySet<string> shownBefore)
{
    public const string Folder = "stock";
    private const int PerSearch = 20;
    private const int Downloads = 4;
    private const double SecondsPerPiece = 3.2;
    private const int MostPerScene = 3;
    private const double LeastClipSeconds = 2;

    /// <summary>Below this a picture distracts from what is said; a designed one does not.</summary>
    private const double LeastMatch = 0.2;

    /// <summary>A vendor's first answers to a query are taken at its word where they come without any.</summary>
    private const int TrustedRank = 5;

    private readonly HashSet<string> _taken = [];
    private readonly List<Fallback> _fallbacks = [];

    /// <summary>Shelves that cannot be asked any more in this video, and why.</summary>
    private readonly Dictionary<string, string> _stopped = [];

    /// <param name="own">What the scenes show already; none of it is taken again.</param>
    /// <returns>The footage of every scene that needs some, in their order, and what could not be found.</returns>
    public async Task<(IReadOnlyList<IReadOnlyList<SceneFootage>> Scenes, IReadOnlyList<Fallback> Fallbacks)> PickAsync(
        IReadOnlyList<ScriptScene> scenes, IReadOnlyList<IReadOnlyList<SceneFootage>> own, VoiceResult voice, Action<double, string> report, CancellationToken ct)
    {
        _taken.UnionWith(own.SelectMany(scene => scene).Select(footage => footage.Source?.Key).OfType<string>());
        var picks = new List<IReadOnlyList<Pick>>();
        for (var i = 0; i < scenes.Count; i++)
        {
            report(0.4 * i / scenes.Count, $"Looking for footage of scene {i + 1} of {scenes.Count} at {string.Join(" and ", shelves.Select(shelf => shelf.Info.Name))}");
            picks.Add(own[i].Count == 0 && NeedsFootage(scenes[i]) ? await ChooseAsync(scenes[i], Seconds(scenes[i], voice.Scenes[i]), ct) : []);
        }

        var (all, done) = (Math.Max(1, picks.Sum(scene => scene.Count)), 0);
        var brought = new SceneFootage?[picks.Count][];
        for (var i = 0; i < picks.Count; i++) brought[i] = new SceneFootage?[picks[i].Count];
        await Parallel.ForEachAsync(
            picks.SelectMany((scene, i) => scene.Select((pick, n) => (Scene: i, Number: n, Pick: pick))),
            new ParallelOptions { MaxDegreeOfParallelism = Downloads, CancellationToken = ct },
            async (one, token) =>
            {
                brought[one.Scene][one.Number] = await BringAsync(one.Pick, token);
                report(0.4 + (0.6 * Interlocked.Increment(ref done) / all), $"Fetched {done} of {all} pieces of footage");
            });
        return ([.. brought.Select(scene => (IReadOnlyList<SceneFootage>)[.. scene.OfType<SceneFootage>()])], _fallbacks);
    }

    private static bool NeedsFootage(ScriptScene scene) => scene.Visual is not null || scene.Narration.Length > 0;

    private static double Seconds(ScriptScene scene, SceneVoice? spoken) => Math.Max(scene.Duration ?? 0, (spoken?.DurationMs ?? 0) / 1000.0);

    private async Task<IReadOnlyList<Pick>> ChooseAsync(ScriptScene scene, double seconds, CancellationToken ct)
    {
        var query = FootageMatch.Query(scene.Visual ?? "") is { Length: > 0 } asked ? asked : FootageMatch.Query(scene.Narration);
        if (query.Length == 0) return [];
        var wanted = Math.Clamp((int)Math.Round(seconds / SecondsPerPiece), 1, MostPerScene);
        var chosen = new List<Pick>();
        var reasons = new List<string>();
        foreach (var shelf in shelves)
        {
            if (chosen.Count >= wanted) break;
            var (more, why) = await LookAsync(shelf, query, scene, wanted - chosen.Count, ct);
            chosen.AddRange(more);
            if (why is not null) reasons.Add(why);
        }

        // A shelf without a fit is worth a word only where nobody had one.
        if (chosen.Count == 0) Tell(query, string.Join("; ", reasons));
        return chosen;
    }

    private async Task<(IReadOnlyList<Pick> Picks, string? Why)> LookAsync(IStockProvider shelf, string query, ScriptScene scene, int wanted, CancellationToken ct)
    {
        if (_stopped.GetValueOrDefault(shelf.Info.Id) is { } stopped) return ([], stopped);
        try
        {
            var found = await SearchAsync(shelf, query, scene, wanted, ct);
            var chosen = found.Where(pick => !_taken.Contains(pick.Source.Key))
                .OrderBy(pick => shownBefore.Contains(pick.Source.Key)).ThenByDescending(pick => pick.Worth).DistinctBy(pick => pick.Source.Key).Take(wanted).ToList();
            foreach (var pick in chosen) _taken.Add(pick.Source.Key);
            return (chosen, chosen.Count == 0 ? $"{shelf.Info.Name} has nothing that fits" : null);
        }
        catch (ProviderException failed)
        {
            // What the words did may not happen with others; anything else will happen again.
            if (failed.Fault is not (ProviderFault.InvalidRequest or ProviderFault.RejectedByPolicy)) _stopped[shelf.Info.Id] = failed.Message;
            return ([], failed.Message);
        }
    }

    /// <summary>Clips first; photos where there are not enough; fewer words where those find nothing either.</summary>
    private async Task<List<Pick>> SearchAsync(IStockProvider stock, string query, ScriptScene scene, int wanted, CancellationToken ct)
    {
        var picks = new List<Pick>();
        var words = query.Split(' ');
        foreach (var text in words.Length > 2 ? (string[])[query, string.Join(' ', words.Take(2))] : [query])
        {
            foreach (var kind in (StockKind[])[StockKind.Clip, StockKind.Photo])
            {
                if (!stock.Info.Has(kind == StockKind.Clip ? ProviderFeature.Clips : ProviderFeature.Photos)) continue;
                var page = await stock.SearchAsync(new StockQuery(text, kind, Orientation(), PerPage: PerSearch, MinSeconds: kind == StockKind.Clip ? LeastClipSeconds : 0), key: null, ct);
                picks.AddRange(page.Items.Select((item, rank) => Judge(stock, item, rank, query, scene)).OfType<Pick>());
                if (picks.Count(pick => !_taken.Contains(pick.Source.Key) && !shownBefore.Contains(pick.Source.Key)) >= wanted) return picks;
            }
        }

        return picks;
    }

    private StockOrientation Orientation() =>
        canvas.Width > canvas.Height ? StockOrientation.Landscape : canvas.Width == canvas.Height ? StockOrientation.Square : StockOrientation.Portrait;

    private Pick? Judge(IStockProvider stock, StockItem item, int rank, string query, ScriptScene scene)
    {
        var match = FootageMatch.Score(query, scene.Narration, item);
        if (match is { } known ? known < LeastMatch : rank >= TrustedRank) return null;
        var covers = item.Width >= canvas.Width && item.Height >= canvas.Height;
        var worth = (match ?? LeastMatch) - (rank * 0.01) + (covers ? 0.05 : 0) + (item.Kind == StockKind.Clip ? 0.1 : 0);
        return new Pick(stock, item, new FootageSource(
            item.ProviderId, stock.Info.Name, item.Id, item.Kind == StockKind.Clip ? FootageKind.Clip : FootageKind.Photo, item.Description, query, match,
            StockFiles.CreditOf(item, stock.Info), item.Credit.Text, item.Credit.MustBeShown), worth, scene);
    }

    private async Task<SceneFootage?> BringAsync(Pick pick, CancellationToken ct)
    {
        try
        {
            var (path, media) = await StockFiles.TakeAsync(pick.Shelf, pick.Item, canvas, Path.Combine(workFolder, Folder), ct);
            var framing = await SubjectFinder.FrameAsync(path, canvas, 0, null, ct);
            if (framing is not null && pick.Scene.Fill is { } asked && asked != framing.Mode)
                framing = framing with { Mode = asked, Why = "the script asks for it" };
            return new SceneFootage(Path.Combine(Folder, Path.GetFileName(path)), media.IsStill, media.IsStill ? null : media.DurationSeconds, null, null) { Framing = framing, Source = pick.Source };
        }
        catch (ProviderException failed)
        {
            Tell(pick.Source.Query, failed.Message);
            return null;
        }
        catch (RenderException unreadable)
        {
            Tell(pick.Source.Query, $"what {pick.Shelf.Info.Name} sent cannot be shown: {unreadable.Cause}");
            return null;
        }
    }

    private void Tell(string query, string why)
    {
        lock (_fallbacks) _fallbacks.Add(new Fallback($"stock footage of “{query}”", "the scene goes on with designed pictures or what else was found", why));
    }

    private sealed record Pick(IStockProvider Shelf, StockItem Item, FootageSource Source, double Worth, ScriptScene Scene);
}
