using System.Diagnostics;

namespace Synthora.PageBudgets;

/// <summary>Counts the database commands of this process, in which the host runs.</summary>
internal sealed class QueryCount : IDisposable
{
    private readonly ActivityListener _listener;
    private int _commands;

    public QueryCount()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStarted = _ => Interlocked.Increment(ref _commands),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Commands => Volatile.Read(ref _commands);

    public void Dispose() => _listener.Dispose();
}
