using System.Text;

namespace Synthora.Rendering.FFmpeg;

/// <summary>Puts finished segments one behind the other and lays the sound beside them; nothing is encoded again.</summary>
internal static class JoinCommand
{
    /// <summary>Platforms refuse or misread edit lists, so there are none, and the index comes first.</summary>
    /// <param name="list">A concat list; its entries are relative to its own folder.</param>
    /// <param name="comment">What whoever opens the file has to know; null for none.</param>
    public static FFmpegCommand Build(string list, string sound, string output, string? comment = null) => new(
        [new FFmpegInput(["-f", "concat", "-safe", "0"], list), new FFmpegInput([], sound)], "",
        [
            "-map", "0:v:0", "-map", "1:a:0", "-c", "copy", "-map_metadata", "-1", "-map_chapters", "-1", .. Comment(comment), "-fflags", "+bitexact",
            "-use_editlist", "0", "-movflags", "+faststart+negative_cts_offsets", "-f", "mp4",
        ], output);

    /// <summary>Writes a comment into a file whose streams are copied as they are; what it said of itself before is dropped.</summary>
    public static FFmpegCommand Label(string video, string comment, string output) => new(
        [new FFmpegInput([], video)], "", ["-map", "0:v:0", "-map", "0:a:0?", "-c", "copy", "-map_metadata", "-1", .. Comment(comment), "-movflags", "+faststart", "-f", "mp4"], output);

    private static string[] Comment(string? comment) => comment is null ? [] : ["-metadata", $"comment={comment}"];

    /// <summary>
    /// Each entry states its length, because a file's own length is rounded to milliseconds and would push later
    /// scenes off the frame clock. Lengths are differences of rounded ends, so that rounding never adds up.
    /// </summary>
    public static string List(IEnumerable<(string Path, int Frames)> segments, int fps)
    {
        var list = new StringBuilder("ffconcat version 1.0\n");
        var (frame, start) = (0L, 0L);
        foreach (var (path, frames) in segments)
        {
            frame += frames;
            var end = (long)Math.Round(frame * 1_000_000.0 / fps);
            list.Append(CultureInfo.InvariantCulture, $"file '{path}'\nduration {(end - start) / 1_000_000m:0.000000}\n");
            start = end;
        }

        return list.ToString();
    }
}
