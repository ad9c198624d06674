using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Synthora.Features.Videos.Generation;

namespace Synthora.Cli;

/// <summary>Step, percent and time left: one redrawn line for a person, a plain line every few percent for a log.</summary>
internal sealed class MakeProgress(Terminal terminal)
{
    private const int BarWidth = 28;
    private const double LogStep = 10;
    private readonly Lock _gate = new();
    private readonly Dictionary<GenerationStep, long> _started = [];
    private readonly List<(string Name, TimeSpan Elapsed)> _steps = [];
    private GenerationStep? _step;
    private double _logged = -LogStep;
    private bool _drawn;

    /// <summary>The steps that did something, with the time each took.</summary>
    public IReadOnlyList<(string Name, TimeSpan Elapsed)> Steps => _steps;

    public void Show(GenerationProgress progress)
    {
        lock (_gate)
        {
            var entered = _step != progress.Step;
            if (entered) Enter(progress.Step);
            if (terminal.Interactive) Redraw(progress);
            else if (entered || progress.Percent >= _logged + LogStep || progress.Percent >= 100)
            {
                _logged = progress.Percent;
                terminal.Error.WriteLine(Line(progress));
            }
        }
    }

    public void Finish()
    {
        lock (_gate)
        {
            Leave();
            if (_drawn) terminal.Error.WriteLine();
            _drawn = false;
        }
    }

    private void Enter(GenerationStep step)
    {
        Leave();
        _step = step;
        _started[step] = Stopwatch.GetTimestamp();
    }

    private void Leave()
    {
        if (_step is { } step) _steps.Add((step.ToString().ToLowerInvariant(), Stopwatch.GetElapsedTime(_started[step])));
        _step = null;
    }

    private void Redraw(GenerationProgress progress)
    {
        var filled = (int)Math.Round(progress.Percent / 100 * BarWidth);
        var line = $"{new string('━', filled)}{new string('─', BarWidth - filled)} {Line(progress)}";
        var width = Math.Max(40, AnsiConsole.Profile.Width) - 1;
        terminal.Error.Write($"\r\u001b[K{(line.Length > width ? line[..width] : line)}");
        _drawn = true;
    }

    private static string Line(GenerationProgress progress) => string.Create(CultureInfo.InvariantCulture,
        $"{progress.Percent,3:0}%  {progress.Step.ToString().ToLowerInvariant(),-8}  {progress.Message}{(progress.SecondsLeft is { } left && progress.Percent < 100 ? $", about {Math.Max(1, left):0} s left" : "")}");
}
