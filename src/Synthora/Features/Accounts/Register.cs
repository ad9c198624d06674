using System.ComponentModel.DataAnnotations;

namespace Synthora.Features.Accounts;

public sealed record RegisterRequest
{
    [Required, EmailAddress, StringLength(254)]
    public required string Email { get; init; }

    [Required, StringLength(128, MinimumLength = 10)]
    public required string Password { get; init; }

    [StringLength(100)]
    public string? Name { get; init; }

    /// <summary>The operator's secret, needed once for the first account of an exposed deployment.</summary>
    [StringLength(200)]
    public string? SetupToken { get; init; }
}

/// <summary>Opens an account and signs it in. The first account ever becomes the administrator.</summary>
public sealed class Register
{
    public Task<Result<SignedIn>> HandleAsync(RegisterRequest request, Client client, CancellationToken ct) =>
        throw new NotSupportedException();
}
