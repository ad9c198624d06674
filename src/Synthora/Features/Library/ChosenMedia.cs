using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Library;

/// <summary>The films and pictures that somebody wants a new video to show: looked up, checked, and brought to where it is made.</summary>
public sealed class ChosenMedia(Database database, OpenMedia open, MediaLinks links)
{
    public const int Most = 20;

    /// <summary>Those of the files that can be shown, in the order they were chosen; the others are left out.</summary>
    public async Task<IReadOnlyList<MediaSummary>> FindAsync(Caller caller, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return [];
        await using var db = database.Open(caller);
        var found = await db.Media.AsNoTracking().Where(media => ids.Contains(media.Id) && media.DeletedAt == null && media.Status == MediaStatus.Ready && media.Kind != MediaKind.Audio)
            .ToDictionaryAsync(media => media.Id, ct);
        return [.. ids.Distinct().Take(Most).Where(found.ContainsKey).Select(id => MediaSummary.From(found[id], links))];
    }

    /// <returns>Null when the choice stands: films and pictures of the caller's own that are ready.</returns>
    public async Task<Error?> RefuseAsync(Caller caller, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return null;
        if (ids.Count > Most) return Wrong("A video shows at most 20 chosen files. Leave some out.");
        if (ids.Distinct().Count() != ids.Count) return Wrong("Choose each file once.");
        return (await FindAsync(caller, ids, ct)).Count == ids.Count ? null
            : Wrong("A chosen file cannot be shown: choose films and pictures of your library that are ready and not in the trash.");
    }

    /// <param name="folder">The work folder, which gets a copy of each; what is there already is taken as it is.</param>
    /// <returns>The files that are still there, and a word on each that is not.</returns>
    public async Task<(IReadOnlyList<GivenFootage> Files, IReadOnlyList<Fallback> Missing)> FetchAsync(Caller owner, IReadOnlyList<Guid> ids, string folder, CancellationToken ct)
    {
        var (files, missing) = (new List<GivenFootage>(), new List<Fallback>());
        foreach (var id in ids)
        {
            var opened = await open.HandleAsync(owner, id, ct);
            if (!opened.IsOk)
            {
                missing.Add(new Fallback("a chosen file of the library", "the video goes on without it", opened.Error.Message));
                continue;
            }

            using var media = opened.Value;
            var path = Path.Combine(GivenFootage.Folder, $"{GivenFootage.NameOf(id)}.{media.Media.Extension}");
            await CopyAsync(media.File.Path, Path.Combine(folder, path), ct);
            files.Add(new GivenFootage(id, path, media.Media.Title, media.Media.Kind == MediaKind.Image));
        }

        return (files, missing);
    }

    private static async Task CopyAsync(string from, string to, CancellationToken ct)
    {
        if (File.Exists(to)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        await using (var stored = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true))
        await using (var part = File.Create(to + ".part"))
            await stored.CopyToAsync(part, ct);
        File.Move(to + ".part", to, overwrite: true);
    }

    private static Error Wrong(string message) => Errors.Validation(message, new Dictionary<string, object?> { ["media_ids"] = message });
}
