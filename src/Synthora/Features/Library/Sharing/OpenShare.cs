using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Videos.Crew;
using Synthora.Rendering.Probing;
using Synthora.Security;

namespace Synthora.Features.Library.Sharing;

/// <summary>What a stranger with the link sees: nothing but the file itself.</summary>
public sealed record SharedMedia(
    Guid ShareId, Guid MediaId, string Title, string? Description, MediaKind Kind, string ContentType, long Size, int? Width, int? Height, double DurationS,
    bool HasPoster, bool HasCopy, bool AllowsDownload, bool NeedsPassword, DateTimeOffset? ExpiresAt)
{
    /// <summary>A stand-in for a vendor had a part in it.</summary>
    public bool IsSimulated { get; init; }
}

/// <summary>Finds what a link shows. Each request asks again, so that a revoked link ends at once, even within a film.</summary>
public sealed class OpenShare(Database database, Passwords passwords, TimeProvider clock)
{
    private static readonly Error Closed = new(ErrorKind.Gone, "share_closed", "This link has run out or was withdrawn. Ask whoever gave it to you for a new one.");

    public async Task<Result<SharedMedia>> HandleAsync(string token, CancellationToken ct)
    {
        var hash = Secrets.Hash(token);
        await using var db = database.OpenForSystem();
        var found = await db.MediaShares.AsNoTracking().Where(share => share.TokenHash == hash)
            .Join(db.Media, share => share.MediaId, media => media.Id, (share, media) => new { share, media, owner = db.Users.Single(user => user.Id == share.UserId) }).SingleOrDefaultAsync(ct);
        if (found is null) return Errors.NotFound("link");
        if (!found.owner.IsOpen || !found.share.IsOpen(clock.GetUtcNow()) || found.media.DeletedAt is not null || found.media.Status != MediaStatus.Ready) return Closed;
        return new SharedMedia(
            found.share.Id, found.media.Id, found.media.Title, found.media.Description, found.media.Kind, found.media.ContentType, found.media.Size,
            found.media.Width, found.media.Height, found.media.DurationS, found.media.HasPoster, found.media.HasCopy,
            found.share.AllowsDownload, found.share.PasswordHash is not null, found.share.ExpiresAt)
        {
            IsSimulated = await VideoCrew.IsSimulatedAsync(db, found.media.VideoId, ct),
        };
    }

    public async Task<bool> MatchesAsync(SharedMedia shared, string password, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var hash = await db.MediaShares.Where(share => share.Id == shared.ShareId).Select(share => share.PasswordHash).SingleOrDefaultAsync(ct);
        return passwords.Matches(hash, password);
    }

    public async Task CountViewAsync(SharedMedia shared, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        await db.MediaShares.Where(share => share.Id == shared.ShareId).ExecuteUpdateAsync(set => set.SetProperty(share => share.Views, share => share.Views + 1), ct);
    }
}
