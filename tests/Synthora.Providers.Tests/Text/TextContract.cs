using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Synthora.Providers.Text;

namespace Synthora.Providers.Tests.Text;

/// <summary>What every text provider owes the product.</summary>
public abstract class TextContract(SimulatedVendors vendors) : IClassFixture<SimulatedVendors>
{
    private static readonly ChatMessage Weather = new(ChatRole.User, "Call find_weather about sourdough.");

    protected abstract string Id { get; }
    protected virtual string? Model => null;

    /// <summary>A server that marks no refusals can only say no in words.</summary>
    protected virtual bool MarksRefusals => true;

    private ITextProvider Provider => vendors.Provider<ITextProvider>(Id);
    private static ApiKey Key => new("right-key-0123");

    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["title","mood","scenes"],"properties":{
          "title":{"type":"string"},"mood":{"type":"string","enum":["calm","upbeat"]},
          "scenes":{"type":"array","minItems":3,"items":{"type":"object","additionalProperties":false,"required":["narration","seconds"],"properties":{
            "narration":{"type":"string"},"seconds":{"type":"integer","minimum":2,"maximum":9}}}}}}
        """;

    [Fact]
    public async Task A_question_gets_an_answer_about_it_with_its_cost()
    {
        var answer = await Ask("Topic: sourdough bread");

        answer.Text.ShouldContain("sourdough");
        answer.Model.ShouldNotBeEmpty();
        answer.InputTokens.ShouldNotBeNull().ShouldBeGreaterThan(0);
        answer.OutputTokens.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task An_answer_asked_for_as_JSON_fits_the_schema()
    {
        var answer = await Ask("Topic: sourdough bread", Schema);

        using var json = JsonDocument.Parse(answer.Text);
        json.RootElement.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        json.RootElement.GetProperty("mood").GetString().ShouldBeOneOf("calm", "upbeat");
        json.RootElement.GetProperty("scenes").GetArrayLength().ShouldBeGreaterThanOrEqualTo(3);
        json.RootElement.GetProperty("scenes").EnumerateArray().ShouldAllBe(s => s.GetProperty("seconds").GetInt32() >= 2);
    }

    [Fact]
    public async Task A_stream_brings_the_same_answer_in_pieces_and_its_cost_at_the_end()
    {
        using var chat = Provider.Chat(Key, Model);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Topic: sourdough bread")])) updates.Add(update);
        var whole = updates.ToChatResponse();

        updates.Count(update => update.Text.Length > 0).ShouldBeGreaterThan(3);
        whole.Text.ShouldBe((await chat.GetResponseAsync([new ChatMessage(ChatRole.User, "Topic: sourdough bread")])).Text);
        whole.FinishReason.ShouldBe(ChatFinishReason.Stop);
        whole.Usage.ShouldNotBeNull().OutputTokenCount.ShouldNotBeNull().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_function_is_called_and_its_result_is_heard(bool streamed)
    {
        using var chat = Provider.Chat(Key, Model);
        var tool = AIFunctionFactory.Create(([Description("Where")] string city) => $"sunny in {city}", "find_weather", "Tells the weather.");
        var options = new ChatOptions { Tools = [tool] };
        var asked = streamed ? await chat.GetStreamingResponseAsync([Weather], options).ToChatResponseAsync() : await chat.GetResponseAsync([Weather], options);

        var call = asked.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single();
        call.Name.ShouldBe("find_weather");
        call.Arguments.ShouldNotBeNull().ShouldContainKey("city");
        asked.FinishReason.ShouldBeOneOf(ChatFinishReason.ToolCalls, ChatFinishReason.Stop);

        var told = await chat.GetResponseAsync([Weather, .. asked.Messages, new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "sunny, 21 °C")])], options);
        told.Text.ShouldContain("sunny, 21 °C");
    }

    [Fact]
    public async Task A_picture_is_seen_or_refused_but_never_dropped()
    {
        using var chat = Provider.Chat(Key, Model);
        var frame = new DataContent(new byte[] { 1, 2, 3 }, "image/png");
        var answer = await chat.GetResponseAsync([new ChatMessage(ChatRole.User, [new TextContent("What is shown?"), frame])]);
        answer.Text.ShouldContain("Seen: 1.");
    }

    [Fact]
    public async Task A_good_key_passes_the_check_and_a_bad_one_says_what_to_do()
    {
        (await Provider.CheckKeyAsync(Key, CancellationToken.None)).ShouldBe(KeyCheck.Valid);
        var bad = await Provider.CheckKeyAsync(new ApiKey("wrong"), CancellationToken.None);
        bad.Status.ShouldBe(KeyStatus.Invalid);
        bad.Message.ShouldNotBeNull().ShouldContain("key");
    }

    [Theory]
    [InlineData("wrong", ProviderFault.BadKey)]
    [InlineData("poor", ProviderFault.OutOfCredit)]
    [InlineData("busy", ProviderFault.RateLimited)]
    public async Task A_key_that_cannot_pay_or_enter_is_told_apart(string key, ProviderFault fault)
    {
        var failed = await Should.ThrowAsync<ProviderException>(() => Provider.CompleteAsync(new TextRequest("", "Topic: bread"), new ApiKey(key), CancellationToken.None, Model));
        failed.Fault.ShouldBe(fault);
        failed.Remedy.ShouldNotBeEmpty();
        failed.ProviderId.ShouldBe(Id);
    }

    [Fact]
    public async Task What_the_rules_forbid_is_a_refusal_and_not_an_answer()
    {
        if (!MarksRefusals) return;
        (await Should.ThrowAsync<ProviderException>(() => Ask("Topic: [policy] something bad"))).Fault.ShouldBe(ProviderFault.RejectedByPolicy);
    }

    [Fact]
    public async Task An_answer_cut_off_by_its_length_is_not_passed_on() =>
        (await Should.ThrowAsync<ProviderException>(() => Ask("Topic: [long] something"))).Cause.ShouldContain("cut off");

    [Theory]
    [InlineData("busy")]
    [InlineData("trouble")]
    public async Task A_request_turned_away_unread_is_sent_again(string word) => (await Ask($"Topic: [{word}] bread {Id} {Model}")).Text.ShouldContain("bread");

    [Fact]
    public async Task A_model_that_does_not_exist_is_named_as_the_cause() =>
        (await Should.ThrowAsync<ProviderException>(() => Provider.CompleteAsync(new TextRequest("", "Topic: bread"), Key, CancellationToken.None, "none-such"))).Fault.ShouldBe(ProviderFault.NotFound);

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Provider.CompleteAsync(new TextRequest("", "Topic: bread"), Key, cancelled.Token, Model));
    }

    private Task<TextAnswer> Ask(string prompt, string? schema = null) => Provider.CompleteAsync(new TextRequest("You write short videos.", prompt, schema), Key, CancellationToken.None, Model);
}

public sealed class OpenAiContract(SimulatedVendors vendors) : TextContract(vendors)
{
    protected override string Id => "openai_gpt";
}

public sealed class AnthropicContract(SimulatedVendors vendors) : TextContract(vendors)
{
    protected override string Id => "anthropic";
}

public sealed class GeminiContract(SimulatedVendors vendors) : TextContract(vendors)
{
    protected override string Id => "gemini";
}

public sealed class GroqContract(SimulatedVendors vendors) : TextContract(vendors)
{
    protected override string Id => "groq";
}

public sealed class XAiContract(SimulatedVendors vendors) : TextContract(vendors)
{
    protected override string Id => "xai";
}

public sealed class OllamaContract(SimulatedVendors vendors) : TextContract(vendors)
{
    protected override string Id => "ollama";
    protected override bool MarksRefusals => false;
}

public sealed class ServerWithSchemas(SimulatedVendors vendors) : TextContract(vendors)
{
    protected override string Id => "openai_compatible";
}

public sealed class ServerThatKnowsNoSchemas(SimulatedVendors vendors) : TextContract(vendors)
{
    protected override string Id => "openai_compatible";
    protected override string Model => "simulated-plain";
}
