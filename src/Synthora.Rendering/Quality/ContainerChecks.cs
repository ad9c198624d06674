using Synthora.Rendering.Analysis;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Quality;

/// <summary>The MP4 around the streams: order, edit lists, leftovers, rate and size.</summary>
internal static class ContainerChecks
{
    public static IEnumerable<QualityCheck> Judge(Measurement file, PlatformProfile profile)
    {
        var (boxes, limits) = (file.Boxes, profile.Limits);
        yield return CheckCatalogue.Container.Judge(boxes.Damage is null, boxes.Damage ?? "whole", "The file was cut off or damaged: render or copy it again.");
        yield return CheckCatalogue.FastStart.Judge(boxes.StartsFast, string.Join(' ', boxes.TopLevel.Take(6)), "Remux it with -movflags +faststart.");
        yield return CheckCatalogue.EditLists.Judge(
            boxes.EditLists == 0, $"{boxes.EditLists}", "Remux it with -use_editlist 0 -movflags +negative_cts_offsets.", boxes.EditLists);
        yield return CheckCatalogue.Metadata.Judge(
            file.ForeignTags.Count == 0, file.ForeignTags.Count == 0 ? "none" : string.Join(", ", file.ForeignTags.Take(5)),
            "Remux it with -map_metadata -1.", file.ForeignTags.Count);

        var peak = file.Picture.Packets.PeakKbps;
        yield return CheckCatalogue.PeakBitrate.Limited(limits.PeakKbps, peak, $"{peak / 1000:0.0} Mb/s in the busiest second", "Mb/s", 1000,
            "Encode it with a lower -maxrate and a -bufsize of no more than that.");
        var average = file.Seconds > 0 ? file.Bytes * 8 / 1000.0 / file.Seconds : 0;
        yield return CheckCatalogue.AverageBitrate.Limited(limits.AverageKbps, average, $"{average / 1000:0.0} Mb/s", "Mb/s", 1000, "Encode it at a lower rate, or with a higher -crf.");
        var megabytes = file.Bytes / 1e6;
        yield return CheckCatalogue.FileSize.Limited(limits.Megabytes, megabytes, $"{megabytes:0.0} MB", "MB", 1, "Shorten it or encode it at a lower rate.");
    }
}
