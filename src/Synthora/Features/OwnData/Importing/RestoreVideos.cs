using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Branding;
using Synthora.Features.Library;
using Synthora.Features.Quotas;
using Synthora.Features.Scripts;
using Synthora.Features.Templates;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.OwnData.Importing;

/// <summary>
/// Videos with the words they were made from, and with their files where the archive has them. They have ended: none is
/// made anew by being restored, and none counts as made today.
/// </summary>
internal sealed class RestoreVideos(Database database, ImportedVideoFiles files, RestoreOrder order, Storyboards storyboards, StorageQuota quota, UserLimits limits)
{
    private const int LongestScript = 1 << 20;

    public async Task RunAsync(ImportRun run, CancellationToken ct)
    {
        if (run.IsThrough(ImportKind.Videos)) return;
        var (places, shown) = (await PlacesAsync(run, ct), await ShownAsync(run, ct));
        await run.EachAsync(ImportKind.Videos, run.Archive.RowsAsync("videos", ct), (row, token) => RestoreAsync(run, row, places, shown, token), ct);
    }

    /// <summary>Where the videos stand in the library.</summary>
    private static async Task<Dictionary<Guid, ImportRow>> PlacesAsync(ImportRun run, CancellationToken ct)
    {
        var places = new Dictionary<Guid, ImportRow>();
        await foreach (var row in run.Archive.RowsAsync("media", ct))
            if (places.Count < ImportRun.MostRows && row.Id("video_id") is { } video) places[video] = row;
        return places;
    }

    /// <summary>Which number the version had that a video showed, by the files of both; nothing for videos that were never edited.</summary>
    private static async Task<Dictionary<(Guid Video, string Files), int>> ShownAsync(ImportRun run, CancellationToken ct)
    {
        var numbers = new Dictionary<(Guid, string), int>();
        await foreach (var row in run.Archive.RowsAsync("video_versions", ct))
            if (numbers.Count < ImportRun.MostRows && row.Id("video_id") is { } video && row.Text("files", 400) is { } files && row.Number("number") is > 0 and < 1_000_000 and var number) numbers[(video, files)] = number;
        return numbers;
    }

    private async Task<ImportOutcome?> RestoreAsync(ImportRun run, ImportRow row, Dictionary<Guid, ImportRow> places, Dictionary<(Guid Video, string Files), int> shown, CancellationToken ct)
    {
        if (row.Has("deleted_at")) return null;
        var title = row.Text("title", Media.MostTitle) is { } given && !string.IsNullOrWhiteSpace(given) ? given.Trim() : "?";
        if (row.Id("id") is not { } source) return ImportOutcome.Leave(title, ImportReason.Invalid);
        var id = run.IdOf(ImportKind.Videos, source);
        var film = ImportedFilm.OfVideo(run.Caller.UserId, id, source);
        var size = run.Archive.SizeOf(film.Entry);
        await using (var db = database.Open(run.Caller))
        {
            var there = await db.Videos.IgnoreQueryFilters().Where(video => video.UserId == run.Caller.UserId && (video.Id == source || video.Id == id))
                .Select(video => new { video.Id, video.Files }).FirstOrDefaultAsync(ct);
            // One that came back as words alone takes its file from a fuller archive.
            if (there is not null && (there.Files is not null || there.Id != id || size is null)) return ImportOutcome.Present;
        }

        var (video, problem) = await MakeAsync(run, row, source, id, title, keepsSource: size is not null, ct);
        if (video is null) return ImportOutcome.Leave(title, ImportReason.Invalid, problem);
        var wasCompleted = row.Text("status") is "completed" or "expired";
        if (size is null)
        {
            video.ComeBack(wasCompleted, null, run.Now, null);
            await run.WriteAsync(db => Task.FromResult(db.Videos.Add(video)), ct);
            return ImportOutcome.New;
        }

        var number = row.Text("files", 400) is { } files && shown.TryGetValue((source, files), out var known) ? known : (int?)null;
        return await RestoreFilesAsync(run, video, film, size.Value, places.TryGetValue(source, out var place) ? place : null, number, ct);
    }

    private async Task<ImportOutcome?> RestoreFilesAsync(ImportRun run, Video video, ImportedFilm film, long size, ImportRow? place, int? number, CancellationToken ct)
    {
        if (await FullAsync(run, size, ct) is { } full) return ImportOutcome.Leave(video.Title, ImportReason.NoRoom, full.Message);
        if (await files.StoreAsync(run, film, ct) is not { } stored) return ImportOutcome.Leave(video.Title, ImportReason.Unreadable);
        var folder = place?.Id("folder_id") is { } of ? await order.FolderAsync(run, of, ct) : null;
        Error? refusal = null;
        await run.WriteAsync(async db =>
        {
            refusal = await quota.RefuseAsync(db, run.Caller.UserId, run.Caller.Role, stored.StoredBytes ?? size, ct);
            if (refusal is not null) return;
            var retention = (await limits.OfAsync(db, run.Caller.UserId, run.Caller.Role, ct)).RetentionDays;
            video.ComeBack(wasCompleted: true, stored with { Title = video.Title }, run.Now, retention is { } days ? run.Now.AddDays(days) : null);
            await db.Videos.IgnoreQueryFilters().Where(row => row.Id == video.Id).ExecuteDeleteAsync(ct);
            db.Videos.Add(video);
            await db.ShelveAsync(video, run.Now, ct);
            if (place is { } row) Shelve(db.Media.Local.Single(media => media.VideoId == video.Id), row, folder);
            // Under the number it had, so that its earlier versions find theirs free.
            if (number is { } had && VideoFiles.HasScenes(stored.Files)) await storyboards.BeginAsync(db, video, had, ct);
        }, ct);
        if (refusal is null) return ImportOutcome.New;
        await files.RemoveAsync(film);
        return ImportOutcome.Leave(video.Title, ImportReason.NoRoom, refusal.Message);
    }

