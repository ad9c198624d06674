namespace Synthora.Cli;

/// <summary>Where a command writes: results to <paramref name="Out"/>, progress and complaints to <paramref name="Error"/>.</summary>
/// <param name="Interactive">Whether a person watches <paramref name="Error"/>, so that lines may be redrawn.</param>
public sealed record Terminal(TextWriter Out, TextWriter Error, bool Interactive)
{
    public static Terminal System() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);
}
