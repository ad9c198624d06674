using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts.Profiles;

public sealed record ChangeProfileRequest
{
    /// <summary>Absent leaves it.</summary>
    [StringLength(100, ErrorMessage = "A name has at most 100 characters.")]
    public string? Name { get; init; }
}

public sealed class ChangeProfile(Database database, TimeProvider clock)
{
    public async Task<Result<Profile>> HandleAsync(Caller caller, ChangeProfileRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (request.Name is not null && (string.IsNullOrWhiteSpace(request.Name) || request.Name.Any(char.IsControl))) return Errors.Field("name", "Write the name that others are to see.");
        await using var db = database.Open(caller);
        if (await db.Users.SingleOrDefaultAsync(row => row.Id == caller.UserId, ct) is not { } user) return Errors.NotFound("account");
        if (request.Name is { } name) (user.Name, user.UpdatedAt) = (name.Trim(), clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Profile.From(user);
    }
}
