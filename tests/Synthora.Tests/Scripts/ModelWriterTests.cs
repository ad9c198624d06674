using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Synthora.Features.Scripts;
using Synthora.Features.Scripts.Writing;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Text;
using Synthora.Providers.Text.OpenAiCompatible;

namespace Synthora.Tests.Scripts;

/// <summary>A bare topic becomes a script over the real protocol, against a server on a real socket.</summary>
public sealed class ModelWriterTests : IAsyncLifetime
{
    private readonly WebApplication _server;
    private Func<int, IResult?> _interrupt = _ => null;
    private int _requests;

    public ModelWriterTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Use(async (context, next) =>
        {
            if (_interrupt(++_requests) is { } result) await result.ExecuteAsync(context);
            else await next(context);
        });
        _server.MapProviderSimulators();
    }

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_topic_becomes_a_script_that_a_person_could_have_written()
    {
        var written = await WriteAsync();

        _requests.ShouldBe(1);
        written.Script.Title.ShouldNotBeNullOrWhiteSpace();
        written.Script.Scenes.Count.ShouldBeInRange(3, 20);
        written.Script.Scenes.ShouldAllBe(scene => scene.Narration.Length > 0);
        var (again, problems) = ScriptParser.Parse(ScriptPrinter.Print(written.Script), media: null);
        problems.ShouldBeEmpty();
        again!.Scenes.Select(scene => scene.Narration).ShouldBe(written.Script.Scenes.Select(scene => scene.Narration));
    }

    [Fact]
    public async Task An_unusable_answer_is_sent_back_once()
    {
        _interrupt = request => request == 1 ? Answer("""{"title": "Too little", "scenes": [{"label": "a", "narration": "One word.", "on_screen": "a", "visual": "a"}]}""") : null;

        (await WriteAsync()).Script.Scenes.Count.ShouldBeGreaterThan(1);

        _requests.ShouldBe(2);
    }

    [Fact]
    public async Task A_model_that_never_answers_usefully_ends_with_a_cause_and_a_remedy()
    {
        _interrupt = _ => Answer("""{"title": "Nothing", "scenes": []}""");

        var failure = await Should.ThrowAsync<GenerationException>(WriteAsync);

        _requests.ShouldBe(2);
        failure.Cause.ShouldContain("two attempts");
        failure.Remedy.ShouldContain("notes or a script");
    }

    private async Task<WrittenScript> WriteAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Providers:Text:BaseUrl"] = _server.Urls.Single() + OpenAiCompatibleSimulator.Path,
            ["Providers:Text:Model"] = OpenAiCompatibleSimulator.Model,
        };
        await using var services = new ServiceCollection().AddLogging()
            .AddProviders(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        var writer = new ScriptWriter(services.GetServices<ITextProvider>());
        return await writer.WriteAsync(new GenerationInput(SourceKind.Topic, "Why bees dance", BaseFolder: null, "educational-explainer"), CancellationToken.None);
    }

    private static IResult Answer(string content) => Results.Json(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        created = 1,
        model = OpenAiCompatibleSimulator.Model,
        choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = "stop" } },
        usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
    });
}
