using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Text;
using Synthora.Providers.Text.OpenAiCompatible;

namespace Synthora.Providers.Tests.Text.OpenAiCompatible;

public sealed class OpenAiCompatibleTests : IAsyncLifetime
{
    private static readonly TextRequest Ask = new("You write.", "Topic: bread");
    private readonly SimulatedVendors server = new();

    [Theory]
    [InlineData(429, "rate_limit_exceeded", ProviderFault.RateLimited, 4)]
    [InlineData(503, "server_error", ProviderFault.Transient, 4)]
    [InlineData(500, "server_error", ProviderFault.Transient, 1)]
    [InlineData(429, "insufficient_quota", ProviderFault.OutOfCredit, 1)]
    [InlineData(403, "forbidden", ProviderFault.BadKey, 1)]
    [InlineData(404, "model_not_found", ProviderFault.NotFound, 1)]
    [InlineData(400, "invalid_request_error", ProviderFault.InvalidRequest, 1)]
    public async Task A_lasting_fault_is_told_after_a_bounded_number_of_tries(int status, string code, ProviderFault fault, int tries)
    {
        server.Interrupt = _ => Fault(status, "a reason\nin two lines", code);
        var failed = await Should.ThrowAsync<ProviderException>(Call);
        failed.Fault.ShouldBe(fault);
        failed.Remedy.ShouldNotBeEmpty();
        failed.Cause.ShouldContain("a reason in two lines");
        server.Seen.Count.ShouldBe(tries);
    }

    [Theory]
    [InlineData("<html>Welcome to my router</html>")]
    [InlineData("{}")]
    [InlineData("{\"choices\":[]}")]
    public async Task A_server_of_another_kind_is_told_apart(string body)
    {
        server.Interrupt = _ => Results.Text(body, "application/json");
        (await Should.ThrowAsync<ProviderException>(Call)).Fault.ShouldBe(ProviderFault.BadAnswer);
    }

    [Fact]
    public async Task An_answer_that_is_never_JSON_is_reported_after_one_more_try()
    {
        server.Interrupt = _ => Completion("Sure! Here is { not json");
        var failed = await Should.ThrowAsync<ProviderException>(() => Provider().CompleteAsync(Ask with { JsonSchema = """{"type":"object"}""" }, null, CancellationToken.None));
        failed.Fault.ShouldBe(ProviderFault.BadAnswer);
        server.Seen.Count.ShouldBe(2);
    }

    [Fact]
    public async Task JSON_in_a_code_fence_is_taken_out()
    {
        server.Interrupt = _ => Completion("Sure!\n```json\n{\"title\": \"Bread\"}\n```\nEnjoy.");
        var answer = await Provider().CompleteAsync(Ask with { JsonSchema = """{"type":"object","required":["title"]}""" }, null, CancellationToken.None);
        answer.Text.ShouldBe("{\"title\": \"Bread\"}");
    }

    [Fact]
    public async Task A_model_the_server_lacks_is_named_with_those_it_has()
    {
        var told = await Provider(model: "gpt-none").CheckKeyAsync(null, CancellationToken.None);
        told.Status.ShouldBe(KeyStatus.Invalid);
        told.Message.ShouldNotBeNull().ShouldContain("gpt-none");
        told.Message.ShouldContain(OpenAiCompatibleSimulator.Model);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable_at_once()
    {
        var provider = Provider("http://127.0.0.1:9/v1");
        (await Should.ThrowAsync<ProviderException>(() => provider.CompleteAsync(Ask, null, CancellationToken.None))).Fault.ShouldBe(ProviderFault.Transient);
        var told = await provider.CheckKeyAsync(null, CancellationToken.None);
        told.Status.ShouldBe(KeyStatus.Unknown);
        told.Message.ShouldNotBeNull().ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_ends_with_the_limit()
    {
        var waiting = new TaskCompletionSource();
        server.Interrupt = _ => new Never(waiting.Task);
        var failed = await Should.ThrowAsync<ProviderException>(() => Provider(seconds: "0.4").CompleteAsync(Ask, null, CancellationToken.None));
        waiting.SetResult();
        failed.Fault.ShouldBe(ProviderFault.Transient);
        server.Seen.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("localhost:11434")]
    public void Only_web_addresses_are_called(string url) =>
        Should.Throw<ProviderException>(() => Provider(url)).Fault.ShouldBe(ProviderFault.Configuration);

    [Fact]
    public void Without_settings_only_the_offline_voices_are_ready_but_every_vendor_is_in_the_catalogue()
    {
        using var services = new ServiceCollection().AddProviders(new ConfigurationBuilder().Build()).BuildServiceProvider();
        services.GetService<ITextProvider>().ShouldBeNull();
        services.GetServices<Synthora.Providers.Speech.ISpeechProvider>().Select(voice => voice.Info.Id).ShouldBe(["offline"]);
        services.GetRequiredService<ProviderCatalog>().All<ITextProvider>().Select(model => model.Info.Id).ShouldContain("anthropic");
    }

    [Fact]
    public void A_vendor_whose_key_the_operator_set_is_ready_for_everybody_and_the_offline_voices_stay_first()
    {
        using var services = server.Configure(("Providers:anthropic:ApiKey", "our-own"), ("Providers:elevenlabs:ApiKey", "our-own"), ("Providers:openai_gpt:BaseUrl", "https://gateway.example.com"));
        services.GetServices<ITextProvider>().Select(model => model.Info.Id).ShouldBe(["anthropic"]);
        services.GetServices<Synthora.Providers.Speech.ISpeechProvider>().Select(voice => voice.Info.Id).ShouldBe(["offline", "elevenlabs"]);
    }

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    private ITextProvider Provider(string? url = null, string model = OpenAiCompatibleSimulator.Model, string seconds = "30") => server.Configure(
            ("Providers:Text:BaseUrl", url ?? server.Url + OpenAiCompatibleSimulator.Path), ("Providers:Text:Model", model), ("Providers:Text:TimeoutSeconds", seconds))
        .GetRequiredService<ITextProvider>();

    private Task<TextAnswer> Call() => Provider().CompleteAsync(Ask, null, CancellationToken.None);

    private static WithRetryAfter Fault(int status, string message, string code) => new(Results.Json(new { error = new { message, type = code, code } }, statusCode: status));

    private static IResult Completion(string content) => Results.Json(new
    {
        id = "1",
        @object = "chat.completion",
        created = 1,
        model = "m",
        choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = "stop" } },
        usage = new { prompt_tokens = 1, completion_tokens = 1, total_tokens = 2 },
    });

    private sealed record WithRetryAfter(IResult Result) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = "0";
            return Result.ExecuteAsync(httpContext);
        }
    }

    private sealed record Never(Task Release) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Release;
    }
}
