using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Accounts.Links;
using Synthora.Features.Accounts.Profiles;
using Synthora.Features.Notifications;
using Synthora.Features.Quotas;
using Synthora.Security;

namespace Synthora.Features.Accounts;

public sealed record RegisterRequest
{
    [Required(ErrorMessage = "Write your e-mail address."), EmailAddress(ErrorMessage = "This is not an e-mail address."), StringLength(254)]
    public required string Email { get; init; }

    [Required(ErrorMessage = "The password must have 10 to 128 characters."), StringLength(128, MinimumLength = 10, ErrorMessage = "The password must have 10 to 128 characters.")]
    public required string Password { get; init; }

    [StringLength(100)]
    public string? Name { get; init; }

    /// <summary>The name of a time zone such as <c>Europe/Berlin</c>; UTC without one, or with one that is not known here.</summary>
    [StringLength(100)]
    public string? Timezone { get; init; }

    /// <summary>The operator's secret, needed once for the first account of an exposed deployment.</summary>
    [StringLength(200)]
    public string? SetupToken { get; init; }
}

/// <summary>Opens an account and signs it in. The first account ever becomes the administrator.</summary>
public sealed class Register(
    Database database, Passwords passwords, Sessions sessions, SetupGate gate, MailedLinks links, UserLimits limits, Configuration configuration, TimeProvider clock)
{
    public async Task<Result<SignedIn>> HandleAsync(RegisterRequest request, Client client, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var email = request.Email.Trim();
        if (Passwords.Weakness(request.Password, email) is { } weakness)
            return Errors.Validation(weakness, new Dictionary<string, object?> { ["password"] = weakness });
        var now = clock.GetUtcNow();
        var user = new User
        {
            Email = email,
            EmailKey = email.ToLowerInvariant(),
            Name = string.IsNullOrWhiteSpace(request.Name) ? email.Split('@')[0] : request.Name.Trim(),
            PasswordHash = passwords.Hash(request.Password),
            LastLoginAt = now,
            TermsAcceptedAt = configuration.TermsUrl is null ? null : now,
            Language = Preferences.Languages.Contains(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName : "en",
            Timezone = request.Timezone is { } zone && Preferences.IsZone(zone) ? zone : "UTC",
            CreatedAt = now,
            UpdatedAt = now,
        };

        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.Users.AnyAsync(ct))
        {
            // Whoever comes second waits here and then finds the first one's row.
            await db.Database.ExecuteSqlAsync($"lock table users in share row exclusive mode", ct);
            if (!await db.Users.AnyAsync(ct))
            {
                if (!gate.Admits(request.SetupToken)) return AccountErrors.SetupTokenNeeded;
                user.Role = Role.Admin;
            }
        }

        if (user.Role != Role.Admin && !await limits.IsOnAsync(db, SettingKey.Registration, ct)) return AccountErrors.RegistrationOff;
        db.Users.Add(user);
        var signedIn = sessions.Open(db, user, client, isNewUser: true, setupRequired: false);
        try
        {
            await db.SaveChangesAsync(ct);
            await links.AddAsync(db, user, LinkPurpose.VerifyEmail, ct);
            await db.SaveChangesAsync(ct);
            await db.RaiseAsync(Welcome(user), now, ct);
            await transaction.CommitAsync(ct);
            links.Wake();
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return AccountErrors.EmailTaken;
        }

        return signedIn;
    }

    private static Notice Welcome(User user) => new(
        user.Id, NotificationType.System, "welcome", $"Welcome, {user.Name}", "Type a topic or paste a script, and your first video is minutes away.")
    { Link = "/create" };
}

/// <summary>Keeps strangers from claiming a fresh installation that they can reach.</summary>
/// <param name="Needed">A token is configured, or the server listens beyond this machine.</param>
/// <param name="Token">Without one an exposed installation admits nobody until its operator sets it.</param>
public sealed record SetupGate(bool Needed, string? Token)
{
    public bool Admits(string? given) => !Needed || (Token is not null && given is not null && Secrets.Same(Token, given));

    public override string ToString() => $"Needed = {Needed}";
}
