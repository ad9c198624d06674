using System.Text.Json;
using Synthora.Providers.Text;

namespace Synthora.Providers.Tests.Text;

/// <summary>What every text provider owes the product.</summary>
public abstract class TextContract
{
    protected abstract ITextProvider Provider { get; }
    protected virtual ApiKey Key { get; } = new("right");
    protected ApiKey WrongKey { get; } = new("wrong");

    private const string Schema = """
        {"type":"object","required":["title","mood","scenes"],"properties":{
          "title":{"type":"string"},"mood":{"enum":["calm","upbeat"]},
          "scenes":{"type":"array","minItems":3,"items":{"type":"object","required":["narration","seconds"],"properties":{
            "narration":{"type":"string"},"seconds":{"type":"integer","minimum":2,"maximum":9}}}}}}
        """;

    [Fact]
    public async Task A_question_gets_an_answer_about_it_with_its_cost()
    {
        var answer = await Provider.CompleteAsync(new TextRequest("You write short videos.", "Topic: sourdough bread"), Key, CancellationToken.None);

        answer.Text.ShouldContain("sourdough");
        answer.Model.ShouldNotBeEmpty();
        answer.InputTokens.ShouldNotBeNull().ShouldBeGreaterThan(0);
        answer.OutputTokens.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_answer_asked_for_as_JSON_fits_the_schema()
    {
        var answer = await Provider.CompleteAsync(new TextRequest("You write short videos.", "Topic: sourdough bread", Schema), Key, CancellationToken.None);

        using var json = JsonDocument.Parse(answer.Text);
        json.RootElement.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        json.RootElement.GetProperty("mood").GetString().ShouldBeOneOf("calm", "upbeat");
        json.RootElement.GetProperty("scenes").GetArrayLength().ShouldBeGreaterThanOrEqualTo(3);
        json.RootElement.GetProperty("scenes").EnumerateArray().ShouldAllBe(s => s.GetProperty("seconds").GetInt32() >= 2);
    }

    [Fact]
    public async Task A_good_key_passes_the_check() => (await Provider.CheckAsync(Key, CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task A_wrong_key_is_named_as_the_cause_and_never_shown()
    {
        var failed = await Should.ThrowAsync<ProviderException>(() => Provider.CompleteAsync(new TextRequest("", "Topic: bread"), WrongKey, CancellationToken.None));

        failed.Fault.ShouldBe(ProviderFault.Authentication);
        failed.ToString().ShouldNotContain(WrongKey.Reveal() + " ");
        (await Provider.CheckAsync(WrongKey, CancellationToken.None)).ShouldNotBeNull().ShouldContain("key");
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Provider.CompleteAsync(new TextRequest("", "Topic: bread"), Key, cancelled.Token));
    }
}
