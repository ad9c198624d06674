using System.Text;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>An ASS document under construction; parts bring their own styles, which never collide.</summary>
internal sealed class AssSheet
{
    private readonly Dictionary<string, AssStyle> _styles = new(StringComparer.Ordinal);
    private readonly List<AssLine> _lines = [];

    public bool IsEmpty => _lines.Count == 0;

    public void Add(IEnumerable<AssStyle> styles, IEnumerable<AssLine> lines)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var style in styles)
        {
            var name = style.Name;
            while (_styles.TryGetValue(name, out var taken) && taken with { Name = style.Name } != style) name += "_";
            _styles[name] = style with { Name = name };
            names[style.Name] = name;
        }

        _lines.AddRange(lines.Select(line => line with { Style = names.GetValueOrDefault(line.Style, line.Style) }));
    }

    public string Write(Canvas canvas)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"[Script Info]\nScriptType: v4.00+\nPlayResX: {canvas.Width}\nPlayResY: {canvas.Height}\nWrapStyle: 2\nScaledBorderAndShadow: yes\nYCbCr Matrix: None\n\n");
        text.Append("[V4+ Styles]\nFormat: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding\n");
        foreach (var style in _styles.Values) AppendStyle(text, style);
        text.Append("\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n");
        foreach (var line in _lines.Where(line => line.EndSeconds > line.StartSeconds))
            text.Append(CultureInfo.InvariantCulture, $"Dialogue: {line.Layer},{Clock(line.StartSeconds)},{Clock(line.EndSeconds)},{line.Style},,0,0,0,,{line.Text}\n");
        return text.ToString();
    }

    private static void AppendStyle(StringBuilder text, AssStyle style) => text.Append(
        CultureInfo.InvariantCulture,
        $"Style: {style.Name},{style.Font},{style.Size},{Colour(style.Colour, 1)},{Colour(style.ActiveColour ?? style.Colour, 1)},{Colour(style.Boxed ? style.BackColour : style.OutlineColour, style.Boxed ? style.BackOpacity : 1)},{Colour(style.BackColour, style.BackOpacity)},{(style.Bold ? -1 : 0)},0,0,0,100,100,{style.Spacing},0,{(style.Boxed ? 3 : 1)},{style.Outline},{style.Shadow},{style.Alignment},0,0,0,1\n");

    /// <summary>ASS writes blue first and counts transparency, not opacity.</summary>
    private static string Colour(string rgb, double opacity) => string.Create(
        CultureInfo.InvariantCulture, $"&H{(int)Math.Round((1 - opacity) * 255):X2}{rgb[5..7]}{rgb[3..5]}{rgb[1..3]}");

    private static string Clock(double seconds)
    {
        var centiseconds = (long)Math.Round(Math.Max(0, seconds) * 100);
        return string.Create(CultureInfo.InvariantCulture, $"{centiseconds / 360000}:{centiseconds / 6000 % 60:00}:{centiseconds / 100 % 60:00}.{centiseconds % 100:00}");
    }
}
