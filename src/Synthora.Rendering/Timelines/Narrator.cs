using System.ComponentModel.DataAnnotations;

namespace Synthora.Rendering.Timelines;

/// <summary>Who speaks the narration, so that one scene can be spoken again like the rest.</summary>
/// <param name="Provider">Id of the speech provider, such as <c>offline</c>.</param>
/// <param name="Voice">As it was asked for: <c>female</c>, <c>male</c>, <c>neutral</c> or a voice id of the provider.</param>
/// <param name="Speed">1 is natural.</param>
public sealed record Narrator(string Provider, string Voice, [property: Range(0.5, 2.0)] double Speed = 1);
