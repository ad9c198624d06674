using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Synthora.Data;
using Synthora.Features.Library.Uploads;
using Synthora.Storage;

namespace Synthora.Features.Library;

/// <summary>Sends a file, whole or in ranges. Whoever calls has checked that the asker may have it.</summary>
public sealed class ServeMedia(Database database, IFileStore store)
{
    private static readonly TimeSpan DirectLink = TimeSpan.FromMinutes(15);

    /// <param name="cache">How long the asker's browser may keep it.</param>
    public async Task<IResult> HandleAsync(HttpContext http, Guid id, MediaVariant variant, bool save, TimeSpan cache, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        // A link may last for a day; an account that is closed is so at once.
        var media = await db.Media.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && db.Users.Any(owner => owner.Id == row.UserId && owner.IsActive && owner.DeletedAt == null), ct);
        if (media is null || media.Status == MediaStatus.Failed) return Results.NotFound();
        var name = FileNames.Of(media);
        if (save && variant == MediaVariant.Original && store.LinkTo(media.OriginalKey, new(DirectLink, media.ContentType, name)) is { } direct)
            return Results.Redirect(direct.AbsoluteUri);
        StoredFile? file = null;
        foreach (var key in media.Keys(variant)) file ??= await store.OpenAsync(key, ct);
        if (file is null) return Results.NotFound();
        var type = variant == MediaVariant.Original ? media.ContentType : (await FileSignatures.ReadAsync(file.Content, ct))?.ContentType ?? "application/octet-stream";
        file.Content.Position = 0;
        var headers = http.Response.Headers;
        // It came from a user: whatever it claims to be, it is shown and never run.
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = cache > TimeSpan.Zero ? $"private, max-age={(int)cache.TotalSeconds}" : "private, no-store";
        return Results.File(
            file.Content, type, save ? name : null, file.LastModified,
            new EntityTagHeaderValue($"\"{id:N}-{EnumText.Of(variant)}-{file.Length}\""), enableRangeProcessing: true);
    }
}
