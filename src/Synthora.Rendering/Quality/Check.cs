namespace Synthora.Rendering.Quality;

internal static class Check
{
    public static QualityCheck Must(string id, string title, bool passed, string measured, string expected, string remedy, double? value = null) =>
        new(id, title, passed, measured, expected, Severity.Must, Finite(value), passed ? null : remedy);

    public static QualityCheck Should(string id, string title, bool passed, string measured, string expected, string remedy, double? value = null) =>
        new(id, title, passed, measured, expected, Severity.Should, Finite(value), passed ? null : remedy);

    /// <summary>JSON has no infinity; silence measures as one.</summary>
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
