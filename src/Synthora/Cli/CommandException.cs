namespace Synthora.Cli;

/// <summary>A command that cannot go on, said as one line of cause and one of remedy; ends with <paramref name="exitCode"/>.</summary>
public sealed class CommandException(string cause, string remedy, int exitCode = ExitCode.Failed) : Exception($"{cause} {remedy}")
{
    public string Cause { get; } = cause;
    public string Remedy { get; } = remedy;
    public int ExitCode { get; } = exitCode;
}
