using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Synthora.Providers.Assembly;
using Synthora.Providers.Jobs;
using Synthora.Providers.Speech;
using Synthora.Providers.Text;
using Synthora.Providers.Transcription;

namespace Synthora.Providers.Tests.Specs;

/// <summary>Answers that vendors print in their own documentation, read by the adapters: no simulator stands between.</summary>
public sealed class ExampleTests : IAsyncLifetime
{
    private static readonly ApiKey Key = new("right-key-0123");
    private readonly SimulatedVendors _vendors = new();

    [Theory]
    [InlineData("anthropic", "anthropic-message", "Hi! My name is Claude.", 503)]
    [InlineData("openai_gpt", "openai-response", "In a peaceful grove beneath a silver moon, a unicorn named Lumina discovered a hidden pool that reflected the stars.", 87)]
    [InlineData("groq", "openai-chat", "Hello! How can I assist you today?", 10)]
    [InlineData("openai_compatible", "openai-chat", "Hello! How can I assist you today?", 10)]
    public async Task A_printed_answer_gives_its_words_and_what_they_cost(string id, string example, string words, int tokens)
    {
        Answers(example);
        var answer = await _vendors.Provider<ITextProvider>(id).CompleteAsync(new TextRequest("You write.", "Say hello."), Key, CancellationToken.None);
        (answer.Text, answer.OutputTokens).ShouldBe((words, tokens));
    }

    [Theory]
    [InlineData("openai_whisper", "openai-transcription", "The 0–240, volleyball 7400–7900")]
    [InlineData("elevenlabs_scribe", "elevenlabs-transcription", "Hello 0–500")]
    public async Task A_printed_transcript_gives_every_word_its_time(string id, string example, string words)
    {
        var folder = Directory.CreateTempSubdirectory("synthora-test-");
        var spoken = await _vendors.Provider<ISpeechProvider>("elevenlabs").SpeakAsync(new SpeechRequest("Hello.", "female", "en-US", 1, Path.Combine(folder.FullName, "a.wav")), Key, CancellationToken.None);
        Answers(example);
        var heard = await _vendors.Provider<ITranscriptionProvider>(id).TranscribeAsync(new TranscriptionRequest(spoken.Path, "en-US"), Key, CancellationToken.None);
        string.Join(", ", heard.Words.Select(word => $"{word.Text} {word.StartMs}–{word.EndMs}")).ShouldBe(words);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Shotstacks_printed_answers_lead_from_the_order_to_the_video()
    {
        var shotstack = _vendors.Provider<IJobProvider<AssemblyRequest>>("shotstack");
        Answers("shotstack-queued");
        var job = await shotstack.SubmitAsync(new("Bees", 360, 640, 30, 2, [new(new Uri("https://media.example.com/bee.jpg"), PictureKind.Still, 0, 2)], [], []), Key, CancellationToken.None);
        job.Id.ShouldBe("2abd5c11-0f3d-4c6d-ba20-235fc9b8e8b7");
        Answers("shotstack-done");
        var done = await shotstack.PollAsync(job, Key, CancellationToken.None);
        (done.State, done.Result!.Url.AbsoluteUri).ShouldBe((JobState.Succeeded, "https://cdn.shotstack.io/au/v1/5ca6hu7s9k/video.mp4"));
    }

    public Task InitializeAsync() => _vendors.InitializeAsync();

    public Task DisposeAsync() => _vendors.DisposeAsync();

    private void Answers(string example)
    {
        var printed = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Specs", "Examples", example + ".json"))).GetProperty("answer");
        _vendors.Interrupt = _ => Results.Json(printed);
    }
}
