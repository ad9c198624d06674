using System.Text.Json;
using Microsoft.Extensions.AI;
using Synthora.Providers.Text;

namespace Synthora.Providers.Tests.Specs;

/// <summary>What language models' vendors print, as the adapters read it.</summary>
public sealed class TextExampleTests : IDisposable
{
    private static readonly ChatMessage[] Asked = [new(ChatRole.User, "Say hello.")];
    private readonly PrintedAnswers _printed = new();

    [Theory]
    [InlineData("anthropic", "anthropic-message", "Hi! My name is Claude.", 2095, 503)]
    [InlineData("openai_gpt", "openai-response", "In a peaceful grove beneath a silver moon, a unicorn named Lumina discovered a hidden pool that reflected the stars.", 36, 87)]
    [InlineData("openai_compatible", "openai-chat", "Hello! How can I assist you today?", 19, 10)]
    [InlineData("groq", "groq-chat", "\"Hola, ¿cómo estás hoy?\"", 55, 76)]
    [InlineData("xai", "xai-chat", "Neural networks learn by adjusting connection weights to minimize prediction error.", 41, 104)]
    [InlineData("gemini", "gemini-text", "Google's headquarters, also known as the Googleplex, is located in **Mountain View, California**.\n", 7, 22)]
    [InlineData("ollama", "ollama-chat", "Hello! How are you today?", 26, 298)]
    public async Task A_printed_answer_gives_its_words_and_what_they_cost(string id, string example, string words, int input, int output)
    {
        _printed.Give(example);
        var answer = await CompleteAsync(id);
        (answer.Text, answer.InputTokens, answer.OutputTokens).ShouldBe((words, input, output));
    }

    [Fact]
    public async Task What_xAI_thinks_is_billed_beside_what_it_says()
    {
        var answer = PrintedAnswers.Read("xai-chat");
        answer["usage"] = PrintedAnswers.Read("xai-usage");
        _printed.Give(answer);
        var usage = (await Chat("xai").GetResponseAsync(Asked)).Usage.ShouldNotBeNull();
        (usage.InputTokenCount, usage.OutputTokenCount, usage.ReasoningTokenCount, usage.CachedInputTokenCount).ShouldBe((32, 103, 94, 6));
    }

    [Theory]
    [InlineData("openai_gpt", "openai-call", "get_current_weather", """{"location":"Boston, MA","unit":"celsius"}""", 291, 23)]
    [InlineData("gemini", "gemini-call", "now", "{}", 38, 509)]
    [InlineData("ollama", "ollama-call", "get_weather", """{"city":"Tokyo"}""", 169, 18)]
    public async Task A_printed_call_names_the_tool_and_its_arguments(string id, string example, string tool, string arguments, int input, int output)
    {
        _printed.Give(example);
        var answer = await Chat(id).GetResponseAsync(Asked);
        var call = answer.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single();
        (call.Name, JsonSerializer.Serialize(call.Arguments)).ShouldBe((tool, arguments));
        (answer.FinishReason, answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount).ShouldBe((ChatFinishReason.ToolCalls, input, output));
        // Gemini wants it back in the next turn.
        if (id == "gemini") call.AdditionalProperties!["thoughtSignature"].ShouldBe("CtQOAVSoXO74PmYr9AFurEIJNTAtfagOIxtRA5FcMPow3t");
    }

    [Fact]
    public async Task A_printed_structured_answer_fits_its_schema()
    {
        _printed.Give("ollama-structured");
        const string schema = """{"type":"object","properties":{"age":{"type":"integer"},"available":{"type":"boolean"}},"required":["age","available"]}""";
        (await CompleteAsync("ollama", schema)).ShouldBe(new TextAnswer("""{"age": 22, "available": false}""", "llama3.1", 34, 12));
    }

