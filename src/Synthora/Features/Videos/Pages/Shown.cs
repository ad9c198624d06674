using System.Globalization;
using Microsoft.Extensions.Localization;
using Synthora.Web;

namespace Synthora.Features.Videos.Pages;

/// <summary>Figures as people read them.</summary>
internal static class Shown
{
    public static string Length(double seconds) => TimeSpan.FromSeconds(Math.Round(seconds)).ToString(@"m\:ss", CultureInfo.InvariantCulture);

    public static string Size(long bytes) => bytes < 1_000_000 ? $"{Math.Max(1, bytes / 1000):N0} kB" : $"{bytes / 1e6:N1} MB";

    /// <summary>A text with a number in it; that for exactly one has a key of its own.</summary>
    public static string Count(this IStringLocalizer<Text> texts, string key, int count, params object[] more) => count == 1 ? texts[$"{key}_one", [count, .. more]] : texts[key, [count, .. more]];

    public static string TimeLeft(this IStringLocalizer<Text> texts, double? seconds) => seconds switch
    {
        null => texts["time.estimating"],
        < 60 => texts["time.seconds_left", Math.Max(1, Math.Ceiling(seconds.Value))],
        _ => texts["time.minutes_left", Math.Ceiling(seconds.Value / 60)],
    };
}
