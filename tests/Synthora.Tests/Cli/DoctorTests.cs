using Microsoft.Extensions.Configuration;
using Synthora.Cli;
using Synthora.Cli.Doctor;
using Synthora.Providers;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Tests.Cli;

public sealed class DoctorTests
{
    [Theory]
    [InlineData(KeyStatus.Invalid, null, Health.Broken)]
    [InlineData(KeyStatus.Invalid, "ElevenLabs", Health.Limited)]
    [InlineData(KeyStatus.Limited, null, Health.Limited)]
    public async Task A_machine_without_any_voice_is_broken_unless_a_vendor_speaks(KeyStatus status, string? configured, Health health)
    {
        var finding = await VoiceChecks.OfflineAsync(new Voices(new(status, "festival is missing. Install it with sudo apt-get install festival.")), configured, CancellationToken.None);

        finding.Health.ShouldBe(health);
        finding.Cost.ShouldEndWith("Install it with sudo apt-get install festival.");
    }

    [Theory]
    [InlineData("http://localhost:11434/v1", Health.Good)]
    [InlineData(" ", Health.Limited)]
    [InlineData(null, Health.Limited)]
    public void A_language_model_counts_wherever_it_is_set(string? address, Health health) =>
        ServerChecks.LanguageModel(new ConfigurationBuilder().AddInMemoryCollection([new("Providers:Text:BaseUrl", address)]).Build()).Health.ShouldBe(health);

    [Fact]
    public async Task Every_part_is_told_and_what_lacks_nothing_costs_nothing()
    {
        var (exit, said, error) = await StudioRun.RunAsync("doctor");

        exit.ShouldBeOneOf(ExitCode.Ok, ExitCode.Failed);
        error.ShouldBeEmpty();
        foreach (var part in (string[])["ffmpeg", "drawing", "fonts", "voices", "database", "disk", "language model"]) said.ShouldContain(part);
    }

    private sealed class Voices(KeyCheck check) : ISpeechProvider
    {
        private readonly OfflineSpeech _voice = new();

        public ProviderInfo Info => _voice.Info;
        IReadOnlyList<Voice> ISpeechProvider.Voices => _voice.Voices;
        public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Task.FromResult(check);
        public Task<Speech> SpeakAsync(SpeechRequest request, ApiKey? key, CancellationToken ct) => _voice.SpeakAsync(request, key, ct);
    }
}
