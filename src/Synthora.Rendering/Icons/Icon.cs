namespace Synthora.Rendering.Icons;

/// <summary>A line icon in a 24×24 box.</summary>
/// <param name="Outlines">SVG path data of each stroke, in drawing order; the stroke is 2 wide with round ends.</param>
public sealed record Icon(string Name, IReadOnlyList<string> Tags, IReadOnlyList<string> Outlines)
{
    public const double Box = 24;
}
