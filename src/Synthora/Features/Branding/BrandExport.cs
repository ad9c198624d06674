using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Branding;

/// <summary>The pictures of a brand, for the export of everything somebody owns.</summary>
internal static class BrandExport
{
    public static async IAsyncEnumerable<(string Entry, string Key)> FilesAsync(AppDbContext db, Guid userId, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var asset in await db.BrandAssets.AsNoTracking().Where(asset => asset.UserId == userId).OrderBy(asset => asset.Id).ToListAsync(ct))
            yield return ($"media/branding/{asset.Id}.png", asset.StoragePath);
    }
}