    [Theory]
    [InlineData("gemini", "gemini-stream", "The capital of Wyoming is **Cheyenne**.\n", 7, 10)]
    [InlineData("ollama", "ollama-stream", "The", 26, 282)]
    public async Task A_printed_stream_gives_its_words_and_what_they_cost(string id, string example, string words, int input, int output)
    {
        _printed.Give(example);
        var answer = await Chat(id).GetStreamingResponseAsync(Asked).ToChatResponseAsync();
        (answer.Text, answer.FinishReason, answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount).ShouldBe((words, ChatFinishReason.Stop, input, output));
    }

    [Fact]
    public async Task Trouble_in_the_middle_of_a_stream_is_told_in_the_vendors_words()
    {
        _printed.Give("ollama-stream-broken");
        var told = await Should.ThrowAsync<ProviderException>(() => Chat("ollama").GetStreamingResponseAsync(Asked).ToChatResponseAsync());
        told.Fault.ShouldBe(ProviderFault.Transient);
        told.Cause.ShouldContain("an error was encountered while running the model");
    }

    [Theory]
    [InlineData("anthropic", "anthropic-no-such-thing.404", ProviderFault.NotFound, "The requested resource could not be found.")]
    [InlineData("gemini", "gemini-wrong-key.400", ProviderFault.BadKey, "API key not valid.")]
    [InlineData("gemini", "gemini-not-enabled.403", ProviderFault.BadKey, "Generative Language API has not been used")]
    [InlineData("gemini", "gemini-no-such-model.404", ProviderFault.NotFound, "models/gemini-5.0-flash is not found")]
    [InlineData("gemini", "gemini-quota.429", ProviderFault.RateLimited, "Quota exceeded")]
    [InlineData("ollama", "ollama-trouble.500", ProviderFault.Transient, "the model failed to generate a response")]
    public async Task A_printed_error_is_told_by_its_kind_and_in_the_vendors_words(string id, string example, ProviderFault fault, string words)
    {
        _printed.Give(example);
        var told = await Should.ThrowAsync<ProviderException>(() => CompleteAsync(id));
        told.Fault.ShouldBe(fault);
        told.Cause.ShouldContain(words);
    }

    [Theory]
    [InlineData("gemini-stopped")]
    [InlineData("gemini-blocked")]
    [InlineData("gemini-blocked-without-reason")]
    public async Task A_refusal_that_Google_prints_is_one(string example)
    {
        _printed.Give(example);
        (await Should.ThrowAsync<ProviderException>(() => CompleteAsync("gemini"))).Fault.ShouldBe(ProviderFault.RejectedByPolicy);
    }

    [Fact]
    public async Task Printed_lists_of_models_prove_a_key_and_name_the_models()
    {
        _printed.Give("openai-models");
        (await _printed.Provider<ITextProvider>("openai_gpt").CheckKeyAsync(PrintedAnswers.Key, CancellationToken.None)).ShouldBe(KeyCheck.Valid);
        (await _printed.Provider<ITextProvider>("openai_compatible").CheckKeyAsync(null, CancellationToken.None)).Message.ShouldNotBeNull().ShouldContain("model-id-0, model-id-1, model-id-2");
        _printed.Give("ollama-models");
        (await _printed.Provider<ITextProvider>("ollama").CheckKeyAsync(null, CancellationToken.None)).ShouldBe(KeyCheck.Valid);
    }

    public void Dispose() => _printed.Dispose();

    private IChatClient Chat(string id) => _printed.Provider<ITextProvider>(id).Chat(PrintedAnswers.Key, Model(id));

    private Task<TextAnswer> CompleteAsync(string id, string? schema = null) =>
        _printed.Provider<ITextProvider>(id).CompleteAsync(new TextRequest("You write.", "Say hello.", schema), PrintedAnswers.Key, CancellationToken.None, Model(id));

    /// <summary>Without one Ollama is asked first which it has.</summary>
    private static string? Model(string id) => id == "ollama" ? "llama3.2" : null;
}
