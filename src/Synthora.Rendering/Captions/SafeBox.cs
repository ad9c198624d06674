using System.Text.Json;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>The part of the canvas no platform covers with its own controls, in canvas pixels.</summary>
public sealed record SafeBox(int Left, int Top, int Right, int Bottom)
{
    private static readonly Lazy<SafeBoxTable> Table = new(() =>
    {
        using var stream = typeof(SafeBox).Assembly.GetManifestResourceStream("safe-boxes.json")!;
        return JsonSerializer.Deserialize<SafeBoxTable>(stream, JsonOptions)!;
    });

    private static readonly JsonSerializerOptions JsonOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public int Width => Right - Left;
    public int Height => Bottom - Top;

    /// <summary>The day the platforms' figures were last compared with what they publish.</summary>
    public static DateOnly CheckedOn => Table.Value.CheckedOn;

    /// <summary>The box of a platform, scaled from the 1080×1920 figures; other shapes have plain margins.</summary>
    /// <param name="rightToLeft">The audience reads from the right, for which some platforms mirror their controls.</param>
    public static SafeBox For(Platform platform, Canvas canvas, bool rightToLeft = false) =>
        Named(platform.ToString(), canvas, rightToLeft);

    /// <summary>The box in which a timeline's words stand: clear of the controls of every platform that shows its picture.</summary>
    public static SafeBox For(Timeline timeline)
    {
        var rightToLeft = Script.IsRightToLeftLanguage(timeline.Language);
        return timeline.SharedWith.Aggregate(
            For(timeline.Platform, timeline.Canvas, rightToLeft), (box, platform) => box.Within(For(platform, timeline.Canvas, rightToLeft)));
    }

    /// <summary>What lies in both.</summary>
    internal SafeBox Within(SafeBox other) => new(
        Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));

    /// <summary>A platform's box by its name, or <c>organic</c>: the larger box of posts that are not paid for.</summary>
    /// <exception cref="ArgumentException">No box has the name.</exception>
    public static SafeBox Named(string name, Canvas canvas, bool rightToLeft = false)
    {
        var table = Table.Value;
        var row = table.Boxes.FirstOrDefault(box => box.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"No safe box is called '{name}'. Use {string.Join(", ", table.Boxes.Select(box => box.Name))}.", nameof(name));
        var (width, height) = ((double)canvas.Width, (double)canvas.Height);
        if (Math.Abs(width / height * table.Reference.Height / table.Reference.Width - 1) > 0.02)
        {
            var (x, y) = (table.OtherAspects.HorizontalMargin, table.OtherAspects.VerticalMargin);
            return Inside(width * x, height * y, width * (1 - x), height * (1 - y));
        }

        var (scaleX, scaleY) = (width / table.Reference.Width, height / table.Reference.Height);
        var (left, right) = rightToLeft && row.MirroredForRightToLeft
            ? (table.Reference.Width - row.Right, table.Reference.Width - row.Left)
            : (row.Left, row.Right);
        return Inside(left * scaleX, row.Top * scaleY, right * scaleX, row.Bottom * scaleY);
    }

    private static SafeBox Inside(double left, double top, double right, double bottom) =>
        new((int)Math.Ceiling(left), (int)Math.Ceiling(top), (int)right, (int)bottom);

    private sealed record SafeBoxTable(
        DateOnly CheckedOn, ReferenceSize Reference, IReadOnlyList<SafeBoxRow> Boxes, Margins OtherAspects);

    private sealed record ReferenceSize(int Width, int Height);

    private sealed record SafeBoxRow(
        string Name, int Left, int Top, int Right, int Bottom, string Source, bool MirroredForRightToLeft = false);

    private sealed record Margins(double HorizontalMargin, double VerticalMargin, string Source);
}
