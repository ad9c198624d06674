using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>The report for people in a terminal, and its stored form.</summary>
public static class QualityReportText
{
    /// <summary>As timelines are stored, with the verdict included and unknown members of later versions skipped.</summary>
    internal static readonly JsonSerializerOptions Stored = new(TimelineJson.Options)
    {
        IgnoreReadOnlyProperties = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
    };

    public static string Json(QualityReport report) => JsonSerializer.Serialize(report, Stored);

    /// <exception cref="JsonException">Not a report.</exception>
    public static QualityReport Read(string json)
    {
        var report = JsonNode.Parse(json)!;
        if (report["version"] is null)
        {
            // The first reports had no outcomes, and nothing that could not be judged.
            report["version"] = 1;
            foreach (var check in report["checks"]!.AsArray()) check!["outcome"] = check["passed"]!.GetValue<bool>() ? "passed" : "failed";
        }

        return report.Deserialize<QualityReport>(Stored)!;
    }

    /// <summary>One line: the verdict and the reasons.</summary>
    public static string Verdict(QualityReport report)
    {
        var failed = report.Blocking.ToList();
        var weak = report.Checks.Count(check => check is { Failed: true, Severity: Severity.Should });
        var passed = report.Checks.Count(check => check.Passed);
        return failed.Count > 0
            ? $"Not ready for {report.Platform}: {string.Join("; ", failed.Select(check => $"{check.Title.ToLowerInvariant()} is {check.Measured}"))}."
            : weak > 0
                ? $"Ready to publish on {report.Platform}: {passed} checks passed, {weak} could be better."
                : $"Ready to publish on {report.Platform}: all {passed} checks passed.";
    }

    /// <summary>Every check with its figure, worst first, then the verdict.</summary>
    public static string Table(QualityReport report)
    {
        var text = new StringBuilder();
        foreach (var check in report.Checks.Where(check => check.Outcome != Outcome.NotJudged).OrderBy(check => check.Passed).ThenBy(check => check.Severity))
        {
            var sign = check.Passed ? "ok  " : check.Severity == Severity.Must ? "FAIL" : "weak";
            text.AppendLine(CultureInfo.InvariantCulture, $"{sign}  {check.Title,-32} {check.Measured,-44} {check.Expected}");
            if (check.Remedy is { } remedy) text.AppendLine(CultureInfo.InvariantCulture, $"      {remedy}");
        }

        foreach (var why in report.Checks.Where(check => check.Outcome == Outcome.NotJudged).GroupBy(check => check.Measured))
            text.AppendLine(CultureInfo.InvariantCulture, $"–     {why.Key}: {string.Join(", ", why.Select(check => check.Id))}");
        foreach (var fallback in report.Fallbacks) text.AppendLine(CultureInfo.InvariantCulture, $"note  {fallback.Asked}: {fallback.Done} ({fallback.Why})");
        return text.Append(Verdict(report)).ToString();
    }
}
