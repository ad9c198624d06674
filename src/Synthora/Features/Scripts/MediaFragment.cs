using System.Globalization;

namespace Synthora.Features.Scripts;

/// <summary>The <c>t=in,out</c> part of a link to a clip (W3C Media Fragments, normal play time in seconds or clock form).</summary>
internal static class MediaFragment
{
    public static bool TryParse(string fragment, out double? from, out double? to)
    {
        (from, to) = (null, null);
        if (!fragment.StartsWith("t=", StringComparison.Ordinal)) return false;
        var value = fragment[2..];
        if (value.StartsWith("npt:", StringComparison.Ordinal)) value = value[4..];
        var times = value.Split(',');
        if (times.Length > 2 || !TryTime(times[0], out from) || (times.Length == 2 && !TryTime(times[1], out to))) return false;
        return (from ?? to) is not null && (to is null || to > (from ?? 0));
    }

    private static bool TryTime(string text, out double? seconds)
    {
        seconds = null;
        if (text.Length == 0) return true;
        var total = 0.0;
        var fields = text.Split(':');
        if (fields.Length > 3) return false;
        foreach (var field in fields)
        {
            if (!double.TryParse(field, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
            total = (total * 60) + number;
        }

        seconds = total;
        return true;
    }
}
