using Microsoft.Playwright;

namespace Synthora.EndToEndTests;

/// <summary>Asks axe what keeps people from using a page, at the levels A and AA of WCAG 2.2.</summary>
internal static class Accessibility
{
    private static readonly Lazy<string> Axe = new(() => File.ReadAllText(Find("node_modules/axe-core/axe.min.js")));

    /// <returns>One line per rule that the page breaks, with where.</returns>
    public static Task<string[]> ViolationsAsync(this IPage page) =>
        AskAsync(page, """{ type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }""");

    /// <summary>The one thing that another theme of the same page can get wrong.</summary>
    public static Task<string[]> ContrastViolationsAsync(this IPage page) => AskAsync(page, """{ type: "rule", values: ["color-contrast"] }""");

    private static async Task<string[]> AskAsync(IPage page, string only)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Axe.Value);
        return await page.EvaluateAsync<string[]>(
            $$"""
            async () => {
              const found = await axe.run(document, { runOnly: {{only}} });
              return found.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target} (${node.any[0]?.message ?? ""})`).join("; ")}`);
            }
            """);
    }

    private static string Find(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, path)))
                return Path.Combine(folder.FullName, path);
        throw new FileNotFoundException($"{path} is missing: run `npm ci` first, or start the tests with `./synthora test`.");
    }
}
