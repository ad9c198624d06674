using System.CommandLine;
using System.CommandLine.Help;
using System.Runtime.InteropServices;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Rendering;

namespace Synthora.Cli;

/// <summary>
/// The commands of <c>synthora</c>. Each is one file with a <c>Create</c> that returns the command; an expected failure
/// is an exception with a cause and a remedy, turned here into two plain lines and an exit code.
/// </summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken ct)
    {
        // A root command would call itself by its file, Synthora; people type the launcher's name.
        var root = new Command("synthora", "Makes short videos from scripts, notes and topics.")
        {
            new HelpOption(),
            new VersionOption(),
            CheckCommand.Create(terminal),
            MakeCommand.Create(terminal),
            EditCommand.Create(terminal),
            RenderCommand.Create(terminal),
            TimelineCommand.Create(terminal),
            DoctorCommand.Create(terminal),
            ServeCommand.Create(terminal),
            WorkCommand.Create(terminal),
            MigrateCommand.Create(terminal),
            KeysCommand.Create(terminal),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await terminal.Error.WriteLineAsync(error.Message);
            await terminal.Error.WriteLineAsync($"Run synthora {(parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ")}--help to see what it takes.");
            return ExitCode.BadUsage;
        }

        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (CommandException failure)
        {
            return Complain(failure.Cause, failure.Remedy, failure.ExitCode);
        }
        catch (GenerationException failure)
        {
            return Complain(failure.Cause, failure.Remedy);
        }
        catch (RenderException failure)
        {
            return Complain(failure.Cause, failure.Remedy);
        }
        catch (ProviderException failure)
        {
            return Complain(failure.Cause, failure.Remedy);
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interruption.Cancel();
        }

        int Complain(string cause, string remedy, int exitCode = ExitCode.Failed)
        {
            terminal.Error.WriteLine(cause);
            terminal.Error.WriteLine(remedy);
            return exitCode;
        }
    }
}
