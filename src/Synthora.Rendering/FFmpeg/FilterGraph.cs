namespace Synthora.Rendering.FFmpeg;

/// <summary>Collects the inputs and chains of one filter graph and hands out labels nobody else uses.</summary>
public sealed class FilterGraph
{
    private readonly List<FFmpegInput> _inputs = [];
    private readonly List<string> _chains = [];
    private int _labels;

    public IReadOnlyList<FFmpegInput> Inputs => _inputs;

    /// <summary>Number the next input gets.</summary>
    public int NextInput => _inputs.Count;

    public string Text => string.Join(';', _chains);

    public string NewLabel(string stem) => string.Create(CultureInfo.InvariantCulture, $"{stem}{_labels++}");

    /// <returns>The number by which chains name the input.</returns>
    public int AddInput(string source, params IEnumerable<string> options) => AddInput(new FFmpegInput([.. options], source));

    /// <inheritdoc cref="AddInput(string, IEnumerable{string})"/>
    public int AddInput(FFmpegInput input)
    {
        _inputs.Add(input);
        return _inputs.Count - 1;
    }

    public void AddChain(string chain) => _chains.Add(chain);

    /// <summary>Appends filters to a stream.</summary>
    /// <param name="from">Input pads such as <c>[a]</c> or <c>[0:v][1:v]</c>.</param>
    /// <returns>Label of the result, without brackets.</returns>
    public string Chain(string from, string filters, string stem = "s")
    {
        var label = NewLabel(stem);
        AddChain($"{from}{filters}[{label}]");
        return label;
    }

    public void AddFilterChain(FilterChain chain)
    {
        _inputs.AddRange(chain.Inputs);
        _chains.Add(chain.Filter);
    }
}
