namespace Synthora.Providers.AudioFx;

/// <summary>Sounds to be made for a text or for a clip; the port is <see cref="Jobs.IJobProvider{TRequest}"/>.</summary>
/// <param name="Seconds">1–30.</param>
/// <param name="VideoUrl">The https address of a clip the sounds have to fit; null to make them from the words alone.</param>
public sealed record AudioFxRequest(string Prompt, double Seconds, Uri? VideoUrl = null, string? NegativePrompt = null, int? Seed = null);
