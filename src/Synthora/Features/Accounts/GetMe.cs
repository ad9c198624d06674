using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Quotas;

namespace Synthora.Features.Accounts;

public sealed record MeResponse(Profile User, FeatureAccess Features);

public sealed class GetMe(Database database, UserLimits limits)
{
    public async Task<Result<MeResponse>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == caller.UserId, ct);
        if (user is null) return Errors.NotFound("account");
        return new MeResponse(Profile.From(user), UserLimits.Access(user.Role, await limits.OfAsync(db, user.Id, user.Role, ct)));
    }
}
