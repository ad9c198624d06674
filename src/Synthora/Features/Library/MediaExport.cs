using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Library;

/// <summary>Uploaded files, for the export of everything somebody owns; videos that were made here come with their own.</summary>
internal static class MediaExport
{
    public static async IAsyncEnumerable<(string Entry, string Key)> FilesAsync(AppDbContext db, Guid userId, [EnumeratorCancellation] CancellationToken ct)
    {
        var uploaded = db.Media.AsNoTracking().Where(media => media.UserId == userId && media.Origin == MediaOrigin.Uploaded && media.Status != MediaStatus.Failed);
        foreach (var media in await uploaded.OrderBy(media => media.Id).ToListAsync(ct))
            yield return ($"media/library/{media.Id}.{media.Extension}", media.OriginalKey);
    }
}
