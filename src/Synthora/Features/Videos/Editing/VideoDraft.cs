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

    /// <summary>Who made the last changes in a row, such as one tab, and the revision they began on.</summary>
    public string? Client { get; private set; }
    public int ClientSince { get; private set; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Whether whoever changes it has seen everything: all that came since they looked was their own.</summary>
    public bool IsKnownTo(Seen seen) =>
        seen.Revision == Revision || (seen.Client is not null && seen.Client == Client && seen.Revision >= ClientSince && seen.Revision < Revision);

    public void StandOn(int step, Seen seen, DateTimeOffset now)
    {
        if (seen.Client is null || seen.Client != Client) (Client, ClientSince) = (seen.Client, seen.Revision);
        (Step, Revision, UpdatedAt) = (step, Revision + 1, now);
    }
}

/// <summary>A file that an edit has brought in. It lies in the store for as long as something names it.</summary>
public sealed class DraftFile : IOwned
{
    public required Guid VideoId { get; init; }

    /// <summary>As timelines name it.</summary>
    public required string Name { get; init; }
    public required Guid UserId { get; init; }
    public required long Bytes { get; init; }
}

/// <summary>What somebody who changes a draft was looking at.</summary>
/// <param name="Client">Changes of one client need not wait for each other's answers; null for one that does.</param>
public sealed record Seen(int Revision, string? Client = null);

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
