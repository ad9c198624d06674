using System.ComponentModel.DataAnnotations;

namespace Synthora.Features.Accounts;

public sealed record SignInRequest
{
    [Required, StringLength(254)]
    public required string Email { get; init; }

    [Required, StringLength(128)]
    public required string Password { get; init; }
}

public sealed class SignIn
{
    public Task<Result<SignedIn>> HandleAsync(SignInRequest request, Client client, CancellationToken ct) =>
        throw new NotSupportedException();
}
