namespace Synthora.Features.Videos.Generation;

/// <summary>Percent of the whole run by what each step was measured to cost, and the seconds left by the rate so far.</summary>
/// <param name="finds">Footage is looked for, which takes a while.</param>
/// <param name="orders">Clips or sounds are ordered, which takes minutes.</param>
internal sealed class RunProgress(IGenerationJournal journal, TimeProvider clock, bool finds = false, bool orders = false)
{
    private readonly long _started = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private double? _first;
    private double _percent;

    /// <summary>A report takes the fraction 0–1 of the step and what is being done.</summary>
    public Action<double, string> For(GenerationStep step)
    {
        var found = finds ? 26.0 : 16.0;
        var ordered = orders ? found + 30 : found;
        var (from, to) = step switch
        {
            GenerationStep.Script => (0.0, 2.0),
            GenerationStep.Voice => (2.0, 14.0),
            GenerationStep.Media => (14.0, found),
            GenerationStep.VideoAi => (found, ordered),
            _ => (ordered, 100.0),
        };
        return (fraction, message) => Report(step, Math.Clamp(fraction, 0, 1), from + (Math.Clamp(fraction, 0, 1) * (to - from)), message);
    }

    private void Report(GenerationStep step, double fraction, double percent, string message)
    {
        lock (_gate)
        {
            // Parallel work reports out of order; what people see never goes back.
            _percent = Math.Max(_percent, percent);
            _first ??= _percent;
            var done = _percent - _first.Value;
            double? left = done >= 3 ? clock.GetElapsedTime(_started).TotalSeconds * (100 - _percent) / done : null;
            journal.Progress(new GenerationProgress(step, Math.Round(_percent, 1), message, left is { } seconds ? Math.Round(seconds, 1) : null) { Fraction = fraction });
        }
    }
}
