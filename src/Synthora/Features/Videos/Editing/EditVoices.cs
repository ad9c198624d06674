using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Crew;
using Synthora.Providers;
using Synthora.Providers.Speech;
using Synthora.Providers.Transcription;

namespace Synthora.Features.Videos.Editing;

/// <summary>Who can speak in a video's edits: the voices of this machine, and the one that was hired for it, on its owner's account.</summary>
internal sealed class EditVoices(ProviderCatalog catalog, IEnumerable<ISpeechProvider> voices, ProviderUse use, SpendingLedger ledger, ProviderDirectory directory)
{
    /// <summary>Slow speech; what is spoken faster costs less than was promised.</summary>
    private const double CharactersPerSecond = 12;

    public IEnumerable<ISpeechProvider> All => voices.DistinctBy(voice => voice.Info.Id);

    public IReadOnlyList<ISpeechProvider> BuiltIn => [.. voices.Where(voice => voice.Info.Auth.Kind == AuthKind.None).DistinctBy(voice => voice.Info.Id)];

    /// <param name="characters">At most so many are to be spoken; their price is promised before.</param>
    public async Task<Result<HiredVoices>> HireAsync(AppDbContext db, Video video, int characters, CancellationToken ct)
    {
        var crew = VideoCrew.Read(video.Providers);
        if (crew.Voice is not { } member || catalog.Find<ISpeechProvider>(member.Provider) is not { } provider) return new HiredVoices(BuiltIn);
        // What is said anew is heard by whoever heard the rest, so that its captions are as exact.
        var ears = crew.Transcription is { } hearing && catalog.Find<ITranscriptionProvider>(hearing.Provider) is { } listens ? new PaidEars(listens, hearing, use, video.UserId, video.Id) : null;
        var paid = new PaidSpeech(provider, member, use, video.UserId, video.Id, ears);
        IReadOnlyList<ISpeechProvider> both = [paid, .. BuiltIn.Where(voice => voice.Info.Id != member.Provider)];
        if (characters == 0) return new HiredVoices(both);
        var most = new Usage(Characters: characters, Seconds: characters / CharactersPerSecond);
        List<Paid> all = [];
        Add(ProviderCategory.Voice, member, () => paid.Used);
        if (ears is not null) Add(ProviderCategory.Transcription, crew.Transcription!, () => ears.Used);
        if (all.Count == 0) return new HiredVoices(both);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (await ledger.ReserveAsync(db, video.UserId, video.Id, [.. all.Select(one => one.Plan)], ct) is { } tooDear) return tooDear;
            await transaction.CommitAsync(ct);
        }

        return new HiredVoices(both, async () =>
        {
            foreach (var one in all)
                await ledger.SettleAsync(video.UserId, video.Id, one.Plan, one.Used() is { } used ? PriceList.Of(one.Info, one.Plan.Model, used) : 0m, CancellationToken.None);
            if (paid.Listener is not var (listener, heard) || directory.Find(listener.Provider) is not { } info) return;
            await ledger.SettleAsync(
                video.UserId, video.Id, VideoBudget.Plan(ProviderCategory.Transcription, listener, info), PriceList.Of(info, listener.Model, heard), CancellationToken.None);
        });

        void Add(ProviderCategory category, CrewMember one, Func<Usage?> used)
        {
            if (!one.IsSimulated && directory.Find(one.Provider) is { } info)
                all.Add(new(VideoBudget.Plan(category, one, info) with { Usd = PriceList.Of(info, one.Model, most) }, info, used));
        }
    }

    private sealed record Paid(PlannedSpending Plan, ProviderInfo Info, Func<Usage?> Used);
}

/// <summary>What was promised for them is corrected when they are let go.</summary>
internal sealed class HiredVoices(IReadOnlyList<ISpeechProvider> voices, Func<Task>? settle = null) : IAsyncDisposable
{
    public IReadOnlyList<ISpeechProvider> Voices => voices;

    public async ValueTask DisposeAsync()
    {
        if (settle is not null) await settle();
    }
}
