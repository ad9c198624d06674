namespace Synthora.Rendering.Quality;

internal static class Check
{
    public static QualityCheck Must(
        string id, string title, bool passed, string measured, string expected, string remedy, double? value = null, string? unit = null) =>
        Of(Severity.Must, id, title, passed, measured, expected, remedy, value, unit);

    public static QualityCheck Should(
        string id, string title, bool passed, string measured, string expected, string remedy, double? value = null, string? unit = null) =>
        Of(Severity.Should, id, title, passed, measured, expected, remedy, value, unit);

    private static QualityCheck Of(
        Severity severity, string id, string title, bool passed, string measured, string expected, string remedy, double? value, string? unit)
    {
        // JSON has no infinity; silence measures as one.
        var figure = value is { } number && double.IsFinite(number) ? Math.Round(number, 4) : (double?)null;
        return new(id, title, passed, measured, expected, severity, figure, passed ? null : remedy, figure is null ? null : unit);
    }
}
