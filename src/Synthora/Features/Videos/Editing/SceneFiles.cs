using System.Text.RegularExpressions;
using Synthora.Features.Library;
using Synthora.Features.StockFootage;
using Synthora.Features.Videos.Generation;
using Synthora.Providers.Stock;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Subjects;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>Puts files from elsewhere into scenes: framed by what is in them, with their credit.</summary>
internal sealed partial class SceneFiles(Caller caller, SearchStock search, FetchStock fetch, OpenMedia media, string scratch)
{
    /// <exception cref="GenerationException">The piece cannot be had.</exception>
    public async Task<Timeline> ShowStockAsync(Timeline timeline, int index, StockEdit edit, CancellationToken ct)
    {
        var fetched = await fetch.HandleAsync(caller, new()
        {
            Search = new() { Query = edit.Query, Narration = timeline.Scenes[index].Narration, Orientation = edit.Orientation ?? Orientation(timeline.Canvas), Page = edit.Page },
            Provider = edit.Provider, ItemId = edit.Item, Kind = edit.Kind,
        }, timeline.Canvas, scratch, ct);
        if (!fetched.IsOk) throw new GenerationException(fetched.Error.Message, "");
        return await ShowAsync(timeline, index, fetched.Value.Path, fetched.Value.Media.IsStill, fetched.Value.Credit, ct);
    }

    /// <exception cref="GenerationException">There is no such file in the library, or nothing can be seen in it.</exception>
    public async Task<Timeline> ShowMediaAsync(Timeline timeline, int index, Guid id, CancellationToken ct)
    {
        var opened = await media.HandleAsync(caller, id, ct);
        if (!opened.IsOk) throw new GenerationException(opened.Error.Message, "");
        using var file = opened.Value;
        if (file.Media.Kind == MediaKind.Audio) throw new GenerationException($"{file.Media.Title} is a sound.", "Choose a film or a picture.");
        var path = Path.Combine(scratch, $"{GivenFootage.NameOf(id)}.{file.Media.Extension}");
        File.Copy(file.File.Path, path);
        return await ShowAsync(timeline, index, path, file.Media.Kind == MediaKind.Image, new Credit("footage", file.Media.Title, "the owner's library", "as given"), ct);
    }

    /// <summary>The files of the library that a timeline shows, told by their names.</summary>
    public static IReadOnlyCollection<Guid> MediaIn(Timeline timeline) => MediaIn(TimelineFile.FilesOf(timeline));

    public static IReadOnlyCollection<Guid> MediaIn(IEnumerable<string> files) =>
        [.. files.Select(GivenFootage.IdIn).OfType<Guid>().Distinct()];

    /// <param name="path">A picture or clip that was looked into.</param>
    public static async Task<Timeline> ShowAsync(Timeline timeline, int index, string path, bool isStill, Credit? credit, CancellationToken ct)
    {
        var framing = await SubjectFinder.FrameAsync(path, timeline.Canvas, 0, null, ct);
        timeline = TimelineEdit.SetVisual(timeline, index, isStill ? new StillVisual(path) : new ClipVisual(path));
        timeline = TimelineEdit.SetFraming(timeline, index, framing);
        credit = credit is null ? null : credit with { Stem = ProjectFolder.StemOf(path) };
        return credit is null || timeline.Credits.Contains(credit) ? timeline : timeline with { Credits = [.. timeline.Credits, credit] };
    }

    /// <summary>Another picture of the kind the scene shows; for stock, the best fit that the video does not show yet.</summary>
    public async Task<Timeline> AnotherAsync(Timeline timeline, int index, CancellationToken ct)
    {
        var scene = timeline.Scenes[index];
        if (TimelineEdit.FileOf(scene.Shots[0].Visual) is not { } shown || StockName(shown) is not { } provider) return Redesign.Another(timeline, index);
        var kind = scene.Shots[0].Visual is StillVisual ? StockKind.Photo : StockKind.Clip;
        var request = new SearchStockRequest { Query = QueryFor(scene), Narration = scene.Narration, Provider = provider, Kind = kind.ToString(), Orientation = Orientation(timeline.Canvas) };
        var found = await search.HandleAsync(caller, request, ct);
        if (!found.IsOk) throw new GenerationException(found.Error.Message, "");
        var files = timeline.Scenes.SelectMany(one => one.Shots).Select(shot => TimelineEdit.FileOf(shot.Visual)).OfType<string>().Select(path => Path.GetFileName(path)).ToList();
        var next = found.Value.Items.FirstOrDefault(item => !files.Exists(file => file.StartsWith(Plain($"{item.Provider}-{item.Id}-"), StringComparison.Ordinal)))
            ?? throw new GenerationException("There is no other footage for what this scene says.", "Search for other words.");
        return await ShowStockAsync(timeline, index, new StockEdit(scene.Id, request.Query, next.Provider, next.Id, next.Kind, request.Orientation), ct);
    }

    /// <summary>What to search for where nobody said it.</summary>
    public static string QueryFor(Scene scene) => FootageMatch.Query($"{scene.Label} {scene.Narration} {string.Join(' ', TimelineEdit.TextsOf(scene))}") is { Length: > 1 } query ? query : "abstract background";

    public static string Orientation(Canvas canvas) => (canvas.Width - canvas.Height) switch { > 0 => "landscape", < 0 => "portrait", _ => "square" };

    /// <summary>Stock files are named by who offered them and their id there.</summary>
    public static string? StockName(string path) => Path.GetFileName(path).Split('-') is [("pexels" or "pixabay" or "unsplash") and var provider, _, ..] ? provider : null;

    /// <summary>Whether a stock file is the item of a vendor's page, whose address ends with the item's id.</summary>
    public static bool IsOfPage(string path, string page) =>
        StockName(path) is { } provider && StockSize().Match(Path.GetFileName(path)[(provider.Length + 1)..]) is { Success: true } item
        && Uri.TryCreate(page, UriKind.Absolute, out var address) && address.Host.Split('.').Contains(provider)
        && $"-{Plain(address.AbsolutePath.TrimEnd('/').Split('/')[^1])}".EndsWith($"-{item.Groups["id"].Value}", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?<id>.+?)-\d+x\d+\b")]
    private static partial Regex StockSize();

    /// <summary>As a project folder writes names.</summary>
    private static string Plain(string name) => string.Concat(name.Select(letter => char.IsLetterOrDigit(letter) ? letter : '-'));
}
