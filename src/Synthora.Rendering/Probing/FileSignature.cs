namespace Synthora.Rendering.Probing;

public enum MediaKind { Video, Image, Audio }

/// <summary>What a file is by its first bytes, whatever it calls itself.</summary>
/// <param name="Name">As people call the format, such as <c>MP4</c>.</param>
public sealed record FileSignature(string Name, MediaKind Kind, string ContentType, string Extension)
{
    /// <summary>With this many bytes every format is told apart.</summary>
    public const int Length = 64;

    private static readonly FileSignature Mp4 = new("MP4", MediaKind.Video, "video/mp4", "mp4");
    private static readonly FileSignature Mov = new("MOV", MediaKind.Video, "video/quicktime", "mov");
    private static readonly FileSignature M4a = new("M4A", MediaKind.Audio, "audio/mp4", "m4a");
    private static readonly FileSignature Avi = new("AVI", MediaKind.Video, "video/x-msvideo", "avi");
    private static readonly FileSignature WebM = new("WebM", MediaKind.Video, "video/webm", "webm");
    private static readonly FileSignature Matroska = new("Matroska", MediaKind.Video, "video/x-matroska", "mkv");
    private static readonly FileSignature Jpeg = new("JPEG", MediaKind.Image, "image/jpeg", "jpg");
    private static readonly FileSignature Png = new("PNG", MediaKind.Image, "image/png", "png");
    private static readonly FileSignature WebP = new("WebP", MediaKind.Image, "image/webp", "webp");
    private static readonly FileSignature Gif = new("GIF", MediaKind.Image, "image/gif", "gif");
    private static readonly FileSignature Mp3 = new("MP3", MediaKind.Audio, "audio/mpeg", "mp3");
    private static readonly FileSignature Wav = new("WAV", MediaKind.Audio, "audio/wav", "wav");
    private static readonly FileSignature Ogg = new("Ogg", MediaKind.Audio, "audio/ogg", "ogg");
    private static readonly FileSignature Flac = new("FLAC", MediaKind.Audio, "audio/flac", "flac");
    private static readonly FileSignature Aac = new("AAC", MediaKind.Audio, "audio/aac", "aac");

    /// <summary>The formats there are, for people.</summary>
    public static string Known => string.Join(", ", new[] { Mp4, Mov, Avi, WebM, Matroska, Jpeg, Png, WebP, Gif, Mp3, M4a, Wav, Flac, Ogg, Aac }.Select(one => one.Name));

    /// <returns>Null for whatever is no picture, film or sound that we take.</returns>
    public static FileSignature? Of(ReadOnlySpan<byte> head) => head switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => Gif,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => WebP,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => Wav,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'A', (byte)'V', (byte)'I', (byte)' ', ..] => Avi,
        [0x1A, 0x45, 0xDF, 0xA3, ..] => head.IndexOf("webm"u8) >= 0 ? WebM : head.IndexOf("matroska"u8) >= 0 ? Matroska : null,
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', 0, ..] => Ogg,
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => Flac,
        [(byte)'I', (byte)'D', (byte)'3', < 5, ..] => Mp3,
        [0xFF, 0xF1 or 0xF9, ..] => Aac,
        [0xFF, 0xFB or 0xFA or 0xF3 or 0xF2 or 0xE3 or 0xE2, ..] => Mp3,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', var a, var b, var c, ..] => Brand([a, b, c]),
        // Old QuickTime files begin with their film or its index at once.
        [_, _, _, _, (byte)'m', (byte)'o', (byte)'o', (byte)'v', ..] or [_, _, _, _, (byte)'m', (byte)'d', (byte)'a', (byte)'t', ..]
            or [_, _, _, _, (byte)'w', (byte)'i', (byte)'d', (byte)'e', ..] => Mov,
        _ => null,
    };

    /// <summary>HEIF pictures share the box with films; nothing here decodes them.</summary>
    private static FileSignature? Brand(ReadOnlySpan<byte> brand) => brand switch
    {
        [(byte)'q', (byte)'t', ..] => Mov,
        [(byte)'M', (byte)'4', (byte)'A' or (byte)'B'] => M4a,
        [(byte)'h', (byte)'e', (byte)'i' or (byte)'v'] or [(byte)'m', (byte)'i', (byte)'f'] or [(byte)'a', (byte)'v', (byte)'i'] => null,
        _ => Mp4,
    };
}
