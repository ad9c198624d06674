using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.LlmCache;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Speech;
using Synthora.Providers.Text;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Crew;

/// <summary>Turns the stored choice of a video into providers that can be called.</summary>
internal sealed class HireCrew(ProviderCatalog catalog, ProviderDirectory directory, ProviderUse use, SpendingLedger ledger, AnswerCache cache)
{
    /// <exception cref="GenerationException">A chosen provider is no longer there.</exception>
    public HiredCrew For(Video video)
    {
        var chosen = VideoCrew.Read(video.Providers);
        var text = chosen.Script is { } writer ? new PaidText(Find<ITextProvider>(writer), writer, use, video.UserId, video.Id) : null;
        var speech = chosen.Voice is { } voice ? new PaidSpeech(Find<ISpeechProvider>(voice), voice, use, video.UserId, video.Id) : null;
        ScriptMemory? memory = chosen.Script is null ? null : async (question, write, ct) =>
            (await cache.AskAsync(video.UserId, question, chosen.Regenerate, directory.IsSimulated, write, ct)).Text;
        var crew = new GenerationCrew(text, speech, memory)
        {
            Notes = [.. chosen.Members().Where(one => one.Member.IsSimulated).Select(one => new Fallback(
                $"{one.Category.Word().Replace('_', ' ')} by {one.Member.Name}", "a simulator's made-up result", "this installation simulates its providers"))],
        };
        return new HiredCrew(crew, video, chosen, text, speech, directory, ledger);
    }

    private T Find<T>(CrewMember member) where T : class, IProvider => catalog.Find<T>(member.Provider) ?? throw new GenerationException(
        $"{member.Name} was chosen for this video, but this installation cannot call it any more.", "Make the video again with another provider.");
}

/// <summary>The providers of one run; what they used is written down when it ends, well or not.</summary>
internal sealed class HiredCrew(
    GenerationCrew crew, Video video, VideoCrew chosen, PaidText? text, PaidSpeech? speech, ProviderDirectory directory, SpendingLedger ledger)
{
    public GenerationCrew Crew => crew;

    public async Task SettleAsync(CancellationToken ct)
    {
        if (text?.Used is { } tokens) await SettleAsync(ProviderCategory.Script, chosen.Script!, text.Model, tokens, ct);
        if (speech?.Used is { } characters) await SettleAsync(ProviderCategory.Voice, chosen.Voice!, chosen.Voice!.Model, characters, ct);
    }

    private async Task SettleAsync(ProviderCategory category, CrewMember member, string? model, Usage used, CancellationToken ct)
    {
        if (member.IsSimulated || directory.Find(member.Provider) is not { } info) return;
        await ledger.SettleAsync(video.UserId, video.Id, VideoBudget.Plan(category, member, info), PriceList.Of(info, model, used), ct);
    }
}
