namespace Synthora.Providers.VideoAi;

/// <summary>One clip to be made by a model; the port is <see cref="Jobs.IJobProvider{TRequest}"/>.</summary>
/// <param name="Seconds">The scene's length; the clip is as long or, where the model only makes some lengths, the next longer.</param>
/// <param name="AspectRatio"><c>9:16</c>, <c>16:9</c> or <c>1:1</c>.</param>
/// <param name="FirstFrame">An https address or a data URI of the picture the clip begins with.</param>
/// <param name="OrderId">One for each order: a vendor that knows such numbers makes the clip once however often it is asked.</param>
public sealed record VideoAiRequest(
    string Prompt, double Seconds, string AspectRatio = "9:16", Resolution Resolution = Resolution.P720, string? FirstFrame = null, string? LastFrame = null,
    string? NegativePrompt = null, bool Sound = false, int? Seed = null, string? Model = null, Guid? OrderId = null);

/// <summary>The shorter side in pixels.</summary>
public enum Resolution { P480 = 480, P720 = 720, P1080 = 1080 }
