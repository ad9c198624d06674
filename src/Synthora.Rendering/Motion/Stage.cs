using System.Globalization;
using System.Text;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Motion;

public readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;
    public double Bottom => Y + Height;
    public double CentreX => X + (Width / 2);
    public double CentreY => Y + (Height / 2);
}

/// <summary>A change of ASS tags between two moments of the shot, in seconds. Above 1 the pace accelerates, below 1 it eases out.</summary>
public readonly record struct Tween(double From, double To, string Tags, double Pace = 1);

/// <summary>A place at a moment of the shot, in seconds and canvas pixels.</summary>
public readonly record struct Key(double At, double X, double Y);

/// <summary>Something drawn on the stage: words or a drawing, where it goes, and what changes on the way.</summary>
public sealed record Sprite
{
    public required string Style { get; init; }

    /// <summary>Escaped words, or the commands of a drawing.</summary>
    public required string Body { get; init; }
    public int Layer { get; init; }
    public required IReadOnlyList<Key> Path { get; init; }
    public string Tags { get; init; } = "";
    public IReadOnlyList<Tween> Tweens { get; init; } = [];
    public double From { get; init; }
    public double? To { get; init; }
    public double FadeIn { get; init; }
    public double FadeOut { get; init; }
}

/// <summary>Collects a card's sprites as ASS lines. Its times are seconds since things began to come in.</summary>
/// <param name="salt">Sets the chances of one card apart from its neighbours'.</param>
/// <param name="lead">How long before the shot's first frame that is, in whole hundredths of a second.</param>
public sealed class Stage(CardContext context, int salt, double lead = 0)
{
    private readonly List<AssLine> lines = [];
    private readonly Dictionary<string, AssStyle> styles = [];

    public CardContext Context { get; } = context;

    /// <summary>When the shot ends. What stands then goes on standing while the next picture comes in.</summary>
    public double Seconds { get; } = context.Seconds + lead;

    /// <summary>When what leaves before the shot ends begins to.</summary>
    public double Leaving => Math.Max(Seconds * 0.6, Seconds - 0.18);
    public double Width { get; } = context.Canvas.Width;
    public double Height { get; } = context.Canvas.Height;

    /// <summary>A pixel of a canvas whose short side has 1080 of them.</summary>
    public double Unit { get; } = Math.Min(context.Canvas.Width, context.Canvas.Height) / 1080.0;

    public Random Chance { get; } = new((context.Seed * 31) + salt);
    public IReadOnlyList<AssLine> Lines => lines;
    public IReadOnlyCollection<AssStyle> Styles => styles.Values;

    public void Draw(int layer, Drawing drawing, Colour colour, IReadOnlyList<Key> path, string tags = "", double opacity = 1,
        IReadOnlyList<Tween>? tweens = null, double from = 0, double? to = null, double fadeIn = 0, double fadeOut = 0)
    {
        if (drawing.IsEmpty) return;
        Add(new Sprite
        {
            Style = Style("shape", "Roboto", false),
            Body = drawing.ToString(),
            Layer = layer,
            Path = path,
            From = from,
            To = to,
            Tags = $"\\an7\\p1\\bord0\\shad0{Ink(colour, opacity)}{tags}",
            Tweens = tweens ?? [],
            FadeIn = fadeIn,
            FadeOut = fadeOut,
        });
    }

    /// <summary>Sets words around <paramref name="path"/>: its points are the middle of their capitals.</summary>
    /// <param name="isShade">The words are the shadow or rim of others, where emoji have none.</param>
    public void Write(int layer, string text, Typeface face, double em, Colour colour, IReadOnlyList<Key> path, string tags = "",
        double opacity = 1, IReadOnlyList<Tween>? tweens = null, double from = 0, double? to = null, double fadeIn = 0, double fadeOut = 0, bool isShade = false)
    {
        var half = face.Width(text) / 2;
        foreach (var piece in face.Pieces(text))
        {
            var middle = piece.Text.Length == text.Length ? 0 : (piece.Middle - half) * em;
            var sprite = new Sprite
            {
                Style = "",
                Body = "",
                Path = [.. path.Select(key => key with { X = key.X + middle })],
                Layer = layer,
                From = from,
                To = to,
                Tags = tags,
                Tweens = tweens ?? [],
                FadeIn = fadeIn,
                FadeOut = fadeOut,
            };
            if (!piece.IsEmoji) AddWords(sprite, piece.Text, face, em, colour, opacity);
            else if (!isShade) AddEmoji(sprite, piece.Text, face.EmojiSize * em, opacity);
        }
    }

