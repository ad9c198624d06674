namespace Synthora.Providers.Assembly.Creatomate;

// https://creatomate.com/docs/api/reference/create-a-render and https://creatomate.com/docs/renderscript/introduction
internal sealed record CreatomateRender(string OutputFormat, int Width, int Height, double FrameRate, double Duration, IReadOnlyList<CreatomateElement> Elements);

internal sealed record CreatomateElement(
    string Type, int Track, double Time, double Duration, string? Source = null, double? TrimStart = null, string? Volume = null, string? Fit = null, string? Text = null, string? Y = null, string? Width = null,
    string? FontFamily = null, string? FontSize = null, string? FillColor = null, string? BackgroundColor = null, string? XAlignment = null, IReadOnlyList<CreatomateAnimation>? Animations = null, IReadOnlyList<CreatomateKeyframe>? X = null);

internal sealed record CreatomateKeyframe(string Time, string Value, string? Easing = null);

internal sealed record CreatomateAnimation(string Type, double? Time = null, double? Duration = null, bool? Transition = null, string? StartScale = null, string? EndScale = null, bool? Fade = null, string? Easing = null);
