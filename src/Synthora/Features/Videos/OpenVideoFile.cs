using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Storage;

namespace Synthora.Features.Videos;

/// <summary>Finds one of a finished video's files for its owner.</summary>
public sealed class OpenVideoFile(Database database, VideoFiles files)
{
    public async Task<Result<(Video Video, StoredFile File)>> HandleAsync(Caller caller, Guid videoId, string name, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var video = await db.Videos.AsNoTracking().SingleOrDefaultAsync(row => row.Id == videoId, ct);
        if (video is null) return Errors.NotFound("video");
        if (video.Status == VideoStatus.Expired)
            return new Error(ErrorKind.Gone, "expired", "This video has expired and its files were removed.");
        if (video.Files is null) return Errors.InvalidState($"The video is {EnumText.Of(video.Status)}; there is no file yet.");
        return await files.OpenAsync(video.Files, name, ct) is { } file ? (video, file) : Errors.NotFound("file");
    }

    public static string NameFor(Video video, string extension)
    {
        var name = string.Concat(video.Title.Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')).Trim('-');
        while (name.Contains("--", StringComparison.Ordinal)) name = name.Replace("--", "-", StringComparison.Ordinal);
        if (name.Length > 60) name = name[..60].TrimEnd('-');
        return FileNames.Clean($"{(name.Length == 0 ? "video" : name)}.{extension}");
    }

    /// <summary>The prefix names the job and fence that made the files, so it changes with their content.</summary>
    public static string TagOf(Video video) => $"\"{video.Files![(video.Files!.LastIndexOf('/') + 1)..]}\"";
}
