namespace Synthora.Rendering;

/// <summary>A render that cannot go on, said so that its owner can act: what happened and what to do.</summary>
public sealed class RenderException(string cause, string remedy, Exception? inner = null) : Exception($"{cause} {remedy}", inner)
{
    public string Cause { get; } = cause;
    public string Remedy { get; } = remedy;
}
