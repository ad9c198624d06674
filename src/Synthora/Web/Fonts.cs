namespace Synthora.Web;

/// <summary>
/// Whether a browser has the pages' font at hand. Its first visit has not: it is painted with what stands in, and the
/// script brings the font afterwards and leaves a cookie with the version that it brought.
/// </summary>
internal static class Fonts
{
    public const string Sheet = "/assets/fonts.css";
    private const string Cookie = "synthora_fonts";

    public static bool AreKept(HttpContext? context, StaticAssets files) =>
        context?.Request.Cookies[Cookie] is { Length: > 0 } version && files.Url(Sheet).EndsWith($"?v={version}", StringComparison.Ordinal);
}
