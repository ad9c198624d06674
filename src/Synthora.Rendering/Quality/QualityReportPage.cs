using System.Net;
using System.Text;

namespace Synthora.Rendering.Quality;

/// <summary>The report as one HTML file that needs nothing beside it: verdict first, then what failed, then every chapter.</summary>
public static class QualityReportPage
{
    private const string Style = """
        :root{color-scheme:light dark;--page:#f6f6f9;--card:#fff;--ink:#17171f;--soft:#5b5b6b;--line:#e3e3ea;--good:#0f7a4d;--bad:#b3261e;--warn:#8a5300;--none:#6b6b7a}
        @media(prefers-color-scheme:dark){:root{--page:#0e0e14;--card:#181821;--ink:#f2f2f6;--soft:#a9a9b8;--line:#2b2b38;--good:#4ade9b;--bad:#ff8a80;--warn:#ffc46b;--none:#9a9aab}}
        *{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0;overflow-wrap:anywhere}h2{font-size:1.1rem;margin:0}
        header,section{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.25rem;margin-bottom:1rem}
        .file{color:var(--soft);margin:0;overflow-wrap:anywhere}.counts{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;margin:.75rem 0 0;padding:0;list-style:none}
        .counts li,.head{display:flex;align-items:center;gap:.4rem}.head{justify-content:space-between;gap:1rem}.head span{color:var(--soft);font-size:.875rem;white-space:nowrap}
        svg{width:1.25rem;height:1.25rem;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
        .passed svg{color:var(--good)}.must svg{color:var(--bad)}.should svg{color:var(--warn)}.none svg,.none b{color:var(--none)}
        ul.checks{list-style:none;margin:.75rem 0 0;padding:0}ul.checks li{display:grid;grid-template-columns:1.25rem minmax(0,1fr);gap:0 .75rem;padding:.75rem 0;border-top:1px solid var(--line)}
        ul.checks div{min-width:0;overflow-wrap:anywhere}b{font-weight:600}.figure{font-variant-numeric:tabular-nums}small{display:block;color:var(--soft);font-size:.8125rem}
        .do{display:block;margin-top:.25rem;font-weight:500}.tag{color:var(--soft);font-size:.8125rem;font-weight:400}summary{cursor:pointer;min-height:2.75rem;display:flex;align-items:center;color:var(--soft)}
        @media(min-width:44rem){ul.checks li{grid-template-columns:1.25rem minmax(0,1fr) minmax(0,1.5fr)}}@media(max-width:43.99rem){ul.checks li div+div{grid-column:2}}
        """;

    public static string Write(QualityReport report)
    {
        var failed = report.Checks.Where(check => check.Failed).OrderBy(check => check.Severity).ToList();
        var html = new StringBuilder();
        html.Append($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{E(report.File)}: quality report</title><style>{Style}</style></head><body><main>");
        html.Append($"<header><p class=\"file\">{E(report.File)} for {E(report.Platform)}, {N(report.DurationSeconds)} s</p><h1>{E(Headline(report))}</h1><ul class=\"counts\">");
        foreach (var (kind, words, count) in Counts(report)) html.Append($"<li class=\"{kind}\">{Icon(kind)}{count} {words}</li>");
        html.Append("</ul></header>");
        if (failed.Count > 0) Section(html, "What to do", failed, $"{failed.Count}");
        if (report.Fallbacks.Count > 0)
        {
            html.Append($"<section><div class=\"head\"><h2>Done in another way than asked</h2><span>{report.Fallbacks.Count}</span></div><ul class=\"checks\">");
            foreach (var fallback in report.Fallbacks)
                html.Append($"<li class=\"{(fallback.Blocks ? "must" : "should")}\">{Icon(fallback.Blocks ? "must" : "should")}<div><b>{E(fallback.Asked)}</b>{(fallback.Blocks ? " <span class=\"tag\">blocks publishing</span>" : "")}</div><div>{E(fallback.Done)}<small>{E(fallback.Why)}</small></div></li>");
            html.Append("</ul></section>");
        }

        foreach (var chapter in report.Checks.Where(check => check.Passed).GroupBy(check => check.Group))
            Section(html, Title(chapter.Key), [.. chapter], $"{chapter.Count()} passed");
        var unjudged = report.Checks.Where(check => check.Outcome == Outcome.NotJudged).ToList();
        if (unjudged.Count > 0)
        {
            html.Append($"<section><details><summary>{unjudged.Count} checks were not judged</summary>");
            List(html, unjudged);
            html.Append("</details></section>");
        }

        return html.Append("</main></body></html>\n").ToString();
    }

