using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Text;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Scripts.Writing;

/// <param name="Fallbacks">What was done in a lesser way than asked.</param>
/// <param name="AnswerId">The kept answer it is, where answers are kept.</param>
/// <param name="Writer">The id of the model that wrote it; null where it was extracted.</param>
/// <param name="RememberedFor">How old an answer is that was given again; null when it was written now.</param>
public sealed record WrittenScript(Script Script, IReadOnlyList<Fallback> Fallbacks, TimeSpan? RememberedFor = null, Guid? AnswerId = null, string? Writer = null);

/// <summary>Writes a script from a topic with a language model, or from notes by extraction.</summary>
/// <param name="models">The next one writes only when those before cannot.</param>
/// <param name="memory">Null writes anew each time.</param>
/// <param name="handOver">Told who writes when the one before could not.</param>
public sealed class ScriptWriter(IEnumerable<ITextProvider> models, ScriptMemory? memory = null, Func<string, Task>? handOver = null)
{
    private readonly IReadOnlyList<ITextProvider> _models = [.. models];

    private ITextProvider? First => _models.Count > 0 ? _models[0] : null;

    /// <summary>Who will write, for the record of the step.</summary>
    public string NameFor(GenerationInput input) => input.Kind == SourceKind.Topic && First is { } first ? first.Info.Id : "extraction";

    /// <exception cref="GenerationException">There is no model for a topic, it gave no usable script, or the notes hold too little.</exception>
    public async Task<WrittenScript> WriteAsync(GenerationInput input, CancellationToken ct)
    {
        TemplateConfig template;
        try
        {
            template = GenerationPlan.TemplateOf(input, script: null);
        }
        catch (FormatException wrong)
        {
            throw new GenerationException(wrong.Message, "Choose one of them and start again.", wrong);
        }

        if (input.Kind == SourceKind.Notes) return new WrittenScript(ExtractiveWriter.Write(input.Text, template, input.Title, input.Overrides.DurationSeconds), []);
        if (First is null) throw NoModel();
        var lost = new List<Fallback>();
        for (var i = 0; ; i++)
        {
            try
            {
                var written = await WriteAsync(_models[i], input, template, ct);
                return written with { Writer = _models[i].Info.Id, Fallbacks = [.. lost, .. written.Fallbacks] };
            }
            catch (ProviderException failed) when (i + 1 < _models.Count && IsOfTheProvider(failed))
            {
                var next = _models[i + 1].Info;
                lost.Add(new Fallback($"script by {_models[i].Info.Name}", $"{next.Name} wrote it", failed.Cause));
                if (handOver is not null) await handOver(next.Id);
            }
            catch (ProviderException failed)
            {
                throw new GenerationException(failed.Cause, failed.Remedy, failed);
            }
        }
    }

    /// <summary>What the words did is not passed on to somebody else.</summary>
    private static bool IsOfTheProvider(ProviderException failed) => failed.Fault is not (ProviderFault.RejectedByPolicy or ProviderFault.InvalidRequest);

    private async Task<WrittenScript> WriteAsync(ITextProvider model, GenerationInput input, TemplateConfig template, CancellationToken ct)
    {
        var modelWriter = new ModelWriter(model);
        if (memory is null) return new(await modelWriter.WriteAsync(input, template, ct), []);
        Script? written = null;
        var known = await memory(ModelWriter.Question(model, input, template), async () => ScriptPrinter.Print(written = await modelWriter.WriteAsync(input, template, ct)), ct);
        // An answer from before is read like a script a person wrote; one that this version cannot read is written anew.
        return written is not null ? new(written, [], AnswerId: known.AnswerId)
            : ScriptParser.Parse(known.Text, media: null).Script is { } read ? new(read, [], known.Age, known.AnswerId)
            : new(await modelWriter.WriteAsync(input, template, ct), []);
    }

    public static GenerationException NoModel() => new(
        "No language model is configured, and a bare topic needs one.",
        "Connect one under Integrations (on the command line set SYNTHORA_LLM_BASE_URL and SYNTHORA_LLM_MODEL, and SYNTHORA_LLM_API_KEY if the server wants a key), or give notes or a script instead.");
}
