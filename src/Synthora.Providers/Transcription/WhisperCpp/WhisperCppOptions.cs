using Microsoft.Extensions.Configuration;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Transcription.WhisperCpp;

/// <summary>Settings under <c>Providers:whisper_cpp</c>; without them the usual places are looked at.</summary>
/// <param name="Program">The program's name or path.</param>
/// <param name="Model">The model's file; null when none was found.</param>
internal sealed record WhisperCppOptions(string? Program, string? Model)
{
    private static readonly string[] UsualFolders = ["/usr/local/share/whisper", "/usr/share/whisper.cpp-model", "/usr/share/whisper"];

    public static WhisperCppOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Providers:whisper_cpp");
        var program = section["Program"] is { Length: > 0 } own ? own : new[] { "whisper-cli", "whisper-cpp" }.FirstOrDefault(SpeechTool.IsInstalled);
        var model = section["Model"] is { Length: > 0 } file ? file
            : UsualFolders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "ggml-*.bin")).Order(StringComparer.Ordinal).FirstOrDefault();
        return new WhisperCppOptions(program, model);
    }

    public bool IsUsable => Program is not null && (Program.Contains('/', StringComparison.Ordinal) ? File.Exists(Program) : SpeechTool.IsInstalled(Program)) && File.Exists(Model);
}
