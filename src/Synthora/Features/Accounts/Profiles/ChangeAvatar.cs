using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Rendering;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;
using Synthora.Storage;

namespace Synthora.Features.Accounts.Profiles;

/// <summary>A user's picture: decoded under limits and written anew, so that nothing but a small picture is ever kept or served.</summary>
public sealed class ChangeAvatar(Database database, IFileStore store, Configuration configuration, TimeProvider clock)
{
    public const int MaxBytes = 2 * 1024 * 1024;
    private const int Side = 256;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly Error NotAPicture = Errors.Field("avatar", "This is not a picture we can read. Use PNG, JPEG or WebP.");
    private static readonly Error TooLarge = new(ErrorKind.TooLarge, "payload_too_large", "The picture has more than 2 MB.", new Dictionary<string, object?> { ["avatar"] = "The picture has more than 2 MB. Save it smaller." });

    public static string KeyOf(Guid userId) => $"users/{userId:N}/avatar.jpg";

    public async Task<Result<Profile>> HandleAsync(Caller caller, Stream picture, CancellationToken ct)
    {
        var folder = Path.Combine(configuration.WorkFolder, $"avatar-{Guid.CreateVersion7():N}");
        Directory.CreateDirectory(folder);
        try
        {
            var (given, made) = (Path.Combine(folder, "given"), Path.Combine(folder, "avatar.jpg"));
            if (!await CopyAsync(picture, given, ct)) return TooLarge;
            if (await FormatAsync(given, ct) is not { } format) return NotAPicture;
            if (!await DrawAsync(given, format, made, ct)) return NotAPicture;
            await store.PutAsync(KeyOf(caller.UserId), made, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var now = clock.GetUtcNow();
        return await SetAsync(caller, $"/api/v1/users/{caller.UserId}/avatar?v={now.ToUnixTimeSeconds()}", now, ct);
    }

    public async Task<Result<Profile>> RemoveAsync(Caller caller, CancellationToken ct)
    {
        var result = await SetAsync(caller, null, clock.GetUtcNow(), ct);
        await store.DeleteAsync(KeyOf(caller.UserId), ct);
        return result;
    }

    /// <summary>One's own, or for administrators anybody's.</summary>
    public async Task<Result<StoredFile>> OpenAsync(Caller caller, Guid userId, CancellationToken ct) =>
        (caller.UserId == userId || caller.IsAdmin) && await store.OpenAsync(KeyOf(userId), ct) is { } file ? file : Errors.NotFound("picture");

    private async Task<Result<Profile>> SetAsync(Caller caller, string? url, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.Users.SingleOrDefaultAsync(ct) is not { } user) return Errors.NotFound("account");
        (user.AvatarUrl, user.UpdatedAt) = (url, now);
        await db.SaveChangesAsync(ct);
        return Profile.From(user);
    }

    private static async Task<bool> CopyAsync(Stream from, string path, CancellationToken ct)
    {
        await using var to = File.Create(path);
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, ct)) > 0;)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
            if (to.Length > MaxBytes) return false;
        }

        return true;
    }

    /// <summary>By the first bytes; names and declared types are only claims.</summary>
    private static async Task<string?> FormatAsync(string path, CancellationToken ct)
    {
        var head = new byte[12];
        await using var file = File.OpenRead(path);
        if (await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) < head.Length) return null;
        return head switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "png_pipe",
            [0xFF, 0xD8, 0xFF, ..] => "jpeg_pipe",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P'] => "webp_pipe",
            _ => null,
        };
    }

    private static async Task<bool> DrawAsync(string from, string format, string to, CancellationToken ct)
    {
        try
        {
            await MediaProbe.ProbeAsync(from, ct);
            var result = await ToolRunner.RunAsync(
                "ffmpeg",
                ["-nostdin", "-v", "error", "-protocol_whitelist", "file", "-f", format, "-i", from, "-frames:v", "1", "-map_metadata", "-1",
                 "-vf", $"scale={Side}:{Side}:force_original_aspect_ratio=increase,crop={Side}:{Side},format=yuvj420p", "-q:v", "3", "-f", "mjpeg", "-y", to], ct, timeout: Limit);
            return result.ExitCode == 0 && new FileInfo(to) is { Exists: true, Length: > 0 };
        }
        catch (RenderException)
        {
            return false;
        }
    }
}
