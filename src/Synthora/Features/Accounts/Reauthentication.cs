using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts;

/// <summary>
/// Makes sure that it is the owner who sits there before something that cannot be undone. By the password; who has none,
/// because another service signs them in, must have signed in within the last minutes.
/// </summary>
public sealed class Reauthentication(Passwords passwords, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <param name="db">The system's context, without a transaction: a wrong guess counts whatever comes of the rest.</param>
    public async Task<Error?> RefuseAsync(AppDbContext db, Caller caller, User user, string? password, string field, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (user.PasswordHash is null)
        {
            var opened = await db.Sessions.Where(session => session.Id == caller.SessionId).Select(session => (DateTimeOffset?)session.CreatedAt).SingleOrDefaultAsync(ct);
            return opened > now - Fresh ? null : new(ErrorKind.Forbidden, "reauthentication_required", "Sign out and in again, then repeat this within ten minutes.");
        }

        // Guesses are counted with those of the sign-in page, under a name of their own in place of an address.
        var place = $"account/{caller.UserId:N}";
        var failures = db.SignInFailures.Where(failure => failure.EmailKey == user.EmailKey && failure.Address == place);
        var recent = await failures.Where(failure => failure.At > now - SignIn.FailureWindow).OrderBy(failure => failure.At).Select(failure => failure.At).ToListAsync(ct);
        if (recent.Count >= SignIn.AllowedFailures) return AccountErrors.TooManyFailures((int)Math.Ceiling((recent[^SignIn.AllowedFailures] + SignIn.FailureWindow - now).TotalSeconds));
        if (password is { Length: > 0 and <= 128 } given && passwords.Matches(user.PasswordHash, given))
        {
            await failures.ExecuteDeleteAsync(ct);
            return null;
        }

        if (string.IsNullOrEmpty(password)) return Errors.Field(field, "Give your password, so that nobody else can do this.");
        db.SignInFailures.Add(new() { EmailKey = user.EmailKey, Address = place, At = now });
        await db.SaveChangesAsync(ct);
        return Errors.Field(field, "This is not your password.");
    }
}
