using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Providers.Speech;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Videos.Editing;

/// <summary>What edits are paid for.</summary>
public sealed class EditCostTests(SimulatedStudio vendors) : IClassFixture<SimulatedStudio>, IAsyncLifetime
{
    private readonly PayingStudio _host = new(vendors.Address, "openai_compatible_tts", "groq_whisper");

    [Theory]
    [InlineData("openai_tts", null, "openai_whisper", 0.006)]
    [InlineData("openai_compatible_tts", "groq_whisper", "groq_whisper", 0.00067)]
    public async Task What_an_edit_says_anew_is_heard_anew_and_the_listening_stands_in_the_video_s_costs(string voice, string? listener, string heardBy, double minute)
    {
        var user = await _host.NewUserAsync();
        foreach (var provider in new[] { voice, listener }.OfType<string>()) await user.AddCheckedKeyAsync(provider);
        var crew = new VideoCrew { Voice = new(voice, voice, voice == "openai_tts" ? "gpt-4o-mini-tts" : null, ProviderRoute.OwnKey, IsSimulated: false) };
        if (listener is not null) crew = crew with { Transcription = new(listener, listener, "whisper-large-v3-turbo", ProviderRoute.OwnKey, IsSimulated: false) };
        await using var db = _host.Services.GetRequiredService<Database>().OpenForSystem();
        var made = await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "Bees hum.", providers = new { voice = "offline", transcription = "none" } });
        var id = (await made.JsonAsync()).GetProperty("video").GetProperty("id").GetGuid();
        await user.WaitForAsync(id, "completed");
        var video = await db.Videos.SingleAsync(row => row.Id == id);
        video.Providers = crew.ToJson();
        await db.VideoSteps.Where(row => row.VideoId == id && row.Step == GenerationStep.Voice).ExecuteUpdateAsync(set => set.SetProperty(row => row.Provider, voice));
        await db.SaveChangesAsync();
        using var scope = _host.Services.CreateScope();
        var hired = await scope.ServiceProvider.GetRequiredService<EditVoices>().HireAsync(db, video, characters: 600, CancellationToken.None);
        hired.IsOk.ShouldBeTrue();
        await _host.Services.GetRequiredService<SpendingLedger>().TidyAsync(CancellationToken.None);
        Speech spoken;
        await using (hired.Value)
            spoken = await hired.Value.Voices[0].SpeakAsync(new SpeechRequest("Bees dance in the dark to tell where the flowers are.", "female", "en-US", 1, Path.GetTempFileName()), key: null, CancellationToken.None);
        File.Delete(spoken.Path);
        spoken.Timing.ShouldBe(WordTiming.Transcription);
        var lines = await db.Spendings.AsNoTracking().Where(row => row.VideoId == video.Id).OrderBy(row => row.Step).ToListAsync();
        lines.Select(row => (row.Step, row.Provider, row.State)).ShouldBe([("transcription", heardBy, SpendingState.Settled), ("voice", voice, SpendingState.Settled)], "each once, also when upkeep came by");
        ((double)lines[0].ActualUsd!.Value).ShouldBe((spoken.Listening?.Seconds ?? spoken.DurationMs / 1000.0) * minute / 60, 0.000002);
        (await user.GetJsonAsync("/costs")).GetProperty("own_usd").GetDecimal().ShouldBe(lines.Sum(row => row.Usd), "what is not used of a promise is given back");
    }

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();
}
