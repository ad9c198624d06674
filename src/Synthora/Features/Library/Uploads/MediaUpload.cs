using Synthora.Data;

namespace Synthora.Features.Library.Uploads;

/// <summary>
/// A file on its way. <see cref="Received"/> counts the bytes that are safe on disk; what lies beyond it in the spool
/// belongs to a piece that broke off. Its id becomes the id of the thing in the library.
/// </summary>
public sealed class MediaUpload : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required string FileName { get; init; }
    public required string Title { get; init; }
    public Guid? FolderId { get; init; }
    public List<string> Tags { get; init; } = [];
    public required long Size { get; init; }
    public long Received { get; set; }

    /// <summary>As the client sent it, to be told again.</summary>
    public string? Metadata { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Moves on with every piece.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>From here on it is a thing of the library.</summary>
    public DateTimeOffset? CompletedAt { get; set; }
}
