using Synthora.Data;

namespace Synthora.Features.Videos.Editing;

/// <summary>The storyboard of a video as its owner has edited it so far. It stands in the database, so no edit is lost with a page or a process.</summary>
public sealed class VideoDraft : IOwned
{
    public required Guid VideoId { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>Grows with every change; who writes against an older one has not seen what they would overwrite.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>Which <see cref="DraftStep"/> is in force: lower ones can be gone back to, higher ones forward.</summary>
    public int Step { get; set; } = 1;
    public required DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>The storyboard after one edit.</summary>
public sealed class DraftStep : IOwned
{
    public required Guid VideoId { get; init; }
    public required int Number { get; init; }
    public required Guid UserId { get; init; }

    /// <summary>What was done, such as <c>narrate</c>.</summary>
    public required string What { get; init; }

    /// <summary>The timeline as JSON, its files relative to the desk's folder.</summary>
    public required string Timeline { get; init; }
    public required DateTimeOffset At { get; init; }
}
