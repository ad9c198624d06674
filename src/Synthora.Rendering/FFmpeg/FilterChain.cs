namespace Synthora.Rendering.FFmpeg;

/// <summary>One <c>-i</c> with the options that stand before it.</summary>
public record FFmpegInput(IReadOnlyList<string> Options, string Source);

/// <summary>A piece of a filter graph with the inputs it reads; it ends in one labelled video stream.</summary>
/// <param name="Filter">Filters joined by <c>;</c>, reading <c>[n:v]</c> from the caller's first input number on.</param>
public sealed record FilterChain(IReadOnlyList<FFmpegInput> Inputs, string Filter);
