using Synthora.Rendering;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Benchmarks;

/// <summary>All that is measured, in the order in which it runs.</summary>
internal static class Rows
{
    private const int Length = SampleVideos.Seconds;
    private const int Few = 6;
    private const int Many = 60;

    public static IReadOnlyList<Row> All { get; } =
    [
        new("bare-clips", Length, (stage, ct) => BareGraph.ClipsAsync(stage.Footage, stage.File("bare-clips.mp4"), ct)),
        new("clips", Length, (stage, ct) => stage.RenderAsync(stage.Videos.Clips, "clips", ct))
        {
            Against = "bare-clips", MostRatio = 1.10, MostWork = 1.10, MostPerSecond = 0.50, MostMiB = 800,
        },
        new("plain", Length, (stage, ct) => stage.RenderAsync(stage.Videos.Plain, "plain", ct)) { Against = "clips" },
        new("bare-stills", Length, (stage, ct) => BareGraph.StillsAsync(stage.Footage, stage.File("bare-stills.mp4"), ct)),
        new("stills", Length, (stage, ct) => stage.RenderAsync(stage.Videos.Stills, "stills", ct))
        {
            Against = "bare-stills", MostRatio = 1.10, MostWork = 1.10, MostPerSecond = 0.60, MostMiB = 800,
        },
        new("edit", Length, (stage, ct) => stage.RenderAsync(SampleVideos.Edited(stage.Videos.Clips), "clips", ct)) { Against = "clips", MostRatio = 0.25 },
        new("again", Length, (stage, ct) => stage.RenderAsync(stage.Videos.Clips, "clips", ct)) { Against = "clips" },
        new("variants", Length, (stage, ct) => stage.RenderVariantsAsync(stage.Videos.Clips, "youtube,tiktok,instagram", ct)) { Against = "clips", MostRatio = 2.2 },
        new("preview", Length, (stage, ct) => stage.RenderAsync(stage.Videos.Clips, "preview", ct, preview: true)) { Against = "bare-clips", MostPerSecond = 0.20 },
        new("quality", Length, (stage, ct) => QualityGate.CheckAsync(stage.File("clips.mp4"), stage.Videos.Clips, Platform.Universal, ct)) { Against = "bare-clips", After = ["clips"], MostPerSecond = 0.15 },
        new("make", (stage, ct) => stage.MakeAsync(ct)) { Against = "bare-clips", MostPerSecond = 1.0, MostMiB = 1024 },
        new("few", Few * 2, (stage, ct) => stage.RenderAsync(stage.Videos.Many(Few), "few", ct, preview: true)),
        new("many", Many * 2, (stage, ct) => stage.RenderAsync(stage.Videos.Many(Many), "many", ct, preview: true)) { Against = "few", MostRatio = 1.10, MostMiB = 800 },
    ];

    /// <summary>The rows asked for, and those they cannot do without.</summary>
    /// <exception cref="RenderException">There is no such row.</exception>
    public static IReadOnlyList<Row> Named(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0) return All;
        var wanted = new HashSet<string>();
        foreach (var name in names) Want(name);
        return [.. All.Where(row => wanted.Contains(row.Name))];

        void Want(string name)
        {
            var row = All.FirstOrDefault(row => row.Name == name)
                ?? throw new RenderException($"There is no row {name}.", $"Choose from {string.Join(", ", All.Select(row => row.Name))}.");
            if (!wanted.Add(name)) return;
            if (row.Against is { } other) Want(other);
            foreach (var before in row.After) Want(before);
        }
    }
}
