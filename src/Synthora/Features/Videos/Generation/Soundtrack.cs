using Synthora.Features.Scripts;
using Synthora.Rendering;
using Synthora.Rendering.Music;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>The music a plan asks for, with its credit, or the reason why there is none.</summary>
internal sealed record Soundtrack(MusicTrack? Track, Credit? Credit = null, Fallback? Fallback = null)
{
    private const int LoopFadeMs = 1500;
    private static readonly Soundtrack Silence = new(Track: null);

    /// <exception cref="GenerationException">The file cannot be used.</exception>
    public static async Task<Soundtrack> ChooseAsync(GenerationPlan plan, MediaFolder? media, CancellationToken ct)
    {
        if (plan.Music == "none") return Silence;
        var under = plan.ClearSpeech ? MusicTrack.Accessible : MusicTrack.Usual;
        if (ScriptChoices.IsMood(plan.Music))
        {
            return MusicLibrary.Find(plan.Music, plan.Seed, plan.LastMusic) is { } own
                ? new(new MusicTrack(own.Path, UnderSpeechDb: under), new Credit("music", own.Title, own.Author, own.Licence))
                : new(Track: null, Fallback: new($"{plan.Music} music", "there is no music", "the library has no track of this mood"));
        }

        // Only a command line names files outside the script's folder; it has a media folder too.
        if (media is null) throw new GenerationException($"The music '{plan.Music}' is a file.", "Choose a mood instead.");
        var (path, problem) = Path.IsPathRooted(plan.Music) && plan.Script.Settings.Music != plan.Music ? (plan.Music, null) : media.Resolve(plan.Music);
        if (path is null) throw new GenerationException(problem!, "Correct the music and start again.");
        try
        {
            if ((await MediaProbe.ProbeAsync(path, ct)).Audio is null) throw new GenerationException($"{plan.Music} has no sound.", "Choose another file or a mood.");
        }
        catch (RenderException unreadable)
        {
            throw new GenerationException(unreadable.Cause, unreadable.Remedy, unreadable);
        }

        // A song was not made to loop; its end melts into its beginning.
        return new(new MusicTrack(path, UnderSpeechDb: under, LoopFadeMs: LoopFadeMs), new Credit("music", Path.GetFileName(path), "given with the script", "as given"));
    }
}
