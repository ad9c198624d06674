using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Audit;
using Synthora.Features.Integrations;
using Synthora.Features.Library;
using Synthora.Features.Library.Uploads;
using Synthora.Features.Notifications;
using Synthora.Features.OwnData.Exporting;
using Synthora.Features.Videos;

namespace Synthora.Features.OwnData;

/// <summary><see cref="Library"/> is what was uploaded, with folders and collections. <see cref="Everything"/> is all but the account itself, and happens a day later.</summary>
public enum ClearScope { Videos, Library, Integrations, LlmCache, Notifications, Everything }

public record ConfirmedRequest
{
    /// <summary>The account's e-mail address, typed.</summary>
    [Required(ErrorMessage = "Type your e-mail address to confirm."), StringLength(254)]
    public required string Confirmation { get; init; }

    [StringLength(128)]
    public string? Password { get; init; }

    public override string ToString() => "***";
}

public sealed record ClearDataRequest : ConfirmedRequest
{
    public required ClearScope Scope { get; init; }
}

/// <param name="At">When it happens; null for at once.</param>
public sealed record DataCleared(ClearScope Scope, DateTimeOffset? At, int Rows);

/// <summary>Deletes what a user made, once they have proved to be there and typed that they mean it.</summary>
internal sealed class ClearData(Database database, Reauthentication reauthentication, DeleteVideo deleteVideo, DeleteMedia deleteMedia, CancelUpload cancelUpload, RemoveExport exports, AuditLog audit, TimeProvider clock)
{
    public static readonly TimeSpan Delay = TimeSpan.FromHours(24);

    public async Task<Result<DataCleared>> HandleAsync(Caller caller, ClearDataRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        var user = await db.Users.SingleAsync(row => row.Id == caller.UserId, ct);
        if (await ConfirmAsync(db, caller, user, request, reauthentication, ct) is { } refusal) return refusal;
        if (request.Scope == ClearScope.Everything)
        {
            (user.ClearAfter, user.UpdatedAt) = (now + Delay, now);
            db.Add(audit.New(caller, "data.clear_ordered", caller.UserId.ToString(), EnumText.Of(request.Scope)));
            await db.SaveChangesAsync(ct);
            await db.RaiseAsync(SecurityNotices.Clearing(caller.UserId, now, now + Delay), now, ct);
            return new DataCleared(request.Scope, user.ClearAfter, 0);
        }

        // It holds what is to be gone.
        await exports.AllAsync(caller, ct);
        var rows = await ClearAsync(caller, request.Scope, ct);
        db.Add(audit.New(caller, "data.clear", caller.UserId.ToString(), EnumText.Of(request.Scope)));
        await db.SaveChangesAsync(ct);
        return new DataCleared(request.Scope, null, rows);
    }

    /// <summary>Takes an order to clear everything back, while it has not been carried out.</summary>
    public async Task<Result<DataCleared>> StopAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var stopped = await db.Users.Where(row => row.Id == caller.UserId && row.ClearAfter != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ClearAfter, (DateTimeOffset?)null), ct);
        if (stopped == 0) return Errors.InvalidState("Nothing is about to be cleared.");
        await audit.WriteAsync(caller, "data.clear_stopped", caller.UserId.ToString(), null, ct);
        return new DataCleared(ClearScope.Everything, null, 0);
    }

    internal static async Task<Error?> ConfirmAsync(AppDbContext db, Caller caller, User user, ConfirmedRequest request, Reauthentication reauthentication, CancellationToken ct) =>
        !string.Equals(request.Confirmation.Trim(), user.Email, StringComparison.OrdinalIgnoreCase)
            ? Errors.Field("confirmation", "Type your e-mail address exactly as it is shown.")
            : await reauthentication.RefuseAsync(db, caller, user, request.Password, "password", ct);

    private async Task<int> ClearAsync(Caller caller, ClearScope scope, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        switch (scope)
        {
            case ClearScope.Videos:
                var ids = await db.Videos.IgnoreQueryFilters().Where(video => video.UserId == caller.UserId).Select(video => video.Id).ToListAsync(ct);
                foreach (var id in ids) await deleteVideo.HandleAsync(caller, id, ct);
                return ids.Count;
            case ClearScope.Library:
                foreach (var id in await db.MediaUploads.Where(upload => upload.CompletedAt == null).Select(upload => upload.Id).ToListAsync(ct)) await cancelUpload.HandleAsync(caller, id, ct);
                var uploaded = await db.Media.Where(media => media.Origin == MediaOrigin.Uploaded).Select(media => media.Id).ToListAsync(ct);
                foreach (var id in uploaded) await deleteMedia.HandleAsync(caller, id, ct);
                await db.MediaCollections.ExecuteDeleteAsync(ct);
                // Those inside first: a folder does not go while there are folders in it.
                for (var depth = MediaFolder.MostDepth; depth > 0; depth--) await db.MediaFolders.Where(folder => folder.Depth == depth).ExecuteDeleteAsync(ct);
                return uploaded.Count;
            case ClearScope.Integrations:
                await using (var transaction = await db.Database.BeginTransactionAsync(ct))
                {
                    var keys = await db.ForgetKeysAsync(caller.UserId, ct);
                    await transaction.CommitAsync(ct);
                    return keys;
                }
            case ClearScope.LlmCache:
                return await db.CachedAnswers.Where(row => row.UserId == caller.UserId).ExecuteDeleteAsync(ct);
            default:
                return await db.Notifications.ExecuteDeleteAsync(ct);
        }
    }
}
