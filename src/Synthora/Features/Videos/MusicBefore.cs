using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos;

/// <summary>Which track a creator's last finished video has, so that the next one does not sound the same.</summary>
internal sealed class MusicBefore(Database database, VideoFiles files)
{
    public async Task<string?> FindAsync(Video video, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var folder = await db.Videos.AsNoTracking()
            .Where(row => row.UserId == video.UserId && row.Id != video.Id && row.Status == VideoStatus.Completed && row.Files != null)
            .OrderByDescending(row => row.CompletedAt).Select(row => row.Files).FirstOrDefaultAsync(ct);
        if (folder is null || await files.OpenAsync(folder, VideoFiles.Timeline, ct) is not { } timeline) return null;
        await using (timeline.Content) return await VideoCredits.MusicAsync(timeline.Content, ct);
    }
}
