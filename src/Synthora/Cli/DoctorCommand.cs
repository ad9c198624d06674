using System.CommandLine;
using Synthora.Cli.Doctor;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Cli;

/// <summary>Checks the machine and says what each lack costs. Exits with 1 when something essential is broken.</summary>
public static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("doctor", "Checks this machine and says what each lack costs.");
        command.SetAction(async (_, ct) =>
        {
            await using var services = MakeRun.Services();
            var configuration = services.GetRequiredService<IConfiguration>();
            var crew = ConfiguredCrew.From(services, new GenerationInput(SourceKind.Topic, "", null, SystemTemplates.DefaultSlug));
            var data = Environment.GetEnvironmentVariable("SYNTHORA_DATA") ?? ".";
            Finding[] findings =
            [
                await MediaChecks.FFmpegAsync(ct),
                await MediaChecks.DrawingAsync(ct),
                await MediaChecks.FontsAsync(ct),
                await VoiceChecks.OfflineAsync(new OfflineSpeech(), crew.Voice?.Info.Name, ct),
                await ServerChecks.DatabaseAsync(Environment.GetEnvironmentVariable("DATABASE_URL"), ct),
                ServerChecks.Disk(data),
                ServerChecks.LanguageModel(configuration),
            ];
            foreach (var finding in findings) await WriteAsync(terminal.Out, finding);
            return findings.Any(finding => finding.Health == Health.Broken) ? ExitCode.Failed : ExitCode.Ok;
        });
        return command;
    }

    private static async Task WriteAsync(TextWriter output, Finding finding)
    {
        var sign = finding.Health switch { Health.Good => "ok     ", Health.Limited => "limited", _ => "BROKEN " };
        await output.WriteLineAsync($"{sign}  {finding.Part,-15} {finding.Found}");
        if (finding.Cost.Length > 0) await output.WriteLineAsync($"         {"",-15} {finding.Cost} {finding.Remedy}");
    }
}