    private void AddWords(Sprite sprite, string text, Typeface face, double em, Colour colour, double opacity)
    {
        var fonts = face.In(Context.Language);
        var drawable = fonts.Drawable(text);
        if (drawable.Length == 0) return;
        var lift = -face.CapMiddle(drawable) * em;
        var tracking = face.TrackingOf(drawable) == 0 ? "" : $"\\fsp{N(face.TrackingOf(drawable) * em)}";
        var rightToLeft = Captions.Script.IsRightToLeft(drawable);
        Add(sprite with
        {
            Style = Style("type", face.Face.AssFont, face.Face.AssBold),
            // -1 takes the direction from the first strong letter, so that the full stop of an Arabic line stands at its left.
            Body = fonts.Markup(rightToLeft ? Captions.Script.RightToLeftMark + drawable : drawable, face.AssSize(em)),
            Path = [.. sprite.Path.Select(key => key with { Y = key.Y + lift })],
            Tags = $"\\an5\\q2\\bord0\\shad0\\fs{N(face.AssSize(em))}{(rightToLeft ? "\\fe-1" : "")}{tracking}{Ink(colour, opacity)}{sprite.Tags}",
        });
    }

    private void AddEmoji(Sprite sprite, string emoji, double size, double opacity)
    {
        foreach (var shape in EmojiLibrary.Layers(emoji))
            Add(sprite with
            {
                Style = Style("shape", "Roboto", false),
                Body = shape.Scaled(size),
                // Rims and shadows of the words would run around every one of its parts.
                Tags = $"\\an5{Ink(Colour.Parse(shape.Colour), opacity * shape.Opacity)}{sprite.Tags}\\bord0\\shad0\\p{EmojiLayer.Precision}",
            });
    }

    public static IReadOnlyList<Key> At(double x, double y) => [new(0, x, y)];

    /// <summary>From one place to another, slowing down as it arrives.</summary>
    public static IReadOnlyList<Key> Glide(double x0, double y0, double x1, double y1, double from, double seconds, double power = 3)
    {
        const int steps = 7;
        return [.. Enumerable.Range(0, steps + 1).Select(n =>
        {
            // More keys where the pace changes most.
            var t = Math.Pow((double)n / steps, 1.6);
            var ease = 1 - Math.Pow(1 - t, power);
            return new Key(from + (seconds * t), x0 + ((x1 - x0) * ease), y0 + ((y1 - y0) * ease));
        })];
    }

    /// <summary>Goes on from a path's last place by a slow straight drift.</summary>
    public IReadOnlyList<Key> ThenDrift(IReadOnlyList<Key> path, double dx, double dy) =>
        [.. path, new(Math.Max(Seconds, path[^1].At + 0.1), path[^1].X + dx, path[^1].Y + dy)];

    /// <summary>Goes on by swinging around the last place.</summary>
    public IReadOnlyList<Key> ThenFloat(IReadOnlyList<Key> path, double dx, double dy, double period, double phase = 0)
    {
        var last = path[^1];
        var keys = new List<Key>(path);
        for (var t = period / 12; last.At + t < Seconds + (period / 12); t += period / 12)
        {
            var swing = Math.Sin((t / period * 2 * Math.PI) + phase) - Math.Sin(phase);
            keys.Add(new(last.At + t, last.X + (dx * swing), last.Y + (dy * swing)));
        }

        return keys;
    }

    /// <summary>Grows from nothing past its size and settles.</summary>
    public static IReadOnlyList<Tween> Pop(double at, double seconds = 0.42, int over = 110) =>
    [
        new(at, at + (seconds * 0.5), $"\\fscx{over}\\fscy{over}", 0.55),
        new(at + (seconds * 0.5), at + (seconds * 0.78), "\\fscx97\\fscy97"),
        new(at + (seconds * 0.78), at + seconds, "\\fscx100\\fscy100"),
    ];

    public const string Small = "\\fscx0\\fscy0";

    /// <summary>Turns to and fro, less each time.</summary>
    public static IReadOnlyList<Tween> Wiggle(double at, double degrees, int times = 4, double period = 0.18)
    {
        var tweens = new List<Tween>();
        for (var n = 0; n < times; n++)
        {
            var angle = degrees * (1 - ((double)n / times)) * (n % 2 == 0 ? 1 : -1);
            tweens.Add(new(at + (n * period), at + ((n + 1) * period), $"\\frz{N(angle)}"));
        }

        tweens.Add(new(at + (times * period), at + ((times + 1) * period), "\\frz0"));
        return tweens;
    }

