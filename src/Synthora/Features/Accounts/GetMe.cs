namespace Synthora.Features.Accounts;

public sealed record MeResponse(Profile User, FeatureAccess Features);

public sealed class GetMe
{
    public Task<Result<MeResponse>> HandleAsync(Caller caller, CancellationToken ct) => throw new NotSupportedException();
}
