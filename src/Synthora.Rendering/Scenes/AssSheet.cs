using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>An ASS document under construction; parts bring their own styles, which never collide.</summary>
internal sealed class AssSheet
{
    private readonly Dictionary<string, AssStyle> _styles = new(StringComparer.Ordinal);
    private readonly List<AssLine> _lines = [];

    public bool IsEmpty => _lines.Count == 0;
    public IReadOnlyCollection<AssStyle> Styles => _styles.Values;
    public IReadOnlyList<AssLine> Lines => _lines;

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

    public string Write(Canvas canvas) => AssDocument.Write(canvas, _styles.Values.Select(style => style.Burned()), _lines);
}
