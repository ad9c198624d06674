using System.Text.Json;
using Synthora.Providers.Catalog;
using Synthora.Providers.Http;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Transcription.WhisperCpp;

/// <summary>whisper.cpp on this machine, for users who installed it: no account and nothing leaves the house.</summary>
/// <remarks>https://github.com/ggml-org/whisper.cpp/tree/master/examples/cli</remarks>
internal sealed class WhisperCpp(Vendors vendors) : ITranscriptionProvider
{
    public const string Id = "whisper_cpp";
    private readonly WhisperCppOptions options = WhisperCppOptions.Read(vendors.Configuration);

    public ProviderInfo Info => ProviderTable.Shipped[Id];

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) =>
        Task.FromResult(options.IsUsable ? KeyCheck.Valid : new KeyCheck(KeyStatus.Invalid, $"{Missing()} Install whisper.cpp and set Providers:{Id}:Program and Providers:{Id}:Model."));

    public async Task<Transcript> TranscribeAsync(TranscriptionRequest request, ApiKey? key, CancellationToken ct)
    {
        if (!options.IsUsable) throw new ProviderException(Id, ProviderFault.Configuration, Missing(), $"Install whisper.cpp and set Providers:{Id}:Program and Providers:{Id}:Model.");
        var folder = Directory.CreateTempSubdirectory("synthora-whisper-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "in.wav"), await SoundFile.ConvertAsync(request.Path, ["-c:a", "pcm_s16le", "out.wav"], "out.wav", ct), ct);
            var language = request.Language is { Length: >= 2 } tag ? tag[..2].ToLowerInvariant() : "auto";
            await SpeechTool.RunAsync(options.Program!, ["-m", Path.GetFullPath(options.Model!), "-f", "in.wav", "-l", language, "-ojf", "-of", "out", "-np"], folder.FullName, ct);
            return Read(JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Path.Combine(folder.FullName, "out.json"), ct)));
        }
        catch (Exception wrong) when (wrong is IOException or JsonException)
        {
            throw new ProviderException(Id, ProviderFault.BadAnswer, "whisper.cpp left nothing that can be read.", "Check the model file.", wrong);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Its words come in tokens; a token that begins with a blank begins a word.</summary>
    internal static Transcript Read(JsonElement json)
    {
        var words = new List<SpokenWord>();
        foreach (var token in json.Items("transcription").SelectMany(segment => segment.Items("tokens")))
        {
            var text = token.At("text") ?? "";
            if (text.StartsWith("[_", StringComparison.Ordinal) || text.Length == 0) continue;
            var (start, end) = ((int)(token.Number("offsets.from") ?? 0), (int)(token.Number("offsets.to") ?? 0));
            if (words.Count == 0 || text[0] == ' ') words.Add(new SpokenWord(text.Trim(), start, end));
            else words[^1] = words[^1] with { Text = words[^1].Text + text, EndMs = end };
        }

        words.RemoveAll(word => word.Text.Length == 0);
        return new Transcript(string.Join(' ', words.Select(word => word.Text)), json.At("result.language") ?? "", words.Count == 0 ? 0 : words[^1].EndMs / 1000.0, words);
    }

    private string Missing() => options.Program is null ? "whisper.cpp is not on this machine." : $"whisper.cpp's model {options.Model ?? "file"} was not found.";
}
