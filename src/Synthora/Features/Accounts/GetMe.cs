using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts;

public sealed record MeResponse(Profile User, FeatureAccess Features);

public sealed class GetMe(Database database, Limits limits)
{
    public async Task<Result<MeResponse>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == caller.UserId, ct);
        if (user is null) return Errors.NotFound("account");
        return new MeResponse(Profile.From(user), limits.Of(user.Role));
    }
}
