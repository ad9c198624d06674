namespace Synthora.Jobs;

public enum JobStatus { Queued, Running, Completed, Failed, Cancelled }

/// <summary>What runs side by side on a node: few renders, many light jobs.</summary>
public static class Lane
{
    public const string Render = "render";
    public const string Light = "light";
    public static readonly IReadOnlyList<string> All = [Render, Light];
}
