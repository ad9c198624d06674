using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts;

/// <param name="SetupTokenRequired">The first account must bring the operator's setup token.</param>
public sealed record SetupStatusResponse(bool AdminExists, bool SetupTokenRequired);

public sealed class GetSetupStatus(Database database, SetupGate gate)
{
    public async Task<Result<SetupStatusResponse>> HandleAsync(CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var adminExists = await db.Users.AnyAsync(user => user.Role == Role.Admin, ct);
        return new SetupStatusResponse(adminExists, gate.Needed && !await db.Users.AnyAsync(ct));
    }
}
