using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Synthora.Providers.Assembly;
using Synthora.Providers.Jobs;
using Synthora.Providers.Speech;
using Synthora.Providers.Text;
using Synthora.Providers.Transcription;
using Synthora.Providers.VideoAi;

namespace Synthora.Providers.Tests.Specs;

/// <summary>The exact requests that leave an adapter, held against the vendor's own machine-readable description.</summary>
public sealed partial class SpecTests(SimulatedVendors vendors) : IClassFixture<SimulatedVendors>
{
    private const string Schema = """
        {"type":"object","additionalProperties":false,"required":["title"],"properties":{"title":{"type":"string"}}}
        """;

    private const string Picture = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC";
    private static readonly ApiKey Key = new("right-key-0123");

    [Theory]
    [InlineData("openai_gpt", "openai", "/responses")]
    [InlineData("groq", "openai", "/chat/completions")]
    [InlineData("xai", "openai", "/chat/completions")]
    [InlineData("openai_compatible", "openai", "/chat/completions")]
    [InlineData("anthropic", "anthropic", "/v1/messages")]
    [InlineData("gemini", "gemini", "/dynamic/{dynamicId}:generateContent")]
    [InlineData("ollama", "ollama", "/api/chat")]
    public async Task A_chat_with_tools_pictures_a_schema_and_a_stream_is_worded_as_the_vendor_wants(string id, string spec, string path)
    {
        using var chat = vendors.Provider<ITextProvider>(id).Chat(Key);
        var tool = AIFunctionFactory.Create((string city) => $"sunny in {city}", "find_weather", "Tells the weather.");
        ChatMessage[] asked =
        [
            new(ChatRole.System, "You write."), new(ChatRole.User, [new TextContent("Call find_weather."), new DataContent(Picture)]),
        ];
        var options = new ChatOptions { MaxOutputTokens = 500, Temperature = 0.5f, Tools = [tool], ToolMode = ChatToolMode.Auto, StopSequences = id is "openai_gpt" or "xai" ? null : ["END"] };
        var call = await chat.GetResponseAsync(asked, options);
        var result = call.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Select(made => new FunctionResultContent(made.CallId, "sunny")).First();
        await chat.GetResponseAsync([.. asked, .. call.Messages, new ChatMessage(ChatRole.Tool, [result])], options);
        await chat.GetResponseAsync([new ChatMessage(ChatRole.User, "Topic: bees")], new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonSerializer.Deserialize<JsonElement>(Schema), "answer") });
        await foreach (var _ in chat.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Topic: bees")]))
        {
        }

        Check(id, spec, path, expected: 4);
        CheckAnswers(id, spec, path.Contains(':', StringComparison.Ordinal) ? "generateContent" : path, path.Split(':')[^1], expected: 3);
    }

    [Fact]
    public async Task Speech_and_transcription_are_worded_as_OpenAI_wants()
    {
        await SpeakAsync("openai_tts");
        Check("openai_tts", "openai", "/audio/speech", expected: 1);
        CheckForm("openai_whisper", "openai", "/audio/transcriptions");
    }

    [Fact]
    public async Task Speech_and_transcription_are_worded_as_ElevenLabs_wants()
    {
        var spoken = await SpeakAsync("elevenlabs");
        await vendors.Provider<ITranscriptionProvider>("elevenlabs_scribe").TranscribeAsync(new TranscriptionRequest(spoken.Path, "en-US"), Key, CancellationToken.None);
        Check("elevenlabs", "elevenlabs", "/v1/text-to-speech/{voice_id}/with-timestamps", expected: 1);
        CheckAnswers("elevenlabs", "elevenlabs", "/v1/text-to-speech/{voice_id}/with-timestamps", "/with-timestamps", expected: 1);
        CheckForm("elevenlabs_scribe", "elevenlabs", "/v1/speech-to-text");
    }

    [Theory]
    [InlineData("runway", "runway", "/v1/text_to_video", null, null)]
    [InlineData("runway", "runway", "/v1/image_to_video", Picture, null)]
    [InlineData("runway", "runway", "/v1/image_to_video", Picture, "gen4_turbo")]
    [InlineData("runway", "runway", "/v1/text_to_video", null, "veo3.1_fast")]
    // The document is older than the vendor's newest models.
    [InlineData("ltx", "ltx", "/v2/text-to-video", null, "ltx-2-3-fast")]
    [InlineData("ltx", "ltx", "/v2/image-to-video", Picture, "ltx-2-3-fast")]
    public async Task An_order_of_a_clip_is_worded_as_the_vendor_wants(string id, string spec, string path, string? frame, string? model)
    {
        vendors.Seen.Clear();
        await vendors.Provider<IJobProvider<VideoAiRequest>>(id).SubmitAsync(new VideoAiRequest("A bee lands.", 5, FirstFrame: frame, Seed: 7, Model: model), Key, CancellationToken.None);
        Check(id, spec, path, expected: 1);
    }

    [Fact]
    public async Task An_order_of_a_render_is_worded_as_Shotstack_wants()
    {
        var plan = new AssemblyRequest("Bees", 1080, 1920, 30, 6,
            [
                new(new Uri("https://media.example.com/bee.jpg"), PictureKind.Still, 0, 3, Motion: PictureMotion.ZoomIn),
                new(new Uri("https://media.example.com/garden.mp4"), PictureKind.Clip, 3, 3, From: 1.5, Volume: 0.2, TransitionSeconds: 0.4),
            ],
            [new("Why bees dance", 0, 2, 0.2), new("They tell each other", 1, 2, 0.8, 0.03, "#FFEE00", "#000000")], [new(new Uri("https://media.example.com/voice.mp3"), 0, 6)])
        {
            Marks = [new(new Uri("https://media.example.com/name-bar.png"), 1, 2), new(new Uri("https://media.example.com/sticker.png"), 2, 3.5), new(new Uri("https://media.example.com/bar.png"), 0, 6, new(-1, 0))],
        };
        await vendors.Provider<IJobProvider<AssemblyRequest>>("shotstack").SubmitAsync(plan, Key, CancellationToken.None);
        Check("shotstack", "shotstack", "/edit/v1/render", expected: 1);
        CheckAnswers("shotstack", "shotstack", "/render", "/render", expected: 1);
    }

    /// <summary>A simulator written by the same hand as its adapter could share its mistakes; the vendor's document does not.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("[fail]")]
    [InlineData("[late policy]")]
    public async Task Runways_simulator_answers_as_Runway_does_in_every_state(string words)
    {
        vendors.Answers.Clear();
        var runway = vendors.Provider<IJobProvider<VideoAiRequest>>("runway");
        await runway.CheckKeyAsync(Key, CancellationToken.None);
        var job = await runway.SubmitAsync(new VideoAiRequest($"A bee lands. {words}", 5), Key, CancellationToken.None);
        while (!(await runway.PollAsync(job, Key, CancellationToken.None)).IsFinal)
        {
        }

        CheckAnswers("runway", "runway", "/v1/organization", "/organization", expected: 1);
        CheckAnswers("runway", "runway", "/v1/text_to_video", "/text_to_video", expected: 1);
        CheckAnswers("runway", "runway", "/v1/tasks/{id}", "/v1/tasks/", expected: 3);
    }

    private async Task<Synthora.Providers.Speech.Speech> SpeakAsync(string id) => await vendors.Provider<ISpeechProvider>(id).SpeakAsync(
        new SpeechRequest("Bees dance in the dark.", "female", "en-US", 1.1, Path.Combine(Directory.CreateTempSubdirectory("synthora-test-").FullName, "a.wav"), Tone: "calm"), Key, CancellationToken.None);

    private void Check(string id, string spec, string path, int expected)
    {
        var document = Read(spec);
        var schema = document.GetProperty("requests").GetProperty(path).GetProperty("schema");
        var check = new SchemaCheck(document);
        var sent = vendors.Seen.Where(request => request.Method == "POST" && request.Path.StartsWith($"/_sim/{id}/", StringComparison.Ordinal)).ToList();
        sent.Count.ShouldBe(expected);
        foreach (var request in sent)
        {
            var body = JsonSerializer.Deserialize<JsonElement>(request.Body);
            check.Problems(body, schema).ShouldBeEmpty(request.Body);
            check.Unknown(body, schema).ShouldBeEmpty(request.Body);
        }
    }

    private void CheckAnswers(string id, string spec, string answer, string part, int expected)
    {
        var document = Read(spec);
        var schema = document.GetProperty("answers").GetProperty(answer);
        var check = new SchemaCheck(document);
        var given = vendors.Answers.Where(seen => seen.Status < 300 && seen.Request.Path.StartsWith($"/_sim/{id}/", StringComparison.Ordinal) && seen.Request.Path.Contains(part, StringComparison.Ordinal)).ToList();
        given.Count.ShouldBe(expected);
        foreach (var seen in given) check.Problems(JsonSerializer.Deserialize<JsonElement>(seen.Body), schema).ShouldBeEmpty(seen.Body);
    }

    /// <summary>A form is checked by its fields' names: all are known, and none that is required is missing.</summary>
    private void CheckForm(string id, string spec, string path)
    {
        var document = Read(spec);
        var schema = document.GetProperty("requests").GetProperty(path).GetProperty("schema");
        if (schema.TryGetProperty("$ref", out var reference)) schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        var sent = vendors.Seen.Last(request => request.Path.StartsWith($"/_sim/{id}/", StringComparison.Ordinal));
        var fields = FieldName().Matches(sent.Body).Select(match => match.Groups[1].Value).ToList();
        var known = schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).ToHashSet();
        fields.Where(field => !known.Contains(field) && !known.Contains(field.Replace("[]", "", StringComparison.Ordinal))).ShouldBeEmpty();
        schema.GetProperty("required").EnumerateArray().Select(name => name.GetString()!).ShouldBeSubsetOf(fields);
    }

    private static JsonElement Read(string spec) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Specs", spec + ".json")));

    [GeneratedRegex("""(?<!file)name="?([^";\r\n]+)"?""")]
    private static partial Regex FieldName();
}
