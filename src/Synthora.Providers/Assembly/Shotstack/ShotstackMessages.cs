using System.Text.Json.Serialization;

namespace Synthora.Providers.Assembly.Shotstack;

// https://shotstack.io/docs/api/#tocs_edit — names are camelCase; the first track lies on top.
internal sealed record ShotstackEdit(ShotstackTimeline Timeline, ShotstackOutput Output);

internal sealed record ShotstackTimeline(string Background, IReadOnlyList<ShotstackTrack> Tracks);

internal sealed record ShotstackTrack(IReadOnlyList<ShotstackClip> Clips);

internal sealed record ShotstackClip(
    ShotstackAsset Asset, double Start, double Length, string? Fit = null, string? Effect = null, ShotstackTransition? Transition = null, string? Position = null, ShotstackOffset? Offset = null);

internal sealed record ShotstackAsset(string Type, string? Src = null, double? Trim = null, double? Volume = null, string? Text = null, ShotstackFont? Font = null, ShotstackBox? Background = null, int? Width = null, int? Height = null);

internal sealed record ShotstackFont(string Family, string Color, int Size);

internal sealed record ShotstackBox(string Color, [property: JsonPropertyName("padding")] int Padding);

internal sealed record ShotstackTransition(string In);

/// <param name="X">A number, or a list of <see cref="ShotstackTween"/>.</param>
internal sealed record ShotstackOffset(object X, double Y);

internal sealed record ShotstackTween(double From, double To, double Start, double Length, string Interpolation);

internal sealed record ShotstackOutput(string Format, [property: JsonPropertyName("size")] ShotstackSize Size, double Fps);

internal sealed record ShotstackSize(int Width, int Height);
