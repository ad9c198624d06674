using Synthora.Features.LlmCache;
using Synthora.Providers.Speech;
using Synthora.Providers.Text;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Gives what was written before for the same question, or has it written.</summary>
public delegate Task<string> ScriptMemory(CacheQuestion question, Func<Task<string>> write, CancellationToken ct);

/// <summary>Who works on one video. Whoever is absent is whoever this installation has.</summary>
/// <param name="Notes">What viewers of the report must know of them, such as that they are simulated.</param>
public sealed record GenerationCrew(ITextProvider? Writer = null, ISpeechProvider? Voice = null, ScriptMemory? Memory = null)
{
    public IReadOnlyList<Fallback> Notes { get; init; } = [];
}
