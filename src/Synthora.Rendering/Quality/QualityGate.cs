using Synthora.Rendering.Analysis;
using Synthora.Rendering.Audio;
using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Measures a finished file against what its platform and its viewers need.</summary>
public static class QualityGate
{
    /// <param name="timeline">What was planned, with paths that can be opened; without it the checks that compare with the plan are not judged.</param>
    /// <param name="thorough">Also renders a scene again, to see what encoding cost and whether it comes out the same.</param>
    /// <param name="madeBy">The <see cref="QualityReport.Engine"/> that made the file, empty when it was one that did not say; null when that is not known.</param>
    /// <param name="rendered">What its render measured of the stems, so that they need not be mixed again; the file's own sound is measured in any case.</param>
    /// <exception cref="RenderException">The file is missing, unreadable or has no picture.</exception>
    public static async Task<QualityReport> CheckAsync(
        string file, Timeline? timeline, Platform platform, CancellationToken ct, bool thorough = false, string? madeBy = null, SoundMeasurement? rendered = null)
    {
        var path = Path.GetFullPath(file);
        var measured = await Measurer.MeasureAsync(path, timeline, ct, rendered);
        if (thorough && timeline is not null) measured = measured with { Again = await SceneAgain.OfAsync(path, timeline, measured, ct) };
        var report = Judge(measured, Path.GetFileName(file), timeline, platform);
        return madeBy is null || madeBy == report.Engine ? report : report with { Checks = [.. report.Checks.Select(OfAnotherEngine)] };
    }

    /// <summary>Words are compared with how this engine draws them. Where an older one drew them otherwise, nothing is wrong with the file.</summary>
    private static QualityCheck OfAnotherEngine(QualityCheck check) => check.Failed && CheckCatalogue.ComparedWithDrawing.FirstOrDefault(one => one.Id == check.Id) is { } definition
        ? definition.NotJudged("another version of Synthora drew the words, and this one draws them otherwise; render it again to have them judged")
        : check;

    /// <summary>The verdict over what was measured; pure, so that a report can be judged for another platform.</summary>
    public static QualityReport Judge(Measurement measured, string name, Timeline? timeline, Platform platform)
    {
        var profile = PlatformProfile.For(platform).At(measured.Picture.Packets.Fps);
        Dictionary<string, QualityCheck> judged = new(StringComparer.Ordinal);
        foreach (var check in Judged(measured, timeline, platform, profile)) judged.Add(check.Id, check);
        return new()
        {
            File = name,
            Platform = platform.ToString().ToLowerInvariant(),
            Engine = Scenes.SegmentKey.EngineBuild,
            DurationSeconds = Math.Round(measured.Seconds, 3),
            Fallbacks = timeline is null ? [] : [.. timeline.Fallbacks.Union(TextFallbacks.Of(timeline)).Union(SimulatedParts.Fallbacks(timeline))],
            Checks = [.. CheckCatalogue.All.Select(definition => judged.GetValueOrDefault(definition.Id) ?? definition.NotJudged(WhyNot(definition, measured, timeline)))],
        };
    }

    private static IEnumerable<QualityCheck> Judged(Measurement measured, Timeline? timeline, Platform platform, PlatformProfile profile) =>
    [
        .. ContainerChecks.Judge(measured, profile),
        .. StreamChecks.Judge(measured, timeline, platform, profile),
        .. LengthChecks.Judge(measured, timeline, platform, profile),
        .. SoundChecks.Judge(measured, timeline),
        .. PictureChecks.Judge(measured),
        .. PacingChecks.Judge(measured, timeline),
        .. timeline is null ? [] : CaptionChecks.Judge(timeline),
        .. timeline is null ? [] : CaptionChecks.Subtitles(timeline),
        .. timeline is null ? [] : CaptionLayoutChecks.Judge(timeline, platform),
        .. timeline is null ? [] : OverlayChecks.Judge(measured, timeline, platform),
        .. timeline is null ? [] : (QualityCheck[])[GlyphChecks.Judge(timeline)],
        .. timeline is null ? [] : TextChecks.Judge(measured, timeline, platform),
        .. measured.Again is { } again ? ThoroughChecks.Judge(again) : [],
        .. timeline is null ? [] : HonestyChecks.Judge(timeline),
    ];

    private static string WhyNot(CheckDefinition definition, Measurement measured, Timeline? timeline) => definition.Need switch
    {
        CheckNeed.Sound => "no sound",
        CheckNeed.Thorough when timeline is not null => "only with --thorough",
        not CheckNeed.File when timeline is null => "no timeline",
        CheckNeed.Captions => "no captions",
        _ when definition.Group == CheckGroup.Sound && measured.Sound is null => "no sound",
        _ => "nothing of the kind in this video",
    };
}
