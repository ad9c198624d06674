namespace Synthora.Features.Accounts;

/// <param name="Everywhere">Ends every session of the account, not only this one.</param>
public sealed record SignOutRequest(bool Everywhere = false);

public sealed record SignedOut(int SessionsEnded);

public sealed class SignOut
{
    public Task<Result<SignedOut>> HandleAsync(Caller caller, SignOutRequest request, CancellationToken ct) =>
        throw new NotSupportedException();
}
