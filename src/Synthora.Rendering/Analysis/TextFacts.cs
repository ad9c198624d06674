namespace Synthora.Rendering.Analysis;

/// <summary>What the frames show of the words that were to be drawn on them.</summary>
/// <param name="Captions">One per sampled frame with a caption.</param>
/// <param name="Onsets">One per sampled word or caption that comes in.</param>
/// <param name="OpeningWords">Share of the words planned for 0.5 s that are seen there, 0–1; null where none were planned.</param>
public sealed record TextFacts(
    IReadOnlyList<CaptionLook> Captions, IReadOnlyList<CaptionOnset> Onsets, IReadOnlyList<TitleLook> Titles, double? OpeningWords);

/// <param name="Seen">Share of the caption's solid pixels that are in the picture, 0–1.</param>
/// <param name="Contrast">WCAG ratio that nine of ten parts of the letters reach against the pixels around them.</param>
/// <param name="Covered">Share of its letters that stand on other words, 0–1.</param>
/// <param name="Left">The drawn pixels' bounds in canvas pixels, right and bottom exclusive.</param>
public sealed record CaptionLook(double Time, double Seen, double? Contrast, double Covered, int Left, int Top, int Right, int Bottom);

/// <param name="PlannedMs">When the word begins in the timeline.</param>
/// <param name="SeenMs">Start of the first frame that shows it; null when it does not come within the frames looked at.</param>
public sealed record CaptionOnset(string Word, double PlannedMs, double? SeenMs);

/// <param name="Seen">Share of its letters seen in the middle of its time, 0–1.</param>
/// <param name="Left">The same share shortly after its end; null where something else shows that.</param>
/// <param name="Contrast">WCAG ratio that nine of ten parts of its letters reach against the pixels around them, at the weakest of three moments.</param>
public sealed record TitleLook(string Text, double Seen, double? Left, double? Contrast = null);

/// <param name="LateMs">How much later than planned the recording is heard; null when it was not found.</param>
public sealed record VoicePlace(double PlannedMs, double? LateMs, double Likeness);
