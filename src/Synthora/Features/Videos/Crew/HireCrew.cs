using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Library;
using Synthora.Features.LlmCache;
using Synthora.Features.StockFootage;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Providers;
using Synthora.Providers.Assembly;
using Synthora.Providers.AudioFx;
using Synthora.Providers.Jobs;
using Synthora.Providers.Speech;
using Synthora.Providers.Stock;
using Synthora.Providers.Text;
using Synthora.Providers.Transcription;
using Synthora.Providers.VideoAi;

namespace Synthora.Features.Videos.Crew;

/// <summary>Turns the stored choice of a video into providers that can be called.</summary>
internal sealed class HireCrew(
    Database database, ProviderCatalog catalog, ProviderDirectory directory, ProviderUse use, SpendingLedger ledger, OrderBills bills, AnswerCache cache, ShownFootage shown,
    PublishedParts parts, OpenMedia media, TimeProvider clock)
{
    /// <summary>Simulators answer at once, so nobody is bothered by being asked often, and nothing is worth waiting for long.</summary>
    private static readonly OrderPatience Simulated = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(3));

    /// <param name="lease">Fences what is written of orders; null where no job runs.</param>
    /// <exception cref="GenerationException">A chosen provider is no longer there.</exception>
    public HiredCrew For(Video video, Lease? lease = null)
    {
        var chosen = VideoCrew.Read(video.Providers);
        var text = chosen.Script is { } writer ? Writer(writer) : null;
        // Who is gone meanwhile is no reserve any more.
        var reserves = text is null ? [] : chosen.ReserveWriters.Where(one => one.Provider != text.Info.Id && catalog.Find<ITextProvider>(one.Provider) is not null).Select(one => (Member: one, Text: Writer(one))).ToList();
        var ears = chosen.Transcription is { } listener ? new PaidEars(Find<ITranscriptionProvider>(listener), listener, use, video.UserId, video.Id) : null;
        var speech = chosen.Voice is { } voice ? new PaidSpeech(Find<ISpeechProvider>(voice), voice, use, video.UserId, video.Id, ears) : null;
        ScriptMemory? memory = chosen.Script is null ? null : async (question, write, ct) =>
        {
            var answer = await cache.AskAsync(video.UserId, question, chosen.Regenerate, directory.IsSimulated, write, ct);
            return new RememberedText(answer.Text, answer.Age, answer.EntryId);
        };
        var crew = new GenerationCrew(text, speech, memory)
        {
            ReserveWriters = [.. reserves.Select(one => one.Text)],
            Library = chosen.LibraryFirst ? new LibraryShelf(database, media, new Caller(video.UserId, Role.Free)) : null,
            Stock = chosen.Media is { } stock ? new StockShelf(Find<IStockProvider>(stock), stock.Route, use, video.UserId, video.Id) : null,
            ShownBefore = ct => shown.BeforeAsync(video, ct),
            Clips = Jobs<VideoAiRequest>(chosen.VideoAi, ProviderCategory.VideoAi, video),
            ClipModel = chosen.VideoAi?.Model,
            Sounds = Jobs<AudioFxRequest>(chosen.AudioFx, ProviderCategory.AudioFx, video),
            Assembly = Jobs<AssemblyRequest>(chosen.Assembly, ProviderCategory.Assembly, video) is { } assembler
                ? new OutsideAssembly(assembler, (path, ct) => parts.PublishAsync(video.UserId, video.Id, path, ct), ct => parts.WithdrawAsync(video.UserId, video.Id, ct)) : null,
            Orders = new DatabaseOrderBook(database, lease, video, clock),
            Patience = directory.IsSimulated ? Simulated : OrderPatience.Usual,
            Ears = chosen.Transcription?.Provider,
            Simulated = chosen.Vendors().Where(one => one.IsSimulated || directory.IsSimulated).DistinctBy(one => one.Provider).ToDictionary(one => one.Provider, one => one.Name),
        };
        return new HiredCrew(crew, database, video, chosen, text, reserves, speech, ears, directory, ledger, bills);

        PaidText Writer(CrewMember member) => new(Find<ITextProvider>(member), member, use, video.UserId, video.Id);
    }

    private PaidJobs<TRequest>? Jobs<TRequest>(CrewMember? member, ProviderCategory category, Video video) =>
        member is null ? null : new(Find<IJobProvider<TRequest>>(member), member, category, use, video.UserId, video.Id);

    private T Find<T>(CrewMember member) where T : class, IProvider => catalog.Find<T>(member.Provider) ?? throw new GenerationException(
        $"{member.Name} was chosen for this video, but this installation cannot call it any more.", "Make the video again with another provider.");
}

/// <summary>The providers of one run; what they used is written down when it ends, well or not.</summary>
internal sealed class HiredCrew(
    GenerationCrew crew, Database database, Video video, VideoCrew chosen, PaidText? text, IReadOnlyList<(CrewMember Member, PaidText Text)> reserves, PaidSpeech? speech, PaidEars? ears, ProviderDirectory directory, SpendingLedger ledger, OrderBills bills)
{
    public GenerationCrew Crew => crew;

    /// <summary>What is still being made stays promised: the run may go on elsewhere, or be called off.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        if (text?.Used is { } tokens) await SettleAsync(ProviderCategory.Script, chosen.Script!, text.Model, tokens, ct);
        else if (await IsRememberedAsync(ct)) await bills.ReleaseAsync(video, ProviderCategory.Script, ct);
        foreach (var (member, reserve) in reserves)
            if (reserve.Used is { } used) await SettleAsync(ProviderCategory.Script, member, reserve.Model, used, ct);
        if (speech?.Used is { } spoken) await SettleAsync(ProviderCategory.Voice, chosen.Voice!, chosen.Voice!.Model, spoken, ct);
        if (ears?.Used is { } heard) await SettleAsync(ProviderCategory.Transcription, chosen.Transcription!, chosen.Transcription!.Model, heard, ct);
        if (speech?.Listener is var (listener, listened)) await SettleAsync(ProviderCategory.Transcription, listener, listener.Model, listened, ct);
        await bills.SettleAsync(video.UserId, video.Id, chosen, isOver: false, ct);
    }

    private async Task SettleAsync(ProviderCategory category, CrewMember member, string? model, Usage used, CancellationToken ct)
    {
        if (member.IsSimulated || directory.Find(member.Provider) is not { } info) return;
        await ledger.SettleAsync(video.UserId, video.Id, VideoBudget.Plan(category, member, info), PriceList.Of(info, model, used), ct);
    }

    /// <summary>The script is an answer from before, which nobody was paid for.</summary>
    private async Task<bool> IsRememberedAsync(CancellationToken ct)
    {
        if (chosen.Script is null or { IsSimulated: true }) return false;
        await using var db = database.OpenForSystem();
        var result = await db.VideoSteps.Where(row => row.VideoId == video.Id && row.Step == GenerationStep.Script && row.Status == StepStatus.Completed).Select(row => row.Result).SingleOrDefaultAsync(ct);
        return result is not null && StepJson.Read<ScriptResult>(result).RememberedFor is not null;
    }
}
