namespace Synthora.Features.Videos.Generation;

/// <summary>A run that cannot go on until its owner changes something.</summary>
public sealed class GenerationException(string cause, string remedy, Exception? inner = null) : Exception($"{cause} {remedy}", inner)
{
    public string Cause { get; } = cause;
    public string Remedy { get; } = remedy;
}
