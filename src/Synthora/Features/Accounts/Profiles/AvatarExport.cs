using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts.Profiles;

/// <summary>A user's picture, for the export of everything somebody owns.</summary>
internal static class AvatarExport
{
    public const string Entry = "media/account/avatar.jpg";

    public static async IAsyncEnumerable<(string Entry, string Key)> FilesAsync(AppDbContext db, Guid userId, [EnumeratorCancellation] CancellationToken ct)
    {
        if (await db.Users.AnyAsync(user => user.Id == userId && user.AvatarUrl != null, ct)) yield return (Entry, ChangeAvatar.KeyOf(userId));
    }
}
