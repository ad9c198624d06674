using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Text;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Scripts.Writing;

/// <param name="Fallbacks">What was done in a lesser way than asked.</param>
/// <param name="RememberedFor">How old an answer is that was given again; null when it was written now.</param>
public sealed record WrittenScript(Script Script, IReadOnlyList<Fallback> Fallbacks, TimeSpan? RememberedFor = null);

/// <summary>Writes a script from a topic with a language model, or from notes by extraction.</summary>
/// <param name="memory">Null writes anew each time.</param>
public sealed class ScriptWriter(IEnumerable<ITextProvider> models, ScriptMemory? memory = null)
{
    private readonly ITextProvider? _model = models.FirstOrDefault();

    /// <summary>Who will write, for the record of the step.</summary>
    public string NameFor(GenerationInput input) => input.Kind == SourceKind.Topic && _model is not null ? _model.Info.Id : "extraction";

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
        if (_model is null) throw NoModel();
        try
        {
            return await WriteAsync(_model, input, template, ct);
        }
        catch (ProviderException failed)
        {
            throw new GenerationException(failed.Cause, failed.Remedy, failed);
        }
    }

    private async Task<WrittenScript> WriteAsync(ITextProvider model, GenerationInput input, TemplateConfig template, CancellationToken ct)
    {
        var modelWriter = new ModelWriter(model);
        if (memory is null) return new(await modelWriter.WriteAsync(input, template, ct), []);
        Script? written = null;
        var known = await memory(ModelWriter.Question(model, input, template), async () => ScriptPrinter.Print(written = await modelWriter.WriteAsync(input, template, ct)), ct);
        // An answer from before is read like a script a person wrote; one that this version cannot read is written anew.
        return written is not null ? new(written, [])
            : ScriptParser.Parse(known.Text, media: null).Script is { } read ? new(read, [], known.Age)
            : new(await modelWriter.WriteAsync(input, template, ct), []);
    }

    public static GenerationException NoModel() => new(
        "No language model is configured, and a bare topic needs one.",
        "Set SYNTHORA_LLM_BASE_URL and SYNTHORA_LLM_MODEL (and SYNTHORA_LLM_API_KEY if the server wants a key), or give notes or a script instead.");
}
