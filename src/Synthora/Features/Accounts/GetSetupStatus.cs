namespace Synthora.Features.Accounts;

/// <param name="SetupTokenRequired">The first account must bring the operator's setup token.</param>
public sealed record SetupStatusResponse(bool AdminExists, bool SetupTokenRequired);

public sealed class GetSetupStatus
{
    public Task<Result<SetupStatusResponse>> HandleAsync(CancellationToken ct) => throw new NotSupportedException();
}
