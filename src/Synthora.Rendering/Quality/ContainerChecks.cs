using Synthora.Rendering.Analysis;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Quality;

/// <summary>The MP4 around the streams: order, edit lists, leftovers, rate and size.</summary>
internal static class ContainerChecks
{
    public static IEnumerable<QualityCheck> Judge(Measurement file, PlatformProfile profile)
    {
        var boxes = file.Boxes;
        yield return Check.Must("container", "Whole container", boxes.Damage is null, boxes.Damage ?? "whole", "every box inside the file",
            "The file was cut off or damaged: render or copy it again.");
        yield return Check.Must("fast_start", "Starts before it is loaded", boxes.StartsFast, string.Join(' ', boxes.TopLevel.Take(6)),
            "moov before mdat (YouTube, Instagram)", "Remux it with -movflags +faststart.");
        yield return Check.Must("edit_lists", "No edit lists", boxes.EditLists == 0, $"{boxes.EditLists}", "0 (YouTube, Instagram)",
            "Remux it with -use_editlist 0 -movflags +negative_cts_offsets.", boxes.EditLists);
        yield return Check.Should("metadata", "No leftover metadata", file.ForeignTags.Count == 0,
            file.ForeignTags.Count == 0 ? "none" : string.Join(", ", file.ForeignTags.Take(5)), "none", "Remux it with -map_metadata -1.", file.ForeignTags.Count, "tags");

        var kilobits = file.Seconds > 0 ? file.Bytes * 8 / 1000.0 / file.Seconds : 0;
        yield return Check.Must("bitrate", "Bitrate", kilobits <= profile.MaxBitrateKbps, $"{kilobits / 1000:0.0} Mb/s", $"≤ {profile.MaxBitrateKbps / 1000.0:0.#} Mb/s ({profile.Source})",
            "Encode it at a lower rate.", kilobits, "kb/s");
        var megabytes = file.Bytes / 1048576.0;
        yield return Check.Must("file_size", "File size", megabytes <= profile.MaxMegabytes, $"{megabytes:0.0} MiB", $"≤ {profile.MaxMegabytes} MiB ({profile.Source})",
            "Shorten it or encode it at a lower rate.", megabytes, "MiB");
    }
}
