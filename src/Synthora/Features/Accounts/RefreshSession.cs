using System.ComponentModel.DataAnnotations;

namespace Synthora.Features.Accounts;

public sealed record RefreshSessionRequest
{
    [Required, StringLength(200)]
    public required string RefreshToken { get; init; }
}

/// <summary>Trades a refresh token for a new pair. A token used twice ends its whole session: someone else has it.</summary>
public sealed class RefreshSession
{
    public Task<Result<SignedIn>> HandleAsync(RefreshSessionRequest request, CancellationToken ct) =>
        throw new NotSupportedException();
}
