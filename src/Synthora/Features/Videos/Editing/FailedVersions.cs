using Synthora.Data;
using Synthora.Features.Notifications;

namespace Synthora.Features.Videos.Editing;

internal static class FailedVersions
{
    /// <summary>Ends a rendering that came to nothing and tells its owner. Within the caller's transaction, which also saves the version.</summary>
    public static async Task FailAsync(this AppDbContext db, VideoVersion version, string message, string? remedy, DateTimeOffset now, CancellationToken ct)
    {
        (version.State, version.ErrorMessage, version.ErrorRemedy) = (VersionState.Failed, message, remedy);
        await db.RaiseAsync(VideoNotices.EditFailed(version), now, ct);
    }
}
