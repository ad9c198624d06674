using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Templates;

namespace Synthora.Features.OwnData.Importing;

/// <summary>Templates that their owner made. They come back for their owner alone; sharing them with others is decided anew.</summary>
internal static class RestoreTemplates
{
    public static Task RunAsync(ImportRun run, CancellationToken ct) => run.WholeAsync(ImportKind.Templates, async db =>
    {
        var line = new ImportLine();
        var known = (await db.Templates.Where(row => row.OwnerId == run.Caller.UserId).Select(row => row.Id).ToListAsync(ct)).ToHashSet();
        await foreach (var row in run.Archive.RowsAsync("templates", ct)) line = line.With(Restore(db, run, row, known));
        return line;
    }, ct);

    private static ImportOutcome Restore(AppDbContext db, ImportRun run, ImportRow row, HashSet<Guid> known)
    {
        var name = row.Text("name", 100) ?? "?";
        if (row.Id("id") is not { } source) return ImportOutcome.Leave(name, ImportReason.Invalid);
        var id = run.IdOf(ImportKind.Templates, source);
        if (known.Contains(source) || known.Contains(id)) return ImportOutcome.Present;
        if (known.Count >= ChangeTemplate.MostPerUser) return ImportOutcome.Leave(name, ImportReason.TooMany);
        var (config, problems) = Read(row.Text("config"));
        if (config is null) return ImportOutcome.Leave(name, ImportReason.Invalid, problems.Count > 0 ? $"{problems[0].Path} {problems[0].Message}" : null);
        var template = Template.Of(config, id, run.Caller.UserId, run.Now);
        if (row.Number("version") is > 1 and < 1_000_000 and var version) template.Write(config, version);
        db.Templates.Add(template);
        known.Add(id);
        return ImportOutcome.New;
    }

    /// <param name="json">A template as it is stored.</param>
    public static (TemplateConfig? Config, IReadOnlyList<TemplateProblem> Problems) Read(string? json)
    {
        try
        {
            return json is not null && JsonNode.Parse(json, documentOptions: new() { MaxDepth = 16 }) is JsonObject document ? TemplateValidator.Check(document) : (null, []);
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException)
        {
            return (null, []);
        }
    }
}
