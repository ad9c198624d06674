namespace Synthora.Cli;

/// <summary>What a script that calls the command line can tell apart.</summary>
public static class ExitCode
{
    public const int Ok = 0;

    /// <summary>The work was understood and went wrong.</summary>
    public const int Failed = 1;

    /// <summary>The command or its input cannot be used as it is.</summary>
    public const int BadUsage = 2;

    /// <summary>Ended by Ctrl-C or a termination signal.</summary>
    public const int Interrupted = 130;
}
