using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Synthora.Data;
using Synthora.Features.Integrations;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Videos;

public sealed class DatabaseJournalTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task A_video_says_that_it_is_made_up_from_the_first_part_on_that_a_simulator_left()
    {
        var user = await host.NewUserAsync();
        var id = await user.CreateVideoAsync("Bees hum.");
        await user.WaitForAsync(id, "completed");
        var database = host.Services.GetRequiredService<Database>();
        await using var db = database.OpenForSystem();
        // Chosen while everybody was real; simulators were switched on since.
        var crew = new VideoCrew(Voice: new("elevenlabs", "ElevenLabs", null, ProviderRoute.OwnKey, IsSimulated: false)).ToJson();
        await db.Videos.Where(video => video.Id == id).ExecuteUpdateAsync(set => set.SetProperty(video => video.Providers, crew));
        var row = await db.Videos.AsNoTracking().SingleAsync(video => video.Id == id);
        var job = new Job { UserId = user.Id, Type = "test", Lane = "none", VideoId = id, CreatedAt = TimeProvider.System.GetUtcNow() };
        db.Jobs.Add(job);
        await db.SaveChangesAsync();
        var table = host.Services.GetRequiredService<JobTable>();
        var claimed = (await table.ClaimAsync("none", ["test"], "here", "here", TimeSpan.FromMinutes(1), CancellationToken.None))!;
        var lease = new Lease(database, table, host.Services.GetRequiredService<JobSignals>(), claimed, TimeSpan.FromMinutes(1));
        await using var journal = new DatabaseJournal(database, lease, row, await StepTimes.LoadAsync(db, CancellationToken.None), TimeProvider.System, NullLogger.Instance)
        {
            Crew = new GenerationCrew { Simulated = new Dictionary<string, string> { ["elevenlabs"] = "ElevenLabs" } },
        };

        await journal.CompletedAsync(GenerationStep.Script, StepJson.Write(new ScriptResult(null!, Written: true, []) { Writer = "anthropic" }), CancellationToken.None);
        (await SimulatedAsync()).ShouldBe((false, false), "a real writer wrote it");
        await journal.CompletedAsync(GenerationStep.Voice, StepJson.Write(new VoiceResult("elevenlabs", [])), CancellationToken.None);
        (await SimulatedAsync()).ShouldBe((true, true));
        await journal.CompletedAsync(GenerationStep.Media, StepJson.Write(new MediaResult([])), CancellationToken.None);
        (await SimulatedAsync()).ShouldBe((true, true), "what is made up stays so");
        await table.EndAsync(claimed, JobStatus.Cancelled, null, (_, _) => Task.CompletedTask, CancellationToken.None);

        async Task<(bool Video, bool List)> SimulatedAsync() => ((await user.GetJsonAsync($"/videos/{id}")).GetProperty("is_simulated").GetBoolean(),
            (await user.GetJsonAsync("/videos")).GetProperty("items")[0].GetProperty("is_simulated").GetBoolean());
    }
}
