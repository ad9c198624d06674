using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Speech;
using Synthora.Providers.Transcription;
using Synthora.Providers.Transcription.WhisperCpp;

namespace Synthora.Providers.Tests.Transcription;

/// <summary>The adapter against a stand-in that takes whisper.cpp's arguments and writes its full JSON; the real program needs a model of its own.</summary>
public sealed class WhisperCppTests(SimulatedVendors vendors) : IClassFixture<SimulatedVendors>, IDisposable
{
    /// <summary>As <c>whisper-cli -ojf</c> writes it: tokens with times, some of which begin a word and some of which go on.</summary>
    private const string Json =
        """
        {"result":{"language":"en"},"transcription":[{"offsets":{"from":0,"to":1500},"text":" Bees are humming.","tokens":[
          {"text":"[_BEG_]","offsets":{"from":0,"to":0}},{"text":" Bees","offsets":{"from":40,"to":400}},{"text":" are","offsets":{"from":400,"to":620}},
          {"text":" hum","offsets":{"from":620,"to":900}},{"text":"ming","offsets":{"from":900,"to":1200}},{"text":".","offsets":{"from":1200,"to":1260}},{"text":"[_TT_75]","offsets":{"from":1260,"to":1260}}]}]}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-whisper-test-");

    [Fact]
    public async Task Words_come_with_the_times_that_the_local_program_heard()
    {
        await using var services = Configured(
            $"""
             #!/bin/sh
             echo "$@" > {_folder.FullName}/arguments
             [ -s in.wav ] || exit 3
             cat > out.json <<'END'
             {Json}
             END
             """);
        var ears = services.GetRequiredService<ProviderCatalog>().Find<ITranscriptionProvider>(WhisperCpp.Id)!;
        (await ears.CheckKeyAsync(null, CancellationToken.None)).Status.ShouldBe(KeyStatus.Valid);

        var heard = await ears.TranscribeAsync(new TranscriptionRequest(await SoundAsync(), "en-GB"), null, CancellationToken.None);

        heard.Words.ShouldBe([new SpokenWord("Bees", 40, 400), new SpokenWord("are", 400, 620), new SpokenWord("humming.", 620, 1260)]);
        (heard.Text, heard.Language).ShouldBe(("Bees are humming.", "en"));
        var arguments = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "arguments"));
        arguments.ShouldContain($"-m {_folder.FullName}/ggml-test.bin -f in.wav -l en -ojf");
    }

    [Theory]
    [InlineData("#!/bin/sh\nexit 0\n")]
    [InlineData("#!/bin/sh\necho '{' > out.json\n")]
    public async Task A_program_that_leaves_nothing_readable_is_told_as_such(string script)
    {
        await using var services = Configured(script);
        var ears = services.GetRequiredService<ProviderCatalog>().Find<ITranscriptionProvider>(WhisperCpp.Id)!;
        var failed = await Should.ThrowAsync<ProviderException>(async () => await ears.TranscribeAsync(new TranscriptionRequest(await SoundAsync()), null, CancellationToken.None));
        failed.Fault.ShouldBe(ProviderFault.BadAnswer);
    }

    [Fact]
    public async Task Without_a_model_file_it_says_what_to_install()
    {
        await using var services = vendors.Configure(("Providers:whisper_cpp:Program", "/bin/sh"), ("Providers:whisper_cpp:Model", "/nowhere/ggml.bin"));
        var check = await services.GetRequiredService<ProviderCatalog>().Find<ITranscriptionProvider>(WhisperCpp.Id)!.CheckKeyAsync(null, CancellationToken.None);
        check.IsUsable.ShouldBeFalse();
        check.Message!.ShouldContain("/nowhere/ggml.bin was not found");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ServiceProvider Configured(string script)
    {
        var (program, model) = (Path.Combine(_folder.FullName, "whisper-cli"), Path.Combine(_folder.FullName, "ggml-test.bin"));
        File.WriteAllText(program, script);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.WriteAllText(model, "a model");
        return vendors.Configure(("Providers:whisper_cpp:Program", program), ("Providers:whisper_cpp:Model", model));
    }

    private async Task<string> SoundAsync()
    {
        var path = Path.Combine(_folder.FullName, "sound.wav");
        await File.WriteAllBytesAsync(path, await Simulation.SimulatedMedia.SoundAsync(2, 1));
        return path;
    }
}
