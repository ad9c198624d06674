using Synthora.Data;

namespace Synthora.Features.Library.Sharing;

/// <summary>A link that shows one thing of the library to whoever has it. Only the token's hash is kept.</summary>
public sealed class MediaShare : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required Guid MediaId { get; init; }
    public required byte[] TokenHash { get; init; }
    public string? PasswordHash { get; init; }
    public bool AllowsDownload { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public int Views { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);
}
