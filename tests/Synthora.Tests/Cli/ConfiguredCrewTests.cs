using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Cli;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Providers.Speech;
using Synthora.Rendering.Timelines;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Cli;

/// <summary>The command line with providers in its configuration; the vendors are a host's simulators.</summary>
public sealed class ConfiguredCrewTests(SimulatedStudio vendors) : IClassFixture<SimulatedStudio>
{
    private ServiceProvider Services(params (string Name, string Value)[] settings) => MakeRun.Services(new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("Providers:Simulate", "true"), new("Providers:SimulatorUrl", vendors.Address.GetLeftPart(UriPartial.Authority)),
        .. settings.Select(one => KeyValuePair.Create<string, string?>(one.Name, one.Value)),
    ]).Build());

    [Fact]
    public async Task A_configured_voice_and_stock_provider_work_on_videos_of_the_command_line_and_nothing_is_ordered_from_clip_makers()
    {
        await using var services = Services(("Providers:elevenlabs:ApiKey", SimulatedStudio.GoodKey), ("Providers:pexels:ApiKey", SimulatedStudio.GoodKey), ("Providers:runway:ApiKey", SimulatedStudio.GoodKey));
        var crew = ConfiguredCrew.From(services, Input(voice: null));
        (crew.Voice!.Info.Id, crew.Stock!.Info.Id, crew.Clips).ShouldBe(("elevenlabs", "pexels", null));
        ConfiguredCrew.From(services, Input(voice: "slt")).Voice.ShouldBeNull("a voice of this machine was asked for by name");
        await using var bare = Services();
        var nobody = ConfiguredCrew.From(bare, Input(voice: null));
        (nobody.Voice, nobody.Stock).ShouldBe((null, null));
    }

    [Fact]
    public async Task An_edited_scene_is_spoken_by_the_configured_provider_that_spoke_the_video()
    {
        await using var services = Services(("Providers:elevenlabs:ApiKey", SimulatedStudio.GoodKey));
        var folder = Directory.CreateTempSubdirectory("synthora-edit-voice-");
        try
        {
            var edited = await new NarrationEdit(services.GetServices<ISpeechProvider>()).RunAsync(Timeline(), 0, "Bees hum loudly today.", folder.FullName, CancellationToken.None);
            edited.Scenes[0].Narration.ShouldBe("Bees hum loudly today.");
            edited.Scenes[0].Words.Select(word => word.Text).ShouldBe(["Bees", "hum", "loudly", "today."]);
            edited.Audio.Voice.ShouldHaveSingleItem().Path.ShouldStartWith(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static GenerationInput Input(string? voice) => new(SourceKind.Notes, "Bees hum.", null, "viral-hook") { Overrides = new() { Voice = voice } };

    private static Timeline Timeline() => new()
    {
        Title = "Bees", Canvas = new(270, 480), Look = new() { Palette = ["#112233"] }, Audio = new() { Voice = [] }, Narrator = new Narrator("elevenlabs", "female"),
        Scenes = [new() { Id = "scene-1", Narration = "Bees hum.", StartFrame = 0, EndFrame = 60, Shots = [new() { StartFrame = 0, EndFrame = 60, Visual = new CardVisual { Layout = CardLayout.Hook, Headline = "Bees hum" } }] }],
    };
}
