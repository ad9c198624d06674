using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Crew;
using Synthora.Providers;
using Synthora.Providers.Speech;

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
        var member = VideoCrew.Read(video.Providers).Voice;
        if (member is null || catalog.Find<ISpeechProvider>(member.Provider) is not { } provider) return new HiredVoices(BuiltIn);
        var paid = new PaidSpeech(provider, member, use, video.UserId, video.Id);
        IReadOnlyList<ISpeechProvider> both = [paid, .. BuiltIn.Where(voice => voice.Info.Id != member.Provider)];
        if (member.IsSimulated || characters == 0 || directory.Find(member.Provider) is not { } info) return new HiredVoices(both);
        var plan = VideoBudget.Plan(ProviderCategory.Voice, member, info) with { Usd = PriceList.Of(info, member.Model, new Usage(Characters: characters, Seconds: characters / CharactersPerSecond)) };
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (await ledger.ReserveAsync(db, video.UserId, video.Id, [plan], ct) is { } tooDear) return tooDear;
            await transaction.CommitAsync(ct);
        }

        return new HiredVoices(both, async () =>
        {
            await ledger.SettleAsync(video.UserId, video.Id, plan, paid.Used is { } used ? PriceList.Of(info, member.Model, used) : 0m, CancellationToken.None);
            if (paid.Listener is not var (listener, heard) || directory.Find(listener.Provider) is not { } ears) return;
            await ledger.SettleAsync(
                video.UserId, video.Id, VideoBudget.Plan(ProviderCategory.Transcription, listener, ears), PriceList.Of(ears, listener.Model, heard), CancellationToken.None);
        });
    }
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
