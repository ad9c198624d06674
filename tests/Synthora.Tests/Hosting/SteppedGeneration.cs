using System.Globalization;
using System.Text.RegularExpressions;
using Synthora.Features.Scripts;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Quality;

namespace Synthora.Tests.Hosting;

/// <summary>
/// Runs the five steps against a real journal without making pictures. The source text steers it: <c>step-ms:200</c>,
/// <c>hold:voice</c> (that step lasts until a file named <c>release</c> is in the log folder), <c>fail:media</c> (that step
/// fails while no such file exists), <c>crash:media</c> (a bug), <c>music:Drift</c> (the finished video has that track), <c>show:captions</c> (the caption style it would have is logged), <c>show:speech</c> (whether it would be clear). Every start and end of a step is one line of the video's log.
/// </summary>
internal static partial class SteppedGeneration
{
    /// <summary>Where in-process hosts and worker processes write which step ran, in which process.</summary>
    public static string LogFolder(string dataFolder) => Path.Combine(dataFolder, "log");

    public static async Task<GeneratedVideo> RunAsync(GenerationInput input, string workFolder, IGenerationJournal journal, GenerationCrew crew, CancellationToken ct)
    {
        var orders = Orders().Matches(input.Text).ToLookup(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var log = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(workFolder))!, "log");
        Directory.CreateDirectory(log);
        var pause = int.Parse(orders["step-ms"].FirstOrDefault() ?? "1", CultureInfo.InvariantCulture);
        if (input.LastMusic is { } heard) await NoteAsync(log, workFolder, "after", heard);
        if (orders["show"].Contains("speech")) await NoteAsync(log, workFolder, "clear", GenerationPlan.Settle(input, ScriptParser.Parse("# Tea\n\nHi.\n", null).Script!).ClearSpeech.ToString());
        if (orders["show"].Contains("captions")) await NoteAsync(log, workFolder, "captions", GenerationPlan.Settle(input, ScriptParser.Parse("# Tea\n\nHi.\n", null).Script!).Look.Captions.ToString());
        foreach (var step in Enum.GetValues<GenerationStep>())
        {
            var name = step.ToString().ToLowerInvariant();
            if (await journal.FindAsync(step, ct) is not null) continue;
            await journal.StartedAsync(step, "test", ct);
            await NoteAsync(log, workFolder, "start", name);
            journal.Progress(new(step, ((int)step * 20) + 5, $"Working on {name}", 3));
            if (orders["fail"].Contains(name) && !Released(log))
                throw new GenerationException("The stock site has no such clip.", "Choose another word.");
            if (orders["crash"].Contains(name)) throw new InvalidOperationException("a bug");
            while (orders["hold"].Contains(name) && !Released(log)) await Task.Delay(50, ct);
            await Task.Delay(pause, ct);
            await File.WriteAllTextAsync(Path.Combine(workFolder, name), name, ct);
            await journal.CompletedAsync(step, $$"""{"kind":"{{name}}","provider":"test","scenes":[]}""", ct);
            await NoteAsync(log, workFolder, "end", name);
        }

        return await LeaveAsync(input, workFolder, orders["music"].FirstOrDefault(), ct);
    }

    private static bool Released(string log) => File.Exists(Path.Combine(log, "release"));

    private static Task NoteAsync(string log, string workFolder, string what, string step) => File.AppendAllTextAsync(
        Path.Combine(log, Path.GetFileName(workFolder)), $"{what} {step} {Environment.ProcessId}\n");

    private static async Task<GeneratedVideo> LeaveAsync(GenerationInput input, string workFolder, string? music, CancellationToken ct)
    {
        var result = Directory.CreateDirectory(Path.Combine(workFolder, "result")).FullName;
        var report = new QualityReport { File = "video.mp4", Platform = "universal", DurationSeconds = 2, Checks = [new() { Id = "loudness", Title = "Loudness", Outcome = Outcome.Passed, Measured = "-14 LUFS", Expected = "-14 LUFS" }] };
        var files = new Dictionary<string, byte[]>
        {
            ["video.mp4"] = [.. Enumerable.Range(0, 1000).Select(index => (byte)(index % 251))],
            ["captions.srt"] = "1\n00:00:00,000 --> 00:00:01,500\nGood sleep\nis <free> & easy.\n\n"u8.ToArray(),
            ["thumbnail.jpg"] = [0xFF, 0xD8, 0xFF, 0xD9],
            ["report.json"] = System.Text.Encoding.UTF8.GetBytes(QualityReportText.Json(report)),
            ["timeline.json"] = System.Text.Encoding.UTF8.GetBytes(music is null ? "{}" : $$"""{"credits":[{"kind":"music","title":"{{music}}"}]}"""),
            ["script.md"] = "# Script"u8.ToArray(),
            ["credits.txt"] = "none"u8.ToArray(),
        };
        foreach (var (name, bytes) in files) await File.WriteAllBytesAsync(Path.Combine(result, name), bytes, ct);
        return new(
            input.Title ?? "The made title", At("video.mp4"), At("captions.srt"), At("thumbnail.jpg"), At("timeline.json"), At("script.md"),
            At("credits.txt"), At("report.json"), 2, 270, 480, report);

        string At(string name) => Path.Combine(result, name);
    }

    [GeneratedRegex(@"(step-ms|hold|fail|crash|music|show):(\w+)")]
    private static partial Regex Orders();
}
