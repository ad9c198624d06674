using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Quality;

/// <summary>What a check needs besides the file.</summary>
public enum CheckNeed { File, Sound, Timeline, Captions, Thorough }

/// <summary>A check before it has looked at anything: its name, its limit and who set it.</summary>
/// <param name="Limit">As read in the report when the judge does not word it closer.</param>
/// <param name="Source">Whose limit it is; platforms replace it by their own.</param>
/// <param name="How">How the figure is found, in a few words.</param>
public sealed record CheckDefinition(
    string Id, CheckGroup Group, Severity Severity, string Title, string Limit, string Source, string How, string? Unit = null, CheckNeed Need = CheckNeed.File)
{
    /// <param name="remedy">Kept only where the check fails.</param>
    internal QualityCheck Judge(
        bool passed, string measured, string remedy, double? value = null, string? limit = null, string? source = null, Severity? severity = null)
    {
        // JSON has no infinity; silence measures as one.
        var figure = value is { } number && double.IsFinite(number) ? Math.Round(number, 4) : (double?)null;
        return Blank with
        {
            Outcome = passed ? Outcome.Passed : Outcome.Failed,
            Severity = severity ?? Severity,
            Measured = measured,
            Value = figure,
            Unit = figure is null ? null : Unit,
            Expected = limit ?? Limit,
            Source = source ?? Source,
            Remedy = passed ? null : remedy,
        };
    }

    /// <summary>Against what a platform says; where it says nothing there is nothing to judge.</summary>
    /// <param name="scale">The limit is worded in units of so many of the figure's.</param>
    internal QualityCheck Limited(PlatformLimit? limit, double figure, string measured, string unit, double scale, string remedy, double tolerance = 0) => limit is null
        ? NotJudged("the platform sets no limit") with { Value = Math.Round(figure, 4), Unit = Unit, Measured = $"{measured}; the platform sets no limit" }
        : Judge(limit.Allows(figure, tolerance), measured, remedy, figure, Worded(limit, unit, scale), limit.Source, limit.Required ? Severity : Severity.Should);

    private static string Worded(PlatformLimit limit, string unit, double scale) => (limit.Min / scale, limit.Max / scale) switch
    {
        ( > 0 and var least, { } most) => $"{least:0.##}–{most:0.##} {unit}",
        ( > 0 and var least, null) => $"≥ {least:0.##} {unit}",
        (_, { } most) => $"{(limit.Below ? '<' : '≤')} {most:0.##} {unit}",
        _ => "any",
    };

    internal QualityCheck NotJudged(string why) => Blank with { Outcome = Outcome.NotJudged, Measured = $"not judged: {why}" };

    private QualityCheck Blank => new()
    {
        Id = Id,
        Group = Group,
        Title = Title,
        Severity = Severity,
        Measured = "",
        Expected = Limit,
        Source = Source,
    };
}
