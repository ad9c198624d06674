using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts;

public sealed record SignInRequest
{
    [Required, StringLength(254)]
    public required string Email { get; init; }

    [Required, StringLength(128)]
    public required string Password { get; init; }
}

public sealed class SignIn(Database database, Passwords passwords, Sessions sessions, TimeProvider clock)
{
    public const int AllowedFailures = 5;
    public static readonly TimeSpan FailureWindow = TimeSpan.FromMinutes(15);

    public async Task<Result<SignedIn>> HandleAsync(SignInRequest request, Client client, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var now = clock.GetUtcNow();
        var key = request.Email.Trim().ToLowerInvariant();
        await using var db = database.OpenForSystem();
        var failures = db.SignInFailures.Where(failure => failure.EmailKey == key && failure.Address == client.Address);
        var recent = await failures.Where(failure => failure.At > now - FailureWindow).OrderBy(failure => failure.At)
            .Select(failure => failure.At).ToListAsync(ct);
        if (recent.Count >= AllowedFailures)
            return AccountErrors.TooManyFailures((int)Math.Ceiling((recent[^AllowedFailures] + FailureWindow - now).TotalSeconds));

        var user = await db.Users.SingleOrDefaultAsync(user => user.EmailKey == key, ct);
        if (!passwords.Matches(user?.PasswordHash, request.Password))
        {
            db.SignInFailures.Add(new() { EmailKey = key, Address = client.Address, At = now });
            await db.SaveChangesAsync(ct);
            return AccountErrors.WrongCredentials;
        }

        if (!user!.TakeBackClosing() && !user.IsActive) return AccountErrors.Disabled;
        await failures.ExecuteDeleteAsync(ct);
        user.LastLoginAt = now;
        var adminExists = await db.Users.AnyAsync(other => other.Role == Role.Admin, ct);
        var signedIn = sessions.Open(db, user, client, isNewUser: false, setupRequired: !adminExists);
        await db.SaveChangesAsync(ct);
        return signedIn;
    }
}
