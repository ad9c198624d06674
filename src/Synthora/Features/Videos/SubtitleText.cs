using System.Globalization;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos;

/// <summary>Reads the SubRip that lies beside every video, so that it can be had in other forms.</summary>
internal static class SubtitleText
{
    /// <summary>The cues, each line of which is one word; what is no cue is left out.</summary>
    public static IReadOnlyList<Cue> Cues(string srt)
    {
        var cues = new List<Cue>();
        foreach (var block in srt.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length < 3 || lines[1].Split(" --> ") is not [var from, var to] || Ms(from) is not { } start || Ms(to) is not { } end) continue;
            cues.Add(new Cue(start, end, [.. lines[2..].Select(line => (IReadOnlyList<Word>)[new(line, start, end)])]));
        }

        return cues;
    }

    /// <summary>Plain captions in the video's shape, for one whose own look is not known here.</summary>
    public static string Ass(string srt, Video video)
    {
        var canvas = video is { Width: { } width, Height: { } height } ? new Canvas(width, height) : Canvas.ForAspect("9:16");
        return SubtitleFile.Ass(Cues(srt), new Look { Palette = ["#FFFFFF"], Captions = CaptionStyle.Classic }, canvas, SafeBox.For(Platform.Universal, canvas), "en");
    }

    private static int? Ms(string time) => TimeSpan.TryParseExact(time.Trim(), @"hh\:mm\:ss\,fff", CultureInfo.InvariantCulture, out var at) ? (int)at.TotalMilliseconds : null;
}
