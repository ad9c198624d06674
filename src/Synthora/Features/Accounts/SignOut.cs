using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts;

/// <param name="Everywhere">Ends every session of the account, not only this one.</param>
public sealed record SignOutRequest(bool Everywhere = false);

public sealed record SignedOut(int SessionsEnded);

public sealed class SignOut(Database database, TimeProvider clock)
{
    public async Task<Result<SignedOut>> HandleAsync(Caller caller, SignOutRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        return new SignedOut(await db.Sessions
            .Where(session => session.EndedAt == null && (request.Everywhere || session.Id == caller.SessionId))
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), ct));
    }
}
