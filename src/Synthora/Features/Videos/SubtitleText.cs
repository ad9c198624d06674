using System.Text;
using Synthora.Rendering.Captions;

namespace Synthora.Features.Videos;

/// <summary>Turns SubRip into a plain ASS file that players and editors read.</summary>
internal static class SubtitleText
{
    public static string ToAss(string srt, string title)
    {
        var ass = new StringBuilder();
        ass.Append("[Script Info]\nTitle: ").Append(AssText.Escape(title)).Append(
            """

            ScriptType: v4.00+
            PlayResX: 360
            PlayResY: 640
            WrapStyle: 0

            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
            Style: Default,Noto Sans,22,&H00FFFFFF,&H00FFFFFF,&H00000000,&H80000000,-1,0,0,0,100,100,0,0,1,2,0,2,24,24,120,1

            [Events]
            Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text

            """);
        foreach (var block in srt.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var times = lines.Length > 2 ? lines[1].Split(" --> ") : [];
            if (times.Length != 2) continue;
            ass.Append("Dialogue: 0,").Append(Time(times[0])).Append(',').Append(Time(times[1])).Append(",Default,,0,0,0,,")
                .Append(AssText.Escape(string.Join('\n', lines[2..]))).Append('\n');
        }

        return ass.ToString();
    }

    /// <summary><c>00:01:02,345</c> becomes <c>0:01:02.34</c>.</summary>
    private static string Time(string srt) => srt.Trim()[1..^1].Replace(',', '.');
}
