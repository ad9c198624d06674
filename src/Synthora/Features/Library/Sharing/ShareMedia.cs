using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Security;

namespace Synthora.Features.Library.Sharing;

public sealed record ShareRequest
{
    /// <summary>7 when absent; 0 never runs out.</summary>
    [Range(0, 365)]
    public int? Days { get; init; }

    /// <summary>What whoever has the link must know besides.</summary>
    [StringLength(128, MinimumLength = 4, ErrorMessage = "The password must have 4 to 128 characters.")]
    public string? Password { get; init; }

    public bool AllowDownload { get; init; }
}

/// <param name="Path">Only in the answer that makes it: the token is not kept.</param>
public sealed record ShareResponse(
    Guid Id, Guid MediaId, string? Path, bool HasPassword, bool AllowsDownload, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, int Views, bool IsOpen, DateTimeOffset CreatedAt)
{
    internal static ShareResponse From(MediaShare share, DateTimeOffset now, string? path = null) => new(
        share.Id, share.MediaId, path, share.PasswordHash is not null, share.AllowsDownload, share.ExpiresAt, share.RevokedAt, share.Views, share.IsOpen(now), share.CreatedAt);
}

/// <summary>Makes, lists and revokes links that show one file to strangers.</summary>
public sealed class ShareMedia(Database database, Passwords passwords, TimeProvider clock)
{
    private const int UsualDays = 7;
    private const int MostPerFile = 50;

    public async Task<Result<ShareResponse>> CreateAsync(Caller caller, Guid mediaId, ShareRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var media = await db.Media.AsNoTracking().SingleOrDefaultAsync(row => row.Id == mediaId && row.DeletedAt == null, ct);
        if (media is null) return LibraryErrors.NoMedia;
        if (media.Status != MediaStatus.Ready) return Errors.InvalidState("Only a file that is ready can be shared.");
        var now = clock.GetUtcNow();
        if (await db.MediaShares.CountAsync(row => row.MediaId == mediaId && row.RevokedAt == null && (row.ExpiresAt == null || row.ExpiresAt > now), ct) >= MostPerFile)
            return Errors.Validation($"{MostPerFile} links to this file are open already. Revoke some first.");
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var days = request.Days ?? UsualDays;
        var share = new MediaShare
        {
            UserId = caller.UserId,
            MediaId = mediaId,
            TokenHash = Secrets.Hash(token),
            PasswordHash = string.IsNullOrEmpty(request.Password) ? null : passwords.Hash(request.Password),
            AllowsDownload = request.AllowDownload,
            ExpiresAt = days == 0 ? null : now.AddDays(days),
            CreatedAt = now,
        };
        db.MediaShares.Add(share);
        await db.SaveChangesAsync(ct);
        return ShareResponse.From(share, now, $"/share/{token}");
    }

    public async Task<Result<IReadOnlyList<ShareResponse>>> ListAsync(Caller caller, Guid mediaId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (!await db.Media.AnyAsync(row => row.Id == mediaId, ct)) return LibraryErrors.NoMedia;
        var now = clock.GetUtcNow();
        var shares = await db.MediaShares.AsNoTracking().Where(row => row.MediaId == mediaId).OrderByDescending(row => row.CreatedAt).Take(100).ToListAsync(ct);
        return new Result<IReadOnlyList<ShareResponse>>(shares.ConvertAll(share => ShareResponse.From(share, now)));
    }

    /// <summary>The link shows nothing from now on, to nobody.</summary>
    public async Task<Result<Guid>> RevokeAsync(Caller caller, Guid shareId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        if (await db.MediaShares.SingleOrDefaultAsync(row => row.Id == shareId, ct) is not { } share) return Errors.NotFound("link");
        share.RevokedAt ??= now;
        await db.SaveChangesAsync(ct);
        return share.MediaId;
    }

    public async Task<Result<int>> RevokeAllAsync(Caller caller, Guid mediaId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        if (!await db.Media.AnyAsync(row => row.Id == mediaId, ct)) return LibraryErrors.NoMedia;
        return await db.MediaShares.Where(row => row.MediaId == mediaId && row.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, now), ct);
    }
}
