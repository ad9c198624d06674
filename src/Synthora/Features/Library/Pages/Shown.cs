using System.Globalization;
using Synthora.Rendering.Probing;

namespace Synthora.Features.Library.Pages;

/// <summary>Facts about files as people read them.</summary>
internal static class Shown
{
    public static string Length(double seconds) => seconds < 3600
        ? TimeSpan.FromSeconds(Math.Round(seconds)).ToString(@"m\:ss", CultureInfo.CurrentCulture)
        : TimeSpan.FromSeconds(Math.Round(seconds)).ToString(@"h\:mm\:ss", CultureInfo.CurrentCulture);

    public static string Day(DateTimeOffset time) => time.ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    public static string IconOf(MediaKind kind) => kind switch { MediaKind.Video => "film", MediaKind.Image => "image", _ => "audio-lines" };
}
