using Synthora.Rendering.Analysis;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Words as the pixels show them: there at all, in the safe box, legible, apart from each other and in time.</summary>
internal static class TextChecks
{
    private const double Visible = 0.8;
    private const double ReadableContrast = 4.5;
    private const double MostFrames = 0.95;
    private const double CoveredLetters = 0.02;
    private const double EarlyMs = 45;
    private const double LateMs = 125;

    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline timeline, Platform platform)
    {
        foreach (var check in Voice(file)) yield return check;
        if (file.Text is not { } text) yield break;
        foreach (var check in Hook(text)) yield return check;
        if (text.Captions is { Count: > 0 } looks)
        {
            foreach (var check in Captions(looks, timeline, platform)) yield return check;
            foreach (var check in Sync(text.Onsets, file, timeline)) yield return check;
        }
    }

    private static IEnumerable<QualityCheck> Voice(Measurement file)
    {
        if (file.Voices.Count == 0) yield break;
        var heard = file.Voices.Where(voice => voice.LateMs is not null).ToList();
        if (heard.Count == 0)
        {
            yield return CheckCatalogue.VoiceSync.Judge(false, $"none of {file.Voices.Count} recordings is heard where it was planned", "Render the sound again from the timeline.");
            yield break;
        }

        var worst = heard.MaxBy(voice => Math.Abs(voice.LateMs!.Value))!;
        yield return CheckCatalogue.VoiceSync.Judge(heard.Count == file.Voices.Count && worst.LateMs is >= -EarlyMs and <= LateMs,
            $"{worst.LateMs:+0;−0;0} ms at most, {heard.Count} of {file.Voices.Count} recordings found", "Render the sound again from the timeline.", worst.LateMs);
    }

    private static IEnumerable<QualityCheck> Hook(TextFacts text)
    {
        yield return CheckCatalogue.HookText.Judge(text.OpeningWords >= 0.6, text.OpeningWords is { } seen ? $"{seen * 100:0} % of the planned words seen" : "no words by 0.5 s",
            "Let a title, a caption or a card's words stand by 0.5 s.", text.OpeningWords * 100);
        if (text.Titles.Count == 0) yield break;
        var missing = text.Titles.Where(title => title.Seen < 0.6).ToList();
        var staying = text.Titles.Where(title => title.Left > 0.6).ToList();
        yield return CheckCatalogue.HookTitle.Judge(missing.Count + staying.Count == 0,
            missing is [var lost, ..] ? $"“{lost.Text}” is not seen" : staying is [var stuck, ..] ? $"“{stuck.Text}” stays" : $"{text.Titles.Count} as planned",
            "Render the scene with this title again.", missing.Count + staying.Count);
        if (text.Titles.Where(title => title.Contrast is not null).MinBy(title => title.Contrast) is not { } weakest) yield break;
        yield return CheckCatalogue.TitleContrast.Judge(weakest.Contrast >= ReadableContrast, $"{weakest.Contrast:0.0} : 1 in the weakest of {text.Titles.Count}, “{weakest.Text}”",
            "Give this scene another picture, or leave its title out.", weakest.Contrast);
    }

    private static IEnumerable<QualityCheck> Captions(IReadOnlyList<CaptionLook> looks, Timeline timeline, Platform platform)
    {
        var safe = SafeBox.For(platform, timeline.Canvas, Script.IsRightToLeftLanguage(timeline.Language));
        var outside = looks.Max(look => Math.Max(Math.Max(safe.Left - look.Left, look.Right - safe.Right), Math.Max(safe.Top - look.Top, look.Bottom - safe.Bottom)));
        yield return CheckCatalogue.CaptionPixels.Judge(outside <= 0,
            $"x {looks.Min(look => look.Left)}–{looks.Max(look => look.Right)}, y {looks.Min(look => look.Top)}–{looks.Max(look => look.Bottom)}",
            $"Render it for {platform.ToString().ToLowerInvariant()}: its controls would cover these captions.", Math.Max(0, outside),
            $"inside x {safe.Left}–{safe.Right}, y {safe.Top}–{safe.Bottom}", $"{platform.ToString().ToLowerInvariant()}, checked {SafeBox.CheckedOn:yyyy-MM-dd}");

        var faintest = looks.MinBy(look => look.Seen)!;
        yield return CheckCatalogue.CaptionVisible.Judge(faintest.Seen >= Visible,
            $"{looks.Count(look => look.Seen >= Visible)} of {looks.Count} frames, {faintest.Seen * 100:0} % of the pixels at {faintest.Time:0.0} s", "Render the scene at this time again.", faintest.Seen * 100);

        var contrasts = looks.Select(look => look.Contrast ?? 0).Order().ToList();
        var legible = contrasts.Count(contrast => contrast >= ReadableContrast) / (double)contrasts.Count;
        yield return CheckCatalogue.CaptionContrast.Judge(legible >= MostFrames, $"{contrasts[0]:0.0} : 1 in the weakest of {contrasts.Count} frames, {legible * 100:0} % legible",
            "Choose a caption style with a stronger outline or box.", contrasts[0]);

        var covered = looks.MaxBy(look => look.Covered)!;
        yield return CheckCatalogue.CaptionOverlap.Judge(covered.Covered <= CoveredLetters, covered.Covered <= CoveredLetters ? "none" : $"{covered.Covered * 100:0} % of the letters at {covered.Time:0.0} s",
            "Choose a caption style that stands lower, or shorten the card's words.", covered.Covered * 100);
    }

    /// <summary>Drawn words against the voice as it is heard: a sound that is late makes captions early.</summary>
    private static IEnumerable<QualityCheck> Sync(IReadOnlyList<CaptionOnset> onsets, Measurement file, Timeline timeline)
    {
        if (onsets.Count == 0) yield break;
        var voiceMs = file.Voices.Select(voice => voice.LateMs).OfType<double>().Order().ToList() is { Count: > 0 } late ? late[late.Count / 2] : 0;
        var seen = onsets.Where(onset => onset.SeenMs is not null).Select(onset => (onset.PlannedMs, Error: onset.SeenMs!.Value - onset.PlannedMs - voiceMs)).ToList();
        if (seen.Count < Math.Max(1, onsets.Count * 0.75))
        {
            var lost = onsets.First(onset => onset.SeenMs is null);
            yield return CheckCatalogue.CaptionSync.Judge(false, $"{onsets.Count - seen.Count} of {onsets.Count} words do not come when they are spoken, first “{lost.Word}” at {lost.PlannedMs / 1000:0.0} s", "Render the scene at this time again.");
            yield break;
        }

        var errors = seen.Select(onset => Math.Abs(onset.Error)).Order().ToList();
        var (median, most) = (errors[errors.Count / 2], errors[(int)Math.Ceiling(errors.Count * 0.95) - 1]);
        var noticed = seen.Count(onset => onset.Error is < -EarlyMs or > LateMs);
        yield return CheckCatalogue.CaptionSync.Judge(median <= 40 && most <= 80 && noticed == 0, $"median {median:0} ms, 95 % within {most:0} ms over {errors.Count} words",
            noticed > 0 ? "Render it again; if it stays, the voice's word times are wrong." : "Choose a caption style that comes in without a fade.", median,
            severity: noticed > 0 ? Severity.Must : Severity.Should);

        if (seen.Count < 4) yield break;
        var third = Math.Max(1, seen.Count / 3);

        // Against the frame on which each word is due: what lies between word and frame is no drift, only chance.
        var frame = 1000.0 / timeline.Canvas.Fps;
        double Lag((double PlannedMs, double Error) onset) => onset.PlannedMs + onset.Error - (Math.Round(onset.PlannedMs / frame) * frame);
        var drift = seen.TakeLast(third).Average(Lag) - seen.Take(third).Average(Lag);
        yield return CheckCatalogue.CaptionDrift.Judge(Math.Abs(drift) <= frame + 0.5, $"{drift:+0;−0;0} ms over {(seen[^1].PlannedMs - seen[0].PlannedMs) / 1000:0} s",
            "Render it at a constant frame rate.", drift, $"≤ {frame:0} ms, one frame");
    }
}
