using System.Globalization;
using System.Text;
using System.Text.Json;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>The report for people in a terminal, and its stored form.</summary>
public static class QualityReportText
{
    /// <summary>As timelines are stored, with the verdict included and unknown members of later versions skipped.</summary>
    private static readonly JsonSerializerOptions Stored = new(TimelineJson.Options)
    {
        IgnoreReadOnlyProperties = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };

    public static string Json(QualityReport report) => JsonSerializer.Serialize(report, Stored);

    public static QualityReport Read(string json) => JsonSerializer.Deserialize<QualityReport>(json, Stored)!;

    /// <summary>One line: the verdict and the reasons.</summary>
    public static string Verdict(QualityReport report)
    {
        var failed = report.Checks.Where(check => check is { Passed: false, Severity: Severity.Must }).ToList();
        var weak = report.Checks.Count(check => check is { Passed: false, Severity: Severity.Should });
        return failed.Count > 0
            ? $"Not ready for {report.Platform}: {string.Join("; ", failed.Select(check => $"{check.Title.ToLowerInvariant()} is {check.Measured}"))}."
            : weak > 0
                ? $"Ready to publish on {report.Platform}: all {report.Checks.Count - weak} musts and goals met, {weak} could be better."
                : $"Ready to publish on {report.Platform}: all {report.Checks.Count} checks passed.";
    }

    /// <summary>Every check with its figure, worst first, then the verdict.</summary>
    public static string Table(QualityReport report)
    {
        var text = new StringBuilder();
        foreach (var check in report.Checks.OrderBy(check => check.Passed).ThenBy(check => check.Severity))
        {
            var sign = check.Passed ? "ok  " : check.Severity == Severity.Must ? "FAIL" : "weak";
            text.AppendLine(CultureInfo.InvariantCulture, $"{sign}  {check.Title,-32} {check.Measured,-34} {check.Expected}");
            if (check.Remedy is { } remedy) text.AppendLine(CultureInfo.InvariantCulture, $"      {remedy}");
        }

        foreach (var fallback in report.Fallbacks) text.AppendLine(CultureInfo.InvariantCulture, $"note  {fallback.Asked}: {fallback.Done} ({fallback.Why})");
        return text.Append(Verdict(report)).ToString();
    }
}
