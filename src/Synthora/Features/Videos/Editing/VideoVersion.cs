using Synthora.Data;

namespace Synthora.Features.Videos.Editing;

/// <summary><see cref="Dropped"/> ones are beyond what is kept; their files go next.</summary>
public enum VersionState { Rendering, Ready, Failed, Dropped }

/// <summary>A rendering of a video: under way, or finished and still to be had.</summary>
public sealed class VideoVersion : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid VideoId { get; init; }
    public required Guid UserId { get; init; }
    public required int Number { get; init; }
    public required VersionState State { get; set; }

    /// <summary>Null for the version that the generation itself made.</summary>
    public Guid? JobId { get; init; }
    public required string Timeline { get; init; }

    /// <summary>Where its files are in the file store; null until it is ready.</summary>
    public string? Files { get; set; }
    public required string Title { get; set; }
    public double? DurationS { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }
    public long? FileSize { get; set; }

    /// <summary>All files of it together; null where they were made before this was counted.</summary>
    public long? StoredBytes { get; set; }
    public bool? QualityPassed { get; set; }
    public int? ScenesRendered { get; set; }
    public int? ScenesReused { get; set; }

    /// <summary>How long rendering took, and for how many seconds of picture; the next estimate is made from it.</summary>
    public double? RenderSeconds { get; set; }
    public double? RenderedSeconds { get; set; }

    /// <summary>The prints of its scenes, one a line, as the engine build named in <see cref="Engine"/> tells them.</summary>
    public string Prints { get; set; } = "";
    public string Engine { get; set; } = "";

    /// <summary>Why it failed; or why it is being stopped, for one that is still rendering.</summary>
    public string? ErrorMessage { get; set; }
    public string? ErrorRemedy { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; set; }

    public FinishedVideo Finished() => new(Title, Files!, FileSize ?? 0, DurationS ?? 0, Width ?? 0, Height ?? 0, QualityPassed ?? false, StoredBytes);
}
