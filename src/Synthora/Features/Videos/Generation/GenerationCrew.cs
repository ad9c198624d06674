using Synthora.Features.LlmCache;
using Synthora.Providers.AudioFx;
using Synthora.Providers.Jobs;
using Synthora.Providers.Speech;
using Synthora.Providers.Stock;
using Synthora.Providers.Text;
using Synthora.Providers.VideoAi;

namespace Synthora.Features.Videos.Generation;

/// <param name="Age">How long ago it was written; null when it was written now.</param>
/// <param name="AnswerId">Where it is kept, so that what becomes of it can be written there.</param>
public sealed record RememberedText(string Text, TimeSpan? Age, Guid? AnswerId = null);

/// <summary>Gives what was written before for the same question, or has it written.</summary>
public delegate Task<RememberedText> ScriptMemory(CacheQuestion question, Func<Task<string>> write, CancellationToken ct);

/// <summary>Who works on one video. Whoever is absent is whoever this installation has.</summary>
public sealed record GenerationCrew(ITextProvider? Writer = null, ISpeechProvider? Voice = null, ScriptMemory? Memory = null)
{
    /// <summary>Names by id of those that a simulator stands in for: whatever they do is marked.</summary>
    public IReadOnlyDictionary<string, string> Simulated { get; init; } = new Dictionary<string, string>();

    /// <summary>The id of who hears when words are said, where the voice does not tell; null estimates it.</summary>
    public string? Ears { get; init; }

    /// <summary>Write in their order when the writer before cannot.</summary>
    public IReadOnlyList<ITextProvider> ReserveWriters { get; init; } = [];

    /// <summary>The owner's own films and pictures, looked through before any stock; null leaves them alone.</summary>
    public IStockProvider? Library { get; init; }

    /// <summary>Finds footage; null leaves scenes without any to the designer.</summary>
    public IStockProvider? Stock { get; init; }

    /// <summary>Pieces of footage that its owner's last videos showed, by <see cref="FootageSource.Key"/>.</summary>
    public Func<CancellationToken, Task<IReadOnlySet<string>>> ShownBefore { get; init; } = _ => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    /// <summary>Makes clips.</summary>
    public IJobProvider<VideoAiRequest>? Clips { get; init; }
    public string? ClipModel { get; init; }

    /// <summary>Makes the sound of clips.</summary>
    public IJobProvider<AudioFxRequest>? Sounds { get; init; }

    /// <summary>Puts the video together elsewhere; null does it on this machine.</summary>
    public OutsideAssembly? Assembly { get; init; }

    /// <summary>Where orders are kept; null keeps them beside the run's other files.</summary>
    public IOrderBook? Orders { get; init; }
    public OrderPatience Patience { get; init; } = OrderPatience.Usual;
}