    private static void Shelve(Media media, ImportRow row, Guid? folder)
    {
        media.Describe(media.Title, row.Text("description", Media.MostDescription), LibraryTags.Clean(row.Texts("tags").Take(Media.MostTags)).Value ?? []);
        (media.FolderId, media.IsFavorite, media.ArchivedAt) = (folder, row.Is("is_favorite"), row.Time("archived_at"));
    }

    private async Task<Error?> FullAsync(ImportRun run, long bytes, CancellationToken ct)
    {
        await using var db = database.Open(run.Caller);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        return await quota.RefuseAsync(db, run.Caller.UserId, run.Caller.Role, bytes, ct);
    }

    /// <summary>Its choices are checked as those of a new video are.</summary>
    /// <param name="keepsSource">Otherwise the script that was written stands for it, so that the words are not lost with the file.</param>
    private async Task<(Video? Video, string? Problem)> MakeAsync(ImportRun run, ImportRow row, Guid source, Guid id, string title, bool keepsSource, CancellationToken ct)
    {
        var (kind, text) = (row.Word<SourceKind>("source") ?? SourceKind.Notes, row.Text("text") ?? "");
        if (!keepsSource && kind != SourceKind.Script && await ScriptAsync(run, source, ct) is { } script) (kind, text) = (SourceKind.Script, script);
        await using var db = database.Open(run.Caller);
        var brand = await OwnAsync(db.BrandAssets.Select(asset => asset.Id), run, ImportKind.Branding, row.Ids("brand_asset_ids"), ct);
        // Files that are not here yet come back later, under the names that are known now.
        var shown = await OwnAsync(db.Media.Select(media => media.Id), run, ImportKind.Files, row.Ids("media_ids"), ct) is { Count: > 0 } here ? here : row.Ids("media_ids").Select(media => run.IdOf(ImportKind.Files, media));
        var wish = new CreateVideoRequest
        {
            Source = kind, Text = text, Title = title, CustomInstructions = row.Text("custom_instructions"), SubtitleStyle = row.Text("subtitle_style"), Voice = row.Text("voice"),
            Platform = row.Text("platform"), AspectRatio = row.Text("aspect_ratio"), Music = row.Text("music"), ClearSpeech = row.Has("clear_speech") ? row.Is("clear_speech") : null, Seed = row.Number("seed"), TargetDurationS = row.Number("target_duration_s"),
            BrandingAssetIds = [.. brand.Take(ChosenBrand.Most)],
            MediaIds = [.. shown.Take(ChosenMedia.Most)],
        };
        if (Shape.Refuse(wish) is { } misshapen) return (null, misshapen.Message);
        return (wish.ToVideo(new(
            run.Caller.UserId, await TemplateAsync(db, run, row.Text("template", 100), ct), RestoreTemplates.Read(row.Text("template_snapshot")).Config is { } config ? Template.Json(config) : null,
            CrewOf(row.Text("providers", 65_536)), run.Now)
        {
            Id = id, CreatedAt = row.Time("created_at") is { } made && made < run.Now ? made : run.Now,
        }), null);
    }

    /// <summary>Which of the archive's things somebody has here, in its order.</summary>
    private static async Task<IReadOnlyList<Guid>> OwnAsync(IQueryable<Guid> own, ImportRun run, ImportKind kind, IReadOnlyList<Guid> sources, CancellationToken ct)
    {
        if (sources.Count == 0) return [];
        var candidates = sources.SelectMany(source => (Guid[])[source, run.IdOf(kind, source)]).ToList();
        var here = (await own.Where(id => candidates.Contains(id)).ToListAsync(ct)).ToHashSet();
        return [.. candidates.Where(here.Contains)];
    }

    private static async Task<string?> ScriptAsync(ImportRun run, Guid source, CancellationToken ct)
    {
        var script = await run.Archive.TextAsync($"scripts/{source}.md", LongestScript, ct) ?? await run.Archive.TextAsync($"media/videos/{source}/script.md", LongestScript, ct);
        return script is { Length: > 2 } && ScriptParser.Parse(script, media: null).Problems.Count == 0 ? script : null;
    }

    /// <summary>One that can be used here, by the name it has here.</summary>
    private static async Task<string> TemplateAsync(AppDbContext db, ImportRun run, string? key, CancellationToken ct)
    {
        if (key is null) return SystemTemplates.DefaultSlug;
        Guid? restored = Guid.TryParse(key, out var id) ? run.IdOf(ImportKind.Templates, id) : null;
        return (restored is { } own ? await TemplateViews.FindAsync(db, own.ToString(), ct) : null)?.Key ?? (await TemplateViews.FindAsync(db, key, ct))?.Key ?? SystemTemplates.DefaultSlug;
    }

    /// <summary>Who worked on it, above all whether simulators did.</summary>
    private static string? CrewOf(string? json)
    {
        try
        {
            return json is null ? null : VideoCrew.Read(json).ToJson();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
