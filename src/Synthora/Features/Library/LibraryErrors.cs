using Synthora.Rendering.Probing;

namespace Synthora.Features.Library;

internal static class LibraryErrors
{
    public static readonly Error NoUpload = Errors.NotFound("upload");
    public static readonly Error NoMedia = Errors.NotFound("file in your library");
    public static readonly Error Expired = new(ErrorKind.Gone, "upload_expired", "This upload was left for too long and is gone. Start it again.");
    public static readonly Error Interrupted = new(ErrorKind.Conflict, "upload_interrupted", "The piece broke off. Ask how much arrived and go on from there.");
    public static readonly Error Locked = new(ErrorKind.Conflict, "upload_locked", "This upload is being written by another request. Try again in a moment.");
    public static readonly Error WrongChecksum = new(ErrorKind.Conflict, "checksum_mismatch", "The piece does not have the checksum that came with it. Send it again.");
    public static readonly Error StoreAway = new(ErrorKind.Unavailable, "storage_unavailable", "The file arrived, but the storage did not take it yet. Try again in a moment.");

    public static Error WrongType(string fileName) => new(
        ErrorKind.WrongType, "unsupported_media_type", $"{fileName} is no film, picture or sound that can be used here. Upload one of: {FileSignature.Known}.");

    public static Error WrongKind(string fileName, MediaKind kind) => new(
        ErrorKind.WrongType, "unsupported_media_type", kind == MediaKind.Video ? $"{fileName} is a film. Upload it at /videos/upload." : $"{fileName} is no film. Upload it at /assets/upload.");

    public static Error TooLarge(long most) => new(
        ErrorKind.TooLarge, "payload_too_large", $"The file is larger than {Sizes.Of(most)}. Shorten it or export it smaller.",
        new Dictionary<string, object?> { ["max_bytes"] = most });

    public static Error Longer(long size) => new(ErrorKind.TooLarge, "payload_too_large", $"More was sent than the {size} bytes that were announced.");

    public static Error WrongOffset(long received) => new(
        ErrorKind.Conflict, "offset_mismatch", $"{received} bytes have arrived; go on from there.", new Dictionary<string, object?> { ["received"] = received });
}

/// <summary>Numbers of bytes for people.</summary>
public static class Sizes
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    public static string Of(long bytes)
    {
        var unit = 0;
        double size = bytes;
        for (; size >= 1000 && unit < Units.Length - 1; unit++) size /= 1024;
        return string.Create(System.Globalization.CultureInfo.CurrentCulture, $"{(unit == 0 || size >= 100 ? Math.Round(size) : Math.Round(size, 1))} {Units[unit]}");
    }
}