    public static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// ASS colour tags. libavfilter converts them by the BT.601 matrix although the video is BT.709, so the colour is bent
    /// the other way first; text and PNG layers of one colour then match.
    /// </summary>
    public static string Ink(Colour colour, double opacity = 1, int slot = 1)
    {
        double r = colour.R, g = colour.G, b = colour.B;
        var y = (0.2126 * r) + (0.7152 * g) + (0.0722 * b);
        double cb = (b - y) / 1.8556, cr = (r - y) / 1.5748;
        int Channel(double value) => (int)Math.Clamp(Math.Round(value), 0, 255);
        var red = Channel(y + (1.402 * cr));
        var green = Channel(y - (0.344136 * cb) - (0.714136 * cr));
        var blue = Channel(y + (1.772 * cb));
        return $"\\{slot}c&H{blue:X2}{green:X2}{red:X2}&\\{slot}a&H{Channel(255 * (1 - opacity)):X2}&";
    }

    private string Style(string kind, string font, bool bold)
    {
        var name = $"card-{kind}-{font.Replace(' ', '-').ToLowerInvariant()}{(bold ? "-bold" : "")}";
        styles.TryAdd(name, new AssStyle(name, font, 40, "#FFFFFF", Bold: bold, Alignment: 7));
        return name;
    }

    /// <summary>One ASS line moves in one straight way, so a path becomes as many lines as it has pieces.</summary>
    private void Add(Sprite sprite)
    {
        double from = Math.Max(0, sprite.From), to = Math.Min(sprite.To ?? Seconds, Seconds);
        var path = sprite.Path;
        var cuts = path.Select(key => key.At).Where(at => at > Math.Max(from, lead) + 0.005 && at < to - 0.005).Select(Cent).Distinct().Order().ToList();
        cuts.Insert(0, Cent(Math.Max(from, lead)));
        cuts.Add(Cent(to));
        for (var n = 0; n + 1 < cuts.Count; n++)
        {
            double begin = cuts[n], end = cuts[n + 1];
            if (end - begin < 0.005) continue;
            var (x0, y0) = Place(path, begin);
            var (x1, y1) = Place(path, end);
            var text = new StringBuilder("{");
            if (Math.Abs(x1 - x0) + Math.Abs(y1 - y0) < 0.05) text.Append(CultureInfo.InvariantCulture, $"\\pos({N(x0)},{N(y0)})");
            else text.Append(CultureInfo.InvariantCulture, $"\\move({N(x0)},{N(y0)},{N(x1)},{N(y1)})");
            text.Append(sprite.Tags);
            if (sprite.FadeIn > 0 || sprite.FadeOut > 0)
            {
                int Ms(double at) => (int)Math.Round((at - begin) * 1000);
                text.Append(CultureInfo.InvariantCulture,
                    $"\\fade({(sprite.FadeIn > 0 ? 255 : 0)},0,{(sprite.FadeOut > 0 ? 255 : 0)},{NotMinusOne(Ms(from))},{NotMinusOne(Ms(from + sprite.FadeIn))},{NotMinusOne(Ms(to - sprite.FadeOut))},{NotMinusOne(Ms(to))})");
            }

            foreach (var tween in sprite.Tweens)
            {
                int start = (int)Math.Round((tween.From - begin) * 1000), stop = (int)Math.Round((tween.To - begin) * 1000);
                if (start >= (end - begin) * 1000) continue;

                // An end of zero would mean the end of the line.
                if (stop == 0) stop = -1;
                text.Append(CultureInfo.InvariantCulture, $"\\t({start},{stop},{N(tween.Pace)},{tween.Tags})");
            }

            lines.Add(new AssLine(sprite.Layer, Cent(begin - lead), Cent(end - lead), sprite.Style, text.Append('}').Append(sprite.Body).ToString()));
        }
    }

    private static int NotMinusOne(int value) => value == -1 ? -2 : value;

    private static double Cent(double seconds) => Math.Round(seconds * 100) / 100;

    private static (double X, double Y) Place(IReadOnlyList<Key> path, double at)
    {
        if (at <= path[0].At) return (path[0].X, path[0].Y);
        for (var n = 1; n < path.Count; n++)
        {
            if (at > path[n].At) continue;
            var span = path[n].At - path[n - 1].At;
            var share = span <= 0 ? 1 : (at - path[n - 1].At) / span;
            return (path[n - 1].X + ((path[n].X - path[n - 1].X) * share), path[n - 1].Y + ((path[n].Y - path[n - 1].Y) * share));
        }

        return (path[^1].X, path[^1].Y);
    }
}
