using Synthora.Features.Scripts;
using Synthora.Features.Scripts.Writing;

namespace Synthora.Features.Videos.Generation;

/// <summary>Reads the given script, or has one written.</summary>
internal sealed class ScriptStep(ScriptWriter writer)
{
    public async Task<ScriptResult> RunAsync(GenerationInput input, MediaFolder? media, Action<double, string> report, CancellationToken ct)
    {
        if (input.Kind == SourceKind.Script)
        {
            report(0, "Reading the script");
            var (script, problems) = ScriptParser.Parse(input.Text, media);
            if (script is not null) return new ScriptResult(script, Written: false, []);
            throw new GenerationException(
                problems.Count == 1 ? $"The script has a problem in {problems[0]}" : $"The script has {problems.Count} problems:\n{string.Join('\n', problems)}",
                "Correct the script and start again.");
        }

        report(0, "Writing the script");
        var written = await writer.WriteAsync(input, ct);
        return new ScriptResult(written.Script, Written: true, written.Fallbacks) { Writer = written.Writer, RememberedFor = written.RememberedFor, AnswerId = written.AnswerId };
    }
}