    /// <summary>A chapter's name for readers.</summary>
    public static string Title(CheckGroup group) => group switch
    {
        CheckGroup.Format => "Picture and sound format",
        CheckGroup.Rhythm => "Rhythm",
        CheckGroup.Honesty => "Honesty",
        _ => group.ToString(),
    };

    private static string Headline(QualityReport report) => report.Passed
        ? "Ready to publish"
        : report.Blocking.Count() is 1 ? "Not ready: one thing has to change" : $"Not ready: {report.Blocking.Count()} things have to change";

    private static IEnumerable<(string Kind, string Words, int Count)> Counts(QualityReport report)
    {
        yield return ("passed", "passed", report.Checks.Count(check => check.Passed));
        if (report.Blocking.Any()) yield return ("must", "must change", report.Blocking.Count());
        if (report.Checks.Count(check => check is { Failed: true, Severity: Severity.Should }) is > 0 and var weak) yield return ("should", "could be better", weak);
        if (report.Checks.Count(check => check.Outcome == Outcome.NotJudged) is > 0 and var none) yield return ("none", "not judged", none);
    }

    private static void Section(StringBuilder html, string title, IReadOnlyList<QualityCheck> checks, string note)
    {
        html.Append($"<section><div class=\"head\"><h2>{E(title)}</h2><span>{E(note)}</span></div>");
        List(html, checks);
        html.Append("</section>");
    }

    private static void List(StringBuilder html, IEnumerable<QualityCheck> checks)
    {
        html.Append("<ul class=\"checks\">");
        foreach (var check in checks)
        {
            var kind = check.Outcome switch { Outcome.Passed => "passed", Outcome.NotJudged => "none", _ => check.Severity == Severity.Must ? "must" : "should" };
            var tag = check.Failed ? $" <span class=\"tag\">{(check.Severity == Severity.Must ? "must" : "should")}</span>" : "";
            html.Append($"<li class=\"{kind}\" id=\"{E(check.Id)}\">{Icon(kind)}<div><b>{E(check.Title)}</b>{tag}</div><div><span class=\"figure\">{E(check.Measured)}</span><small>Expected: {E(check.Expected)}{(check.Source is { } source ? $" ({E(source)})" : "")}</small>{(check.Remedy is { } remedy ? $"<span class=\"do\">{E(remedy)}</span>" : "")}</div></li>");
        }

        html.Append("</ul>");
    }

    private static string Icon(string kind) => kind switch
    {
        "passed" => "<svg role=\"img\" aria-label=\"passed\" viewBox=\"0 0 24 24\"><circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"m8 12 3 3 5-6\"/></svg>",
        "must" => "<svg role=\"img\" aria-label=\"must change\" viewBox=\"0 0 24 24\"><circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"m9 9 6 6m0-6-6 6\"/></svg>",
        "should" => "<svg role=\"img\" aria-label=\"could be better\" viewBox=\"0 0 24 24\"><path d=\"M12 3 2 20h20zM12 10v4m0 3v.01\"/></svg>",
        _ => "<svg role=\"img\" aria-label=\"not judged\" viewBox=\"0 0 24 24\"><circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"M8 12h8\"/></svg>",
    };

    private static string N(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
