using System.ComponentModel.DataAnnotations;

namespace Synthora.Jobs;

/// <summary>The section <c>Jobs</c> of the configuration. A lost worker is noticed within lease + sweep.</summary>
public sealed class JobsOptions
{
    /// <summary>Whether this process works on jobs or only enqueues them.</summary>
    public bool Work { get; set; } = true;

    /// <summary>Lanes this process serves.</summary>
    public IReadOnlyList<string> Lanes { get; set; } = Lane.All;

    /// <summary>Renders at the same time; 0 takes one, or two on eight cores and more.</summary>
    [Range(0, 64)]
    public int Render { get; set; }

    [Range(1, 200)]
    public int Light { get; set; } = 10;

    [Range(1, 60)]
    public int IdleWaitSeconds { get; set; } = 5;

    [Range(1, 60)]
    public int CheckinSeconds { get; set; } = 5;

    [Range(1, 120)]
    public int CheckinThresholdSeconds { get; set; } = 10;

    [Range(3, 300)]
    public int LeaseSeconds { get; set; } = 15;

    /// <summary>At most a third of the lease.</summary>
    [Range(1, 100)]
    public int HeartbeatSeconds { get; set; } = 5;

    [Range(1, 59)]
    public int SweepSeconds { get; set; } = 15;

    /// <summary>How often a job may be taken from vanished workers, or put back by workers whose database had vanished, before it counts as what made them vanish.</summary>
    [Range(1, 100)]
    public int MaxTakeovers { get; set; } = 5;

    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
    public TimeSpan Heartbeat => TimeSpan.FromSeconds(HeartbeatSeconds);

    public int LimitOf(string lane) => !Lanes.Contains(lane) ? 0 : lane switch
    {
        Lane.Render => Render > 0 ? Render : Environment.ProcessorCount >= 8 ? 2 : 1,
        _ => Light,
    };
}
